"""Search as one would write it down: a list of stories, gone through from beginning to end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from newsreel.models import StoryPage
from search.engine import Filters

AGES = {"day": 1, "week": 7, "month": 31, "year": 366}


@dataclass(frozen=True)
class Story:
    """What filters ask about a story."""

    pk: int
    words: frozenset[str]
    kind: str
    story_type: str
    topics: frozenset[int]
    authors: frozenset[int]
    published_at: datetime
    language: str
    has_video: bool


def all_stories() -> list[Story]:
    """Every story that the public may see, read from the tables of the newsroom, not from an index."""
    stories = StoryPage.objects.published().prefetch_related("bylines", "story_topics")
    return [
        Story(
            pk=story.pk,
            words=frozenset(f"{story.title} {story.standfirst}".lower().replace(".", "").split()),
            kind=story.kind,
            story_type=story.story_type,
            topics=frozenset(entry.topic_id for entry in story.story_topics.all()),
            authors=frozenset(byline.author_id for byline in story.bylines.all()),
            published_at=story.published_at,
            language=story.language,
            has_video=story.has_video,
        )
        for story in stories
    ]


def passes(story: Story, filters: Filters) -> bool:
    """Whether a story is left by the filters."""
    return (
        (not filters.kind or story.kind == filters.kind)
        and (not filters.story_type or story.story_type == filters.story_type)
        and (filters.topic is None or filters.topic in story.topics)
        and (filters.author is None or filters.author in story.authors)
        and (filters.since is None or story.published_at >= filters.since)
        and (filters.until is None or story.published_at < filters.until)
        and (not filters.language or story.language == filters.language)
        and (not filters.has_video or story.has_video)
    )


def found(word: str, filters: Filters) -> set[int]:
    """The primary keys of what has the word and passes."""
    return {story.pk for story in all_stories() if word in story.words and passes(story, filters)}


def counts(word: str, filters: Filters) -> dict[str, object]:
    """What each choice would leave, counted as if nothing of its filter was chosen."""

    def left(**without: object) -> list[Story]:
        others = replace(filters, **without)
        return [story for story in all_stories() if word in story.words and passes(story, others)]

    now, ages = timezone.now(), left(since=None, until=None)
    return {
        "kinds": dict(Counter(story.kind for story in left(kind=""))),
        "types": dict(Counter(story.story_type for story in left(story_type=""))),
        "topics": dict(Counter(pk for story in left(topic=None) for pk in story.topics)),
        "authors": dict(Counter(pk for story in left(author=None) for pk in story.authors)),
        "languages": dict(Counter(story.language for story in left(language=""))),
        "ages": {
            name: sum(story.published_at >= now - timedelta(days=days) for story in ages)
            for name, days in AGES.items()
        },
        "with_video": sum(story.has_video for story in left(has_video=False)),
    }
