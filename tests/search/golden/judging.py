"""Reading the golden set, asking the search page, and saying how good the answers are."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from search.finding import find
from search.narrowing import Narrowing
from search.query import ReaderQuery

HERE = Path(__file__).parent
DEPTH = 10


@dataclass(frozen=True)
class Judged:
    """A query, and the grades (1 to 3) of its answers: slugs of stories, “author:slug”, “topic:slug”."""

    text: str
    language: str
    kind: str
    answers: dict[str, int]


@dataclass(frozen=True)
class Answered:
    """What the page answered: keys in order, and the two measures."""

    judged: Judged
    found: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        """Normalised discounted cumulative gain of the first ten, with gains of 2^grade - 1."""
        gains = [2 ** self.judged.answers.get(key, 0) - 1 for key in self.found[:DEPTH]]
        ideal = sorted((2**grade - 1 for grade in self.judged.answers.values()), reverse=True)[:DEPTH]
        return _discounted(gains) / _discounted(ideal)

    @property
    def reciprocal_rank(self) -> float:
        """One through the place of the first answer of grade 2 or 3."""
        places = (n for n, key in enumerate(self.found, 1) if self.judged.answers.get(key, 0) >= 2)
        return 1 / next(places, math.inf)


@dataclass(frozen=True)
class Quality:
    """The means over some queries."""

    queries: int
    ndcg: float
    mrr: float
    zero: float

    @classmethod
    def of(cls, answered: Iterable[Answered]) -> Quality:
        all_ = list(answered)
        count = max(1, len(all_))
        return cls(
            len(all_),
            sum(one.ndcg for one in all_) / count,
            sum(one.reciprocal_rank for one in all_) / count,
            sum(not one.found for one in all_) / count,
        )

    def __str__(self) -> str:
        return f"{self.queries:4d}   {self.ndcg:.3f}    {self.mrr:.3f}   {self.zero:6.1%}"


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(place + 1) for place, gain in enumerate(gains, 1))


def read(name: str) -> tuple[list[Judged], list[dict[str, str]]]:
    """The queries of one file, and the stories that it brings along."""
    data = tomllib.loads((HERE / f"{name}.toml").read_text())
    queries = [
        Judged(
            one["text"],
            one.get("language", "en"),
            one["kind"],
            {key: grade for key, grade in one["answers"].items() if grade},
        )
        for one in data["query"]
    ]
    return queries, data.get("story", [])


def answer(judged: Judged) -> Answered:
    """The first page, as a reader sees it; a corrected spelling is followed where nothing else was found."""
    found = find(ReaderQuery.parse(judged.text), Narrowing(), "1")
    if not found.total and found.help.corrected:
        found = find(ReaderQuery.parse(found.help.corrected), Narrowing(), "1")
    names = []
    if found.best_author:
        names.append(f"author:{found.best_author.slug}")
    if found.best_topic:
        names.append(f"topic:{found.best_topic.slug}")
    return Answered(judged, (*names, *(result.story.slug for result in found.results)))
