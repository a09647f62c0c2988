"""Which picture sizes a video is offered in, and how many bits each may take. Arithmetic only.

The table is that of broadcasters and of Apple's authoring specification, by the short side, so that an upright video
gets the same quality as one that lies. Nothing is ever enlarged; a size that would bring readers next to nothing
over its neighbour is left out.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

# Short side to kilobits per second at most, and x264's constant rate factor.
TABLE = {1080: (5000, 23), 720: (3000, 23), 540: (1600, 23), 360: (800, 23), 240: (300, 26)}
EARLY = 360  # playable first
ONE_FILE = 720  # the largest of which the single MP4 is made
# A source a little smaller than a size still earns it, in its own pixels.
NEARLY = 0.92
# Neighbours closer than this in bit rate are one too many; so a source between two sizes gets one of its own only
# if it is that far from the next smaller.
APART = 1.5
SOURCE_HEADROOM = 1.3
# Fewer pixels need more bits each.
PIXEL_POWER = 0.75
LEAST_KBPS = 120
# H.264 level 4.2, the highest that every player of ours decodes (ITU-T H.264, table A-1).
MAX_BLOCKS = 8704
MAX_BLOCKS_PER_SIDE = 263
# Frame rates over this are for the sizes where one sees them.
SMOOTH = 32
SMOOTH_BITS = 1.3
# A step shows at most this share of the pixels of the one above it.
SMALLER = 0.9


@dataclass(frozen=True)
class Step:
    """One size of the ladder."""

    name: str
    width: int
    height: int
    max_kbps: int
    crf: int

    @property
    def pixels(self) -> int:
        return self.width * self.height

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def plan_ladder(width: int, height: int, source_kbps: float | None, frame_rate: float) -> list[Step]:
    """The steps for a picture as it is shown (pixels), largest first; always at least one.

    `source_kbps`: what the original spends on its picture, if known: no step takes much more than its share.
    """
    sides = _short_sides(min(width, height))
    steps = [_step(side, width, height, source_kbps, frame_rate) for side in sides]
    return _without_neighbours(steps)


def _short_sides(short: int) -> list[int]:
    sides = [side for side in TABLE if short >= side * NEARLY]
    largest = max(sides, default=0)
    if not largest or (largest < 1080 and _limit(short)[0] >= _limit(largest)[0] * APART):
        sides.append(short)
    return sorted(sides, reverse=True)


def _step(side: int, width: int, height: int, source_kbps: float | None, frame_rate: float) -> Step:
    shown = fitting_size(width, height, side)
    kbps, crf = _limit(side)
    if frame_rate > SMOOTH:
        kbps *= SMOOTH_BITS
    if source_kbps:
        share = min(1.0, shown[0] * shown[1] / (width * height)) ** PIXEL_POWER
        kbps = min(kbps, max(source_kbps * SOURCE_HEADROOM * share, LEAST_KBPS))
    return Step(f"{side}p", *shown, round(kbps), crf)


def _limit(side: int) -> tuple[float, int]:
    """The table's row, or what lies between two rows."""
    if side in TABLE:
        return TABLE[side]
    above = min((known for known in TABLE if known > side), default=1080)
    below = max((known for known in TABLE if known < side), default=0)
    if not below:
        smallest = min(TABLE)
        return max(TABLE[smallest][0] * side / smallest, LEAST_KBPS), TABLE[smallest][1]
    place = math.log(side / below) / math.log(above / below)
    return TABLE[below][0] * (TABLE[above][0] / TABLE[below][0]) ** place, TABLE[above][1]


def _without_neighbours(steps: list[Step]) -> list[Step]:
    """Leave out what is too close to the step above it; but the early one stays, and rather its neighbour goes."""
    early = early_step(steps)
    kept: list[Step] = []
    for step in steps:
        above = kept[-1] if kept else None
        # Very long pictures are cut to what decoders hold: two steps may come out alike.
        close = above and (above.max_kbps < step.max_kbps * APART or step.pixels > above.pixels * SMALLER)
        if not close:
            kept.append(step)
        elif step is early:
            replaces = len(kept) > 1 or step.pixels >= above.pixels
            kept = [*kept[:-1], step] if replaces else [*kept, step]
    return kept


def early_step(steps: list[Step]) -> Step:
    """The one that is made first: good enough to watch, quick to make."""
    small = [step for step in steps if min(step.width, step.height) <= EARLY]
    return max(small or [min(steps, key=lambda step: step.pixels)], key=lambda step: step.pixels)


def one_file_step(steps: list[Step]) -> Step:
    """The one of which the single MP4 is made."""
    fitting = [step for step in steps if min(step.width, step.height) <= ONE_FILE]
    return max(fitting or [min(steps, key=lambda step: step.pixels)], key=lambda step: step.pixels)


def fitting_size(width: int, height: int, short_side: int) -> tuple[int, int]:
    """Even numbers with the shape of width × height, whose short side is at most `short_side`; never larger."""
    factor = min(1.0, short_side / min(width, height))
    factor = min(factor, MAX_BLOCKS_PER_SIDE * 16 / max(width, height))
    wide, high = _even(width * factor), _even(height * factor)
    while _blocks(wide, high) > MAX_BLOCKS:
        factor *= 0.995
        wide, high = _even(width * factor), _even(height * factor)
    return wide, high


def _even(value: float) -> int:
    """The nearest even number not above what there is, as 4:2:0 pictures need."""
    rounded = 2 * round(value / 2)
    return max(2, rounded if rounded <= math.ceil(value) else rounded - 2)


def _blocks(width: int, height: int) -> int:
    return math.ceil(width / 16) * math.ceil(height / 16)
