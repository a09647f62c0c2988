"""Times as marks of the index: every story carries that of its month and that of its year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone


def date_marks(moment: datetime) -> tuple[str, str]:
    """Year and month, in UTC."""
    moment = moment.astimezone(UTC)
    return f"_y_{moment.year}", f"_ym_{moment.year}{moment.month:02}"


def marks_between(since: datetime | None, until: datetime | None) -> list[str]:
    """Years, and months of years in part, that these dates fall into, up to now; none where there is no first one."""
    if since is None:
        return []
    now = timezone.now().astimezone(UTC)
    since, until = since.astimezone(UTC), min(until or now, now).astimezone(UTC)
    marks: list[str] = []
    for year in range(since.year, until.year + 1):
        first = since.month if year == since.year else 1
        last = until.month if year == until.year else 12
        # What is left of this year has published nothing yet.
        is_whole = first == 1 and (last == 12 or (year, last) == (now.year, now.month))
        marks += [f"_y_{year}"] if is_whole else [f"_ym_{year}{month:02}" for month in range(first, last + 1)]
    return marks


def marks_after(until: datetime) -> list[str]:
    """Years, and months of a year in part, after the month that this date falls into, up to now."""
    in_next_month = until.astimezone(UTC).replace(day=1) + timedelta(days=31)
    return marks_between(in_next_month, None)
