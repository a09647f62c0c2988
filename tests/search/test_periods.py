"""Times as marks of the index: whole years, and the months of others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from search.periods import date_marks, marks_after, marks_between


def _at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "marks"),
    [
        ("2026-11-22", None, "_ym_202611"),
        ("2026-10-31", None, "_ym_202610 _ym_202611"),
        ("2026-01-01", None, "_y_2026"),
        ("2025-11-23", None, "_ym_202511 _ym_202512 _y_2026"),
        ("2023-12-05", None, "_ym_202312 _y_2024 _y_2025 _y_2026"),
        ("2024-01-01", "2025-02-03", "_y_2024 _ym_202501 _ym_202502"),
        ("2024-03-01", "2024-04-01", "_ym_202403 _ym_202404"),
        ("2026-01-01", "2026-03-31", "_ym_202601 _ym_202602 _ym_202603"),
        ("2026-11-20", "2030-01-01", "_ym_202611"),
        ("2027-01-01", None, ""),
        ("2026-11-20", "2026-10-01", ""),
        ("2026-11-20", "2025-10-01", ""),
    ],
)
def test_dates_are_whole_years_and_the_months_of_others_up_to_now(since, until, marks, time_machine):
    time_machine.move_to(_at("2026-11-23T12:00"))
    assert marks_between(_at(since), until and _at(until)) == marks.split()


def test_marks_are_those_that_entries_carry():
    now = timezone.now()
    assert marks_between(now, None) in ([date_marks(now)[1]], [date_marks(now)[0]])
    assert marks_between(now - timedelta(days=365 * 5), None)[-1] == date_marks(now)[0]


@pytest.mark.parametrize(
    ("until", "marks"),
    [
        ("2026-11-01", ""),
        ("2026-09-30", "_ym_202610 _ym_202611"),
        ("2025-12-31", "_y_2026"),
        ("2024-10-01", "_ym_202411 _ym_202412 _y_2025 _y_2026"),
        ("2030-01-01", ""),
    ],
)
def test_what_is_after_a_month_are_the_rest_of_its_year_and_whole_years(until, marks, time_machine):
    time_machine.move_to(_at("2026-11-23T12:00"))
    assert marks_after(_at(until)) == marks.split()


def test_without_a_first_day_there_are_no_marks():
    assert marks_between(None, None) == marks_between(None, timezone.now()) == []


def test_before_a_day_is_any_time_however_long_ago():
    """An archive may begin before the first computers."""
    assert marks_between(None, datetime(1991, 6, 1, tzinfo=UTC)) == []
