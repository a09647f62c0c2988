"""How well one entry answers a query: BM25F over its columns, and how near to each other the words stand.

Robertson, Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond” (2009), sections 3.4 and 3.5: a word's
occurrences are weighted by column and its length, summed, and only then saturated. Nearness follows Metzler and
Croft's sequential dependence (2005): neighbours in the query that are neighbours in the text count as a word more.
"""

from __future__ import annotations

import math
import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.matching.store import Text
from search.matching.tree import Phrase, Term

# Saturation, and for each column its weight and how much its length counts.
K1 = 1.2
TITLE, HEAD, BODY, EXTRA = (4.0, 0.3), (2.5, 0.5), (1.0, 0.75), (0.5, 0.75)
# Of the sum of what the words earn: neighbours in order; near each other.
IN_ORDER, NEAR = 0.2, 0.12
NEAR_WORDS = 8
MOST_PLACES = 20
# The words of the query in a row, as a share of what they can earn: in the title, anywhere.
WHOLE_IN_TITLE, WHOLE = 0.6, 0.3
# At most so much more for the newest, half of it after half a year.
RECENT = 0.12
HALF_LIFE = 182 * 86400
# Lengths of an average story in words, for an index without any.
USUAL = (8.0, 30.0, 400.0, 200.0)


@dataclass(frozen=True)
class Weighted:
    """A term with how telling it is, and in how many entries it stands."""

    term: Term
    idf: float
    count: int = 0


@dataclass(frozen=True)
class Score:
    """`value` for ordering; `share`: how much of the query's weight the entry has, 0 to 1."""

    value: float
    share: float


def idf(frequency: int, size: int) -> float:
    """Never negative: a word in most entries still counts a little."""
    frequency = min(max(frequency, 1), max(size, 1))
    return math.log(1 + (max(size, 1) - frequency + 0.5) / (frequency + 0.5))


class Scorer:
    """Scores texts for one query."""

    def __init__(
        self, words: Sequence[Weighted], whole: Phrase | None, averages: Sequence[float] = USUAL
    ) -> None:
        self._words = words
        self._averages = averages
        # Words that stand nowhere say nothing against anything.
        self._total = sum(word.idf for word in words if word.count) or 1.0
        # In the order of the query; a stop word between two words keeps them neighbours.
        self._pairs = [
            (first, second, min(first.idf, second.idf) * 0.5 + max(first.idf, second.idf) * 0.5)
            for first, second in pairwise(words)
        ]
        self._stems = frozenset(stem for word in words for stem in word.term.variants)
        self._whole = _spellings(whole) if whole else ()
        self._now = time.time()

    @property
    def size(self) -> int:
        """How many words are looked for."""
        return len(self._words)

    def score(self, text: Text, published_at: int | None) -> Score:
        """The score of one entry."""
        columns = (text.title, text.head, text.body, text.extra)
        lengths = [column.count(" ") + 1 if column else 0 for column in columns]
        padded = [f" {column} " if column else "" for column in columns]
        earned = reached = 0.0
        for word in self._words:
            frequency = self._frequency(word.term, padded, lengths)
            if frequency:
                reached += word.idf
                earned += word.term.boost * word.idf * frequency * (K1 + 1) / (frequency + K1)
        if len(self._words) > 1 and earned:
            earned += self._nearness(padded)
        earned += self._wholeness(padded) * self._total
        if published_at:
            age = max(0.0, self._now - published_at)
            earned *= 1 + RECENT * 0.5 ** (age / HALF_LIFE)
        return Score(earned, reached / self._total)

    def _frequency(self, term: Term, padded: list[str], lengths: list[int]) -> float:
        """Occurrences in all columns, each by its weight and length."""
        total = 0.0
        for column, length, average, (weight, b) in zip(
            padded, lengths, self._averages, (TITLE, HEAD, BODY, EXTRA), strict=True
        ):
            if not column:
                continue
            end = "" if term.is_prefix else " "
            count = sum(column.count(f" {stem}{end}") for stem in term.variants)
            if count:
                total += weight * count / (1 - b + b * length / average)
        return total

    def _nearness(self, padded: list[str]) -> float:
        """What neighbours of the query earn that stand together in the text."""
        text = " ".join(padded)
        places: dict[str, list[int]] | None = None
        earned = 0.0
        for first, second, weight in self._pairs:
            lefts, rights = first.term.variants, second.term.variants
            if not (_is_in(lefts, text) and _is_in(rights, text)):
                continue
            count = sum(text.count(f" {left} {right} ") for left in lefts for right in rights)
            if count:
                earned += IN_ORDER * weight * count * (K1 + 1) / (count + K1)
            if places is None:
                places = self._places(text)
            count = _near(_merged(places, lefts), _merged(places, rights))
            earned += NEAR * weight * count * (K1 + 1) / (count + K1)
        return earned

    def _places(self, text: str) -> dict[str, list[int]]:
        """Where each stem stands, counted in words: the text is gone through once for all of them."""
        found: dict[str, list[int]] = {}
        wanted = self._stems
        for place, stem in [one for one in enumerate(text.split()) if one[1] in wanted]:
            found.setdefault(stem, []).append(place)
        return found

    def _wholeness(self, padded: list[str]) -> float:
        if any(whole in padded[0] for whole in self._whole):
            return WHOLE_IN_TITLE
        return WHOLE if any(whole in column for whole in self._whole for column in padded[1:]) else 0.0


def _is_in(stems: Sequence[str], text: str) -> bool:
    return any(f" {stem} " in text for stem in stems)


def _merged(places: dict[str, list[int]], stems: Sequence[str]) -> list[int]:
    if len(stems) == 1:
        return places.get(stems[0], [])
    return sorted(place for stem in stems for place in places.get(stem, ()))


def _near(lefts: list[int], rights: list[int]) -> int:
    """How many of the first places of one word are within NEAR_WORDS of another one, in any order."""
    found = 0
    for place in lefts[:MOST_PLACES]:
        first = bisect_left(rights, place - NEAR_WORDS + 1)
        near = rights[first : first + 2]
        # A word is not near itself.
        found += any(right != place and right < place + NEAR_WORDS for right in near)
    return found


def _spellings(phrase: Phrase) -> tuple[str, ...]:
    """A phrase as it may stand in a padded text; the first stems of its words, and the last ones."""
    if len(phrase.terms) < 2:
        return ()
    ends = (" " if not phrase.terms[-1].is_prefix else "",)
    found = [
        f" {' '.join(term.variants[which] for term in phrase.terms)}{end}"
        for which in (0, -1)
        for end in ends
    ]
    return tuple(dict.fromkeys(found))
