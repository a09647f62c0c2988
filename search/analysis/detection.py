"""In which language a text is written, where what its page says plainly does not fit: by its letters and small words.

Pages are copied and imported, and whoever imports five thousand of them leaves the language at what it was. A text
stemmed by the rules of another language is found only in the form in which it stands. So the page is believed
unless the text speaks clearly against it; too short a text never does.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from search.analysis.stems import is_stop_word, primary, stop_word_languages
from search.analysis.words import raw_words

# A page or two say enough.
MOST_READ = 2000
LEAST_WORDS = 12
# Of a text's words, so many are small ones of its language; and twice as many as of the language it is said to be in.
LEAST_SHARE = 0.15
MARGIN = 2

# Letters of one script alone, and the language to assume; what else is written in it is believed.
_SCRIPTS = (
    ("cyrillic", re.compile("[\u0400-\u052f]"), "uk", {"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"}),
    ("greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "el", {"el"}),
    ("arabic", re.compile("[\u0600-\u06ff]"), "ar", {"ar", "ckb", "fa", "ku", "ps", "ur"}),
    ("hebrew", re.compile("[\u0590-\u05ff]"), "he", {"he", "yi"}),
    ("devanagari", re.compile("[\u0900-\u097f]"), "hi", {"hi", "mr", "ne"}),
    ("armenian", re.compile("[\u0530-\u058f]"), "hy", {"hy"}),
    ("tamil", re.compile("[\u0b80-\u0bff]"), "ta", {"ta"}),
    ("thai", re.compile("[\u0e00-\u0e7f]"), "th", {"th"}),
    ("kana", re.compile("[\u3040-\u30ff]"), "ja", {"ja"}),
    ("hangul", re.compile("[\u1100-\u11ff\uac00-\ud7ff]"), "ko", {"ko"}),
    ("han", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"), "zh", {"ja", "zh"}),
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"), "en", set()),
)  # fmt: skip
# Letters that one of two neighbours has and the other lacks.
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґ]", re.IGNORECASE), re.compile("[ыэъё]", re.IGNORECASE)
_TELLING = {
    language: re.compile(f"[{letters}]")
    for language, letters in {
        "cs": "ěřů", "de": "ß", "pl": "ąćęłńśźż", "ro": "ăâîșşțţ", "tr": "ğışİ",
        "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    }.items()
}  # fmt: skip
_PERSIAN = re.compile("[پچژگ]")


def language_of(text: str, said: str) -> str:
    """The language of a text: what is said of it (a BCP 47 tag), or a primary language that fits plainly better."""
    text = text[:MOST_READ]
    script, fallback, written_in = _script(text)
    declared = primary(said)
    if script == "latin":
        return _by_small_words(text, said)
    if script == "cyrillic" and declared in ("uk", "ru", *(() if declared in written_in else (declared,))):
        ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
        found = "uk" if ukrainian >= russian else "ru"
        is_plain = max(ukrainian, russian) > 3 * min(ukrainian, russian) + 1
        return said if declared == found or (declared in written_in and not is_plain) else found
    if not script or declared in written_in:
        return said
    return "fa" if script == "arabic" and _PERSIAN.search(text) else fallback


def _script(text: str) -> tuple[str, str, set[str]]:
    """The script that most letters are of; nothing of a text too short to say. One Chinese sign says a word."""
    counts = [(len(letters.findall(text)), place) for place, (_name, letters, *_rest) in enumerate(_SCRIPTS)]
    most, place = max(counts, key=lambda one: (one[0], -one[1]))
    name, _letters, fallback, written_in = _SCRIPTS[place]
    # Japanese has more Chinese signs than its own.
    kana = next(count for count, other in counts if _SCRIPTS[other][0] == "kana")
    if name == "han" and kana > most / 10:
        fallback = "ja"
    least = LEAST_WORDS * (1 if name in ("han", "kana", "hangul") else 3)
    return (name, fallback, written_in) if most >= least else ("", "", set())


def _by_small_words(text: str, said: str) -> str:
    """Among languages in Latin letters, by whose small words and telling letters there are the most."""
    declared, languages = primary(said), stop_word_languages()
    # Of a language whose small words are not known nothing can be said.
    if declared not in languages and _is_latin(declared):
        return said
    words = Counter(word.group().casefold() for word in raw_words(text))
    size = sum(words.values())
    if size < LEAST_WORDS:
        return said
    found: Counter[str] = Counter({declared: 0})
    for word, count in words.items():
        for language in _speaking(word):
            found[language] += count
    best = max(found, key=lambda language: (found[language], language == declared, language))
    is_plain = found[best] >= LEAST_SHARE * size and found[best] > MARGIN * found[declared]
    return best if is_plain else said


@lru_cache(maxsize=20_000)
def _speaking(word: str) -> frozenset[str]:
    """The languages in which a word is a small one, or whose letters it has."""
    small = (language for language in stop_word_languages() if is_stop_word(word, language))
    return frozenset((*small, *(language for language, letters in _TELLING.items() if letters.search(word))))


def _is_latin(language: str) -> bool:
    return not any(language in written_in for *_rest, written_in in _SCRIPTS)
