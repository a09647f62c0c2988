"""Stems by language: Snowball's for most, our own for Ukrainian, the folded word where there is none.

A word is stemmed by the rules of its text's language if it is in that language's script, else by those of the
language that the script belongs to most: an English name in a Ukrainian story is found as in an English one.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from pathlib import Path

import snowballstemmer

from search.analysis import ukrainian
from search.analysis.folding import fold

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# First and last letter of scripts, and the language by which a word is stemmed that stands in a text of another.
_SCRIPTS = (
    ("latin", "a", "\u024f", "en"),
    ("greek", "\u0370", "\u03ff", "el"),
    ("cyrillic", "\u0400", "\u052f", "uk"),
    ("armenian", "\u0530", "\u058f", "hy"),
    ("hebrew", "\u0590", "\u05ff", "yi"),
    ("arabic", "\u0600", "\u06ff", "ar"),
    ("devanagari", "\u0900", "\u097f", "hi"),
    ("tamil", "\u0b80", "\u0bff", "ta"),
    ("latin", "\u1e00", "\u1eff", "en"),
)
_OWN_SCRIPT = {
    "ar": "arabic", "be": "cyrillic", "bg": "cyrillic", "el": "greek", "fa": "arabic", "he": "hebrew",
    "hi": "devanagari", "hy": "armenian", "kk": "cyrillic", "mk": "cyrillic", "ne": "devanagari",
    "ru": "cyrillic", "sr": "cyrillic", "ta": "tamil", "uk": "cyrillic", "ur": "arabic", "yi": "hebrew",
}  # fmt: skip
# Languages in which another accent makes another word: words keep theirs, and are found without by a form of its own.
TONAL = frozenset(("vi",))
_BARE = "ˀ"
_TONES = re.compile("[\u01a1\u01b0\u1ea0-\u1ef9]")
_CLEARLY_MORE = 2
_KEPT = 200_000


def primary(tag: str) -> str:
    """“pt-BR” to “pt”: the language of a BCP 47 tag."""
    return tag.lower().replace("_", "-").partition("-")[0]


def script_of(piece: str) -> tuple[str, str]:
    """The script of a piece's first letter, and the language to fall back on. Empty for scripts not listed."""
    first = piece[0]
    for name, start, end, language in _SCRIPTS:
        if start <= first <= end:
            return name, language
    return "", ""


class Stemmer:
    """Stems in one language; safe in threads. Remembers what it has stemmed: words repeat."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._stem = _stem_of(language)
        self._known: dict[str, str] = {}

    def __call__(self, piece: str) -> str:
        known = self._known.get(piece)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[piece] = fold(self._stem(piece)) or fold(piece)
        return known


def _stem_of(language: str) -> Callable[[str], str]:
    if language == "uk":
        return lambda piece: ukrainian.stem(fold(piece))
    name = _SNOWBALL.get(language)
    if name is None:
        return fold
    stemmer, lock = snowballstemmer.stemmer(name), threading.Lock()

    def stem(piece: str) -> str:
        # A Snowball stemmer keeps the word it works on in itself.
        with lock:
            return stemmer.stemWord(piece)

    return stem


@cache
def stemmer_of(language: str) -> Stemmer:
    """The one stemmer of a language in this process."""
    return Stemmer(language)


def stem(piece: str, language: str) -> str:
    """The folded stem of a piece in a text of this language."""
    script, fallback = script_of(piece)
    if not script:
        return fold(piece)
    is_own = script == _OWN_SCRIPT.get(language, "latin")
    if is_own and language in TONAL:
        return piece
    return stemmer_of(language if is_own else fallback)(piece)


def stems_in(piece: str, languages: tuple[str, ...], is_tonal: bool = False) -> tuple[str, ...]:
    """All stems that a piece of a query may have in an index with texts in these languages.

    `is_tonal`: the query is plainly in a tonal language, so that a word with an accent is that word and no other, and
    one without has none.
    """
    folded = fold(piece)
    if is_tonal and folded != piece:
        return (piece,)
    found = [stem(piece, language) for language in languages]
    if is_tonal:
        found.append(piece)
    elif folded != piece:
        # Typed without accents, a word may lose another ending than with them.
        found += [stem(folded, language) for language in languages if language not in TONAL]
    elif not TONAL.isdisjoint(languages):
        found.append(bare(piece))
    return tuple(dict.fromkeys(found)) or (folded,)


def has_tones(pieces: Iterable[str]) -> bool:
    """Whether words have letters that only a tonal language has: of the Latin ones, ơ, ư and those with two accents."""
    return any(_TONES.search(piece) for piece in pieces)


def bare(piece: str) -> str:
    """The form by which a word of a tonal language is found by those who type no accents: apart from all others."""
    return f"{_BARE}{fold(piece)}"


def is_bare(stem: str) -> bool:
    """Whether a stem is such a form."""
    return stem.startswith(_BARE)


def is_stop_word(piece: str, language: str) -> bool:
    """Whether a piece says nothing in a language. In a tonal one its accents count, if it has any: là is no lá."""
    return (piece if language in TONAL else fold(piece)) in stop_words(language)


@cache
def stop_words(language: str) -> frozenset[str]:
    """Words of a language that say nothing of a text, folded but in tonal ones; none where no list is known."""
    return _all_stop_words().get(language, frozenset())


def stop_word_languages() -> tuple[str, ...]:
    """The languages whose stop words are known."""
    return tuple(_all_stop_words())


def speaking_languages(pieces: Collection[str], languages: Sequence[str]) -> tuple[str, ...]:
    """Of the languages of an index, those whose stop words in Latin letters are none here either.

    “War” and “die” are such words in German. So the newsroom's own counts (English beside one of another script),
    and another only if the text has clearly more of its small words.
    """
    own = languages[0] if _OWN_SCRIPT.get(languages[0]) is None or "en" not in languages else "en"
    small = {language: sum(is_stop_word(piece, language) for piece in pieces) for language in languages}
    return tuple(one for one in languages if one == own or small[one] >= small[own] + _CLEARLY_MORE)


def says_nothing(word: str) -> bool:
    """Whether a word is a stop word of any language."""
    return any(is_stop_word(word.casefold(), language) for language in _all_stop_words())


@cache
def _all_stop_words() -> dict[str, frozenset[str]]:
    lines = (Path(__file__).with_name("data") / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    listed = (line.partition(":") for line in lines if not line.startswith("#"))
    return {
        code: frozenset(words.split() if code in TONAL else map(fold, words.split()))
        for code, colon, words in listed
        if colon
    }
