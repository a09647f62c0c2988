"""Where a text may be cut: never within what a reader takes for one sign, as an accented letter, a flag or a family.

Unicode Standard Annex 29, section 3.1, “Grapheme Cluster Boundary Rules”: the rules that join, in the few lines that
stories need; where a rule is left out (Indic conjuncts), a text is cut as older software cuts it.
"""

from __future__ import annotations

import unicodedata

_JOINER = "\u200d"
_HANGUL = range(0x1100, 0x1200)
_SYLLABLES = range(0xAC00, 0xD7A4)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
# No sign is longer; a text of nothing but accents is cut somewhere.
LONGEST = 64


def start_of(text: str, place: int) -> int:
    """The beginning of the sign that `place` stands in; `place` itself between two signs."""
    start = place
    while 0 < start < len(text) and place - start < LONGEST and _is_joined(text, start):
        start -= 1
    return start


def end_of(text: str, place: int) -> int:
    """The end of the sign that `place` stands in; `place` itself between two signs."""
    end = place
    while 0 < end < len(text) and end - place < LONGEST and _is_joined(text, end):
        end += 1
    return end


def _is_joined(text: str, place: int) -> bool:
    """Whether what stands before and after belongs together."""
    before, after = text[place - 1], text[place]
    if after.isascii():
        return before + after == "\r\n"
    code = ord(after)
    if code in _FLAG_LETTERS:
        return _flag_letters_before(text, place) % 2 == 1
    if code in _HANGUL:
        return ord(before) in _HANGUL or ord(before) in _SYLLABLES
    extends = unicodedata.category(after)[0] == "M" or code in _SKIN or code in _TAGS
    if extends or after in (_JOINER, "\u200c"):
        return before not in "\r\n"
    return before == _JOINER and unicodedata.category(after) == "So"


def _flag_letters_before(text: str, place: int) -> int:
    start = place
    while start > 0 and place - start < LONGEST and ord(text[start - 1]) in _FLAG_LETTERS:
        start -= 1
    return place - start
