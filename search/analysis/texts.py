"""Whole texts: their tokens for the index, their plain words for prefixes, and the marking of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from search.analysis.folding import fold
from search.analysis.stems import primary, script_of, stem
from search.analysis.words import LONGEST_TEXT, pieces, raw_words


def stems_of(text: str, language: str) -> str:
    """The stems of a text in their order, with a space between: what both databases index and rank."""
    language = primary(language)
    return " ".join(
        stem(piece, language) for word in raw_words(text[:LONGEST_TEXT]) for piece in pieces(word.group())
    )


def plain_words(text: str) -> Iterator[str]:
    """The folded words of a text, unstemmed, in their order: for what is typed letter by letter."""
    for word in raw_words(text[:LONGEST_TEXT]):
        for piece in pieces(word.group()):
            yield fold(piece)


# Their stemmers take beginnings off too.
_WITH_PREFIXES = frozenset(("ar", "fa", "ga", "id"))
_BEGINNING = ("latin", "greek", "cyrillic")


class Finder:
    """Finds words with one of the wanted stems. Remembers the words it has seen: they repeat."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = frozenset(wanted)
        self._seen: dict[str, dict[str, bool]] = {}
        self._firsts = {stem_[0] for stem_ in self._wanted if stem_}

    def spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where such words stand in a text: (start, end) in order, never overlapping."""
        if not self._wanted:
            return []
        seen = self._seen.setdefault(primary(language), {})
        found = []
        for word in raw_words(text[:LONGEST_TEXT]):
            raw = word.group()
            is_wanted = seen.get(raw)
            if is_wanted is None:
                is_wanted = seen[raw] = self._is_wanted(raw, primary(language))
            if is_wanted:
                found.append(word.span())
        return found

    def _is_wanted(self, word: str, language: str) -> bool:
        # A stem begins as its word does: most words are passed over by their first letter.
        first = word[0].casefold()
        is_plain = word.isalnum() and language not in _WITH_PREFIXES and script_of(first)[0] in _BEGINNING
        if is_plain and fold(first)[0] not in self._firsts:
            return False
        return any(stem(piece, language) in self._wanted for piece in pieces(word))
