"""Everything that the search page shows for a query, in a fixed number of database queries."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

from newsreel.beside import authors_of, topics_of
from newsreel.cards import prepare_cards, prepare_renditions
from newsreel.models import Author, StoryPage, Topic
from search import engines
from search.engine import Correction, Engine, Results
from search.facets import Filter, filters
from search.help import Help, help_with, with_spelling
from search.narrowing import Narrowing
from search.picks import Pick, picks_for
from search.presenting import Result, present
from search.query import ReaderQuery
from search.story_words import words_of_stories
from search.synonyms import with_synonyms
from search.taught import current_synonyms

logger = logging.getLogger(__name__)

PAGE_SIZE = 10
# So many authors and topics are looked for by name, and so many stand beside the results.
MOST_NAMED = 20
NAMES = 4
LATEST = 6
VIDEOS = 2


@dataclass
class Found:
    """What the search page prints. `failed` says that the engine did not answer.

    `authors` and `topics` have a name that was looked for, `best_name` has just that name; `writers` and
    `subjects` stand over the results. `match` is “all” or “some”: how many of the words the best results have.
    Where nothing was found, `results` are the best of the corrected query, and `has_more` says that it finds more.
    """

    results: list[Result] = field(default_factory=list)
    has_more: bool = False
    page_obj: Page | None = None
    total: int = 0
    is_capped: bool = False
    match: str = "none"
    filters: list[Filter] = field(default_factory=list)
    picks: list[Pick] = field(default_factory=list)
    best_name: Author | Topic | None = None
    authors: list[Author] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    writers: list[Author] = field(default_factory=list)
    subjects: list[Topic] = field(default_factory=list)
    help: Help = field(default_factory=Help)
    latest: list[StoryPage] = field(default_factory=list)
    videos: list[StoryPage] = field(default_factory=list)
    failed: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether just this name, or what the newsroom picked, is shown whatever was found."""
        return bool(self.best_name or self.picks)

    @property
    def wants_help(self) -> bool:
        """Whether a page without results says what may help: to who has an answer, only what finds stories."""
        if self.failed or self.results:
            return False
        return bool(not self.is_answered or self.help.shorter or self.help.unfiltered)

    @property
    def best_author(self) -> Author | None:
        return self.best_name if isinstance(self.best_name, Author) else None

    @property
    def best_topic(self) -> Topic | None:
        return self.best_name if isinstance(self.best_name, Topic) else None


class CountedPaginator(Paginator):
    """Pages of results that are loaded already, and whose number is known."""

    def __init__(self, count: int) -> None:
        super().__init__((), PAGE_SIZE)
        self.count = count

    def printed(self, number: int) -> list[int | None]:
        """The pages around this one that are linked, and the first and last; None for those left out between."""
        pages = self.get_elided_page_range(number, on_each_side=2, on_ends=1)
        return [one if isinstance(one, int) else None for one in pages]


def find(query: ReaderQuery, narrowing: Narrowing, page_number: str) -> Found:
    """Published stories with their authors and topics; the latest stories where there is nothing to show.

    Raises Http404 for a page that does not exist. If the engine fails, that is logged and said.
    """
    if not query.wanted:
        return with_latest(Found())
    number = _page_number(page_number)
    try:
        found = _ask(with_synonyms(query, current_synonyms()), narrowing, number)
    except Http404:
        raise
    except Exception:
        logger.exception("The search engine failed for %d terms", len(query.terms))
        found = Found(failed=True)
    return found if found.total or found.results else with_latest(found)


def with_latest(found: Found) -> Found:
    """Something to read and watch where nothing was found; nothing if the database is in trouble too.

    Where the newsroom picked something, that is offered instead of films.
    """
    newest = StoryPage.objects.published().newest_first().for_cards()
    try:
        stories, videos = list(newest[:LATEST]), list(newest.videos()[:VIDEOS]) if not found.picks else []
        prepare_cards(stories, videos)
    except Exception:
        logger.exception("The latest stories could not be read")
        return found
    found.latest, found.videos = stories, videos
    named = [*found.topics, *filter(None, [found.best_topic])]
    found.subjects = topics_of(stories, without=named, size=LATEST)
    return found


def _ask(query: ReaderQuery, narrowing: Narrowing, number: int) -> Found:
    engine, chosen = engines.engine(), narrowing.to_filters()
    if narrowing.of_names and number > 1:
        raise Http404  # all that are looked for stand on one page
    named = engine.names(query, MOST_NAMED)
    picks = [] if narrowing.is_narrow else picks_for(query)
    results = engine.search_stories(
        query,
        chosen,
        newest_first=narrowing.newest_first,
        start=0 if narrowing.of_names else (number - 1) * PAGE_SIZE,
        size=1 if narrowing.of_names else PAGE_SIZE,
        over=[pick.page_id for pick in picks if pick.is_story],
    )
    found = Found(match=results.match, is_capped=results.is_capped, picks=picks if number == 1 else [])
    found.filters = filters(query.text, narrowing, results.facets, named)
    is_first = number == 1 and not narrowing.is_narrow
    if is_first or (number == 1 and narrowing.of_names):
        found.authors = _in_order(Author.objects.select_related("portrait"), named.authors)
        found.topics = _in_order(Topic.objects.all(), named.topics)
    if narrowing.of_names:
        return _only_names(found, narrowing)
    found.total = results.total
    found.page_obj = CountedPaginator(results.total - results.over).get_page(number)
    if number != found.page_obj.number:
        raise Http404
    is_known = named.is_exact or bool(picks)
    found.help = help_with(engine, query, narrowing, results, chosen, is_known=is_known)
    if is_first and named.is_exact:
        found.best_name = next(iter(found.authors if named.kind == "author" else found.topics), None)
    if not (found.total or narrowing.is_narrow) and found.help.correction.better:
        query, results = _meant(engine, found.help.correction, narrowing)
        found.has_more = results.total > PAGE_SIZE
    _fill(found, query, narrowing, results)
    return found


def _meant(engine: Engine, correction: Correction, narrowing: Narrowing) -> tuple[ReaderQuery, Results]:
    """The corrected query, and the first page of what it finds."""
    query = with_synonyms(ReaderQuery.parse(correction.written({})), current_synonyms())
    newest_first = narrowing.newest_first
    return query, engine.search_stories(query, newest_first=newest_first, size=PAGE_SIZE, facets=False)


def _in_order(names: QuerySet, pks: Sequence[int]) -> list:
    """Authors or topics as an engine named them, without those that are gone."""
    found = names.in_bulk(pks) if pks else {}
    return [found[pk] for pk in pks if pk in found]


def _only_names(found: Found, narrowing: Narrowing) -> Found:
    """Authors or topics alone, where a reader asked for them."""
    found.authors = found.authors if narrowing.kind == "author" else []
    found.topics = found.topics if narrowing.kind == "topic" else []
    found.total = len(found.authors) + len(found.topics)
    found.match = "all" if found.total else "none"
    found.is_capped = False
    prepare_renditions(author.portrait for author in found.authors)
    return found


def _fill(found: Found, query: ReaderQuery, narrowing: Narrowing, results: Results) -> None:
    """Load the stories of this page with everything that their lines print."""
    stories = _stories(results.ids, [pick.story_id for pick in found.picks if pick.story_id])
    found.picks = [pick.with_story(stories) for pick in found.picks if pick.is_shown(stories)]
    shown = [stories[pk] for pk in results.ids if pk in stories]
    found.authors, found.topics = (
        [one for one in names if one != found.best_name][:NAMES] for names in (found.authors, found.topics)
    )
    named = [*found.authors, *filter(None, [found.best_author])]
    prepare_cards(shown, images=[author.portrait for author in named])
    words = words_of_stories(shown, found.help.correction.stories)
    found.results = present(shown, words, results.marker, len(query.words))
    found.help = with_spelling(found.help, words, narrowing)
    found.writers = authors_of(shown, without=named, size=NAMES)
    found.subjects = topics_of(shown, without=[*found.topics, found.best_name or Topic()], size=NAMES)


def _stories(listed: Sequence[int], picked: Sequence[int]) -> dict[int, StoryPage]:
    """Published ones by primary key; of picks alone, without what only the lines of the list print."""
    stories = StoryPage.objects.published()
    wanted = {*listed, *picked}
    return (stories.for_cards() if listed else stories).in_bulk(wanted) if wanted else {}


def _page_number(text: str) -> int:
    """Pages are counted from 1; raises Http404 for what is no number."""
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) < 1:
        raise Http404
    return int(text)
