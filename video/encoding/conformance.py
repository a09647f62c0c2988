"""Which originals are already what we would make of them, so that their picture is copied instead of encoded again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from video.encoding.boxes import Fragment, first_picture_is_idr
from video.encoding.ladder import SOURCE_HEADROOM, Step

PROFILES = {"Constrained Baseline", "Main", "High"}
MAX_LEVEL = 42
COPIED_CONTAINERS = {"mp4", "mov"}
RATE_TOLERANCE = 0.001


def can_copy_picture(
    facts: dict[str, object], step: Step, rate: Fraction, *, any_group: bool = False
) -> bool:
    """Whether a step may be the original's own picture.

    `any_group`: its key pictures may stand anywhere, since nothing has to switch to another rung there.
    """
    said = facts.get("frame_rate")
    bits = facts.get("video_bit_rate") or facts.get("bit_rate") or 0
    return (
        facts.get("container") in COPIED_CONTAINERS
        and facts.get("video_codec") == "h264"
        and facts.get("video_profile") in PROFILES
        and (facts.get("video_level") or 99) <= MAX_LEVEL
        and facts.get("pixel_format") == "yuv420p"
        and facts.get("pixel_ratio") == [1, 1]
        and not facts.get("rotation")
        and not facts.get("interlaced")
        and not facts.get("hdr")
        and not facts.get("variable_frame_rate")
        and (facts.get("coded_width"), facts.get("coded_height")) == (step.width, step.height)
        and bool(said)
        and abs(Fraction(*said) / rate - 1) < RATE_TOLERANCE
        and 0 < bits / 1000 <= step.max_kbps * SOURCE_HEADROOM
        and (any_group or _keeps_the_group(facts, rate))
    )


def _keeps_the_group(facts: dict[str, object], rate: Fraction) -> bool:
    """Whether key pictures come exactly where ours would."""
    from video.encoding.frames import group_frames

    seconds = facts.get("keyframe_seconds")
    return bool(seconds) and abs(seconds - float(group_frames(rate) / rate)) < float(1 / rate) / 2


def stands_on_the_grid(path: Path, fragments: Sequence[Fragment], rate: Fraction, group: int) -> bool:
    """Whether every fragment of a finished rung begins with an IDR picture, just where those of its sisters do."""
    step = float(group / rate)
    slack = float(1 / rate) / 2
    with path.open("rb") as file:
        return bool(fragments) and all(
            fragment.starts_with_key
            and abs(fragment.start - index * step) < slack
            and first_picture_is_idr(file, fragment)
            for index, fragment in enumerate(fragments)
        )
