"""Reads one video file and prints what it is, as JSON. Runs alone, in a process with limits: see video.probing.

Never imported by the site. The demuxer is named by the caller from the file's first bytes, so that a playlist in
disguise is never followed, and only the local file may be opened.
"""

from __future__ import annotations

import itertools
import json
import re
import resource
import statistics
import sys

MEMORY_BYTES = 3 << 30  # a picture of 8K, and those it refers to
OUT_OF_MEMORY = 12
CPU_SECONDS = 30
OUTPUT_CHARACTERS = 8000
ATTACHED_PICTURE, DEFAULT = 0x400, 0x1
MOST_SOUNDS = 16
# Enough pictures to see that they are interlaced, enough packets to see that they come unevenly.
PICTURES = 4
PACKETS = 300
# Names of notes that tell where a film was made, by whom, or with whose camera, as phones and cameras write them.
PRIVATE_NOTES = re.compile(
    r"location|iso6709|gps|latitude|longitude|\bgeo|artist|author|owner|director|serial|\bmake\b|\bmodel\b|manufacturer",
    re.IGNORECASE,
)
HDR_TRANSFERS = {16: "pq", 18: "hlg"}  # ISO 23091-2: SMPTE ST 2084 and ARIB STD-B67


def limit() -> None:
    """Bound what a hostile file can take."""
    # Two seconds before it is killed it is told why, which the parent can tell from any other end.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def read(path: str, demuxer: str) -> dict[str, object]:
    """Open the file, decode a few pictures of it, and say what was found."""
    import av

    av.logging.set_level(None)
    with av.open(f"file:{path}", format=demuxer, options={"protocol_whitelist": "file"}) as media:
        pictures = [
            stream
            for stream in media.streams.video
            if stream.codec_context and not int(stream.disposition) & ATTACHED_PICTURE
        ]
        if not pictures:
            return {"problem": "no_picture"}
        stream = pictures[0]
        stream.codec_context.thread_count = 1
        frames, times = _look(media, stream)
        if not frames:
            return {"problem": "no_picture"}
        return {
            "duration": float(media.duration / av.time_base) if media.duration else 0.0,
            "bit_rate": media.bit_rate,
            **_size(stream, frames[0]),
            **_picture(stream, frames),
            **_rhythm(stream, times),
            "sounds": _sounds(media),
            "private": _is_private(media),
        }


def _look(media, stream) -> tuple[list, list[float]]:
    """The first pictures, and the times of the first packets."""
    frames, times = [], []
    for packet in media.demux(stream):
        if packet.pts is not None:
            times.append(float(packet.pts * packet.time_base))
        if len(frames) < PICTURES:
            frames += packet.decode()
        if len(times) >= PACKETS:
            break
    return frames, sorted(times)


def _size(stream, frame) -> dict[str, object]:
    """Width and height as shown: with the shape of the pixels and the camera's rotation."""
    ratio = stream.sample_aspect_ratio
    if not ratio or not 0.1 < ratio < 10:
        ratio = None
    width, height = round(frame.width * ratio) if ratio else frame.width, frame.height
    rotation = int(frame.rotation) % 360
    if rotation % 180 == 90:
        width, height = height, width
    return {
        "width": width,
        "height": height,
        "coded_width": frame.width,
        "coded_height": frame.height,
        "pixel_ratio": [ratio.numerator, ratio.denominator] if ratio else [1, 1],
        "rotation": rotation,
    }


def _picture(stream, frames: list) -> dict[str, object]:
    codec, frame = stream.codec_context, frames[0]
    uneven = sum(bool(picture.interlaced_frame) for picture in frames)
    return {
        "video_stream": stream.index,
        "video_codec": codec.codec.canonical_name,
        "video_profile": codec.profile,
        "video_level": codec.level,
        "video_bit_rate": codec.bit_rate,
        "pixel_format": frame.format.name,
        "hdr": HDR_TRANSFERS.get(int(frame.color_trc), ""),
        "matrix": int(frame.colorspace),
        "primaries": int(frame.color_primaries),
        "full_range": int(frame.color_range) == 2 or frame.format.name.startswith("yuvj"),
        "interlaced": uneven * 2 > len(frames),
    }


def _rhythm(stream, times: list[float]) -> dict[str, object]:
    """How often pictures come, whether evenly, and where one can be decoded without those before it."""
    entries = stream.index_entries
    whole = stream.container.format.name.startswith(("mov", "avi")) and len(entries) > 1
    keys: list[float] = []
    if whole:
        unit = float(stream.time_base)
        times = [entry.timestamp * unit for entry in entries]
        keys = [entry.timestamp * unit for entry in entries if entry.is_keyframe]
    steps = [after - before for before, after in itertools.pairwise(times) if after > before]
    usual = statistics.median(steps) if steps else 0.0
    odd = sum(abs(step - usual) > max(0.1 * usual, 0.0021) for step in steps)
    gaps = [after - before for before, after in itertools.pairwise(keys)]
    regular = bool(gaps) and max(gaps) - min(gaps) < usual / 2
    rate = stream.average_rate or stream.guessed_rate
    return {
        "frames": len(entries) if whole else None,
        "frame_rate": [rate.numerator, rate.denominator] if rate else None,
        "usual_rate": 1 / usual if usual else None,
        "variable_frame_rate": bool(steps) and odd > 0.02 * len(steps),
        "keyframe_seconds": statistics.fmean(gaps) if regular else None,
        "keyframe_gap": max(gaps) if gaps else None,
    }


def _sounds(media) -> list[dict[str, object]]:
    """The sounds that can be decoded, the first ones of very many; video.sounds says which is heard."""
    return [
        {
            "index": stream.index,
            "codec": codec.codec.canonical_name,
            "profile": codec.profile,
            "channels": codec.channels,
            "rate": codec.sample_rate,
            "bit_rate": codec.bit_rate,
            "seconds": float(stream.duration * stream.time_base) if stream.duration else None,
            "language": (stream.language or "")[:8],
            "default": bool(int(stream.disposition) & DEFAULT),
        }
        for stream in media.streams.audio
        if (codec := stream.codec_context) and codec.sample_rate and codec.channels
    ][:MOST_SOUNDS]


def _is_private(media) -> bool:
    """Whether notes in the file, or a track of a camera's own, tell more than is seen and heard."""
    notes = [media.metadata, *(stream.metadata for stream in media.streams)]
    if any(PRIVATE_NOTES.search(name) for note in notes for name in note):
        return True
    return any(stream.type == "data" and "timecode" not in stream.metadata for stream in media.streams)


def main(path: str, demuxer: str) -> None:
    """Print what the file is, or why that cannot be said."""
    limit()
    try:
        answer = read(path, demuxer)
    except Exception as error:  # noqa: BLE001 (whatever a file can do to a demuxer is an answer about the file)
        large = isinstance(error, MemoryError) or getattr(error, "errno", None) == OUT_OF_MEMORY
        detail = f"{type(error).__name__}: {error}"[:300]
        answer = {"problem": "large" if large else "unreadable", "detail": detail}
    print(json.dumps(answer)[:OUTPUT_CHARACTERS])  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
