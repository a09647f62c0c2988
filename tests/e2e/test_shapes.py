"""Upright films on a tall screen: on their page, within the text, and beside lying ones."""

from __future__ import annotations

import pytest

from tests import factories

HEIGHT = 1400
BOXES = """(selector) => [...document.querySelectorAll(selector)]
  .map((one) => { const { x, y, width, height } = one.getBoundingClientRect(); return { x, y, width, height }; })"""


@pytest.fixture
def upright(tree):
    file = factories.video_file(factories.video_bytes(width=72, height=128))
    return factories.playable_video(tree.videos, file=file)


def boxes(tab, selector: str) -> list[dict[str, float]]:
    return tab.evaluate(BOXES, selector)


def middle(box: dict[str, float]) -> float:
    return box["x"] + box["width"] / 2


def test_on_its_page_an_upright_film_leaves_room_and_its_words_stand_beside_it(upright, open_page):
    tab = open_page(upright.url, height=HEIGHT)
    (player,) = boxes(tab, ".stage .player")
    assert player["height"] == pytest.approx(HEIGHT * 0.8, abs=1)
    assert player["width"] / player["height"] == pytest.approx(9 / 16, rel=0.01)
    (words,) = boxes(tab, ".tall__text")
    assert words["x"] >= player["x"] + player["width"]
    assert words["y"] == pytest.approx(player["y"], abs=1)
    assert words["width"] > 200


def test_within_a_text_it_is_narrow_and_stills_are_of_one_height(tree, upright, open_page):
    lying = [factories.playable_video(tree.videos, file=factories.video_file()) for _ in range(2)]
    strip = {"heading": "More", "videos": [lying[0], upright, lying[1]]}
    body = [("video", {"video": upright}), ("video_strip", strip)]
    tab = open_page(factories.article(tree.feed, body=body).url, height=HEIGHT)
    (player,) = boxes(tab, ".clip .player")
    (place,) = boxes(tab, ".clip")
    assert player["width"] == pytest.approx(420, abs=1)
    assert middle(player) == pytest.approx(middle(place), abs=1)
    stills = boxes(tab, ".clips__row .still")
    assert len(stills) == 3
    assert [still["height"] for still in stills] == pytest.approx([stills[0]["height"]] * 3, abs=1)
    assert stills[1]["width"] < stills[1]["height"], "the upright one is upright"
    assert stills[0]["width"] > stills[0]["height"]
    tab.set_viewport_size({"width": 390, "height": HEIGHT})
    first, second, _third = boxes(tab, ".clips__row .still")
    assert first["x"] + first["width"] < 350, "wholly on the screen"
    assert second["x"] < 350, "and it is seen that there are more"
