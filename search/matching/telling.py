"""What is asked of a query that asks for too much: its rarest words, and the words of what it quotes."""

from __future__ import annotations

from dataclasses import replace

from search.matching.store import Store
from search.matching.tree import Wording
from search.query import MAX_TERMS, ReaderQuery, Term


def telling_query(query: ReaderQuery, wording: Wording, store: Store) -> ReaderQuery:
    """The query with the rarest of all its words in the order they were typed; phrases and exclusions stay.

    One question to the database, and only for a query that has more words than are looked for.
    """
    if not query.more:
        return query
    plain = [term for term in query.terms if len(term.words) == 1 and not term.excluded and not term.also]
    room = MAX_TERMS - sum(len(term.words) for term in query.terms if term not in plain)
    candidates = dict.fromkeys((*plain, *(Term((word,)) for word in query.more)))
    wording = wording.reading(" ".join((*query.words, *query.more)))
    parts = {term: wording.terms(term.words[0]) for term in candidates}
    known = list(dict.fromkeys(part for found in parts.values() for part in found))
    counts = dict(zip(known, store.frequencies(known), strict=True))

    def place(term: Term) -> tuple[bool, int]:
        """A word that stands nowhere says nothing; nor does a stop word."""
        count = min((counts[part] for part in parts[term] if not part.is_stop), default=0)
        return not count, count

    kept = set(sorted(candidates, key=place)[: max(0, room)])
    chosen = [term for term in query.terms if term not in candidates or term in kept]
    chosen += [term for term in candidates if term in kept and term not in chosen]
    return replace(query, terms=tuple(chosen), more=())


def unquoted(query: ReaderQuery) -> ReaderQuery:
    """The query with the words of its quotes one by one. Who typed nothing but a quote means it to the letter."""
    wanted = query.wanted
    quoted = [term for term in wanted if len(term.words) > 1 and not term.also]
    if len(quoted) == len(wanted):
        return query
    terms = [
        part
        for term in query.terms
        for part in ([Term((word,)) for word in term.words] if term in quoted else [term])
    ]
    return replace(query, terms=tuple(dict.fromkeys(terms)))
