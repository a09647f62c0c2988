"""What is counted of videos, and what the newsroom sees of it: views, how far they are watched, and where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from newsreel.counting import COUNTABLES, ELSEWHERE, SECONDS, Countable
from newsreel.models import DailyCount, StoryPage

SUBJECT, VIEW = "video", "view"
QUARTERS = (25, 50, 75, 100)
METRICS = frozenset([VIEW, SECONDS, *(f"quartile_{quarter}" for quarter in QUARTERS)])
DAYS = 28
TOP_PLACES = 8
# The chart's own units.
BAR, GAP, HEIGHT = 16, 4, 96


@dataclass(frozen=True)
class Bar:
    """One day in the chart."""

    day: date
    views: int
    x: int
    y: float
    height: float


@dataclass
class Numbers:
    """What was counted of one video in the last weeks."""

    bars: list[Bar] = field(default_factory=list)
    quarters: list[tuple[int, int, int]] = field(default_factory=list)  # per cent, views, share of all views
    places: list[tuple[str, int]] = field(default_factory=list)
    views: int = 0
    seconds: int = 0

    @property
    def hours_text(self) -> str:
        """The time watched, in hours and minutes."""
        hours, minutes = divmod(round(self.seconds / 60), 60)
        return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": minutes}

    @property
    def busiest(self) -> int:
        return max((bar.views for bar in self.bars), default=0)

    @property
    def width(self) -> int:
        return len(self.bars) * (BAR + GAP)


def is_public(key: int) -> bool:
    return StoryPage.objects.published().videos().filter(pk=key).exists()


def connect() -> None:
    """Let videos be counted; called when the app is ready."""
    COUNTABLES[SUBJECT] = Countable(METRICS, is_public)


def numbers_of(key: int, days: int = DAYS) -> Numbers:
    """The numbers of one video for the last days, today among them. One query."""
    today = timezone.localdate()
    first = today - timedelta(days=days - 1)
    rows = DailyCount.objects.filter(subject=SUBJECT, subject_id=key, day__gte=first).values_list(
        "day", "metric", "place", "value"
    )
    by_day: Counter[date] = Counter()
    by_metric: Counter[str] = Counter()
    by_place: Counter[str] = Counter()
    for day, metric, place, value in rows:
        by_metric[metric] += value
        if metric == VIEW:
            by_day[day] += value
            by_place[place] += value
    views = by_metric[VIEW]
    quarters = [(quarter, by_metric[f"quartile_{quarter}"]) for quarter in QUARTERS]
    return Numbers(
        bars=_bars([(first + timedelta(days=number)) for number in range(days)], by_day),
        quarters=[(quarter, seen, _share(seen, views)) for quarter, seen in quarters],
        places=[(_place(place), seen) for place, seen in by_place.most_common(TOP_PLACES)],
        views=views,
        seconds=by_metric[SECONDS],
    )


def _bars(days: list[date], views: Counter[date]) -> list[Bar]:
    highest = max(views.values(), default=0) or 1
    bars = []
    for number, day in enumerate(days):
        height = round(HEIGHT * views[day] / highest, 1)
        bars.append(Bar(day, views[day], number * (BAR + GAP), HEIGHT - height, height))
    return bars


def _share(part: int, whole: int) -> int:
    """Per cent; a seek back can count a quarter for a view that began the day before."""
    return min(100, round(100 * part / whole)) if whole else 0


def _place(place: str) -> str:
    if not place:
        return _("On our own pages")
    return _("On other sites") if place == ELSEWHERE else place


def most_watched(days: int = DAYS) -> dict[int, dict[str, int]]:
    """Views, time, and how many saw the end, by page, for all videos that were watched. One query."""
    first = timezone.localdate() - timedelta(days=days - 1)
    rows = (
        DailyCount.objects.filter(subject=SUBJECT, day__gte=first, metric__in=[VIEW, SECONDS, "quartile_100"])
        .values("subject_id", "metric")
        .annotate(total=Sum("value"))
        .order_by("subject_id", "metric")
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["subject_id"], Counter())[row["metric"]] = row["total"]
    return found
