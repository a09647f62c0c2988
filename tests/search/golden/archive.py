"""The archive of the golden set: its own stories, and made-up ones around them that nobody looks for."""

from __future__ import annotations

import random

from tests import factories
from tests.search.golden.judging import read

NOISE = 80
WORDS = {
    "en": "council report week people road house price water meeting plan year work service minister winter train "
    "market harbour station money local public officials month company family morning question letter city",
    "uk": "рада звіт тиждень люди дорога будинок вода зустріч план рік робота служба міністр зима потяг ринок гавань "
    "станція гроші місцеві посадовці місяць родина ранок питання лист місто громада ремонт рішення",
}


def plant(tree, noise: int = NOISE) -> None:
    """Publish the archive below the tree's feed."""
    _queries, stories = read("archive")
    for story in stories:
        body = [("paragraph", f"<p>{story['body']}</p>")]
        fields = {name: story[name] for name in ("slug", "title", "standfirst", "language")}
        factories.article(tree.feed, body=body, **fields)
    chance = random.Random(7)
    for number in range(noise):
        language = "uk" if number % 2 else "en"
        words = WORDS[language].split()
        # Zipf-like: the n-th word is chosen 1/n as often as the first.
        weights = [1 / place for place in range(1, len(words) + 1)]

        def some(count: int, words=words, weights=weights) -> str:
            return " ".join(chance.choices(words, weights, k=count)).capitalize()

        body = [("paragraph", f"<p>{some(80)}. {some(60)}.</p>")]
        factories.article(
            tree.feed,
            slug=f"noise-{number}",
            title=some(7),
            standfirst=f"{some(14)}.",
            body=body,
            language=language,
        )
