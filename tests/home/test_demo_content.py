"""The demo's copy, read from its files: as long as it shall be, complete, and never the same sentence twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from home.demo import content
from home.demo.markup import rich_text
from newsreel.models import StoryType

STORIES = content.stories()
VIDEOS = content.videos()
TEXT_KEYS = {"text", "answer", "question", "points", "headline", "standfirst"}


def _texts(value: object, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in _texts(item, name)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item, key)]
    return [value] if isinstance(value, str) and key in TEXT_KEYS else []


def _words(entry: dict) -> int:
    return sum(len(text.split()) for text in _texts(entry.get("body", [])))


def test_there_are_long_middling_and_short_stories():
    lengths = [_words(entry) for entry in STORIES if entry.get("state", "live") == "live"]
    assert sum(600 <= words <= 1250 for words in lengths) >= 8
    assert sum(250 <= words < 600 for words in lengths) >= 20
    assert sum(words < 250 for words in lengths) >= 12


@pytest.mark.parametrize("entry", [*STORIES, *VIDEOS], ids=lambda entry: entry["slug"])
def test_headline_and_standfirst_have_a_good_length(entry):
    assert 45 <= len(entry["headline"]) <= 95
    assert 100 <= len(entry["standfirst"]) <= 230


def test_no_sentence_of_six_words_stands_in_two_stories():
    seen: Counter[str] = Counter()
    for entry in STORIES:
        whole = " ".join(_texts(entry))
        sentences = {" ".join(part.split()) for part in re.split(r"(?<=[.!?…])[”’]?\s+", whole)}
        seen.update(sentence for sentence in sentences if len(sentence.split()) >= 6)
    assert [sentence for sentence, count in seen.items() if count > 1] == []


def test_every_story_type_block_and_state_is_used():
    assert {entry["type"] for entry in [*STORIES, *VIDEOS]} == set(StoryType.values)
    from news.blocks import StoryBlock

    used = {block["block"] for entry in STORIES for block in entry.get("body", [])}
    assert used == set(StoryBlock().child_blocks)
    assert {entry.get("state", "live") for entry in STORIES} == {
        "live",
        "draft",
        "scheduled",
        "expired",
        "private",
    }
    assert any(entry.get("language") == "uk" for entry in STORIES)


def test_pictures_are_many_described_and_present():
    pictures = content.read("pictures")["picture"]
    assert len(pictures) >= 40
    for picture in pictures:
        assert (content.PICTURES / f"{picture['name']}.jpg").exists(), picture["name"]
        assert picture["alt"] and picture["caption"] and picture["credit"], picture["name"]
        assert all(0 <= part <= 1 for part in picture["focal"]), picture["name"]


def test_every_video_has_its_film_or_its_address():
    assert len(VIDEOS) >= 10
    for entry in VIDEOS:
        assert "external" in entry or (content.CLIPS / entry["clip"]).exists(), entry["slug"]
        assert entry.get("captions") or entry.get("no_speech") or "external" in entry, entry["slug"]


def test_the_demo_fits_into_25_megabytes():
    folders = (content.PICTURES, content.PORTRAITS, content.CLIPS, content.DOCUMENTS)
    files = [file for folder in folders for file in Path(folder).rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= 25 * 1024 * 1024


def test_plain_text_becomes_rich_text_and_is_escaped():
    pages = {"story:a": 7}
    text = "One **bold** & *leaning* word, [here](story:a).\n\n- first\n- <b>second</b>"
    assert rich_text(text, pages) == (
        '<p>One <b>bold</b> &amp; <i>leaning</i> word, <a linktype="page" id="7">here</a>.</p>'
        "<ul><li>first</li><li>&lt;b&gt;second&lt;/b&gt;</li></ul>"
    )


def test_a_link_to_a_story_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match="story:gone"):
        rich_text("[here](story:gone)", {})
