"""What shall match, in terms of the index: stems and phrases, joined by and, or and not.

Every text becomes such a tree, whoever typed it: the words are taken out of it here, so that no sign of a query
language ever reaches a database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from wagtail.search import query as wagtail_query

from search.analysis.folding import fold
from search.analysis.stems import (
    TONAL,
    has_tones,
    is_stop_word,
    script_of,
    speaking_languages,
    stems_in,
)
from search.analysis.words import is_unspaced, pieces, raw_words

# Of any query, however long: characters that are read, and words that are looked for.
MAX_CHARACTERS = 1000
MAX_TERMS = 32
MAX_DEPTH = 10
# Typed words match as beginnings; of those that were left behind, shorter ones would match half the names.
LEAST_BEGINNING = 3


@dataclass(frozen=True)
class Term:
    """A word in any of its stems. A `prefix` matches what begins so; a stop word is looked for only in phrases."""

    variants: tuple[str, ...]
    is_prefix: bool = False
    is_stop: bool = False
    boost: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Words in a row."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Any:
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    part: Node


@dataclass(frozen=True)
class Everything:
    pass


@dataclass(frozen=True)
class Nothing:
    pass


@dataclass(frozen=True)
class Mark:
    """One of search.entries.marks_of()."""

    name: str


Node = Term | Phrase | All | Any | Not | Everything | Nothing | Mark
Part = TypeVar("Part", Term, Phrase)


@dataclass(frozen=True)
class Wording:
    """How words become terms: the languages of the index; whether they are typed letter by letter."""

    languages: tuple[str, ...]
    is_typed: bool = False
    # Similar words of the newsroom, for Fuzzy().
    similar: Callable[[str], tuple[str, ...]] | None = None
    # The languages whose stop words say nothing, where a whole text has told: see reading().
    speaking: tuple[str, ...] | None = None
    # Whether that text is plainly in one of the tonal languages of the index.
    is_tonal: bool = False

    def reading(self, text: str) -> Wording:
        """The same for the words of a text that are looked at one by one."""
        if not self.languages:
            return self
        found = [piece for word in raw_words(text[:MAX_CHARACTERS]) for piece in pieces(word.group())]
        is_tonal = not TONAL.isdisjoint(self.languages) and has_tones(found)
        return replace(self, speaking=speaking_languages(found, self.languages), is_tonal=is_tonal)

    def terms(self, text: str) -> tuple[Term, ...]:
        """The words of a text. Typed ones match as beginnings; the last one however short it is."""
        if self.speaking is None and self.languages:
            return self.reading(text).terms(text)
        found: list[Term] = []
        for word in raw_words(text[:MAX_CHARACTERS].replace("\0", " ")):
            for piece in pieces(word.group()):
                found.append(self._term(piece))
                if len(found) == MAX_TERMS:
                    break
        if self.is_typed and found and not re.search(r"\s$", text):
            found[-1] = replace(found[-1], is_prefix=True)
        return tuple(found[:MAX_TERMS])

    def _term(self, piece: str) -> Term:
        folded = fold(piece)
        if self.is_typed:
            return Term((folded,), is_prefix=len(folded) >= LEAST_BEGINNING)
        # One sign of Chinese is the beginning of the pairs it stands in.
        is_prefix = len(piece) == 1 and is_unspaced(piece)
        # A word in other than Latin letters is no word of another language.
        known = self.speaking if script_of(piece)[0] == "latin" else self.languages
        is_stop = any(is_stop_word(piece, language) for language in known or ())
        return Term(stems_in(piece, self.languages, self.is_tonal), is_prefix, is_stop)


def tree_of(query: wagtail_query.SearchQuery, wording: Wording, depth: int = 0) -> Node:
    """Wagtail's query objects as a tree. What has no words matches nothing."""
    if depth > MAX_DEPTH:
        return Nothing()
    if isinstance(query, wagtail_query.MatchAll):
        return Everything()
    if isinstance(query, wagtail_query.PlainText):
        return _joined(wording.terms(query.query_string), query.operator == "or", query.boost)
    if isinstance(query, wagtail_query.Phrase):
        terms = wording.terms(query.query_string)
        return Phrase(terms) if len(terms) > 1 else _joined(terms, False, 1)
    if isinstance(query, wagtail_query.Fuzzy):
        return _joined(_loosened(wording, query.query_string), query.operator == "or", 1)
    if isinstance(query, wagtail_query.Boost):
        return boosted(tree_of(query.subquery, wording, depth + 1), query.boost)
    if isinstance(query, wagtail_query.Not):
        return Not(tree_of(query.subquery, wording, depth + 1))
    if isinstance(query, wagtail_query.And | wagtail_query.Or):
        parts = tuple(tree_of(part, wording, depth + 1) for part in query.subqueries[:MAX_TERMS])
        return All(parts) if isinstance(query, wagtail_query.And) else Any(parts)
    raise TypeError(f"{type(query).__name__} is no query that Wagtail documents.")


def _joined(terms: tuple[Term, ...], is_any: bool, boost: float) -> Node:
    """Without the stop words, unless there is nothing else."""
    telling = tuple(term for term in terms if not term.is_stop) or terms
    if not telling:
        return Nothing()
    telling = tuple(replace(term, boost=boost) for term in dict.fromkeys(telling))
    if len(telling) == 1:
        return telling[0]
    return Any(telling) if is_any else All(telling)


def _loosened(wording: Wording, text: str) -> tuple[Term, ...]:
    if wording.similar is None:
        return wording.terms(text)
    return tuple(
        replace(term, variants=tuple(dict.fromkeys((*term.variants, *wording.similar(term.variants[0])))))
        for term in wording.terms(text)
    )


def boosted(node: Node, boost: float) -> Node:
    """The same tree, its words weighing more or less."""
    if isinstance(node, Term):
        return replace(node, boost=node.boost * boost)
    if isinstance(node, Phrase):
        return Phrase(tuple(replace(term, boost=term.boost * boost) for term in node.terms))
    if isinstance(node, All | Any):
        return type(node)(tuple(boosted(part, boost) for part in node.parts))
    return node


def simplified(node: Node) -> Node:
    """The tree without Everything and Nothing in its inside, and without double negation."""
    if isinstance(node, Not):
        part = simplified(node.part)
        if isinstance(part, Not):
            return part.part
        return {Everything: Nothing(), Nothing: Everything()}.get(type(part), Not(part))
    if isinstance(node, All | Any):
        neutral, decisive = (Everything, Nothing) if isinstance(node, All) else (Nothing, Everything)
        parts = tuple(simplified(part) for part in node.parts)
        if any(isinstance(part, decisive) for part in parts):
            return decisive()
        parts = tuple(dict.fromkeys(part for part in parts if not isinstance(part, neutral)))
        if len(parts) < 2:
            return parts[0] if parts else neutral()
        return type(node)(parts)
    return node


def wanted_terms(node: Node) -> Iterator[Term]:
    """The words that count for a match, those of phrases among them; none that are excluded."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Phrase):
        yield from node.terms
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from wanted_terms(part)


def phrases(node: Node) -> Iterator[Phrase]:
    """The phrases that must stand there; one of several that mean the same need not."""
    return required(node, Phrase)


def required(node: Node, kind: type[Part]) -> Iterator[Part]:
    """What of this kind, words or phrases, stands in everything that matches."""
    if isinstance(node, kind):
        yield node
    elif isinstance(node, All):
        for part in node.parts:
            yield from required(part, kind)


def excludes(node: Node) -> bool:
    """Whether something is not wanted: then a look at titles alone would find too much."""
    return isinstance(node, Not) or (isinstance(node, All | Any) and any(map(excludes, node.parts)))


def may_lack_words(node: Node) -> bool:
    """Whether there are words that something may lack: all but those of phrases."""
    in_phrases = {term for phrase in phrases(node) for term in phrase.terms}
    wanted = set(wanted_terms(node))
    return len(wanted) > 1 and bool(wanted - in_phrases)
