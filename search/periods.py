"""Times as marks of the index: every story carries that of its month and that of its year."""

from __future__ import annotations

from datetime import UTC, datetime

from django.utils import timezone

# Above so many months, whole years are asked for.
MOST_MONTHS = 24


def date_marks(moment: datetime) -> tuple[str, str]:
    """Year and month, in UTC."""
    moment = moment.astimezone(UTC)
    return f"_y_{moment.year}", f"_ym_{moment.year}{moment.month:02}"


def marks_between(since: datetime | None, until: datetime | None) -> list[str]:
    """Months or years that these dates fall into, up to now; none where there is no first one."""
    if since is None:
        return []
    now = timezone.now()
    until = min(until or now, now).astimezone(UTC)
    since = since.astimezone(UTC)
    months = (until.year - since.year) * 12 + until.month - since.month + 1
    if 0 < months <= MOST_MONTHS:
        firsts = [(since.year * 12 + since.month - 1 + step) for step in range(months)]
        return [f"_ym_{month // 12}{month % 12 + 1:02}" for month in firsts]
    return [f"_y_{year}" for year in range(since.year, until.year + 1)]
