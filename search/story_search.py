"""One query over published stories, narrowed in several ways: the results, and every count beside them.

Marks in the index narrow and count (search.entries.marks_of); published() has the last word on every story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import timedelta

from django.db.models.expressions import RawSQL
from django.utils import timezone

from newsreel.models import StoryPage
from search.doubting import doubt
from search.engine import MOST_COUNTED, Correction, Facets, Filters
from search.entries import LIVE_MARK, VIDEO_MARK, language_mark, model_mark
from search.languages import index_languages, index_tags
from search.matching.gathering import gather, weigh
from search.matching.question import Gathered, Question
from search.matching.ranking import WIDENING, Ranked, order
from search.matching.store import Hit, Store
from search.matching.stores import make_store
from search.matching.telling import telling_query, unquoted
from search.matching.tree import All, Any, Mark, Node, Not, Wording
from search.matching.wording import node_of, phrase_of
from search.periods import marks_after, marks_between
from search.query import ReaderQuery
from search.shorter import shorter_queries
from search.spelling import Spelling

AGES = {"day": 1, "week": 7, "month": 31, "year": 366}
# So many are counted, and some may not be seen.
MOST_LOOKED_AT = MOST_COUNTED * 6 // 5
# Of the stories that have another spelling, so many are looked at.
MOST_SPELT_SO = 300
# A time of more years and months narrows hardly anything, and is costly to look up.
MOST_PERIODS = 48
# Filters that are one choice of a reader's.
TOGETHER = {"since": ("since", "until"), "until": ("since", "until")}


class StorySearch:
    """Remembers what was found for each choice of filters: whatever one page asks is looked for once."""

    def __init__(self, query: ReaderQuery) -> None:
        self._wording = Wording(index_languages())
        self.store: Store = make_store(model_mark(StoryPage))
        self._languages = tuple(Mark(language_mark(tag)) for tag in index_tags())
        self._published = StoryPage.objects.published().order_by()
        self._ask(telling_query(query, self._wording, self.store))

    def _ask(self, query: ReaderQuery) -> None:
        self._query = query
        self.node = node_of(query, self._wording)
        self.whole = phrase_of(query, self._wording)
        self._words = weigh(self.store, Question(self.node)) if self.node else []
        self.spelling = Spelling(query, self._wording, {word.term: word.count for word in self._words})
        self._known: dict[Filters, Gathered] = {}
        self._ranked: dict[Filters, Ranked] = {}

    def ranked(self, filters: Filters, with_facets: bool = False) -> Ranked:
        """The stories that pass the filters, ranked. `with_facets`: what facets() will count is looked for as well."""
        if self.node is None:
            return Ranked()
        self._look([filters, *(_without_one(filters) if with_facets else ())])
        question = self._question(filters)
        gathered = self._known[filters]
        everything = self._known.get(Filters())
        if everything and not (everything.with_all or everything.with_some):
            loose = unquoted(self._query)
            if loose != self._query:
                self._ask(loose)
                return self.ranked(filters, with_facets)
        if gathered.is_capped and len(gathered.with_all) < MOST_COUNTED:
            most = MOST_LOOKED_AT * WIDENING
            (gathered,) = gather(self.store, [question], self._words, self._survive, most)
        self._ranked[filters] = order(self.store, question, self._words, gathered)
        return self._ranked[filters]

    def has_all(self, filters: Filters) -> bool:
        """Whether some story that passes the filters has all the words."""
        if self.node is None:
            return False
        self._look([filters])
        return bool(self._known[filters].with_all)

    def shorter(self, filters: Filters) -> list[str]:
        """Queries of fewer words that find stories, where none has them all. What is ranked is not asked again."""
        ranked = self._ranked.get(filters) or self.ranked(filters)
        if ranked.match == "all":
            return []
        return shorter_queries(self._query, self._wording, self._words, ranked.words.values())

    def facets(self, filters: Filters, ranked: Ranked) -> Facets:
        """Counts of each facet as if nothing of it was chosen."""
        if self.node is None:
            return Facets()
        hits = {filters: ranked.hits[:MOST_COUNTED]}
        marks = {filters: _marks(hits[filters])}

        def without(name: str) -> Filters:
            others = _cleared(filters, name)
            if others not in hits:
                gathered = self._known[others]
                hits[others] = (gathered.with_all + gathered.with_some)[:MOST_COUNTED]
                marks[others] = _marks(hits[others])
            return others

        def counts(prefix: str, name: str) -> dict[str, int]:
            return _beginning(marks[without(name)], prefix)

        return Facets(
            kinds=counts("_kind_", "kind"),
            types=counts("_type_", "story_type"),
            topics={int(pk): count for pk, count in counts("_topic_", "topic").items()},
            authors={int(pk): count for pk, count in counts("_author_", "author").items()},
            languages=counts("_lang_", "language"),
            ages=_ages(hits[without("since")]),
            with_video=counts(VIDEO_MARK, "has_video").get("", 0),
        )

    def correction(self) -> Correction:
        """The query's unknown words in spellings that published stories have."""
        if self.node is not None and not self._known:
            self._look([Filters()])
        reached = {
            number for one in self._ranked.values() for words in one.words.values() for number in words
        }
        seen = {self._words[number].term for number in reached}
        doubt(self.spelling, seen, self._unwanted, self.store, self._published)
        return self.spelling.corrected()

    @property
    def _unwanted(self) -> list[Not]:
        parts = self.node.parts if isinstance(self.node, All) else ()
        return [part for part in parts if isinstance(part, Not)]

    def _look(self, asked: Iterable[Filters]) -> None:
        """Gather for filters not asked for before, the chosen ones first; the first time for other spellings, too."""
        new = [filters for filters in dict.fromkeys(asked) if filters not in self._known]
        if not new:
            return
        questions = [self._question(filters) for filters in new]
        spellings = [] if self._known else self.spelling.candidates()
        narrowing = (Mark(LIVE_MARK), *self._unwanted)
        questions += [Question(term, narrowing=narrowing, most=MOST_SPELT_SO) for term in spellings]
        gathered = gather(self.store, questions, self._words, self._survive, MOST_LOOKED_AT)
        self._known |= dict(zip(new, gathered, strict=False))
        found = [[hit.number for hit in one.with_all] for one in gathered[len(new) :]]
        self.spelling.found |= dict(zip(spellings, found, strict=True))

    def _question(self, filters: Filters) -> Question:
        return Question(
            self.node,
            self.whole,
            allows_some=True,
            narrowing=tuple(_narrowing(filters)),
            later=_later(filters),
            is_dated=True,
            languages=self._languages,
            since=filters.since.timestamp() if filters.since else None,
            until=filters.until.timestamp() if filters.until else None,
        )

    def _survive(self, hits: list[Hit]) -> list[Hit]:
        """The published ones."""
        numbers = RawSQL(*self.store.numbers_sql([hit.number for hit in hits]))  # noqa: S611
        alive = set(self._published.filter(pk__in=numbers).values_list("pk", flat=True))
        return [hit for hit in hits if hit.number in alive]


def _without_one(filters: Filters) -> Iterator[Filters]:
    """The filters with one of them taken back, for each; and none of them, for a reader who found nothing."""
    for field in fields(filters):
        yield _cleared(filters, field.name)
    yield Filters()


def _cleared(filters: Filters, name: str) -> Filters:
    nothing = Filters()
    return replace(filters, **{one: getattr(nothing, one) for one in TOGETHER.get(name, (name,))})


def _narrowing(filters: Filters) -> list[Node]:
    """The filters as marks of the index."""
    marks = [LIVE_MARK]
    marks += [f"_kind_{filters.kind}"] if filters.kind else []
    marks += [f"_type_{filters.story_type}"] if filters.story_type else []
    marks += [language_mark(filters.language)] if filters.language else []
    marks += [f"_topic_{filters.topic}"] if filters.topic else []
    marks += [f"_author_{filters.author}"] if filters.author else []
    marks += [VIDEO_MARK] if filters.has_video else []
    nodes: list[Node] = [Mark(mark) for mark in marks]
    periods = marks_between(filters.since, filters.until)
    return [*nodes, _any_mark(periods)] if 0 < len(periods) <= MOST_PERIODS else nodes


def _later(filters: Filters) -> Node | None:
    """Marks of what is published after a last day that has no first one."""
    later = marks_after(filters.until) if filters.until and not filters.since else []
    return _any_mark(later) if later else None


def _any_mark(marks: list[str]) -> Node:
    return Any(tuple(map(Mark, marks)))


def _marks(hits: list[Hit]) -> Counter[str]:
    return Counter(" ".join(hit.marks for hit in hits).split())


def _beginning(counts: Counter[str], prefix: str) -> dict[str, int]:
    """The marks that begin so, without the prefix, the most frequent first."""
    found = [(mark, count) for mark, count in counts.items() if mark.startswith(prefix)]
    return {mark[len(prefix) :]: count for mark, count in sorted(found, key=lambda one: (-one[1], one[0]))}


def _ages(hits: list[Hit]) -> dict[str, int]:
    now = timezone.now()
    edges = {name: (now - timedelta(days=days)).timestamp() for name, days in AGES.items()}
    return {name: sum((hit.published_at or 0) >= edge for hit in hits) for name, edge in edges.items()}
