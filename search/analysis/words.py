"""Words in a text of any script, where they stand, and the pieces of them that are looked for.

A piece is lower case and normalised (NFKC), still with its accents, which stemmers need. Scripts that do without
spaces give overlapping pairs of characters (Chinese, Japanese, Korean) or triples (Thai, Lao, Khmer, Burmese).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Longer runs of letters are no words; they are cut, so that no token becomes longer than an index can bear.
LONGEST_WORD = 64
# Characters of one field that are indexed: a book's worth, and half of what a tsvector can hold.
LONGEST_TEXT = 200_000

_APOSTROPHES = "'’ʼ‘ʹ′`´＇"
_JOINERS = "\u200c\u200d\u00ad"


def _marks() -> str:
    """Combining marks as ranges of a character class: \\w leaves them out, and Hindi would fall to pieces."""
    codes = [code for code in range(0x300, 0xFFFF) if unicodedata.category(chr(code))[0] == "M"]
    codes += [code for code in range(0x11000, 0x11FFF) if unicodedata.category(chr(code))[0] == "M"]
    ranges, start = [], codes[0]
    for code, following in zip(codes, [*codes[1:], sys.maxunicode], strict=True):
        if following != code + 1:
            ranges.append(f"{chr(start)}-{chr(code)}")
            start = following
    return "".join(ranges)


_LETTERS = rf"[\w{_marks()}{_JOINERS}]"
_WORD = re.compile(rf"{_LETTERS}+(?:[{_APOSTROPHES}]{_LETTERS}+)*")
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_HAN = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_RUNS = re.compile(f"[{_HAN}]+|[{_UNSPACED}]+|[^{_HAN}{_UNSPACED}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ENGLISH_OWNER = re.compile(f"[{_APOSTROPHES}][sS]$")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def raw_words(text: str) -> Iterator[re.Match[str]]:
    """Where the words stand in a text, as matches, so that they can be marked in it."""
    return _WORD.finditer(text.replace("_", " "))


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """What is looked for of a word as it stands in a text: mostly one piece, several of “l’eau” or of Chinese."""
    word = unicodedata.normalize("NFKC", word).translate(dict.fromkeys(map(ord, _JOINERS))).casefold()
    found: list[str] = []
    for part in _apart(word):
        for run in _RUNS.findall(part):
            if _IS_HAN.match(run):
                found += _overlapping(run, 2)
            elif _IS_UNSPACED.match(run):
                found += _overlapping(run, 3)
            else:
                found.append(run[:LONGEST_WORD])
    return tuple(piece for piece in found if any(unicodedata.category(sign)[0] in "LN" for sign in piece))


def _apart(word: str) -> list[str]:
    """Apostrophes join in Ukrainian (м’ята), mark the owner in English (Kyiv’s), and part words elsewhere (l’eau)."""
    if not _APOSTROPHE.search(word):
        return [word]
    if _CYRILLIC.search(word):
        return [_APOSTROPHE.sub("", word)]
    return _APOSTROPHE.split(_ENGLISH_OWNER.sub("", word))


def _overlapping(run: str, length: int) -> list[str]:
    return [run[start : start + length] for start in range(max(1, len(run) - length + 1))]


def is_unspaced(piece: str) -> bool:
    """Whether a piece is a few characters of a script without spaces."""
    return bool(_IS_HAN.match(piece) or _IS_UNSPACED.match(piece))
