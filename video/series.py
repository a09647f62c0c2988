"""Series as readers see them: a page of their own, and a video's place between the one before and the one after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, Max, Q, Subquery, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsreel.cards import prepare_renditions
from newsreel.metadata.addresses import absolute
from newsreel.metadata.sitemaps import Entry
from newsreel.models import StoryPage
from newsreel.paging import StoryWindow, story_window
from newsreel.querysets import StoryQuerySet
from video.models import Series

if TYPE_CHECKING:
    from video.models import VideoPage

# Three full rows of four.
WINDOW = 12
_NUMBER = F("videopage__series_number")


@dataclass(frozen=True)
class SeriesPlace:
    """A video's place in its series. `previous` and `next` are published, and joined for cards."""

    series: Series
    number: int | None = None
    previous: StoryPage | None = None
    next: StoryPage | None = None

    @property
    def neighbours(self) -> list[StoryPage]:
        return [story for story in (self.previous, self.next) if story is not None]


def videos_of(series: Series) -> StoryQuerySet:
    """All videos of a series, as stories with their number in it (`part`). Who shows them starts from published()."""
    return StoryPage.objects.videos().filter(videopage__series=series).annotate(part=_NUMBER)


def series_place(page: VideoPage) -> SeriesPlace | None:
    """Where a video stands in its series: numbered ones by number, the others after them by time. Two queries,
    one of them for the series itself.

    None for a video that is in no series.
    """
    series = page.series
    if series is None:
        return None
    if page.pk is None or page.published_at is None:
        return SeriesPlace(series, page.series_number)  # the preview of a draft has no place yet
    others = videos_of(series).published().exclude(pk=page.pk)
    before, after = _sides(page)
    last = others.filter(before).order_by(_NUMBER.desc(nulls_first=True), "-published_at", "-pk")
    first = others.filter(after).order_by(_NUMBER.asc(nulls_last=True), "published_at", "pk")
    found = StoryPage.objects.filter(
        Q(pk=Subquery(last.values("pk")[:1])) | Q(pk=Subquery(first.values("pk")[:1]))
    )
    found = found.annotate(is_next=Case(When(after, then=True), default=False), part=_NUMBER)
    sides = {story.is_next: story for story in found.for_cards()}
    return SeriesPlace(series, page.series_number, previous=sides.get(False), next=sides.get(True))


def _sides(page: VideoPage) -> tuple[Q, Q]:
    """What comes before a video of a series, and what comes after it."""
    moment, number = page.published_at, page.series_number
    earlier = Q(published_at__lt=moment) | Q(published_at=moment, pk__lt=page.pk)
    later = Q(published_at__gt=moment) | Q(published_at=moment, pk__gt=page.pk)
    if number is None:
        unnumbered = Q(videopage__series_number__isnull=True)
        return ~unnumbered | (unnumbered & earlier), unnumbered & later
    same = Q(videopage__series_number=number)
    before = Q(videopage__series_number__lt=number) | (same & earlier)
    after = Q(videopage__series_number__gt=number) | Q(videopage__series_number__isnull=True) | (same & later)
    return before, after


def series_context(series: Series, before: str = "") -> dict[str, object]:
    """What video/series_page.html prints: `series`, `subject`, `window` (see newsreel.paging), `next_url`.

    Raises BadRequest if `before` is no cursor.
    """
    # A preview in the admin may show a series that is not saved yet.
    window = story_window(videos_of(series), before, WINDOW) if series.pk else StoryWindow()
    prepare_renditions([series.picture])
    return {
        "series": series,
        "subject": series,
        "window": window,
        "before": before,
        "next_url": f"?before={window.next_cursor}" if window.next_cursor else "",
    }


def series_entries() -> Iterator[Entry]:
    """The pages of series that have published videos, for the sitemap, with the time of their newest."""
    latest = Max("videos__published_at", filter=Q(videos__in=StoryPage.objects.published().values("pk")))
    for series in Series.objects.annotate(latest_at=latest).filter(latest_at__isnull=False).order_by("pk"):
        yield Entry(absolute(series.url), series.latest_at)


@require_safe
def series_page(request: HttpRequest, slug: str) -> HttpResponse:
    """All published videos of a series, newest first."""
    series = get_object_or_404(Series.objects.select_related("picture"), slug=slug)
    return render(request, "video/series_page.html", series_context(series, request.GET.get("before", "")))
