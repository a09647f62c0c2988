"""Words of the newsroom that a misspelt one may mean: by shared parts and few changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import connections, router
from rapidfuzz.distance.OSA import distance

from search.analysis.folding import fold
from search.engine import Correction
from search.labels import unnamed
from search.matching.tree import Term, Wording
from search.models import WordPart
from search.noting import letters_of
from search.query import ReaderQuery

MOST = 8
_CANDIDATES = 60
_LEAST_LENGTH = 4
# A text with more words that nobody has written is in no language of the newsroom.
_MOST_CORRECTED = 3
# In how many texts a word may stand that nothing published has.
_SELDOM = 20
# How a word is written is looked up in so many stories.
_WITNESSES = 4
_SHARING = """
SELECT * FROM (
    SELECT {place}, word_id, COUNT(*) AS shared FROM search_wordpart
    WHERE part IN ({slots}) AND length BETWEEN %s AND %s
    GROUP BY word_id ORDER BY shared DESC, word_id LIMIT %s
) AS shared_{place}
"""


def similar_words(word: str, most: int = MOST) -> tuple[str, ...]:
    """Folded words one change away, in longer words two, the nearest first; never the word itself."""
    return similar_to([word], most)[word]


def similar_to(words: Iterable[str], most: int = MOST) -> dict[str, tuple[str, ...]]:
    """The same for several words, in one database query."""
    shared = _sharing([word for word in dict.fromkeys(words) if len(word) >= _LEAST_LENGTH])
    found = {}
    for word in words:
        candidates = [(other, count) for other, count in shared.get(word, ()) if other != word]
        distances = sorted((distance(word, other), -count, other) for other, count in candidates)
        found[word] = tuple(other for far, _count, other in distances if far <= _allowed(word))[:most]
    return found


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


def _sharing(words: list[str]) -> dict[str, list[tuple[str, int]]]:
    """Words of about the same length that share most three-letter parts with each, and how many."""
    if not words:
        return {}
    selects, parameters = [], []
    for place, word in enumerate(words):
        parts = sorted(letters_of(word))
        selects.append(_SHARING.format(place=place, slots=", ".join(["%s"] * len(parts))))
        parameters += [*parts, len(word) - _allowed(word), len(word) + _allowed(word), _CANDIDATES]
    found: dict[str, list[tuple[str, int]]] = {}
    with connections[router.db_for_read(WordPart)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), parameters)
        for place, other, count in cursor.fetchall():
            found.setdefault(words[place], []).append((other, count))
    return found


class Spelling:
    """What may be meant by the words of a query that stand in no published text, and in no name.

    `known`: in how many texts terms stand, published or not, as far as that has been asked. `found`: published stories
    in which a candidate stands, the newest first; who asks the database fills it in, as it does `unpublished`: words
    that stand in no published story.
    """

    def __init__(self, query: ReaderQuery, wording: Wording, known: dict[Term, int]) -> None:
        self._query, self._wording, self._known = query, wording, known
        # Each word as the whole query was read, or its count would not be among the known ones.
        self._reading = wording.reading(" ".join(query.words))
        self._similar: dict[str, dict[str, Term]] = {}
        self.found: dict[Term, list[int]] = {}
        self.unpublished: set[str] = set()

    def candidates(self) -> list[Term]:
        """The terms of words similar to those that stand nowhere, for all words in one query."""
        unknown = unnamed(word for word, term in self._single().items() if not self._known.get(term, 1))
        self.unpublished.update(unknown)
        return self._candidates(unknown)

    def doubtful(self, seen: Collection[Term]) -> dict[str, Term]:
        """Words that stand in a few texts, none of which is known to be published: drafts may be misspelt, too.

        `seen`: the terms that do stand in published stories.
        """
        terms = self._single()
        seldom = [
            word
            for word, term in terms.items()
            if 0 < self._known.get(term, 0) <= _SELDOM and term not in seen and word not in self._similar
        ]
        return {word: terms[word] for word in unnamed(seldom)}

    def doubt(self, words: Iterable[str]) -> list[Term]:
        """The same as candidates() of doubtful words."""
        return self._candidates(list(words))

    def trust(self, word: str) -> None:
        """A doubtful word is published after all."""
        self._similar.pop(word, None)

    def corrected(self) -> Correction:
        """Each unknown word as the most used of the nearest; without those that resemble nothing."""
        better, stories = {}, []
        for word, terms in self._similar.items():
            folded = fold(word.casefold())
            used = [
                (distance(folded, other), -len(self.found.get(term, ())), other)
                for other, term in terms.items()
            ]
            if used := sorted(one for one in used if one[1]):
                better[word] = used[0][2]
                stories += self.found[terms[better[word]]][:_WITNESSES]
        hopeless = frozenset(self.unpublished - better.keys() if better else ())
        return Correction(self._query, better, tuple(dict.fromkeys(stories)), hopeless)

    def _candidates(self, words: list[str]) -> list[Term]:
        folded = {word: fold(word.casefold()) for word in words[: _MOST_CORRECTED - len(self._similar)]}
        similar = similar_to(folded.values()) if folded else {}
        new = {word: _terms(similar[spelling], self._wording) for word, spelling in folded.items()}
        self._similar |= new
        return list(dict.fromkeys(term for terms in new.values() for term in terms.values()))

    def _single(self) -> dict[str, Term]:
        """Words that are one term each, have no synonyms and say something."""
        words = [term.words[0] for term in self._query.wanted if len(term.words) == 1 and not term.also]
        return {word: term for word, term in _terms(words, self._reading).items() if not term.is_stop}


def _terms(words: Iterable[str], wording: Wording) -> dict[str, Term]:
    """The terms of those words that are one term each."""
    terms = {word: wording.terms(word) for word in words}
    return {word: found[0] for word, found in terms.items() if len(found) == 1}
