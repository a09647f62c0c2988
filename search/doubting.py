"""Words that only drafts have: in the index, and yet no reader may know them.

The counts of the index are those of everything in it. Whether a seldom word is published is asked only where a reader
found little, and none of it has the word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import Value
from django.db.models.expressions import RawSQL

from newsreel.querysets import StoryQuerySet
from search.analysis.folding import fold
from search.entries import LIVE_MARK
from search.labels import MODELS, labels
from search.matching.store import Store
from search.matching.tree import All, Mark, Term
from search.query import words_of
from search.spelling import Spelling

# Of the stories that have a word, so many are looked at.
MOST_LOOKED_AT = 50


def doubt(spelling: Spelling, seen: Collection[Term], store: Store, published: StoryQuerySet) -> None:
    """Have the words corrected that no published story has. Two queries where there is any doubt, else none."""
    doubtful = spelling.doubtful(seen)
    if doubtful:
        doubtful = {word: term for word, term in doubtful.items() if fold(word.casefold()) not in _names()}
    candidates = spelling.doubt(doubtful) if doubtful else []
    if not candidates:
        return
    found = stories_with([*doubtful.values(), *candidates], store, published)
    for word, term in doubtful.items():
        if found[term]:
            spelling.trust(word)
    spelling.found |= {term: found[term] for term in candidates}


def stories_with(terms: Sequence[Term], store: Store, published: StoryQuerySet) -> dict[Term, list[int]]:
    """Published stories with each of the terms, the newest first. One query."""
    terms = list(dict.fromkeys(terms))
    parts = []
    for place, term in enumerate(terms):
        sql, parameters = store.ids_sql(All((term, Mark(LIVE_MARK))), key="number")
        limited = RawSQL(f"{sql} LIMIT %s", [*parameters, MOST_LOOKED_AT])  # noqa: S611
        parts.append(published.filter(pk__in=limited).values_list(Value(place), "pk"))
    found: dict[Term, list[int]] = {term: [] for term in terms}
    for place, number in sorted(parts[0].union(*parts[1:], all=True), reverse=True):
        found[terms[place]].append(number)
    return found


def _names() -> set[str]:
    """The words of the names of authors and topics, folded: they are public by themselves."""
    names = [label.name for kind in MODELS for label in labels(kind).values()]
    return {fold(word.casefold()) for word in words_of(" ".join(names))}
