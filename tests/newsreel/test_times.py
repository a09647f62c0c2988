"""Times as readers see them: in the newsroom's zone, around midnight, New Year and the change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from newsreel.templatetags import newsreel as tags

KYIV = "Europe/Kyiv"
NEW_YORK = "America/New_York"
# In 2026 Kyiv's clocks go forward on 29 March at 01:00 UTC and back on 25 October at 01:00 UTC.
BEFORE_SPRING, AFTER_SPRING = (
    datetime(2026, 3, 29, 0, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
)
FIRST_HALF_PAST_THREE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SECOND_HALF_PAST_THREE = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)

moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC))


def card_time(published_at: datetime | None) -> str:
    return tags.card_time(SimpleNamespace(published_at=published_at))


# --- On a card --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "published", "printed"),
    [
        pytest.param("2026-11-22T12:00Z", "2026-11-22T06:07Z", "08:07", id="this-morning"),
        pytest.param("2026-11-22T21:59Z", "2026-11-21T22:00Z", "00:00", id="from-the-first-minute-of-today"),
        pytest.param("2026-11-22T21:59Z", "2026-11-21T21:59Z", "21 November", id="the-last-of-yesterday"),
        pytest.param(
            "2026-11-22T22:00Z", "2026-11-22T21:59Z", "22 November", id="a-minute-ago-but-yesterday"
        ),
        pytest.param("2026-11-22T22:30Z", "2026-11-22T22:10Z", "00:10", id="today-here-yesterday-in-utc"),
        pytest.param(
            "2026-12-31T22:05Z", "2026-12-31T21:59Z", "31 December 2026", id="last-year-since-minutes"
        ),
        pytest.param("2027-01-01T09:00Z", "2026-12-31T22:00Z", "00:00", id="new-year-here-not-yet-in-utc"),
        pytest.param(
            "2027-01-02T09:00Z", "2027-01-01T09:00Z", "1 January", id="this-year-without-its-number"
        ),
        pytest.param("2028-02-29T10:00Z", "2024-02-29T10:00Z", "29 February 2024", id="same-day-years-ago"),
        pytest.param("2026-03-29T20:00Z", "2026-03-29T01:00Z", "04:00", id="after-the-lost-hour"),
        pytest.param("2026-10-25T21:30Z", "2026-10-24T21:00Z", "00:00", id="a-day-of-25-hours"),
        pytest.param(
            "2026-11-22T10:00Z", "2026-11-23T10:00Z", "23 November", id="a-scheduled-one-in-preview"
        ),
    ],
)
def test_a_card_shows_the_time_today_and_the_day_otherwise(now, published, printed):
    with time_machine.travel(datetime.fromisoformat(now), tick=False):
        assert card_time(datetime.fromisoformat(published)) == printed


def test_a_card_of_a_story_that_was_never_published_shows_no_time():
    assert card_time(None) == ""


def test_the_newsrooms_zone_decides_and_not_the_machines(settings):
    settings.TIME_ZONE = NEW_YORK
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False):
        assert card_time(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == "18:30"
    settings.TIME_ZONE = KYIV
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False):
        assert card_time(datetime(2026, 11, 22, 21, 30, tzinfo=UTC)) == "22 November"


@given(now=moments, age=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=800)))
def test_a_card_shows_a_clock_exactly_when_both_days_are_the_same(now, age):
    published = now - age
    with time_machine.travel(now, tick=False):
        printed = card_time(published)
    here, there = timezone.localtime(now), timezone.localtime(published)
    assert (":" in printed) == (here.date() == there.date())
    assert (str(there.year) in printed) == (here.year != there.year)


def test_months_are_named_in_the_readers_language():
    with (
        translation.override("uk"),
        time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC), tick=False),
    ):
        assert card_time(datetime(2026, 3, 8, 12, tzinfo=UTC)) == "8 березня"


def test_the_narrow_column_of_a_feed_shows_a_short_month():
    with time_machine.travel(datetime(2026, 11, 23, 2, 0, tzinfo=UTC), tick=False):
        for published, printed in (("2026-11-22T10:00Z", "22 Nov"), ("2025-09-30T10:00Z", "30 Sep 2025")):
            assert tags.card_time(_story(published), short=True) == printed
        assert tags.card_time(_story("2026-11-23T00:10Z"), short=True) == "02:10"


def _story(published: str) -> SimpleNamespace:
    return SimpleNamespace(published_at=datetime.fromisoformat(published))


# --- Filters ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("newsroom_time", "00:05"),
        ("newsroom_date", "1 January 2027"),
        ("newsroom_day", "Friday 1 January 2027"),
        ("newsroom_datetime", "1 January 2027, 00:05"),
        ("newsroom_zone", "EET"),
        ("iso", "2027-01-01T00:05+02:00"),
    ],
)
def test_every_filter_speaks_of_the_newsrooms_day_and_of_nothing_without_a_time(name, printed):
    template = Template("{% load newsreel %}{{ moment|" + name + " }}")
    moment = datetime(2026, 12, 31, 22, 5, 59, tzinfo=UTC)
    assert template.render(Context({"moment": moment})) == printed
    assert template.render(Context({"moment": None})) == ""


@pytest.mark.parametrize(
    ("moment", "clock", "attribute", "zone"),
    [
        (BEFORE_SPRING, "02:59", "2026-03-29T02:59+02:00", "EET"),
        (AFTER_SPRING, "04:00", "2026-03-29T04:00+03:00", "EEST"),
        (FIRST_HALF_PAST_THREE, "03:30", "2026-10-25T03:30+03:00", "EEST"),
        (SECOND_HALF_PAST_THREE, "03:30", "2026-10-25T03:30+02:00", "EET"),
    ],
    ids=["before-spring", "after-spring", "first-half-past-three", "second-half-past-three"],
)
def test_the_clock_change_is_told_by_the_offset(moment, clock, attribute, zone):
    assert tags.newsroom_time(moment) == clock
    assert tags.iso(moment) == attribute
    assert tags.newsroom_zone(moment) == zone


@given(moment=moments)
def test_the_attribute_for_machines_names_the_same_minute(moment):
    written = datetime.fromisoformat(tags.iso(moment))
    assert written == moment.replace(second=0, microsecond=0)
    assert written.strftime("%H:%M") == tags.newsroom_time(moment)


def test_this_moment_is_told_in_the_newsrooms_zone(settings):
    settings.TIME_ZONE = NEW_YORK
    with time_machine.travel(datetime(2026, 7, 1, 3, 0, tzinfo=UTC), tick=False):
        template = Template("{% load newsreel %}{% now_in_newsroom as now %}{{ now|newsroom_day }}")
        assert template.render(Context()) == "Tuesday 30 June 2026"


# --- First sentences --------------------------------------------------------------------------------

COUNCIL = "The council voted on Tuesday night to close the old harbour."


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param(f"{COUNCIL} Nobody had expected it.", COUNCIL, id="two-sentences"),
        pytest.param(COUNCIL, COUNCIL, id="one-sentence"),
        pytest.param(
            "Ships wait. The harbour stays closed until Friday evening. More soon.",
            "Ships wait. The harbour stays closed until Friday evening.",
            id="a-short-one-takes-a-second",
        ),
        pytest.param(
            "The harbour stays closed until the end of the week, they say? “Yes”, said the mayor.",
            "The harbour stays closed until the end of the week, they say?",
            id="a-question-before-a-quote",
        ),
        pytest.param(
            "“The harbour will stay closed until the end of this week.” Nobody cheered.",
            "“The harbour will stay closed until the end of this week.”",
            id="the-closing-quote-belongs",
        ),
        pytest.param(
            "The port handled one and a half times as much, 3.5 million tons, this year. It grew.",
            "The port handled one and a half times as much, 3.5 million tons, this year.",
            id="decimals",
        ),
        pytest.param(
            "Рада проголосувала у вівторок уночі за закриття гавані. Ніхто не чекав.",
            "Рада проголосувала у вівторок уночі за закриття гавані.",
            id="cyrillic",
        ),
        pytest.param(
            "The inquiry into the ferry contract has questioned Dr. Hale for hours. He was calm.",
            "The inquiry into the ferry contract has questioned Dr. Hale for hours.",
            id="a-title",
        ),
        pytest.param(
            "The inquiry into the ferry contract has questioned Mrs. Hale for hours. She was calm.",
            "The inquiry into the ferry contract has questioned Mrs. Hale for hours.",
            id="another-title",
        ),
        pytest.param(
            "The inquiry into the ferry contract has questioned J. R. Hale for hours. He was calm.",
            "The inquiry into the ferry contract has questioned J. R. Hale for hours.",
            id="initials",
        ),
        pytest.param(
            "Слідство у справі поромного контракту допитало О. Шевченка вдень. Він спокійний.",
            "Слідство у справі поромного контракту допитало О. Шевченка вдень.",
            id="cyrillic-initial",
        ),
        pytest.param(
            "Το συμβούλιο ψήφισε την Τρίτη να κλείσει το λιμάνι π.χ. και τον δρόμο. Κανείς δεν μίλησε.",
            "Το συμβούλιο ψήφισε την Τρίτη να κλείσει το λιμάνι π.χ. και τον δρόμο.",
            id="greek-small-letters",
        ),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_short_list_prints_the_first_whole_sentence(text, printed):
    assert tags.first_sentence(text) == printed


@given(text=st.text(max_size=300))
def test_a_first_sentence_is_always_a_beginning_of_the_text(text):
    assert text.startswith(tags.first_sentence(text))
