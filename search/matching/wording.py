"""A reader's query (search.query) as a tree: its words, phrases, exclusions and synonyms."""

from __future__ import annotations

from dataclasses import replace

from search.matching.tree import All, Any, Node, Not, Nothing, Phrase, Term, Wording, simplified
from search.query import ReaderQuery
from search.query import Term as ReaderTerm

# Of a text that has nothing but stop words, so many are looked for: they are in everything.
MOST_STOP_WORDS = 4


def node_of(query: ReaderQuery, wording: Wording) -> Node | None:
    """What shall match; None for a query that looks for nothing. Stop words count only where nothing else does."""
    wording = wording.reading(" ".join(query.words))
    wanted = [part for term in query.wanted for part in nodes_of(term, wording)]
    telling = [part for part in wanted if not (isinstance(part, Term) and part.is_stop)]
    telling = telling or wanted[:MOST_STOP_WORDS]
    if not telling:
        return None
    unwanted = [
        Not(part) for term in query.terms if term.excluded for part in [_all(nodes_of(term, wording))]
    ]
    node = simplified(All((*telling, *unwanted)))
    return None if isinstance(node, Nothing) else node


def phrase_of(query: ReaderQuery, wording: Wording) -> Phrase | None:
    """All wanted words in a row, stop words too, as they were typed."""
    terms = [term for wanted in query.wanted for term in wording.terms(" ".join(wanted.words))]
    return Phrase(tuple(terms)) if len(terms) > 1 else None


def nodes_of(term: ReaderTerm, wording: Wording) -> list[Node]:
    """A term's words; where something means the same, that is in it: “Kyiv” or “Kiev” as one word of two spellings."""
    words = wording.terms(" ".join(term.words))
    if len(term.words) > 1:
        own: list[Node] = [Phrase(words)] if len(words) > 1 else list(words)
    else:
        own = list(words)
    if not term.also or not own:
        return own
    return [_either(own, [wording.terms(" ".join(also)) for also in term.also])]


def _either(own: list[Node], others: list[tuple[Term, ...]]) -> Node:
    """One term where all are single words, for they count as one; else any of the phrases."""
    if len(own) == 1 and isinstance(own[0], Term):
        singles = [other[0] for other in others if len(other) == 1]
        spellings = dict.fromkeys([*own[0].variants, *(stem for one in singles for stem in one.variants)])
        first: Node = replace(own[0], variants=tuple(spellings), is_stop=False)
        others = [other for other in others if len(other) > 1]
    else:
        first = _all(own)
    rest = [Phrase(other) if len(other) > 1 else other[0] for other in others if other]
    return simplified(Any((first, *rest))) if rest else first


def _all(parts: list[Node]) -> Node:
    return simplified(All(tuple(parts))) if parts else Nothing()
