"""Authors and topics by their names: those that a query asks for, and those that a typed beginning may become."""

from __future__ import annotations

from newsreel.models import Author, Topic
from search.engine import Names, Suggestion
from search.entries import NAMED_MARK, model_mark
from search.languages import index_languages
from search.matching.ranking import rank_typed
from search.matching.store import Hit, Wanted
from search.matching.stores import make_store
from search.matching.tree import All, Any, Wording, simplified
from search.query import ReaderQuery

# A word this long says something by itself; shorter ones (“of”, “and”) are in too many names.
TELLING_LENGTH = 4
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
        _pks(hits, "author")[:size], _pks(hits, "topic")[:size], is_exact, _kind(hits[0]) if hits else ""
    )


def suggested_names(typed: str, size: int) -> list[Suggestion]:
    """Authors and topics with a name that begins so; each word of it may be meant."""
    terms = Wording((), is_typed=True).terms(typed)
    if not terms:
        return []
    store = make_store(NAMED_MARK)
    ranked = rank_typed(store, Wanted(simplified(All(terms)), MOST_CANDIDATES, ("names",)), list)
    return _loaded(ranked.hits[:size])


def _loaded(hits: list[Hit]) -> list[Suggestion]:
    found = {}
    for kind, model in (("author", Author), ("topic", Topic)):
        pks = _pks(hits, kind)
        for pk, one in (model.objects.in_bulk(pks) if pks else {}).items():
            found[kind, pk] = Suggestion(kind, pk, one.name, one.url)
    keys = [(_kind(hit), hit.number) for hit in hits]
    return [found[key] for key in keys if key in found]


def _pks(hits: list[Hit], kind: str) -> tuple[int, ...]:
    return tuple(hit.number for hit in hits if hit.number is not None and _kind(hit) == kind)


def _kind(hit: Hit) -> str:
    return "author" if model_mark(Author) in hit.marks.split() else "topic"
