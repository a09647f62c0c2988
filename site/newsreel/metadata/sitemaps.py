"""Sitemaps (https://www.sitemaps.org/protocol.html): an index, stories and videos by month, pages, and news.

Everything is read as rows, never as page objects, in a number of queries that does not depend on their number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from newsreel.metadata.addresses import absolute
from newsreel.models import Author, EditorialRendition, StoryPage, StoryTopic, Topic
from newsreel.people_views import with_stories
from newsreel.querysets import PublicPageQuerySet, StoryQuerySet

LIMIT = 50_000  # addresses a file may have
NEWS_LIMIT = 1_000  # https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_AGE = timedelta(days=2)
THUMBNAIL_SPECS = ("format-jpeg|fill-960x540", "format-jpeg|fill-1200x630", "format-jpeg|width-640")
DURATIONS = range(1, 28_801)  # seconds
DESCRIPTION_LIMIT, TITLE_LIMIT, TAG_LIMIT = 2_000, 100, 32


@dataclass(frozen=True)
class Entry:
    """One address. `lastmod` is left out where nobody knows when the page last changed."""

    url: str
    lastmod: datetime | None = None


@dataclass(frozen=True)
class VideoEntry(Entry):
    """A watch page (https://developers.google.com/search/docs/crawling-indexing/sitemaps/video-sitemaps)."""

    title: str = ""
    description: str = ""
    thumbnail: str = ""
    player: str = ""
    content: str = ""
    published: datetime | None = None
    expires: datetime | None = None
    duration: int | None = None
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class NewsEntry(Entry):
    """A story of the last two days."""

    title: str = ""
    language: str = ""
    published: datetime | None = None


@dataclass(frozen=True)
class Month:
    """A month in which something was published, in the newsroom's zone."""

    first: datetime
    lastmod: datetime

    @property
    def path_args(self) -> tuple[str, str]:
        return f"{self.first:%Y}", f"{self.first:%m}"


# Pages of other apps that are no pages of the tree, as series of videos: each app adds its source when it is ready.
MORE_PAGES: list[Callable[[], Iterable[Entry]]] = []


# Where a video is played, by the pages' keys: address of its player and of its file, either may be empty.
PLAYERS: list[Callable[[Iterable[int]], dict[int, tuple[str, str]]]] = []


def own_stories() -> StoryQuerySet:
    """Published stories whose canonical address is here."""
    return StoryPage.objects.published().filter(canonical_url="")


def months(kind: str) -> list[Month]:
    """The months of a kind of story, newest first, each with its latest change."""
    rows = (
        own_stories()
        .filter(kind=kind)
        .order_by()
        .annotate(month=TruncMonth("published_at"))
        .values("month")
        .annotate(latest=Max(Coalesce("updated_at", "published_at")), stories=Count("pk"))
        .order_by("-month")
    )
    return [Month(row["month"], row["latest"]) for row in rows]


def stories_of_month(kind: str, first: datetime) -> StoryQuerySet:
    after = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    stories = own_stories().filter(kind=kind, published_at__gte=first, published_at__lt=after)
    return stories.newest_first()[:LIMIT]


def story_entries(stories: StoryQuerySet) -> Iterator[Entry]:
    for row in _located(stories.values("url_path", "published_at", "updated_at")):
        yield Entry(row["url"], row["updated_at"] or row["published_at"])


def news_entries() -> Iterator[NewsEntry]:
    """Stories of the last two days with the time they were first published."""
    recent = own_stories().filter(published_at__gte=timezone.now() - NEWS_AGE).newest_first()[:NEWS_LIMIT]
    columns = ("url_path", "title", "language", "published_at", "updated_at")
    for row in _located(recent.values(*columns)):
        lastmod = row["updated_at"] or row["published_at"]
        yield NewsEntry(row["url"], lastmod, row["title"], row["language"], row["published_at"])


def video_entries(videos: StoryQuerySet) -> list[VideoEntry]:
    """Watch pages that have a picture to show; a video without a thumbnail is not valid in a sitemap."""
    columns = ("pk", "url_path", "title", "standfirst", "lead_image_id", "published_at", "updated_at")
    rows = list(_located(videos.values(*columns, "expire_at", "duration")))
    thumbnails = _thumbnails(row["lead_image_id"] for row in rows)
    tags = _tags(videos)
    players: dict[int, tuple[str, str]] = {}
    for find in PLAYERS:
        players |= find(row["pk"] for row in rows)
    return [
        VideoEntry(
            url=row["url"],
            lastmod=row["updated_at"] or row["published_at"],
            title=row["title"][:TITLE_LIMIT],
            description=(row["standfirst"] or row["title"])[:DESCRIPTION_LIMIT],
            # Without something to play it is a page like any other.
            thumbnail=thumbnails.get(row["lead_image_id"], "") if row["pk"] in players else "",
            player=players.get(row["pk"], ("", ""))[0],
            content=players.get(row["pk"], ("", ""))[1],
            published=row["published_at"],
            expires=row["expire_at"],
            duration=row["duration"] if row["duration"] in DURATIONS else None,
            tags=tags.get(row["pk"], [])[:TAG_LIMIT],
        )
        for row in rows
    ]


def page_entries() -> Iterator[Entry]:
    """The front page, listings, standard pages, authors and topics."""
    pages = PublicPageQuerySet(Page).published().filter(storypage__isnull=True, depth__gt=1).order_by("path")
    for row in _located(pages.values("url_path", "last_published_at", "numchild")[:LIMIT]):
        # A listing changes with what it lists, and its own time would say otherwise.
        yield Entry(row["url"], None if row["numchild"] else row["last_published_at"])
    for name, model in (("authors", Author), ("topics", Topic)):
        listed = with_stories(model)
        if listed:
            yield Entry(absolute(reverse(name)), max(one.latest_at for one in listed))
        for one in listed:
            yield Entry(absolute(one.url), one.latest_at)
    for more in MORE_PAGES:
        yield from more()


def _located(rows: Iterable[dict]) -> Iterator[dict]:
    """Rows below the site's root page, with their address."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    root = site.root_page.url_path if site else None
    for row in rows:
        if root and row["url_path"].startswith(root):
            yield {**row, "url": absolute(f"/{row['url_path'][len(root) :]}")}


def _thumbnails(image_ids: Iterable[int | None]) -> dict[int, str]:
    """The best picture of each image that exists as a JPEG."""
    wanted = {image_id for image_id in image_ids if image_id}
    best: dict[int, tuple[int, str]] = {}
    found = EditorialRendition.objects.filter(image_id__in=wanted, filter_spec__in=THUMBNAIL_SPECS).order_by(
        "pk"
    )
    for rendition in found.iterator():
        rank = THUMBNAIL_SPECS.index(rendition.filter_spec)
        if rendition.image_id not in best or rank < best[rendition.image_id][0]:
            best[rendition.image_id] = (rank, absolute(rendition.url))
    return {image_id: url for image_id, (_rank, url) in best.items()}


def _tags(stories: StoryQuerySet) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    links = StoryTopic.objects.filter(
        story__in=list(stories.values_list("pk", flat=True)), topic__isnull=False
    )
    for story, name in links.order_by("story", "sort_order").values_list("story_id", "topic__name"):
        names.setdefault(story, []).append(name)
    return names
