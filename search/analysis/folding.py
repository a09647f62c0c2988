"""One spelling for what readers write in several ways: café and cafe, Straße and strasse, ґрунт and грунт."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ŋ": "n",
        "ё": "е", "ґ": "г", "ѐ": "е", "ѝ": "и",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ی": "ي",
        "ς": "σ", "\u0640": None,
    }
)  # fmt: skip
# Vowel signs that Arabic and Hebrew mostly leave out, and accents put on letters of any script.
_SIGNS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_DECOMPOSED = re.compile("[\u00c0-\u024f\u0370-\u03ff\u1e00-\u1fff]")


@lru_cache(maxsize=100_000)
def fold(piece: str) -> str:
    """The piece without accents. й and ї stay: they are letters of their own, not accented ones."""
    if piece.isascii():
        return piece
    if _DECOMPOSED.search(piece):
        piece = unicodedata.normalize("NFKD", piece)
    return _SIGNS.sub("", piece).translate(_ALIKE) or piece
