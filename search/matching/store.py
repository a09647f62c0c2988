"""What ranking asks of a database; search.matching.sqlite and search.matching.postgres answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from search.matching.tree import Node, Term


class Hit(NamedTuple):
    """An entry that matches, with what is known of it without its text. `score`: the database's own, more is better."""

    id: int
    object_id: str
    number: int | None
    published_at: int | None
    marks: str
    score: float = 0.0


def by_date(hits: Iterable[Hit]) -> list[Hit]:
    """The newest first; of those without a date, what was written last."""
    return sorted(hits, key=lambda hit: (hit.published_at or 0, hit.id), reverse=True)


def by_rough_score(hits: Iterable[Hit]) -> list[Hit]:
    """The best first, as far as the database knows; of equals the newest."""
    return sorted(hits, key=lambda hit: (hit.score, hit.published_at or 0, hit.id), reverse=True)


def distinct(hits: Iterable[Hit]) -> list[Hit]:
    """Each entry once, what was written last first."""
    return sorted({hit.id: hit for hit in hits}.values(), reverse=True)


class Text(NamedTuple):
    """The stems of an entry, for a closer look."""

    title: str
    head: str
    body: str
    extra: str


@dataclass(frozen=True)
class Weighted:
    """A term with how telling it is, and in how many entries it stands."""

    term: Term
    idf: float
    count: int = 0


# Recent months hold more than enough, and rows are in no order of publication: so many times as many are
# looked at.
RECENT_ROOM = 2


@dataclass(frozen=True)
class Wanted:
    """What shall match, and how many of it, the newest first; `columns`: only there. `is_scored`: roughly ranked.

    `recent`: the same of the months where so many are to be found, the newest by date; only if they are too few is the
    rest looked through, whose newest are those that were written last.
    """

    node: Node
    most: int
    columns: tuple[str, ...] = ()
    is_scored: bool = False
    recent: Node | None = None


class Store(Protocol):
    """The index in one database. The `scope` mark narrows everything to one kind of thing.

    `stops_early`: it goes back from what was written last, and where it has enough it has looked at nothing else.
    """

    scope: str
    stops_early: bool

    def find(self, wanted: Sequence[Wanted], words: Sequence[Weighted] = ()) -> list[list[Hit]]:
        """What matches each, in one statement; what is to be scored, by these words."""

    def some(self, nodes: Sequence[Node], most: int) -> list[list[int]]:
        """Numbers of what matches each, so many and no matter which, in one statement."""

    def match_titles(self, node: Node, most: int) -> list[tuple[Hit, str]]:
        """What has a title that matches, with the stems of the title."""

    def match_typed(self, wanted: Wanted) -> list[Hit]:
        """What has names or hints like that, the newest first."""

    def ids_sql(
        self, node: Node, columns: Sequence[str] = (), is_typed: bool = False, key: str = "object_id"
    ) -> tuple[str, list[object]]:
        """A subquery for the keys of all that matches: as text (object_id) or as numbers (number)."""

    def latest_sql(self, node: Node, most: int) -> tuple[str, list[object]]:
        """A subquery for the numbers of what matches, of so many that were written last."""

    def numbers_sql(self, numbers: list[object]) -> tuple[str, list[object]]:
        """A subquery for numbers, however many, as one parameter."""

    def frequencies(self, terms: Sequence[Term], even_none: bool = False) -> list[int]:
        """In how many entries each term stands; see search.matching.counting.remembered()."""

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """The names of entries."""

    def texts(self, ids: Iterable[int]) -> dict[int, Text]:
        """The texts of entries."""
