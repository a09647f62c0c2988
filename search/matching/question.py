"""What is asked of the index, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from search.matching.store import Hit
from search.matching.tree import All, Mark, Node, Not, Phrase, simplified


@dataclass(frozen=True)
class Question:
    """What is asked of the index.

    `whole`: all the words in a row as they were typed. `allows_some`: where few have all the words, some are enough.
    """

    node: Node
    whole: Phrase | None = None
    allows_some: bool = False
    # Whatever has some of the words is an answer, however little.
    is_loose: bool = False
    narrowing: tuple[Node, ...] = ()
    # What is published too late has one of these marks; needless where months are named.
    later: Node | None = None
    columns: tuple[str, ...] = ()
    # Seconds since 1970: from the first on, before the second.
    since: float | None = None
    until: float | None = None
    # The newest so many are enough.
    most: int = 0
    # Asked of stories, so that the newest stand in the newest months.
    is_dated: bool = False
    # The marks of languages: words are together in the texts of one.
    languages: tuple[Mark, ...] = ()

    def narrowed(self, node: Node, months: Node | None = None) -> Node:
        """What shall match as well; of these months alone, if some are named, which are none of the `later` ones."""
        time = [months] if months else [Not(self.later)] if self.later else []
        return simplified(All((node, *self.narrowing, *time)))

    def within(self, hits: Iterable[Hit]) -> list[Hit]:
        """Those of the time that is asked for; marks tell only months."""
        if self.since is None and self.until is None:
            return list(hits)
        since, until = self.since or 0, self.until or float("inf")
        return [hit for hit in hits if since <= (hit.published_at or 0) < until]


@dataclass
class Gathered:
    """What matches and survives: with all of the words, and (only where that is asked for) with some."""

    with_all: list[Hit] = field(default_factory=list)
    with_some: list[Hit] = field(default_factory=list)
    is_capped: bool = False
