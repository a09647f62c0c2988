"""Authors and topics whose names a query asks for."""

from __future__ import annotations

from collections.abc import Sequence

from newsreel.models import Author
from search.engine import Names
from search.entries import NAMED_MARK, model_mark
from search.languages import index_languages
from search.matching.store import Hit
from search.matching.stores import make_store
from search.matching.tree import Any, Wording
from search.query import TELLING_LENGTH, ReaderQuery

MOST_CANDIDATES = 300


def names_of(query: ReaderQuery, size: int) -> Names:
    """Whose name has all words of the query, else any telling one; the most words first."""
    terms = [
        term for wanted in query.wanted for term in Wording(index_languages()).terms(" ".join(wanted.words))
    ]
    telling = [term for term in terms if len(term.variants[0]) >= TELLING_LENGTH] or terms
    if not telling:
        return Names()
    store = make_store(NAMED_MARK)
    found = store.match_titles(Any(tuple(telling)), MOST_CANDIDATES)
    hits = [hit for hit, _title in found]
    titles = {hit.id: title.split() for hit, title in found}

    def fit(hit: Hit) -> tuple[float, float]:
        """Words of the query in the name, and how much of the name they are."""
        name = titles.get(hit.id, [])
        found = sum(any(stem in name for stem in term.variants) for term in terms)
        return found, found / max(1, len(name))

    hits.sort(key=lambda hit: (*(-value for value in fit(hit)), titles.get(hit.id, []), hit.id))
    is_exact = bool(hits) and fit(hits[0]) == (len(terms), 1.0)
    return Names(
        pks_of(hits, "author")[:size],
        pks_of(hits, "topic")[:size],
        is_exact,
        kind_of(hits[0]) if hits else "",
    )


def pks_of(hits: Sequence[Hit], kind: str) -> tuple[int, ...]:
    """Primary keys of the authors or topics among what was found."""
    return tuple(hit.number for hit in hits if hit.number is not None and kind_of(hit) == kind)


def kind_of(hit: Hit) -> str:
    """“author” or “topic”."""
    return "author" if model_mark(Author) in hit.marks.split() else "topic"
