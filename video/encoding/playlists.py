"""The HLS playlist of a rung (RFC 8216): its one file of fragments, named as byte ranges.

The playlist of playlists is printed at each request by video.hls, from the rungs that are finished. Addresses are
relative: everything of a job lies beside its master playlist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

VERSION = 7  # EXT-X-MAP needs 6, and fragmented MP4 is usually announced as 7
TARGET_SECONDS = 6
_CHANNELS = re.compile(r"^## channels: (\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class Segment:
    """A part of a rung's file that begins with a picture that stands for itself."""

    offset: int  # bytes
    size: int  # bytes
    seconds: float


def media_playlist(
    file: str, head_size: int, segments: Sequence[Segment], *, channels: int | None = None
) -> str:
    """The playlist of one rung. `head_size`: the bytes before the first fragment (EXT-X-MAP)."""
    lines = _head(file, head_size, max(TARGET_SECONDS, target_of(segments)))
    if channels:
        lines.insert(2, f"## channels: {channels}")
    return _closed(lines, file, segments)


def keys_playlist(file: str, head_size: int, keys: Sequence[Segment]) -> str:
    """The key pictures of a rung alone, for players that wind or show what they seek (RFC 8216, 4.3.3.6).

    A key lasts until the next one. Its bytes are those of the fragment that begins with it, up to the picture's end.
    """
    lines = _head(file, head_size, target_of(keys))
    return _closed([*lines[:-1], "#EXT-X-I-FRAMES-ONLY", lines[-1]], file, keys)


def target_of(segments: Sequence[Segment]) -> int:
    """The longest of them, rounded (4.3.3.1); at least a second."""
    return max([1, *(int(segment.seconds + 0.5) for segment in segments)])


def _head(file: str, head_size: int, target: int) -> list[str]:
    return [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{target}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        f'#EXT-X-MAP:URI="{file}",BYTERANGE="{head_size}@0"',
    ]


def _closed(lines: list[str], file: str, segments: Sequence[Segment]) -> str:
    for segment in segments:
        lines += [
            f"#EXTINF:{segment.seconds:.6f},",
            f"#EXT-X-BYTERANGE:{segment.size}@{segment.offset}",
            file,
        ]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def channels_of(playlist: str) -> str:
    """How many channels the sound behind a media playlist has; nothing if the playlist does not say."""
    found = _CHANNELS.search(playlist)
    return found[1] if found else ""
