"""Finding stories, authors and topics for a query, in a fixed number of database queries."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404
from wagtail.search.backends import get_search_backend

from newsreel.beside import authors_of, topics_of
from newsreel.cards import prepare_cards, prepare_renditions
from newsreel.models import Author, StoryPage, Topic
from newsreel.querysets import StoryQuerySet
from search.query import ReaderQuery, words_of

logger = logging.getLogger(__name__)

PAGE_SIZE = 20
NAMES = 4
LATEST = 6
VIDEOS = 2


@dataclass(frozen=True)
class Narrowing:
    """What a reader chose beside the words: the kind and type of story, and the order."""

    kind: str = ""
    story_type: str = ""
    newest_first: bool = False


@dataclass
class Found:
    """What the search page prints. `failed` says that the engine did not answer.

    `authors` and `topics` have a name that was looked for; `writers` and `subjects` stand over the results.
    """

    page_obj: Page | None = None
    kinds: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)
    authors: list[Author] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    writers: list[Author] = field(default_factory=list)
    subjects: list[Topic] = field(default_factory=list)
    latest: list[StoryPage] = field(default_factory=list)
    videos: list[StoryPage] = field(default_factory=list)
    failed: bool = False

    @property
    def total(self) -> int:
        return self.page_obj.paginator.count if self.page_obj else 0


class CountedPaginator(Paginator):
    """Pages of results whose number is known already."""

    def __init__(self, object_list: object, per_page: int, count: int) -> None:
        super().__init__(object_list, per_page)
        self.count = count


def find(query: ReaderQuery, narrowing: Narrowing, page_number: str) -> Found:
    """Published stories with their authors and topics; the latest stories where there is nothing to show.

    Raises Http404 for a page that does not exist. If the engine fails, that is logged and said.
    """
    if not query.wanted:
        return with_latest(Found())
    try:
        found = _ask_engine(query, narrowing, page_number)
    except Http404:
        raise
    except Exception:
        logger.exception("The search engine failed for %d terms", len(query.terms))
        found = Found(failed=True)
    return found if found.total else with_latest(found)


def with_latest(found: Found) -> Found:
    """Something to read and watch where nothing was found; nothing if the database is in trouble too."""
    newest = StoryPage.objects.published().newest_first().for_cards()
    try:
        stories, videos = list(newest[:LATEST]), list(newest.videos()[:VIDEOS])
        prepare_cards(stories, videos)
    except Exception:
        logger.exception("The latest stories could not be read")
        return found
    found.latest, found.videos = stories, videos
    return found


def _ask_engine(query: ReaderQuery, narrowing: Narrowing, page_number: str) -> Found:
    found = Found()
    wanted = query.to_engine()
    found.kinds = _count(_narrowed(story_type=narrowing.story_type), wanted, "kind")
    found.types = _count(_narrowed(kind=narrowing.kind), wanted, "story_type")
    total = found.kinds.get(narrowing.kind, 0) if narrowing.kind else sum(found.kinds.values())

    stories = _narrowed(narrowing.kind, narrowing.story_type).for_cards()
    if narrowing.newest_first:
        results = stories.order_by("-published_at", "-id").search(wanted, order_by_relevance=False)
    else:
        results = stories.search(wanted)
    found.page_obj = _page(CountedPaginator(results, PAGE_SIZE, total), page_number)
    found.page_obj.object_list = list(found.page_obj.object_list)
    if found.page_obj.number == 1:
        found.authors = _named(Author.objects.select_related("portrait"), query)
        found.topics = _named(Topic.objects.all(), query)
    stories = found.page_obj.object_list
    prepare_cards(stories)
    found.writers = authors_of(stories, without=found.authors, size=NAMES)
    found.subjects = topics_of(stories, without=found.topics, size=NAMES)
    prepare_renditions(author.portrait for author in found.authors)
    return found


def _narrowed(kind: str = "", story_type: str = "") -> StoryQuerySet:
    stories = StoryPage.objects.published()
    if kind:
        stories = stories.filter(kind=kind)
    if story_type:
        stories = stories.filter(story_type=story_type)
    return stories


def _count(stories: StoryQuerySet, wanted: object, column: str) -> dict[str, int]:
    return dict(stories.search(wanted, order_by_relevance=False).facet(column))


def _named(people: object, query: ReaderQuery) -> list:
    """Those whose name has words of the query; the most words first."""
    asked = [word.casefold() for word in query.words]

    def matches(one: object) -> int:
        names = [word.casefold() for word in words_of(one.name)]
        return sum(any(name.startswith(word) for name in names) for word in asked)

    results = get_search_backend().autocomplete(query.to_name_query(), people, order_by_relevance=False)
    found = list(results[: NAMES * 3])
    return sorted(found, key=lambda one: (-matches(one), one.name))[:NAMES]


def _page(paginator: Paginator, number: str) -> Page:
    if not (number.isascii() and number.isdigit()) or len(number) > 9:
        raise Http404
    try:
        return paginator.page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
