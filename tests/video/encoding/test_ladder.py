"""Which sizes a video is offered in: never enlarged, upright by the short side, none without use."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from video.encoding.frames import even_rate, group_frames
from video.encoding.ladder import (
    APART,
    MAX_BLOCKS,
    early_step,
    fitting_size,
    one_file_step,
    plan_ladder,
)

SIDES = st.integers(16, 8192)


def names(width: int, height: int, kbps: float | None = None, rate: float = 30) -> list[str]:
    return [step.name for step in plan_ladder(width, height, kbps, rate)]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((3840, 2160), ["1080p", "720p", "540p", "360p", "240p"]),
        ((1920, 1080), ["1080p", "720p", "540p", "360p", "240p"]),
        ((1920, 1040), ["1080p", "720p", "540p", "360p", "240p"]),
        ((1080, 1920), ["1080p", "720p", "540p", "360p", "240p"]),
        ((1280, 720), ["720p", "540p", "360p", "240p"]),
        ((720, 1280), ["720p", "540p", "360p", "240p"]),
        ((854, 480), ["480p", "360p", "240p"]),
        ((1440, 900), ["720p", "540p", "360p", "240p"]),
        ((640, 360), ["360p", "240p"]),
        ((333, 251), ["240p"]),
        ((100, 60), ["60p"]),
    ],
)
def test_the_short_side_decides(size, expected):
    assert names(*size) == expected


def test_a_frugal_source_gets_no_more_bits_than_it_has():
    steps = plan_ladder(1920, 1080, 900, 30)
    assert steps[0].max_kbps == round(900 * 1.3)
    assert [step.max_kbps for step in steps] == sorted((step.max_kbps for step in steps), reverse=True)


def test_neighbours_without_use_are_left_out_but_never_the_early_one():
    steps = plan_ladder(1280, 720, 150, 30)
    assert "360p" in [step.name for step in steps]
    assert len(steps) < 4


def test_sport_gets_more_bits_than_talk():
    assert plan_ladder(1920, 1080, None, 50)[0].max_kbps > plan_ladder(1920, 1080, None, 25)[0].max_kbps


@given(width=SIDES, height=SIDES, kbps=st.none() | st.floats(1, 200_000), rate=st.floats(5, 60))
def test_every_ladder_is_sound(width, height, kbps, rate):
    steps = plan_ladder(width, height, kbps, rate)
    assert steps
    assert len({step.name for step in steps}) == len(steps)
    for step in steps:
        assert step.width % 2 == 0 and step.height % 2 == 0
        assert step.width <= max(2, width + 1) and step.height <= max(2, height + 1)
        assert -(-step.width // 16) * -(-step.height // 16) <= MAX_BLOCKS
    assert early_step(steps) in steps and one_file_step(steps) in steps
    sizes = [step.pixels for step in steps]
    assert sizes == sorted(sizes, reverse=True)
    middle = [step for step in steps[1:] if step is not early_step(steps)]
    for step in middle:
        above = steps[steps.index(step) - 1]
        assert above.max_kbps >= step.max_kbps * APART


@given(
    width=st.integers(100, 8192), height=st.integers(100, 8192), side=st.sampled_from([240, 360, 720, 1080])
)
def test_a_smaller_picture_keeps_its_shape(width, height, side):
    if max(width, height) > 4 * min(width, height):
        return
    wide, high = fitting_size(width, height, side)
    assert abs(wide / high - width / height) / (width / height) < 0.04


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        ({"frame_rate": [30_000, 1001]}, Fraction(30_000, 1001)),
        ({"frame_rate": [2997, 100]}, Fraction(30_000, 1001)),
        ({"frame_rate": [25, 1]}, Fraction(25)),
        ({"frame_rate": [120, 1]}, Fraction(60)),
        ({"frame_rate": [240, 1]}, Fraction(60)),
        ({"frame_rate": [100, 1]}, Fraction(50)),
        ({"frame_rate": [15, 1]}, Fraction(15)),
        ({"frame_rate": [1, 10]}, Fraction(5)),
        ({}, Fraction(25)),
        ({"frame_rate": [900, 73], "variable_frame_rate": True, "usual_rate": 30.0}, Fraction(30)),
        ({"frame_rate": [29, 1], "variable_frame_rate": True, "usual_rate": 29.7}, Fraction(30_000, 1001)),
        ({"frame_rate": [1000, 1], "variable_frame_rate": True, "usual_rate": 1000.0}, Fraction(125, 4)),
    ],
)  # fmt: skip
def test_pictures_come_evenly_and_at_most_sixty_times_a_second(facts, rate):
    assert even_rate(facts) == rate


@given(above=st.integers(1, 10**6), below=st.integers(1, 10**4))
def test_groups_last_about_two_seconds_at_any_rate(above, below):
    if not 0.001 <= above / below <= 1000:
        return
    rate = even_rate({"frame_rate": [above, below]})
    assert 5 <= rate <= 60
    assert 1.7 <= group_frames(rate) / rate <= 2.3
