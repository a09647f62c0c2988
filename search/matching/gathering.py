"""Candidates: what the database finds for a query, for the results and for each count beside them, all at once.

All words first. Where hardly anything has them all, as with a question, what has the rarest of them follows. Of a
word that stands everywhere only the newest are looked at, and those that have it in their title: so that a search
costs the same in an archive of any size. However much is asked, it is mostly one statement and a look at what may
be seen; three and two if what was found first is too little.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from search.matching.expecting import expected_share, most_matches
from search.matching.question import Gathered, Question
from search.matching.recency import newest
from search.matching.scoring import idf
from search.matching.store import Hit, Store, Wanted, Weighted, by_date
from search.matching.tree import (
    All,
    Any,
    Mark,
    Node,
    Not,
    Term,
    excludes,
    may_lack_words,
    phrases,
    simplified,
    wanted_terms,
)

# Candidates, the newest first; of those with the word in the title; those looked at closely.
MOST_CANDIDATES = 1200
MOST_IN_TITLE = 150
MOST_SCORED = 100
# Where so many are to be found among the newest, by how many there are, that is a little more than enough.
RECENT_MARGIN = 1.15
# With fewer things that have all words, those with some are added.
ENOUGH = 10
# Words are asked for, the rarest first, until they stand in so many entries.
ENOUGH_CANDIDATES = 2500

Survive = Callable[[list[Hit]], list[Hit]]


def weigh(store: Store, question: Question) -> list[Weighted]:
    """Each wanted word with how telling it is among the things in scope."""
    terms = list(dict.fromkeys(wanted_terms(question.node)))
    if not terms:
        return []
    size, *counts = store.frequencies([Term((store.scope,)), *terms])
    # What is remembered of all may be older than what has just been counted of a word.
    size = max(size, *counts)
    return [Weighted(term, idf(count, size), count) for term, count in zip(terms, counts, strict=True)]


def gather(
    store: Store,
    questions: Sequence[Question],
    words: Sequence[Weighted],
    survive: Survive,
    most: int = MOST_CANDIDATES,
) -> list[Gathered]:
    """The candidates of questions about the same words; those of the first are roughly ranked by the database."""
    looking = _Looking(store, questions, words, most)
    looking.for_all()
    looking.for_some()
    _keep(looking.gathered, survive)
    # What must not be seen may have hidden how few there are.
    if later := looking.for_some():
        _keep(later, survive)
    return looking.gathered


class _Looking:
    """Asks the database for several questions in one statement."""

    def __init__(
        self, store: Store, questions: Sequence[Question], words: Sequence[Weighted], most: int
    ) -> None:
        self._store, self._questions, self._words, self._most = store, questions, words, most
        self._counts = {word.term: word.count for word in words}
        self._waiting = {place for place, question in enumerate(questions) if question.allows_some}
        self.gathered = [Gathered() for _ in questions]

    def for_all(self) -> None:
        """What has all words; for what is listed, of a word that stands everywhere also what has it in its title.

        Where so few can have all words that those with some are wanted anyway, they are asked for at once.
        """
        wanted: list[tuple[int, Wanted]] = []
        some: list[tuple[int, Wanted]] = []
        for place, question in enumerate(self._questions):
            likely = most_matches(question.node, self._counts)
            if self._wants_more(place, likely):
                some.append((place, self._some_of(place)))
            if not likely:
                continue
            recent, is_scored = self._likely_recent(question), place == 0 and likely > MOST_SCORED
            in_text = Wanted(
                question.narrowed(question.node),
                question.most or self._most,
                question.columns,
                is_scored,
                recent,
            )
            if self._has_titles(place) and not self._waits_for_texts(question):
                wanted.append((place, self._in_titles(in_text)))
            wanted.append((place, in_text))
        found = self._find([*wanted, *some])
        self._look_among_the_newest(wanted, found)
        self._look_in_titles(wanted, found)
        for (place, one), hits in zip(wanted, found, strict=False):
            known = {hit.id: hit for hit in self.gathered[place].with_all}
            # What was found by its title counts as all of its text was scored.
            newest_hits = by_date(hits)[: one.most] if one.recent else hits
            known |= {hit.id: hit for hit in self._questions[place].within(newest_hits)}
            self.gathered[place].with_all = list(known.values())
            self.gathered[place].is_capped = len(hits) >= one.most
        self._add_some(some, found[len(wanted) :])

    def _has_titles(self, place: int) -> bool:
        """Whether titles are looked at as well: of what is listed, if so much may match that texts tell only the
        newest."""
        question = self._questions[place]
        is_listed = place == 0 and not (question.most or question.columns or excludes(question.node))
        return is_listed and self._most <= most_matches(question.node, self._counts)

    def _waits_for_texts(self, question: Question) -> bool:
        """Whether titles are looked at only where the texts were too many: where every place of a word is read, a
        phrase in titles alone costs as much as in all of the text."""
        return self._store.stops_early and any(phrases(question.node))

    def _look_in_titles(self, wanted: list[tuple[int, Wanted]], found: list[list[Hit]]) -> None:
        """Look at titles that have waited for the texts."""
        if not (wanted and self._has_titles(wanted[0][0]) and self._waits_for_texts(self._questions[0])):
            return
        place, in_text = wanted[0]
        if len(found[0]) >= in_text.most:
            wanted.insert(0, (place, self._in_titles(in_text)))
            found[:0] = self._find(wanted[:1])

    def _in_titles(self, in_text: Wanted) -> Wanted:
        """The same in titles: where that is quick, in all of them; the newest are found by their text anyway."""
        recent = None if self._store.stops_early else in_text.recent
        return replace(in_text, most=MOST_IN_TITLE, columns=("title",), recent=recent)

    def _look_among_the_newest(self, wanted: list[tuple[int, Wanted]], found: list[list[Hit]]) -> None:
        """Replace what came back full although little was expected, and so is not the newest of it.

        Words and filters go together: of stories on the navy nearly all that have “frigate”.
        """
        again: dict[int, tuple[int, Wanted]] = {}
        for number, (place, one) in enumerate(wanted):
            question = self._questions[place]
            if one.recent is None and one.columns == question.columns and len(found[number]) >= one.most:
                recent = self._recent(question, most_matches(question.node, self._counts))
                again |= {number: (place, replace(one, recent=recent))} if recent else {}
        for number, hits in zip(again, self._find(list(again.values())), strict=True):
            wanted[number], found[number] = again[number], hits

    def _likely_recent(self, question: Question) -> Node | None:
        """The question among the newest stories, if words and filters leave enough there that know nothing of each
        other, or words of one language."""
        if not question.is_dated or most_matches(question.node, self._counts) <= self._most:
            return None
        expected = self._expected(question, self._size, _marks(question))
        if expected <= self._most:
            others = [mark for mark in _marks(question) if mark not in question.languages]
            expected = self._expected(question, self._size_of_language(question), others)
        return self._recent(question, expected, question.since)

    def _expected(self, question: Question, size: int, marks: Iterable[Mark]) -> float:
        """How many of so many entries have the words, and of these the marks, if it is left to chance."""
        share = math.prod(self._marked[mark] / self._size for mark in marks)
        return expected_share(question.node, self._counts, size) * size * share if size else 0.0

    def _recent(self, question: Question, matches: float, since: float | None = None) -> Node | None:
        """The question among the newest stories, of which so many match; None where that would not help."""
        if not question.is_dated or not self._most < matches < math.inf:
            return None
        months = newest(RECENT_MARGIN * self._most / matches, question.until, since)
        return question.narrowed(question.node, months) if months else None

    @cached_property
    def _size(self) -> int:
        """How many entries are in scope, at least one."""
        return max(1, *self._store.frequencies([Term((self._store.scope,))]))

    def _size_of_language(self, question: Question) -> int:
        """How many entries are in the language that is asked for, else in the rarest that may have all the words."""
        for mark in _marks(question):
            if mark in question.languages:
                return self._marked[mark]
        commonest = max(self._counts.values(), default=0)
        sizes = (self._marked[mark] for mark in question.languages)
        return min((size for size in sizes if size >= commonest), default=self._size)

    @cached_property
    def _marked(self) -> dict[Mark, int]:
        """How many entries have each mark that narrows something, and each language."""
        every = (mark for question in self._questions for mark in (*_marks(question), *question.languages))
        marks = list(dict.fromkeys(every))
        counts = self._store.frequencies([Term((mark.name,)) for mark in marks], even_none=True)
        return {mark: min(count, self._size) for mark, count in zip(marks, counts, strict=True)}

    def for_some(self) -> list[Gathered]:
        """Add what has some of the words, where few have all. Returns what has been added to."""
        places = [
            place
            for place in sorted(self._waiting)
            if self._wants_more(place, len(self.gathered[place].with_all))
        ]
        wanted = [(place, self._some_of(place)) for place in places]
        self._add_some(wanted, self._find(wanted))
        return [self.gathered[place] for place in places]

    def _wants_more(self, place: int, found: float) -> bool:
        question = self._questions[place]
        is_wanted = (
            place in self._waiting and not self.gathered[place].is_capped and may_lack_words(question.node)
        )
        return is_wanted and (question.is_loose or found < ENOUGH)

    def _some_of(self, place: int) -> Wanted:
        question = self._questions[place]
        node = question.narrowed(_some(question.node, self._words))
        return Wanted(node, max(self._most, MOST_CANDIDATES), question.columns, place == 0)

    def _find(self, wanted: Sequence[tuple[int, Wanted]]) -> list[list[Hit]]:
        return self._store.find([one for _place, one in wanted], self._words) if wanted else []

    def _add_some(self, wanted: Sequence[tuple[int, Wanted]], found: Sequence[list[Hit]]) -> None:
        for (place, _one), hits in zip(wanted, found, strict=True):
            self._waiting.discard(place)
            known = {hit.id for hit in self.gathered[place].with_all}
            self.gathered[place].with_some = self._questions[place].within(
                hit for hit in hits if hit.id not in known
            )


def _keep(gathered: Sequence[Gathered], survive: Survive) -> None:
    """Only what may be seen, asked for once."""
    every = {hit.id: hit for one in gathered for hit in (*one.with_all, *one.with_some)}
    alive = {hit.id for hit in survive(list(every.values()))} if every else set()
    for one in gathered:
        one.with_all = [hit for hit in one.with_all if hit.id in alive]
        one.with_some = [hit for hit in one.with_some if hit.id in alive]


def _marks(question: Question) -> list[Mark]:
    """Those that everything has that is wanted."""
    return [node for node in question.narrowing if isinstance(node, Mark)]


def _some(node: Node, words: Sequence[Weighted]) -> Node:
    """Any of the rarest words, all phrases, and nothing that is not wanted."""
    chosen: list[Term] = []
    candidates = 0
    for word in sorted(words, key=lambda one: one.count):
        # A word that stands nowhere leaves the next one to be looked for, however common that is.
        if candidates and candidates + word.count > ENOUGH_CANDIDATES:
            break
        chosen.append(word.term)
        candidates += word.count
    parts = node.parts if isinstance(node, All) else ()
    unwanted = [part for part in parts if isinstance(part, Not)]
    return simplified(All((Any(tuple(chosen)), *phrases(node), *unwanted)))
