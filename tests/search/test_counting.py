"""How often words occur is remembered, for as long as it hardly changes."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from search.matching.counting import COMMON, COMMON_SECONDS, REMEMBERED_SECONDS, remembered

COUNTS = {"government": COMMON, "harbour": COMMON - 1, "nowhere": 0}


@pytest.fixture
def asked(settings):
    """What is counted, call by call, and what counts it."""
    # Redis has a clock of its own.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    asked = []

    def count(things):
        asked.append(things)
        return [COUNTS[thing] for thing in things]

    return asked, count


def test_what_is_known_is_not_counted_again(asked):
    asked, count = asked
    assert remembered(["harbour"], count) == [COMMON - 1]
    assert remembered(["government", "harbour"], count) == [COMMON, COMMON - 1]
    assert asked == [["harbour"], ["government"]]


def test_a_common_word_is_remembered_longer(asked, time_machine):
    asked, count = asked
    time_machine.move_to("2026-11-23T12:00")
    remembered(["government", "harbour"], count)
    time_machine.shift(REMEMBERED_SECONDS + 1)
    remembered(["government", "harbour"], count)
    time_machine.shift(COMMON_SECONDS - REMEMBERED_SECONDS)
    remembered(["government"], count)
    assert asked == [["government", "harbour"], ["harbour"], ["government"]]


def test_that_nothing_has_a_word_is_not_remembered_but_of_marks(asked):
    asked, count = asked
    assert remembered(["nowhere"], count) == remembered(["nowhere"], count) == [0]
    assert remembered(["nowhere"], count, even_none=True) == remembered(["nowhere"], count) == [0]
    assert asked == [["nowhere"]] * 3
