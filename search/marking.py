"""Marking what a query looked for: its words wherever they stand, those of a phrase where they stand in a row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from search.analysis.texts import Finder, RowFinder
from search.matching.tree import All, Any, Node, Phrase, Term


class StemMarker:
    """Marks words that have a stem of the query's, in the language of the text.

    `phrases`: their words are marked in a row if a text has them so, else those that say something.
    """

    def __init__(
        self, stems: Collection[str], languages: Sequence[str], phrases: Sequence[Phrase] = ()
    ) -> None:
        rows = [_row_finder(phrase, languages) for phrase in phrases]
        self._finders, self._language = [Finder(stems, languages), *rows], languages[0]

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        """Every finder marks whole words, so that two of them mark the same or not at all."""
        language = language or self._language
        first, *rows = (finder.spans(text, language) for finder in self._finders)
        return sorted({*first, *(span for row in rows for span in row)}) if rows else first


def marker_of(node: Node | None, languages: Sequence[str]) -> StemMarker:
    """The marker of what is looked for."""
    parts = list(_wanted(node)) if node else []
    stems = {stem for part in parts if isinstance(part, Term) for stem in part.variants}
    return StemMarker(stems, languages, [part for part in parts if isinstance(part, Phrase)])


def _wanted(node: Node) -> Iterator[Term | Phrase]:
    """The words and phrases that count for a match; none that are excluded."""
    if isinstance(node, Term | Phrase):
        yield node
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from _wanted(part)


def _row_finder(phrase: Phrase, languages: Sequence[str]) -> RowFinder:
    telling = {stem for term in phrase.terms if not term.is_stop for stem in term.variants}
    return RowFinder([term.variants for term in phrase.terms], telling, languages)
