"""Trees on paper: what each matches, said without an index, and the store that they are compared with."""

from __future__ import annotations

from newsreel.models import StoryPage
from search.entries import model_mark
from search.matching.store import Hit, Store
from search.matching.stores import make_store
from search.matching.tree import All, Any, Everything, Mark, Node, Not, Phrase, Term
from search.models import Document


def holds(node: Node, entry: Document) -> bool:
    """Whether a tree matches an entry, as one would say it."""
    columns = [column.split() for column in (entry.title, entry.head, entry.body, entry.extra)]
    if isinstance(node, Term):
        return any(matches_token(node, token) for column in columns for token in column)
    if isinstance(node, Phrase):
        size = len(node.terms)
        return any(
            all(
                matches_token(term, token)
                for term, token in zip(node.terms, column[start : start + size], strict=True)
            )
            for column in columns
            for start in range(len(column) - size + 1)
        )
    if isinstance(node, All):
        return all(holds(part, entry) for part in node.parts)
    if isinstance(node, Any):
        return any(holds(part, entry) for part in node.parts)
    if isinstance(node, Not):
        return not holds(node.part, entry)
    if isinstance(node, Mark):
        return node.name in entry.marks.split()
    return isinstance(node, Everything)


def matches_token(term: Term, token: str) -> bool:
    """Whether a word of an entry is one that the term asks for."""
    return any(token == stem or (term.is_prefix and token.startswith(stem)) for stem in term.variants)


def store() -> Store:
    """The index of stories."""
    return make_store(model_mark(StoryPage))


def everything(hits: list[Hit]) -> list[Hit]:
    """Nothing is hidden."""
    return hits
