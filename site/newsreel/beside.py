"""What stands beside a list of stories: the topics and authors that the stories themselves name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsreel.models import Author, Byline, StoryPage, Topic

SIZE = 5
RECENT_STORIES = 40


def topics_of(stories: Iterable[StoryPage], without: Iterable[object] = (), size: int = SIZE) -> list[Topic]:
    """The topics of prepared stories, the most frequent first. No query."""
    return _most_named((topic for story in stories for topic in story.topic_list), without, size)


def authors_of(
    stories: Iterable[StoryPage], without: Iterable[object] = (), size: int = SIZE
) -> list[Author]:
    """Who stands over prepared stories, the most frequent first. No query."""
    bylines = (byline for story in stories for byline in story.byline_list)
    return _most_named((byline.author for byline in bylines if byline.author), without, size)


def recent_authors(without: Iterable[object] = (), size: int = SIZE) -> list[Author]:
    """Who stands over the newest published stories, with portraits. One query, however large the newsroom is."""
    newest = StoryPage.objects.published().newest_first().values("pk")[:RECENT_STORIES]
    bylines = Byline.objects.filter(story__in=newest, author__isnull=False).select_related("author__portrait")
    named = (byline.author for byline in bylines.order_by("-published_at", "-story", "sort_order", "pk"))
    return _most_named(named, without, size)


def _most_named(things: Iterable, without: Iterable[object], size: int) -> list:
    """Each once; those named equally often keep their order."""
    left_out = {thing.pk for thing in without}
    counts: Counter[int] = Counter()
    first: dict[int, object] = {}
    for thing in things:
        if thing.pk not in left_out:
            counts[thing.pk] += 1
            first.setdefault(thing.pk, thing)
    return [first[pk] for pk, _ in counts.most_common(size)]
