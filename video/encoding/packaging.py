"""From a finished fragmented file to a rung that can be told of: its segments, its measured bit rates, its playlist."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from video.encoding.boxes import Fragment, read_file
from video.encoding.commands import SEGMENT_SECONDS
from video.encoding.playlists import TARGET_SECONDS, Segment, keys_playlist, media_playlist, target_of
from video.encoding.results import RungResult

PART = ".part"


def part_of(path: Path) -> Path:
    """Where a file is written before it is whole."""
    return path.with_name(path.name + PART)


def put_in_place(path: Path) -> None:
    """Give a file that is whole its name, so that it outlives a power cut in either state but no third."""
    with part_of(path).open("rb") as file:
        os.fsync(file.fileno())
    part_of(path).replace(path)


def segments_of(fragments: Sequence[Fragment]) -> list[Segment]:
    """Fragments (two seconds of picture, or six of sound) put together to segments of about six seconds."""
    if not fragments:
        return []
    each = max(1, round(SEGMENT_SECONDS / max(fragments[0].seconds, 0.1)))
    groups = [fragments[start : start + each] for start in range(0, len(fragments), each)]
    return [
        Segment(
            offset=group[0].offset,
            size=group[-1].offset + group[-1].size - group[0].offset,
            seconds=sum(fragment.seconds for fragment in group),
        )
        for group in groups
    ]


def keys_of(fragments: Sequence[Fragment]) -> list[Segment]:
    """The picture that each fragment begins with: what has to be fetched to see it, and how long it is the last."""
    return [
        Segment(
            offset=fragment.offset,
            size=sum(fragment.first_sample) - fragment.offset,
            seconds=fragment.seconds,
        )
        for fragment in fragments
    ]


def peak_bandwidth(segments: Sequence[Segment], target: float = TARGET_SECONDS) -> int:
    """The largest bit rate of any neighbouring segments that last from half to one and a half target durations.

    RFC 8216, section 4.1. If the whole is shorter than that, its own bit rate.
    """
    peak = 0.0
    for first in range(len(segments)):
        size, seconds = 0, 0.0
        for segment in segments[first:]:
            size, seconds = size + segment.size, seconds + segment.seconds
            if seconds > 1.5 * target:
                break
            if seconds >= 0.5 * target:
                peak = max(peak, size * 8 / seconds)
    return math.ceil(peak) or average_bandwidth(segments)


def average_bandwidth(segments: Sequence[Segment]) -> int:
    """Bits per second over the whole."""
    seconds = sum(segment.seconds for segment in segments)
    return math.ceil(sum(segment.size for segment in segments) * 8 / seconds) if seconds else 0


def describe(
    path: Path,
    name: str,
    *,
    rate: Fraction | None = None,
    channels: int | None = None,
    with_keys: bool = False,
) -> tuple[RungResult, list[Fragment]]:
    """A finished rung as it is told of, with its fragments. `rate` for a picture, `channels` for sound.

    `with_keys`: also with the playlist of its key pictures. Raises boxes.NotFragmented if the file is not whole.
    """
    head, fragments = read_file(path)
    segments = segments_of(fragments)
    keys = keys_of(fragments) if with_keys else []
    result = RungResult(
        name=name,
        kind="video" if rate else "audio",
        file=f"{name}.mp4",
        size=path.stat().st_size,
        width=head.width,
        height=head.height,
        frame_rate=round(float(rate), 3) if rate else None,
        codecs=head.codecs,
        bandwidth=peak_bandwidth(segments),
        average_bandwidth=average_bandwidth(segments),
        playlist=media_playlist(f"{name}.mp4", head.size, segments, channels=channels),
        keys_playlist=keys_playlist(f"{name}.mp4", head.size, keys) if keys else "",
        keys_bandwidth=peak_bandwidth(keys, target_of(keys)) if keys else None,
        keys_average_bandwidth=average_bandwidth(keys) if keys else None,
    )
    return result, fragments
