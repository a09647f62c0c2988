"""How well one entry answers a query: BM25F over its columns, and how near to each other the words stand.

Robertson, Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond” (2009), sections 3.4 and 3.5: a word's
occurrences are weighted by column and its length, summed, and only then saturated. A word of the query right after
the one before it counts as a word more (Metzler and Croft's sequential dependence, 2005); and what a question asks
is mostly answered in a sentence or two, so the best passage counts once more than the whole (Callan, “Passage-level
evidence in document retrieval”, 1994).
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from search.matching.store import Text, Weighted
from search.matching.tree import Phrase

# Saturation, and for each column its weight and how much its length counts.
K1 = 1.5
TITLE, HEAD, BODY, EXTRA = (4.0, 0.3), (2.5, 0.5), (1.0, 0.75), (0.5, 0.75)
COLUMNS = (TITLE, HEAD, BODY, EXTRA)
# Of the sum of what two words earn: that they are neighbours, in order.
IN_ORDER = 0.2
# Of what the words of the best passage weigh: that they stand there together. Its length, in words.
TOGETHER = 0.6
PASSAGE = 30
# Places that are looked at for a passage: a book has more of them than time.
MOST_PLACES = 2000
# The words of the query in a row, as a share of what they can earn: in the title, anywhere.
WHOLE_IN_TITLE, WHOLE = 0.6, 0.3
# At most so much more for the newest, half of it after half a year.
RECENT = 0.12
HALF_LIFE = 182 * 86400
# Lengths of an average story in words, and as how many texts this counts where some are known.
USUAL = (8.0, 30.0, 400.0, 200.0)
USUAL_COUNTS = 5

Places = list[tuple[int, int]]


@dataclass(frozen=True)
class Score:
    """`value` for ordering; `share`: how much of the query's weight the entry has, 0 to 1; `words`: the numbers of
    the query's words that stand in it."""

    value: float
    share: float
    words: frozenset[int] = frozenset()


def idf(frequency: int, size: int) -> float:
    """Never negative: a word in most entries still counts a little."""
    frequency = min(max(frequency, 1), max(size, 1))
    return math.log(1 + (max(size, 1) - frequency + 0.5) / (frequency + 0.5))


def average_lengths(texts: Collection[Text]) -> tuple[float, ...]:
    """How long each column is where there is one, in words: paragraphs are not weighed as long articles are."""
    averages = []
    for usual, column in zip(USUAL, ("title", "head", "body", "extra"), strict=True):
        lengths = [value.count(" ") + 1 for text in texts if (value := getattr(text, column))]
        # The best are longer than most: half of them say what is usual better than their mean.
        middle = median(lengths) if lengths else usual
        averages.append((middle * len(lengths) + usual * USUAL_COUNTS) / (len(lengths) + USUAL_COUNTS))
    return tuple(averages)


class Scorer:
    """Scores texts for one query; `averages` are the lengths of the columns that a text is compared with."""

    def __init__(
        self, words: Sequence[Weighted], whole: Phrase | None, averages: Sequence[float] = USUAL
    ) -> None:
        self._words = words
        self.averages = averages
        # Words that stand nowhere say nothing against anything.
        self._total = sum(word.idf for word in words if word.count) or 1.0
        # In the order of the query; a stop word between two words keeps them neighbours.
        self._neighbours = [(first.idf + second.idf) / 2 for first, second in pairwise(words)]
        self._numbers: dict[str, tuple[int, ...]] = {}
        for number, word in enumerate(words):
            for stem in word.term.variants:
                self._numbers[stem] = (*self._numbers.get(stem, ()), number)
        self._beginnings = tuple(
            (stem, number)
            for number, word in enumerate(words)
            if word.term.is_prefix
            for stem in word.term.variants
        )
        self._whole = _spellings(whole) if whole else ()
        self._now = time.time()

    @property
    def size(self) -> int:
        """How many words are looked for."""
        return len(self._words)

    def score(self, text: Text, published_at: int | None) -> Score:
        """The score of one entry."""
        texts = (text.title, text.head, text.body, text.extra)
        places: list[Places] = []
        if len(self._words) == 1 and not self._beginnings:
            frequencies = self._frequency(texts)
        else:
            columns = [column.split() for column in texts]
            places = [self._places(tokens) for tokens in columns]
            frequencies = self._frequencies(columns, places)
        earned = reached = 0.0
        for number, frequency in frequencies.items():
            word = self._words[number]
            reached += word.idf
            earned += word.term.boost * word.idf * _saturated(frequency)
        if len(self._words) > 1 and earned:
            earned += self._nearness(places)
        earned += self._wholeness(texts) * self._total
        if published_at:
            age = max(0.0, self._now - published_at)
            earned *= 1 + RECENT * 0.5 ** (age / HALF_LIFE)
        return Score(earned, reached / self._total, frozenset(frequencies))

    def share(self, words: Iterable[int]) -> float:
        """How much of the query's weight these words have, 0 to 1."""
        return sum(self._words[number].idf for number in words) / self._total

    def _places(self, tokens: list[str]) -> Places:
        """Where words of the query stand in a column, with the number of each."""
        wanted = self._numbers
        found = [
            (place, number) for place, stem in enumerate(tokens) if stem in wanted for number in wanted[stem]
        ]
        if self._beginnings:
            found += [
                (place, number)
                for place, token in enumerate(tokens)
                for stem, number in self._beginnings
                if token != stem and token.startswith(stem)
            ]
            found.sort()
        return found

    def _frequency(self, texts: Sequence[str]) -> dict[int, float]:
        """The same as _frequencies() for a word alone, whose places say nothing."""
        found = 0.0
        for text, average, (weight, b) in zip(texts, self.averages, COLUMNS, strict=True):
            if times := sum(_times(stem, text) for stem in self._numbers):
                found += times * weight / (1 - b + b * (text.count(" ") + 1) / average)
        return {0: found} if found else {}

    def _frequencies(self, columns: list[list[str]], places: list[Places]) -> dict[int, float]:
        """Occurrences of each word in all columns, each by its weight and length."""
        found: dict[int, float] = {}
        for tokens, stands, average, (weight, b) in zip(columns, places, self.averages, COLUMNS, strict=True):
            worth = weight / (1 - b + b * len(tokens) / average)
            for _place, number in stands:
                found[number] = found.get(number, 0.0) + worth
        return found

    def _nearness(self, places: list[Places]) -> float:
        """What words of the query earn that stand together in the text."""
        in_order: dict[int, int] = {}
        passage = 0.0
        for stands, (weight, _b) in zip(places, COLUMNS, strict=True):
            for (left, first), (right, second) in pairwise(stands):
                if second == first + 1 and right == left + 1:
                    in_order[first] = in_order.get(first, 0) + 1
            passage = max(passage, min(1.0, weight) * self._best_passage(stands[:MOST_PLACES]))
        neighbours = sum(self._neighbours[number] * _saturated(count) for number, count in in_order.items())
        return IN_ORDER * neighbours + TOGETHER * passage

    def _best_passage(self, stands: Places) -> float:
        """The most that different words of the query weigh within a passage; nothing for one word alone."""
        inside = [0] * len(self._words)
        best = weight = 0.0
        different = first = 0
        for place, number in stands:
            inside[number] += 1
            if inside[number] == 1:
                weight += self._words[number].idf
                different += 1
            while place - stands[first][0] >= PASSAGE:
                left = stands[first][1]
                first += 1
                inside[left] -= 1
                if not inside[left]:
                    weight -= self._words[left].idf
                    different -= 1
            if different > 1 and weight > best:
                best = weight
        return best

    def _wholeness(self, columns: Iterable[str]) -> float:
        if not self._whole:
            return 0.0
        title, *others = (f" {column} " for column in columns)
        if any(whole in title for whole in self._whole):
            return WHOLE_IN_TITLE
        return WHOLE if any(whole in column for whole in self._whole for column in others) else 0.0


def _times(stem: str, text: str) -> int:
    """How often a stem stands in a text."""
    padded = f" {text} "
    # Two in a row share the space between them, and are counted with spaces of their own.
    if f" {stem} {stem} " in padded:
        padded = padded.replace(" ", "  ")
    return padded.count(f" {stem} ")


def _saturated(frequency: float) -> float:
    return frequency * (K1 + 1) / (frequency + K1)


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
