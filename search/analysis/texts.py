"""Whole texts: their tokens for the index, their plain words for prefixes, and the marking of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from search.analysis.folding import fold
from search.analysis.stems import primary, stem
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


def spans(text: str, wanted: Collection[str], language: str) -> list[tuple[int, int]]:
    """Where words with one of the wanted stems stand in a text: (start, end) in order, never overlapping."""
    if not wanted:
        return []
    language = primary(language)
    return [
        word.span()
        for word in raw_words(text[:LONGEST_TEXT])
        if any(stem(piece, language) in wanted for piece in pieces(word.group()))
    ]
