"""Where the front page takes stories from: topics and feeds with their names, and who is next in each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property

from home.layout import FEED, LATEST, NOTHING, TOPIC, VIDEOS, Part, Source
from news.models import NewsFeedPage
from newsreel.models import StoryPage, StoryTopic, Topic
from newsreel.querysets import StoryQuerySet
from video.models import VideoIndexPage

CHOSEN = -1
SMALL_FEED = 500


@dataclass
class Sources:
    """The topics and feeds that the parts name. What is gone or not public is not among them."""

    topics: dict[int, Topic]
    feeds: dict[int, NewsFeedPage]
    newsroom_feed: NewsFeedPage | None
    video_index: VideoIndexPage | None

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Sources:
        """Three queries at most, however many parts there are."""
        named = [part.source for part in parts]
        topics = {source.pk for source in named if source.kind == TOPIC and source.pk}
        feeds = {source.pk for source in named if source.kind == FEED and source.pk}
        whole = Q(scope=NewsFeedPage.Scope.NEWSROOM)
        found = list(NewsFeedPage.objects.published().filter(whole | Q(pk__in=feeds)).order_by("path"))
        has_videos = any(source.kind == VIDEOS for source in named)
        return cls(
            topics=Topic.objects.in_bulk(topics) if topics else {},
            feeds={feed.pk: feed for feed in found},
            newsroom_feed=next((feed for feed in found if feed.scope == NewsFeedPage.Scope.NEWSROOM), None),
            video_index=VideoIndexPage.objects.published().first() if has_videos else None,
        )

    def subject(self, source: Source) -> Topic | NewsFeedPage | VideoIndexPage | None:
        """The thing behind a source, which has a name and an address; the newsroom's feed for everything."""
        if source.kind == TOPIC:
            return self.topics.get(source.pk)
        if source.kind == VIDEOS:
            return self.video_index
        return self.feeds.get(source.pk) if source.pk else self.newsroom_feed

    def pool(self, source: Source) -> Source:
        """The source whose stories count: a newsroom-wide feed holds the same as the newest of all."""
        if source.kind == FEED:
            feed = self.feeds.get(source.pk) if source.pk else self.newsroom_feed
            if feed is None:
                return Source(NOTHING) if source.pk else Source(LATEST)
            return Source(LATEST) if feed.scope == NewsFeedPage.Scope.NEWSROOM else Source(FEED, feed.pk)
        if source.kind == TOPIC and source.pk not in self.topics:
            return Source(NOTHING)
        return source

    @cached_property
    def public(self) -> StoryQuerySet:
        """All published stories; the rule is put into a query once and then copied."""
        return StoryPage.objects.published().order_by()

    def stories(self, source: Source, limit: int) -> QuerySet:
        """Primary keys of the newest published stories of a pool, as a subquery."""
        if source.kind == TOPIC:
            return _newest_on_topic(self.public, source.pk, limit)
        stories = self.public.newest_first()
        if source.kind == FEED:
            stories = _newest_in_feed(stories, self.feeds[source.pk])
        elif source.kind == VIDEOS:
            stories = stories.videos()
        return stories.values("pk")[:limit]


def _newest_in_feed(stories: StoryQuerySet, feed: NewsFeedPage) -> StoryQuerySet:
    """A small feed is read and sorted whole; a walk through all stories by time would meet its own too seldom."""
    if feed.numchild > SMALL_FEED:
        return stories.child_of(feed)
    children = stories.filter(path__range=feed._get_children_path_interval(feed.path))
    # No index answers this expression, so that the database starts at the feed's own children.
    return children.order_by(Coalesce("published_at", "published_at").desc(), "-pk")


def _newest_on_topic(public: StoryQuerySet, topic: int, limit: int) -> QuerySet:
    """Walks the topic's own index, newest first, and stops at the limit."""
    entries = StoryTopic.objects.filter(Exists(public.filter(pk=OuterRef("story_id"))), topic=topic)
    return entries.order_by("-published_at", "-story_id").values("story_id")[:limit]


@dataclass
class Candidates:
    """Which of the chosen stories are public, and the newest of each pool, newest first."""

    public: set[int] = field(default_factory=set)
    pools: dict[Source, list[int]] = field(default_factory=dict)

    def of(self, source: Source) -> list[int]:
        return self.pools.get(source, [])


def find_candidates(sources: Sources, pools: Iterable[Source], chosen: set[int], limit: int) -> Candidates:
    """One query for the whole page: only keys and times, so that a long list costs next to nothing."""
    wanted = [pool for pool in dict.fromkeys(pools) if pool.kind != NOTHING]
    arms = [
        _arm(StoryPage.objects.filter(pk__in=sources.stories(pool, limit)), n)
        for n, pool in enumerate(wanted)
    ]
    if chosen:
        arms.append(_arm(sources.public.filter(pk__in=chosen), CHOSEN))
    if not arms:
        return Candidates()
    rows = arms[0].union(*arms[1:], all=True) if len(arms) > 1 else arms[0]
    found = Candidates(pools={pool: [] for pool in wanted})
    for number, _moment, pk in sorted(rows, key=lambda row: row[1:], reverse=True):
        if number == CHOSEN:
            found.public.add(pk)
        else:
            found.pools[wanted[number]].append(pk)
    return found


def _arm(stories: StoryQuerySet, number: int) -> StoryQuerySet:
    numbered = stories.order_by().annotate(arm=Value(number, output_field=IntegerField()))
    return numbered.values_list("arm", "published_at", "pk")
