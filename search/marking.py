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
        self._stems, self._language = frozenset(stems), languages[0]
        self._rows = [_row_finder(phrase) for phrase in phrases]
        # A text is looked through once, for whatever is wanted in it.
        self._finder = Finder(self._stems.union(*(row.wanted for row in self._rows)), languages)

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        """Whole words are marked each time, so that two of these mark the same or not at all."""
        language = language or self._language
        found = self._finder.spans(text, language)
        if not self._rows or not found:
            return found
        marked = set(self._finder.among(found, self._stems, text, language))
        for row in self._rows:
            marked.update(row.spans(self._finder, found, text, language))
        return sorted(marked)


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


def _row_finder(phrase: Phrase) -> RowFinder:
    telling = [term.variants for term in phrase.terms if not term.is_stop]
    return RowFinder([term.variants for term in phrase.terms], telling)
