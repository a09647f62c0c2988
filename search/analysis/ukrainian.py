"""A light stemmer for Ukrainian: one stem for the forms of a word, with the vowels and consonants that change in it.

There is no maintained stemmer or freely licensed dictionary for Ukrainian (docs/decisions says what was weighed).
The rules are data: endings are taken off, then what Ukrainian grammar alternates in a stem is made one: і with о
and е in a closed syllable (Львів, Львова), vowels that come and go (будинок, будинку), г/з, к/ц and х/с before і
(у Празі, жінці). It works on folded words: lower case, no apostrophes, ґ as г.
"""

from __future__ import annotations

import re
from pathlib import Path

VOWELS = "аеиіоуюяєї"

_FILE = Path(__file__).with_name("data") / "ukrainian.txt"


def _read(kind: str) -> list[str]:
    """What stands after “kind:” in the data file, line by line."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [line.partition(":")[2] for line in lines if line.startswith(f"{kind}:")]


# Irregular nouns, and short words that the rules would mix up.
_IRREGULAR = {
    form: stem_.strip()
    for stem_, _equals, forms in (line.partition("=") for line in _read("forms"))
    for form in forms.split()
}
_WHOLE = frozenset(" ".join(_read("whole")).split())
_NOT_VERBS = frozenset(" ".join(_read("noun")).split())
_ENDINGS = " ".join(_read("endings")).split()

_ENDING = re.compile(rf"(?:{'|'.join(sorted(_ENDINGS, key=len, reverse=True))})$")
_REFLEXIVE = re.compile(r"(?<=[аеиіоуюяєївйтьш])(?:ся|сь)$")

# What then may be left of a verb: tense, person, participle, the noun of the action.
_VERB = re.compile(
    r"(?:ува|юва|[аяиіую])(?:тим|тимем|тимут|тимеш|тимет|вш|т|л|в|ш)$|ну(?:т|л|в)$|[аяуи]?[єю](?:т|ш|м)$|"
    r"(?:ува|юва)$|(?:[аяе]|ува|юва)н$|(?<=[бвгджзклмнпрстфхцчшщ])[аяую]$"
)
_OWNED = re.compile(rf"(?<=[^{VOWELS}])(?:ов|ев)$|(?<=[{VOWELS}])(?:єв|їв)$")

_DOUBLED = re.compile(rf"([^{VOWELS}])\1$")
_FLEETING = re.compile(rf"(?<=[{VOWELS}])([^{VOWELS}]+)[оеєі]([кцлрн])$")
_CLOSED = re.compile(rf"[іїеєо](?=[^{VOWELS}]{{1,2}}$)")
# г of the stem is з before і: перемозі, допомозі; but not прогнозі.
_SOFT_G = re.compile(r"(?<!гн)(?<!мор)(?<!гр)(?<!д)(?<!нерв)оз$|(?<=^пр)аз$")


def stem(word: str) -> str:
    """The stem of a folded Ukrainian word. Never empty for a word that is not."""
    known = _IRREGULAR.get(word)
    if known or len(word) < 4:
        return known or word
    return _even_out(_without_verb_suffix(_without_ending(_REFLEXIVE.sub("", word)))) or word


def _without_ending(word: str) -> str:
    ending = None if word in _WHOLE else _ENDING.search(word)
    if not ending or ending.start() < 3:
        return word[:-1] if word[-1] in "ьй" else word
    left = word[: ending.start()]
    if ending.group() == "і":
        left = _SOFT_G.sub(lambda found: found.group()[0] + "г", left)
    owned = _OWNED.search(left)
    return left[: owned.start()] if owned and owned.start() >= 3 else left


def _without_verb_suffix(left: str) -> str:
    left = _DOUBLED.sub(r"\1", left.rstrip("ьй"))
    suffix = _VERB.search(left)
    if suffix and suffix.start() >= (4 if left[-1] == "н" else 3) and left not in _NOT_VERBS:
        return left[: suffix.start()]
    return left


def _even_out(left: str) -> str:
    """One spelling for the vowels and consonants that change when the ending does."""
    left = _DOUBLED.sub(r"\1", left.rstrip("ьй"))
    if len(left) > 4:
        left = _FLEETING.sub(r"\1\2", left)
    if len(left) > 2 and left[-1] == "к" and left[-2] not in VOWELS:
        left = left[:-1] + "ц"
    return _CLOSED.sub("о", left) if len(left) > 2 else left
