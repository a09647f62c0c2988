"""Phrases without their order, and words that need not be asked for: what an index tells without a look at places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from search.matching.store import Weighted
from search.matching.tree import All, Any, Everything, Node, Not, Phrase, Term, phrases, simplified

# Rows are found by the rarest words of phrases: what has these has mostly the others, and GIN walks the rows of each.
MOST_PHRASE_WORDS = 4


def apart(node: Node, telling: Collection[Term] | None = None) -> Node:
    """What holds wherever the node does, and needs no look at the places of words: phrases without their order.

    `telling`: of phrases that must stand there only these words.
    """
    if isinstance(node, Phrase):
        return simplified(All(tuple(term for term in node.terms if telling is None or term in telling)))
    if isinstance(node, All):
        return simplified(All(tuple(apart(part, telling) for part in node.parts)))
    if isinstance(node, Any):
        return simplified(Any(tuple(map(apart, node.parts))))
    if isinstance(node, Not):
        return Everything() if _has_phrase(node.part) else node
    return node


def left_to_ask(term: Term, node: Node) -> Node:
    """What is left to be asked where a word is known to stand: GIN asks less of each row."""
    if node == term or (isinstance(node, Any) and term in node.parts):
        return Everything()
    if isinstance(node, All):
        return simplified(All(tuple(left_to_ask(term, part) for part in node.parts)))
    return node


def rarest_of_phrases(node: Node, words: Sequence[Weighted]) -> list[Term]:
    """The rarest words of the phrases that must stand there."""
    counts = {word.term: word.count for word in words}
    terms = dict.fromkeys(term for phrase in phrases(node) for term in phrase.terms)
    return sorted(terms, key=lambda term: counts.get(term, 0))[:MOST_PHRASE_WORDS]


def _has_phrase(node: Node) -> bool:
    """Whether there is a phrase anywhere in it, wanted or one of several that mean the same."""
    if isinstance(node, All | Any):
        return any(map(_has_phrase, node.parts))
    return _has_phrase(node.part) if isinstance(node, Not) else isinstance(node, Phrase)
