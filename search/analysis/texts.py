"""Whole texts: their tokens for the index, their plain words for prefixes, and the marking of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from search.analysis.folding import fold
from search.analysis.stems import TONAL, bare, primary, stem
from search.analysis.words import LONGEST_TEXT, pieces, raw_words


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


@lru_cache(maxsize=50_000)
def _stems_of_word(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The stems of a word as it stands in a text. Remembered beyond one page: most words are in most texts."""
    found = [stem(piece, language) for piece in pieces(word) for language in languages]
    if not TONAL.isdisjoint(languages):
        found += [bare(piece) for piece in pieces(word)]
    return tuple(dict.fromkeys(found))


class Finder:
    """Finds words with one of the wanted stems. Remembers the words it has seen: they repeat.

    `languages`: those of the index, for a text may be indexed in another language than its page says.
    """

    def __init__(self, wanted: Collection[str], languages: Sequence[str] = ()) -> None:
        self._wanted = frozenset(wanted)
        self._languages = tuple(languages)
        self._seen: dict[str, dict[str, bool]] = {}

    def spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where such words stand in a text: (start, end) in order, never overlapping."""
        if not self._wanted:
            return []
        language = primary(language)
        seen = self._seen.setdefault(language, {})
        languages = tuple(dict.fromkeys((language, *self._languages)))
        found = []
        for word in raw_words(text[:LONGEST_TEXT]):
            raw = word.group()
            is_wanted = seen.get(raw)
            if is_wanted is None:
                is_wanted = seen[raw] = not self._wanted.isdisjoint(_stems_of_word(raw, languages))
            if is_wanted:
                found.append(word.span())
        return found
