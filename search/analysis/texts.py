"""Whole texts: their tokens for the index, their plain words for prefixes, and the marking of what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import lru_cache

from search.analysis.folding import fold
from search.analysis.stems import TONAL, bare, primary, stem
from search.analysis.words import LONGEST_TEXT, LONGEST_WORD, pieces, raw_words

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


def _stems_in(part: str, languages: tuple[str, ...]) -> frozenset[str]:
    """The stems of what stands between two spaces."""
    # Where there are no spaces, it is a paragraph that never comes again.
    return _stems_in_word(part, languages) if len(part) <= LONGEST_WORD else _read_stems(part, languages)


@lru_cache(maxsize=100_000)
def _stems_in_word(part: str, languages: tuple[str, ...]) -> frozenset[str]:
    """Remembered beyond one page: most words are in most texts."""
    return _read_stems(part, languages)


def _read_stems(part: str, languages: tuple[str, ...]) -> frozenset[str]:
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
        languages = self.languages_of(language)
        # Splitting at spaces is ten times as fast as looking for words, and few of the parts have what is wanted.
        parts = set(text.split()) - unwanted
        wanted = [part for part in parts if not self._wanted.isdisjoint(_stems_in(part, languages))]
        unwanted |= parts.difference(wanted)
        return sorted(span for part in wanted for span in self._spans_of(part, text, languages))

    def among(self, spans: Iterable[Span], wanted: Set[str], text: str, language: str) -> list[Span]:
        """Of places that were found, those with one of these stems."""
        languages = self.languages_of(language)
        return [span for span in spans if not wanted.isdisjoint(_stems_in(text[slice(*span)], languages))]

    def languages_of(self, language: str) -> tuple[str, ...]:
        """The languages that a text may be indexed in whose page says this one."""
        return tuple(dict.fromkeys((primary(language), *self._languages)))

    def _spans_of(self, part: str, text: str, languages: tuple[str, ...]) -> Iterator[Span]:
        inside = [
            word.span()
            for word in raw_words(part)
            if not self._wanted.isdisjoint(_stems_in(word.group(), languages))
        ]
        for at in _places(text, part):
            yield from ((at + start, at + end) for start, end in inside)


class RowFinder:
    """Finds words in a row. Where they stand so nowhere, those of them that say something, each for itself.

    `row`: the stems of each word; `telling`: of each that says something. `wanted`: the stems that it looks around.
    """

    def __init__(self, row: Sequence[Collection[str]], telling: Sequence[Collection[str]]) -> None:
        self._row = [frozenset(stems) for stems in row]
        self._telling = [frozenset(stems) for stems in telling]
        # A row of nothing but small words is looked for where its first one stands.
        self.wanted = frozenset().union(*self._telling) or self._row[0]

    def spans(self, finder: Finder, found: Sequence[Span], text: str, language: str) -> list[Span]:
        """Where such words stand in a text: (start, end) in order, never overlapping.

        `found`: where `finder`, which looks for `wanted` too, has found something.
        """
        found = finder.among(found, self.wanted, text, language)
        if not all(finder.among(found, stems, text, language) for stems in self._telling):
            return found
        languages = finder.languages_of(language)
        in_row = {
            span
            for start, end in _stretches(text, found, LONGEST_WORD * len(self._row))
            for span in self._rows_in(text[start:end], start, languages)
        }
        return sorted(in_row) or (found if self._telling else [])

    def _rows_in(self, text: str, at: int, languages: tuple[str, ...]) -> Iterator[Span]:
        words = [
            (word.span(), _stems_in(piece, languages))
            for word in raw_words(text)
            for piece in pieces(word.group())
        ]
        for place in range(len(words) - len(self._row) + 1):
            run = words[place : place + len(self._row)]
            if all(
                not wanted.isdisjoint(stems) for wanted, (_span, stems) in zip(self._row, run, strict=True)
            ):
                yield from ((at + start, at + end) for (start, end), _stems in run)


def _stretches(text: str, spans: Iterable[Span], room: int) -> Iterator[Span]:
    """What is around some places, from a space to a space; those that meet are one."""
    last: Span | None = None
    for first, end in spans:
        start = text.rfind(" ", 0, max(0, first - room)) + 1
        end = text.find(" ", end + room)
        end = end if end >= 0 else len(text)
        if last and start <= last[1]:
            last = (last[0], end)
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def _places(text: str, part: str) -> Iterator[int]:
    """Where a text has this between two spaces."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        if not text[at - 1 : at].strip() and not text[end : end + 1].strip():
            yield at
        at = text.find(part, end)
