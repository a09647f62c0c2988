"""Shorter queries for a reader whose words stand together in no story: each is known to find at least one.

Nothing is asked for them: a story that has some of the words has been looked at already, and the words that it has
are a query that finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from search.matching.scoring import Weighted
from search.matching.tree import All, Any, Node, Phrase, Term, Wording, wanted_terms
from search.matching.wording import nodes_of
from search.query import ReaderQuery
from search.query import Term as ReaderTerm

MOST = 3
# More words than these say no more than the question that was asked.
MOST_WORDS = 4

Places = frozenset[int]


def shorter_queries(
    query: ReaderQuery, wording: Wording, words: Sequence[Weighted], found: Iterable[frozenset[int]]
) -> list[str]:
    """Texts of queries with fewer words, the most telling first.

    `found`: for each published story that was looked at, which of `words` stand in it, by their numbers.
    """
    reading = _Reading(query, wording.reading(" ".join(query.words)), words)
    counts = Counter(reading.places_in(numbers) for numbers in found)
    chosen: list[Places] = []
    for places in sorted(counts, key=lambda one: (-reading.weight(one), -counts[one], sorted(one))):
        if places and places != reading.telling.keys() and not any(places <= other for other in chosen):
            chosen.append(places)
    return [_read_alike(reading, places, wording) for places in chosen[:MOST]]


def _read_alike(reading: _Reading, places: Places, wording: Wording) -> str:
    """The text of these terms; without small words between them if in fewer words those would be looked for."""
    text = reading.text(places)
    again = _Reading(ReaderQuery.parse(text), wording.reading(text), ())
    return text if len(again.telling) == len(places) else reading.text(places, with_small=False)


def plainer_query(query: ReaderQuery) -> ReaderQuery | None:
    """The query without quotes and without what is not wanted; nothing if it has neither."""
    if any(term.excluded or (len(term.words) > 1 and not term.also) for term in query.terms):
        return ReaderQuery.parse(" ".join(query.words))
    return None


@dataclass(frozen=True)
class _Reading:
    """A query term by term, in the order in which it was typed."""

    query: ReaderQuery
    wording: Wording
    words: Sequence[Weighted]

    @cached_property
    def telling(self) -> dict[int, list[Node]]:
        """By its place, what of each term must stand in a story; stop words are not looked for."""
        terms = enumerate(self.query.terms)
        parts = {place: nodes_of(term, self.wording) for place, term in terms if not term.excluded}
        return {place: nodes for place, nodes in parts.items() if not all(map(_is_stop, nodes))}

    @cached_property
    def _numbers(self) -> dict[Term, int]:
        return {word.term: number for number, word in enumerate(self.words)}

    def places_in(self, numbers: frozenset[int]) -> Places:
        """The terms that a story has, no more than make a short query: the rarest."""
        places = [
            place
            for place, nodes in self.telling.items()
            if all(_is_stop(node) or isinstance(node, Phrase) or self._holds(node, numbers) for node in nodes)
        ]
        return frozenset(sorted(places, key=lambda place: -self.weight([place]))[:MOST_WORDS])

    def _holds(self, node: Node, numbers: frozenset[int]) -> bool:
        """Whether a story has it. Of several words in a row, among others that mean the same, that is not known."""
        if isinstance(node, Any):
            return any(self._holds(part, numbers) for part in node.parts)
        if isinstance(node, All):
            return all(self._holds(part, numbers) for part in node.parts)
        return isinstance(node, Term) and self._numbers.get(node) in numbers

    def weight(self, places: Iterable[int]) -> float:
        """How telling these terms are together."""
        terms = [term for place in places for node in self.telling[place] for term in wanted_terms(node)]
        return sum(self.words[self._numbers[term]].idf for term in terms if term in self._numbers)

    def text(self, places: Places, *, with_small: bool = True) -> str:
        """The terms as they were typed, with the stop words (`with_small`) between two that followed each other."""
        kept: list[str] = []
        between: list[str] = []
        is_open = False
        for place, term in enumerate(self.query.terms):
            if term.excluded:
                kept.append(f"-{self._written(term)}")
            elif place in places:
                kept += [*between, self._written(term)] if is_open else [self._written(term)]
                between, is_open = [], True
            elif place in self.telling:
                between, is_open = [], False
            elif with_small:
                between.append(self._written(term))
        return " ".join(kept)

    def _written(self, term: ReaderTerm) -> str:
        if len(term.words) > 1 and not term.also:
            return f'"{" ".join(term.words)}"'
        return " ".join(self._typed.get(word, word) for word in term.words)

    @cached_property
    def _typed(self) -> dict[str, str]:
        return self.query.typed


def _is_stop(node: Node) -> bool:
    return isinstance(node, Term) and node.is_stop
