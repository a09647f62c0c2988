"""Short beginnings of words, which PostgreSQL keeps as lexemes of their own (see the migration 0006_beginnings)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search.matching.store import Wanted
from search.matching.tree import All, Any, Mark, Node, Not, Term, simplified

LONGEST = 3
# What stands before a beginning of a word of this column.
SIGNS = {"names": "", "hints": "+"}


def as_short_beginnings(wanted: Wanted) -> Wanted | None:
    """The same in these lexemes; None if a longer or a whole word is wanted, too."""
    columns = wanted.columns or tuple(SIGNS)
    node = _shortened(wanted.node, columns)
    recent = _shortened(wanted.recent, columns) if wanted.recent else None
    if node is None or (wanted.recent and recent is None):
        return None
    return replace(wanted, node=node, recent=recent, columns=())


def _shortened(node: Node, columns: Sequence[str]) -> Node | None:
    if isinstance(node, Term):
        if not node.is_prefix or any(len(variant) > LONGEST for variant in node.variants):
            return None
        return Term(tuple(SIGNS[column] + variant for variant in node.variants for column in columns))
    if isinstance(node, All | Any):
        parts = [_shortened(part, columns) for part in node.parts]
        return None if None in parts else simplified(type(node)(tuple(parts)))
    if isinstance(node, Not):
        part = _shortened(node.part, columns)
        return None if part is None else Not(part)
    return node if isinstance(node, Mark) else None
