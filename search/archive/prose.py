"""Made-up journalism in English and Ukrainian: words as rare and as common as in a newspaper (Zipf, Mandelbrot).

Some words are true ones with a known share of the stories, so that a benchmark knows what it looks for.
"""

from __future__ import annotations

import bisect
import itertools
import random
from dataclasses import dataclass

VOCABULARY = 40_000
# A word and the share of stories that it stands in.
KNOWN = {
    "en": {"government": 0.4, "election": 0.12, "harbour": 0.03, "lighthouse": 0.002, "quillmarrow": 0.0003},
    "uk": {"уряд": 0.4, "вибори": 0.12, "порт": 0.03, "маяк": 0.002, "чорнобривець": 0.0003},
}
# What stands in a row in one story of a hundred.
PHRASE = {"en": "night ferry to the islands", "uk": "нічний пором до островів"}


def _words(text: str) -> list[str]:
    return text.split()


_FUNCTION = {
    "en": _words(
        "the of and to in a that is for on with was as it by at from has an be his but have this will are"
    ),
    "uk": _words(
        "і в на що не з у до за та як про він його від це по для а але вони був також було яка щоб під"
    ),
}
_SYLLABLES = {
    "en": [_words("b c d f g h l m n p r s t v w st tr pl gr ch sh"), _words("a e i o u ea ou ai")],
    "uk": [_words("б в г д ж з к л м н п р с т ч ш ст тр пр кр"), _words("а е и о у і я")],
}
_ENDINGS = {
    "en": ["", "", "", "s", "ed", "ing", "er", "al", "tion"],
    "uk": ["", "а", "и", "і", "у", "ом", "ів", "ами", "ський", "ення"],
}
FIRST_NAMES = {
    "en": _words("Anna Bram Clara Dov Edith Fergus Greta Hugo Ilse Jonas Kara Leo Mira Nils Orla Piet"),
    "uk": _words("Олена Андрій Ірина Тарас Марія Богдан Оксана Юрій Наталя Степан Леся Микола"),
}


@dataclass(frozen=True)
class Written:
    """A made-up story."""

    title: str
    standfirst: str
    paragraphs: tuple[str, ...]


class Prose:
    """Writes in one language, the same for the same seed."""

    def __init__(self, language: str, seed: int) -> None:
        self.language = language
        self._random = random.Random(f"{language}{seed}")  # noqa: S311
        self._words = self._vocabulary()
        # Mandelbrot's law: the n-th word is as frequent as 1 / (n + 2.7).
        weights = [1 / (rank + 2.7) for rank in range(1, len(self._words) + 1)]
        self._cumulated = list(itertools.accumulate(weights))

    def _vocabulary(self) -> list[str]:
        words = dict.fromkeys(_FUNCTION[self.language])
        while len(words) < VOCABULARY:
            words[self.word()] = None
        return list(words)

    def word(self) -> str:
        """A new word."""
        consonants, vowels = _SYLLABLES[self.language]
        choose = self._random.choice
        stem = "".join(
            choose(consonants) + choose(vowels) for _ in range(self._random.choice((1, 2, 2, 2, 3, 3)))
        )
        return stem + choose(consonants)[0] + choose(_ENDINGS[self.language])

    def name(self) -> str:
        """A person's name."""
        return f"{self._random.choice(FIRST_NAMES[self.language])} {self.word().capitalize()}"

    def story(self, words: int) -> Written:
        """A story of about so many words."""
        tokens = [self._drawn() for _ in range(words)]
        for word, share in KNOWN[self.language].items():
            if self._random.random() < share:
                for _ in range(self._random.choice((1, 1, 2, 4))):
                    tokens[self._random.randrange(words)] = word
        if self._random.random() < 0.01:
            start = self._random.randrange(words - 10)
            phrase = PHRASE[self.language].split()
            tokens[start : start + len(phrase)] = phrase
        title = [self._drawn(40) for _ in range(self._random.randint(5, 10))]
        # A headline takes a word from its story.
        title[0] = next((word for word in KNOWN[self.language] if word in tokens[:150]), title[0])
        paragraphs = tuple(self._sentences(tokens[start : start + 75]) for start in range(0, words, 75))
        standfirst = self._sentences(tokens[10:38])[:380]
        return Written(" ".join(title).capitalize(), standfirst, paragraphs)

    def _drawn(self, above: int = 0) -> str:
        """A word by its frequency; `above` leaves out the most frequent ones."""
        while True:
            place = bisect.bisect(self._cumulated, self._random.random() * self._cumulated[-1])
            if place >= above:
                return self._words[min(place, len(self._words) - 1)]

    def _sentences(self, tokens: list[str]) -> str:
        sentences = [" ".join(tokens[start : start + 15]) for start in range(0, len(tokens), 15)]
        return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences if sentence)
