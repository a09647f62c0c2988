"""Whole texts: their tokens for the index, their plain words for prefixes, and the marking of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from search.analysis.folding import fold
from search.analysis.stems import TONAL, bare, primary, stem
from search.analysis.words import LONGEST_TEXT, pieces, raw_words

Span = tuple[int, int]


def stems_of(text: str, language: str) -> str:
    """The stems of a text in their order, with a space between: what both databases index and rank."""
    language = primary(language)
    return " ".join(
        stem(piece, language) for word in raw_words(text[:LONGEST_TEXT]) for piece in pieces(word.group())
    )


def bare_stems_of(text: str, language: str) -> str:
    """The words of a text in a tonal language, as they are looked for without accents; nothing in any other."""
    if primary(language) not in TONAL:
        return ""
    return " ".join(bare(piece) for word in raw_words(text[:LONGEST_TEXT]) for piece in pieces(word.group()))


def plain_words(text: str) -> Iterator[str]:
    """The folded words of a text, unstemmed, in their order: for what is typed letter by letter."""
    for word in raw_words(text[:LONGEST_TEXT]):
        for piece in pieces(word.group()):
            yield fold(piece)


@lru_cache(maxsize=100_000)
def _stems_in(part: str, languages: tuple[str, ...]) -> frozenset[str]:
    """The stems of what stands between two spaces. Remembered beyond one page: most words are in most texts."""
    inside = [piece for word in raw_words(part) for piece in pieces(word.group())]
    found = {stem(piece, language) for piece in inside for language in languages}
    return frozenset(found if TONAL.isdisjoint(languages) else found.union(map(bare, inside)))


class Finder:
    """Finds words with one of the wanted stems. Remembers what has none of them: most of it repeats.

    `languages`: those of the index, for a text may be indexed in another language than its page says.
    """

    def __init__(self, wanted: Collection[str], languages: Sequence[str] = ()) -> None:
        self._wanted = frozenset(wanted)
        self._languages = tuple(languages)
        self._unwanted: dict[str, set[str]] = {}

    def spans(self, text: str, language: str) -> list[Span]:
        """Where such words stand in a text: (start, end) in order, never overlapping."""
        if not self._wanted:
            return []
        text, language = text[:LONGEST_TEXT], primary(language)
        unwanted = self._unwanted.setdefault(language, set())
        languages = tuple(dict.fromkeys((language, *self._languages)))
        # Splitting at spaces is ten times as fast as looking for words, and few of the parts have what is wanted.
        parts = set(text.split()) - unwanted
        wanted = [part for part in parts if not self._wanted.isdisjoint(_stems_in(part, languages))]
        unwanted |= parts.difference(wanted)
        return sorted(span for part in wanted for span in self._spans_of(part, text, languages))

    def _spans_of(self, part: str, text: str, languages: tuple[str, ...]) -> Iterator[Span]:
        inside = [
            word.span()
            for word in raw_words(part)
            if not self._wanted.isdisjoint(_stems_in(word.group(), languages))
        ]
        for at in _places(text, part):
            yield from ((at + start, at + end) for start, end in inside)


def _places(text: str, part: str) -> Iterator[int]:
    """Where a text has this between two spaces."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        if not text[at - 1 : at].strip() and not text[end : end + 1].strip():
            yield at
        at = text.find(part, end)
