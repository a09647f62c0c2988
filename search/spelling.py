"""Words of the newsroom that a misspelt one may mean: out of names and headlines, by shared parts and few changes."""

from __future__ import annotations

import re

from django.db.models import Count

from search.analysis.folding import fold
from search.languages import index_languages
from search.matching.store import Store
from search.matching.tree import Term, Wording
from search.models import WordPart
from search.query import ReaderQuery
from search.writing import parts_of

MOST = 8
_CANDIDATES = 60
_LEAST_LENGTH = 4
# Each costs two queries; a text with more words that nobody has written is in no language of the newsroom.
_MOST_CORRECTED = 3


def similar_words(word: str, most: int = MOST) -> tuple[str, ...]:
    """Folded words one change away, in longer words two, the nearest first; never the word itself."""
    if len(word) < _LEAST_LENGTH:
        return ()
    allowed = 1 if len(word) < 8 else 2
    candidates = (
        WordPart.objects.filter(
            part__in=parts_of(word), length__range=(len(word) - allowed, len(word) + allowed)
        )
        .values_list("word_id")
        .annotate(shared=Count("id"))
        .order_by("-shared", "word_id")[:_CANDIDATES]
    )
    distances = [(distance(word, other), -shared, other) for other, shared in candidates if other != word]
    return tuple(other for far, _shared, other in sorted(distances) if far <= allowed)[:most]


def distance(first: str, second: str) -> int:
    """Optimal string alignment: letters put in, left out, changed, or two neighbours swapped."""
    before: list[int] = []
    last = list(range(len(second) + 1))
    for row, left in enumerate(first, start=1):
        current = [row]
        for column, right in enumerate(second, start=1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == second[column - 2] and first[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]


def corrected(query: ReaderQuery, store: Store, known: dict[Term, int]) -> str:
    """The query's text with each word that stands in no text replaced by the most used word like it, or nothing.

    `known`: in how many texts terms stand, as far as that has been asked.
    """
    wording = Wording(index_languages())
    words = [term.words[0] for term in query.wanted if len(term.words) == 1 and not term.also]
    terms = {word: wording.terms(word) for word in words}
    single = {word: found[0] for word, found in terms.items() if len(found) == 1 and not found[0].is_stop}
    counts = {word: known[term] for word, term in single.items() if term in known}
    text = query.text
    for word in [word for word, count in counts.items() if not count][:_MOST_CORRECTED]:
        better = _most_used(fold(word.casefold()), wording, store)
        if better:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _found, new=better: new, text)
    return text if text != query.text else ""


def _most_used(word: str, wording: Wording, store: Store) -> str:
    """Of the words like this one, the one most texts have; nothing if none has any."""
    candidates = similar_words(word)
    terms = [(candidate, wording.terms(candidate)) for candidate in candidates]
    single = [(candidate, found[0]) for candidate, found in terms if len(found) == 1]
    if not single:
        return ""
    counts = store.frequencies([term for _candidate, term in single])
    ranked = [
        (distance(word, candidate), -count, candidate)
        for (candidate, _term), count in zip(single, counts, strict=True)
        if count
    ]
    return min(ranked)[2] if ranked else ""
