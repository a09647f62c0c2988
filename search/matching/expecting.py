"""How many entries may match, told from how often their words occur, before anything is looked for."""

from __future__ import annotations

import math

from search.matching.tree import All, Any, Node, Phrase, Term


def most_matches(node: Node, counts: dict[Term, int]) -> float:
    """No more entries than so many can match, by how often the words occur."""
    if isinstance(node, Term):
        return float("inf") if node.is_prefix else counts.get(node, float("inf"))
    if isinstance(node, Phrase):
        return min(most_matches(term, counts) for term in node.terms)
    if isinstance(node, All):
        return min((most_matches(part, counts) for part in node.parts), default=float("inf"))
    if isinstance(node, Any):
        return sum(most_matches(part, counts) for part in node.parts)
    return float("inf")


def expected_share(node: Node, counts: dict[Term, int], size: int) -> float:
    """Which share of the entries has it, if words knew nothing of each other: 0 to 1; 0 where that says too little."""
    if isinstance(node, Term):
        return 0.0 if node.is_prefix else min(1.0, counts.get(node, 0) / size)
    if isinstance(node, Phrase):
        return expected_share(All(node.terms), counts, size)
    if isinstance(node, All):
        return math.prod(expected_share(part, counts, size) for part in node.parts)
    if isinstance(node, Any):
        return max((expected_share(part, counts, size) for part in node.parts), default=0.0)
    return 0.0
