"""Reads one video file and prints what it is, as JSON. Runs alone, in a process with limits: see video.probing.

Never imported by the site. The demuxer is named by the caller from the file's first bytes, so that a playlist in
disguise is never followed, and only the local file may be opened.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 30
ATTACHED_PICTURE = 0x400
DEMUXERS = {"mp4": "mov", "webm": "matroska"}


def limit() -> None:
    """Bound what a hostile file can take."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def read(path: str, container: str) -> dict[str, object]:
    """Open the file, decode one picture of it, and say what was found."""
    import av

    av.logging.set_level(None)
    with av.open(f"file:{path}", format=DEMUXERS[container], options={"protocol_whitelist": "file"}) as media:
        pictures = [
            stream for stream in media.streams.video if not int(stream.disposition) & ATTACHED_PICTURE
        ]
        if not pictures:
            return {"problem": "no_picture"}
        stream = pictures[0]
        stream.codec_context.thread_count = 1
        duration = float(media.duration / av.time_base) if media.duration else 0.0
        audio = media.streams.audio[0] if media.streams.audio else None
        facts = {
            "duration": duration,
            "video_codec": stream.codec_context.name,
            "audio_codec": audio.codec_context.name if audio else "",
            "has_audio": audio is not None,
        }
        frame = next(media.decode(stream), None)
        if frame is None:
            return {"problem": "no_picture"}
        return {**facts, **_size(stream, frame)}


def _size(stream, frame) -> dict[str, int]:
    """Width and height as shown: with the shape of the pixels and the camera's rotation."""
    ratio = stream.sample_aspect_ratio
    width = round(frame.width * ratio) if ratio and 0.1 < ratio < 10 else frame.width
    height = frame.height
    if abs(int(frame.rotation)) % 180 == 90:
        width, height = height, width
    return {"width": width, "height": height}


if __name__ == "__main__":
    limit()
    try:
        answer = read(sys.argv[1], sys.argv[2])
    except Exception as error:  # noqa: BLE001 (whatever a file can do to a demuxer is an answer about the file)
        answer = {"problem": "unreadable", "detail": f"{type(error).__name__}: {error}"[:300]}
    json.dump(answer, sys.stdout)
