"""How the newsroom writes a word of which the index knows only the folded form: Zelensky, café, м’ята.

People are written as their names are. Other words are written as most places in the texts have them, but for where any
word has a capital: at the beginning of a sentence, and beside another capital, as in “Harbour Authority”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain

from search.analysis.folding import fold
from search.analysis.words import pieces, raw_words
from search.labels import labels

INSIDE, FIRST, NAMED = "inside", "first", "named"
_WORD_BEFORE = re.compile(r"\b(\w)[\w'’-]* $")
_LONGEST_WORD = 40
_BEGINS = re.compile(r"(?:^|[.!?…:;\n«“\"(–—-])\s*$")


def written(words: Collection[str], texts: Iterable[str]) -> dict[str, str]:
    """Each folded word as it is written; one that stands nowhere is left out. Texts are read until all are known."""
    authors = {word: form for name in _names("author") for word, form, _place in _forms(name, words)}
    inside: dict[str, Counter[str]] = {word: Counter() for word in words if word not in authors}
    first: dict[str, str] = {}
    named: dict[str, str] = {}
    for text in chain(texts, _names("topic")) if inside else ():
        for word, form, place in _forms(text, inside):
            if place == INSIDE:
                inside[word][form] += 1
            else:
                first.setdefault(word, form.lower())
            if place == NAMED:
                named.setdefault(word, form)
        if all(inside.values()):
            break
    # Of forms that are as frequent, the one in small letters.
    usual = {
        word: max(forms, key=lambda form: (forms[form], form)) for word, forms in inside.items() if forms
    }
    return {**first, **named, **usual, **authors}


def _names(kind: str) -> Iterator[str]:
    """The names of authors or topics, which are remembered."""
    for label in labels(kind).values():
        yield label.name


def _forms(text: str, wanted: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Where wanted words stand in a text: the word, as it is written, and where it is in its sentence."""
    for found in raw_words(text):
        form = found.group()
        word = _word(form)
        if word in wanted:
            # Of “Kyiv’s” the word is Kyiv.
            form = re.sub(r"['’][sS]$", "", form) if len(form) > len(word) else form
            yield word, form, _place(text, found.start(), found.end())


@lru_cache(maxsize=8192)
def _word(form: str) -> str:
    """The folded word that is written so; empty where that is several. Most words of a text are the same few."""
    parts = pieces(form)
    return fold(parts[0]) if len(parts) == 1 else ""


def _place(text: str, start: int, end: int) -> str:
    """In a sentence, at its beginning, or with another capital beside it: “Olena Teslenko came by ferry”."""
    if text[start].isupper() and _is_beside_a_capital(text, start, end):
        return NAMED
    return FIRST if _BEGINS.search(text[max(0, start - 8) : start]) else INSIDE


def _is_beside_a_capital(text: str, start: int, end: int) -> bool:
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    follows = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
    return follows or bool(before and before[1].isupper())
