"""The News Feed page: a window of the stream, grouped by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from newsreel.models import StoryPage, Topic
from newsreel.paging import story_window

TOPIC_FILTERS = 16
VIDEOS_BESIDE = 3


@dataclass(frozen=True)
class Day:
    """The stories of one day in the newsroom's zone."""

    date: datetime
    stories: list[StoryPage]


@dataclass(frozen=True)
class Filter:
    """One choice of what the stream shows."""

    name: str
    url: str
    is_current: bool


def feed_context(page, request: HttpRequest) -> dict[str, object]:
    """What news/news_feed_page.html prints. Raises 404 for an unknown topic, 400 for a bad cursor."""
    before = request.GET.get("before", "")
    topics = _topics(page)
    topic = _chosen_topic(request.GET.get("topic", ""), topics)
    stories = page.stories().on_topic(topic) if topic else page.stories()
    videos = list(StoryPage.objects.published().videos().newest_first().for_cards()[:VIDEOS_BESIDE])
    window = story_window(stories, before, beside=videos)
    return {
        "window": window,
        "days": by_day(window.stories),
        "is_first": not before,
        "next_url": _address(topic, window.next_cursor) if window.next_cursor else "",
        "topic": topic,
        "filters": _filters(page, topics, topic),
        "videos": videos,
        "video_index_url": videos[0].label_url if videos else "",
        "rss_url": page.rss_path,
    }


def by_day(stories: list[StoryPage]) -> list[Day]:
    """Stories that follow each other, grouped by their day in the newsroom's zone."""
    return [Day(_midnight(day), list(group)) for day, group in groupby(stories, key=_day_of)]


def _day_of(story: StoryPage) -> date:
    return timezone.localtime(story.published_at).date()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _topics(page) -> list[Topic]:
    """Topics with something to show here."""
    here = page.stories().published().filter(story_topics__topic=OuterRef("pk"))
    return list(Topic.objects.filter(Exists(here)).order_by("name", "pk")[:TOPIC_FILTERS])


def _chosen_topic(slug: str, topics: list[Topic]) -> Topic | None:
    if not slug:
        return None
    found = next((topic for topic in topics if topic.slug == slug), None)
    found = found or Topic.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def _filters(page, topics: list[Topic], chosen: Topic | None) -> list[Filter]:
    if not topics:
        return []
    everything = Filter(_("Everything"), page.url, chosen is None)
    return [everything, *(Filter(topic.name, _address(topic), topic == chosen) for topic in topics)]


def _address(topic: Topic | None, before: str = "") -> str:
    """A query string: relative, so that it holds wherever the feed stands."""
    values = {"topic": topic.slug if topic else "", "before": before}
    return "?" + urlencode({name: value for name, value in values.items() if value})
