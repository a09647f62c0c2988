"""What a reader typed, made safe for any search engine: words, quoted phrases, words to leave out.

The engines never see the raw text. They get Wagtail's query objects, built from words that hold nothing but
letters, digits and marks, in any script.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from wagtail.search.query import And, Not, Or, Phrase, PlainText
from wagtail.search.query import SearchQuery as EngineQuery

from search.analysis.stems import says_nothing

MAX_CHARACTERS = 200
MAX_TERMS = 12
# Of a longer text, so many words are weighed against those.
MOST_MORE = 24
# A word this long says something by itself; shorter ones ("of", "and") are in too many names.
TELLING_LENGTH = 4

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_MINUS = "-−–"
_JOINERS = "\u200c\u200d"
# Signs that turn the direction of a text, and so of the page around it; nobody means to look for them.
_TURNING = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_APOSTROPHE = re.compile("['’‘`´ʹ′＇]")
_JOINING = re.compile("(?<=[\u0400-\u052f])['’‘`´ʹ′＇](?=[\u0400-\u052f])")
_OWNER = re.compile(r"(?<=[^\W\d_])['’][sS](?![^\W_])")


@dataclass(frozen=True)
class Term:
    """One word, or several words in a row; wanted, or not wanted. `also`: what means the same to the newsroom."""

    words: tuple[str, ...]
    excluded: bool = False
    also: tuple[tuple[str, ...], ...] = ()

    def to_engine(self) -> EngineQuery:
        parts = [_words_to_engine(words) for words in (self.words, *self.also)]
        return Or(parts) if len(parts) > 1 else parts[0]


@dataclass(frozen=True)
class ReaderQuery:
    """A reader's query: `text` is what the search field shows again, `terms` what is looked for.

    `more`: words of a longer text. An engine that can count may look for them instead of commoner ones.
    `is_turned`: the text says only what shall not occur, and that is looked for.
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    more: tuple[str, ...] = ()
    is_turned: bool = False

    @classmethod
    def parse(cls, raw: str) -> ReaderQuery:
        """Never fails, whatever the text is. At most 200 characters and twelve words are read."""
        text = clean(raw)
        terms, more = _terms(text.translate(_QUOTES))
        is_turned = bool(terms) and all(term.excluded for term in terms)
        if is_turned:
            terms = [Term(term.words) for term in terms]
        return cls(text, tuple(dict.fromkeys(terms)), more, is_turned)

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.excluded)

    @property
    def words(self) -> tuple[str, ...]:
        """All wanted words."""
        return tuple(word for term in self.wanted for word in term.words)

    @property
    def typed(self) -> dict[str, str]:
        """Words as they stand in the text, with their apostrophes; those that a sign parts are not in it."""
        chunks = [re.sub(r"^\W+|\W+$", "", chunk) for chunk in self.text.split()]
        found = {tuple(words_of(chunk)): chunk for chunk in chunks}
        return {words[0]: chunk for words, chunk in found.items() if len(words) == 1}

    @property
    def words_to_mark(self) -> tuple[str, ...]:
        """All wanted words and those that mean the same, for marking them in a result."""
        return tuple(word for term in self.wanted for words in (term.words, *term.also) for word in words)

    def to_engine(self) -> EngineQuery:
        """All wanted words and phrases, and none of the others. There must be a wanted term."""
        is_plain = {term: len(term.words) == 1 and not term.also for term in self.wanted}
        plain = " ".join(term.words[0] for term in self.wanted if is_plain[term])
        parts: list[EngineQuery] = [PlainText(plain, operator="and")] if plain else []
        parts += [term.to_engine() for term in self.wanted if not is_plain[term]]
        parts += [Not(term.to_engine()) for term in self.terms if term.excluded]
        if len(parts) == 1:
            return parts[0]
        # SQLite's ranks are negative and an And multiplies (1 + rank) of its parts: with an even number of
        # parts the best result would come last. Saying one of them twice changes nothing but that.
        return And(parts if len(parts) % 2 else [*parts, parts[0]])


def _words_to_engine(words: tuple[str, ...]) -> EngineQuery:
    text = " ".join(words)
    return Phrase(text) if len(words) > 1 else PlainText(text)


def clean(raw: str) -> str:
    """The text without control characters, signs that turn it and lone surrogates, with single spaces, cut to 200."""
    # Composition may lengthen a text, so it is cut before and after.
    raw = raw[: MAX_CHARACTERS * 4].translate(_TURNING)
    text = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in raw)
    return " ".join(unicodedata.normalize("NFC", text).split())[:MAX_CHARACTERS].rstrip()


def words_of(text: str) -> list[str]:
    """The words in a text of any script: runs of letters, digits and the marks that belong to them."""
    kept = "".join(sign if _belongs_to_word(sign) else " " for sign in _without_apostrophes(text))
    return [word for word in kept.split() if any(unicodedata.category(sign)[0] in "LN" for sign in word)]


def _without_apostrophes(text: str) -> str:
    """Within a Ukrainian word they join (м’ята), and of “Kyiv’s” only Kyiv is meant, as in search.analysis.words."""
    return _OWNER.sub("", _JOINING.sub("", text)) if _APOSTROPHE.search(text) else text


def _belongs_to_word(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign)[0] in "LNM"


def _terms(text: str) -> tuple[list[Term], tuple[str, ...]]:
    """Between quotes stand phrases; a quote that is never closed ends with the text. And the words left over.

    Of a text that is too long, words that say nothing go first (of “what did the council decide about …”).
    """
    found: list[tuple[Term, bool]] = []
    pieces = text.split('"')
    for number, piece in enumerate(pieces):
        if number % 2:
            excluded = bool(re.search(rf"(^|\s)[{_MINUS}]$", pieces[number - 1]))
            found.append((Term(tuple(words_of(piece)), excluded), True))
        else:
            found += [(term, term.excluded) for chunk in piece.split() for term in _plain(chunk)]
    if sum(len(term.words) for term, _is_kept in found) > MAX_TERMS:
        found = [one for one in found if one[1] or not says_nothing(one[0].words[0])] or found
    terms: list[Term] = []
    more: list[str] = []
    room = MAX_TERMS
    for term, is_kept in found:
        words = term.words[:room]
        room -= len(words)
        if words:
            terms.append(Term(words, term.excluded))
        elif not is_kept:
            more += term.words
    return terms, tuple(dict.fromkeys(more))[:MOST_MORE]


def _plain(chunk: str) -> list[Term]:
    """The words between two spaces: “sea-wall” is two, “-quay” is one that is not wanted."""
    excluded = len(chunk) > 1 and chunk[0] in _MINUS
    words = words_of(chunk)
    if excluded:
        return [Term(tuple(words), True)] if words else []
    return [Term((word,)) for word in words]
