"""The panels of a player in little room, by keyboard, and for readers who listen to the page."""

from __future__ import annotations

import pytest

from tests import factories
from tests.e2e.films import play, state, wait_until
from video.models import CaptionTrack

# Whether all of the open panel can be reached: it lies on the screen, and scrolls where it is longer; nothing sideways.
FITS = """() => {
  const panel = document.querySelector(".pc__panel:not([hidden])"), box = panel.getBoundingClientRect();
  const close = panel.querySelector("[data-closes-panel]").getBoundingClientRect();
  const within = (one) => one.left > -2 && one.top > -2 && one.right < innerWidth + 2 && one.bottom < innerHeight + 2;
  return { seen: within(box) && within(close), sideways: panel.scrollWidth > panel.clientWidth,
           hidden: panel.scrollHeight - panel.clientHeight, inside: panel.contains(document.activeElement),
           least: Math.min(...[...panel.querySelectorAll("button, label")].map((one) => one.offsetHeight || 24)) };
}"""
FOCUSED = "() => document.activeElement.dataset.opens ?? document.activeElement.dataset.pc"
IDS = "() => [...document.querySelectorAll('[id]')].map((one) => one.id)"
PLAYING = "() => [...document.querySelectorAll('video')].map((video) => !video.paused)"
SPOKEN = "() => document.querySelector('[data-pc=spoken]').textContent"
SETTINGS = """- group "Settings":
  - button "Close"
  - group "Speed":
    - text: Speed
    - radio "0.5×"
    - text: 0.5×
    - radio "0.75×"
    - text: 0.75×
    - radio "1×" [checked]
"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (256, 144), (640, 400)])
def test_every_panel_can_be_used_in_little_room(film, open_page, width, height):
    page = film()
    tab = open_page(page.embed_path if width == 256 else page.url, width=width, height=height)
    play(tab)
    tab.keyboard.press("k")
    for name in ("captions", "chapters", "settings"):
        tab.locator(f"[data-opens={name}]").first.click()
        found = tab.evaluate(FITS)
        assert found["seen"] and found["inside"] and not found["sideways"], (name, found)
        assert found["least"] >= 24, (name, found)
        if width < 600 and height > 600:
            assert found["hidden"] <= 0, "on a phone nothing of a panel is cut off"
        tab.keyboard.press("Escape")
        assert tab.evaluate(FOCUSED) == name, "the focus is given back"
    tab.locator("[data-opens=settings]").first.click()
    tab.get_by_role("group", name="Settings").get_by_role("button", name="Close").click()
    assert tab.evaluate(FOCUSED) == "settings"


def test_what_is_read_out_of_a_player(film, open_page):
    page = film()
    tab = open_page(page.url)
    play(tab)
    tab.keyboard.press("k")
    player = tab.get_by_role("group", name=f"Player: {page.title}")
    player.get_by_role("button", name="Play", exact=True).wait_for()
    names = [line.strip() for line in player.aria_snapshot().splitlines()]
    assert [name.split('"')[1] for name in names if name.startswith("- button")] == [
        "Play", "Sound off", "Captions", "Chapters", "Settings", "Full screen",
    ]  # fmt: skip
    assert (
        player.get_by_role("slider", name="Place in the film")
        .get_attribute("aria-valuetext")
        .endswith("/ 0:08, Open")
    )
    assert player.get_by_role("slider", name="Volume").get_attribute("aria-valuetext") == "100 %"
    opener = player.get_by_role("button", name="Settings")
    opener.click()
    panel = player.get_by_role("group", name="Settings")
    assert panel.aria_snapshot().startswith(SETTINGS)
    assert opener.get_attribute("aria-expanded") == "true"
    assert opener.get_attribute("aria-controls") == panel.get_attribute("id")


def test_it_says_what_was_done_and_no_more(film, open_page):
    tab = open_page(film().url)
    play(tab)
    said = tab.locator("[data-pc=status]")
    tab.wait_for_timeout(700)
    assert said.text_content() == "", "a film that plays says nothing by itself"
    for key, words in (("m", "No sound"), ("m", "Sound on"), ("c", "Captions off"), (">", "Speed 1.25×")):
        tab.keyboard.press(key)
        assert said.text_content() == words
    tab.keyboard.press("End")
    wait_until(tab, "v.ended")
    said.filter(has_text="The film has ended").wait_for(state="attached")
    assert tab.evaluate(FOCUSED) == "play"


def test_descriptions_are_spoken_and_stay_on(film, open_page):
    page = film()
    text = "WEBVTT\n\n00:00.000 --> 00:08.000\nA harbour at night.\n"
    page.caption_tracks.add(CaptionTrack(language="en", kind="descriptions", text=text, reviewed=True))
    page.save_revision().publish()
    tab = open_page(page.url)
    play(tab)
    assert tab.evaluate(SPOKEN) == ""
    tab.get_by_role("button", name="Captions").click()
    tab.get_by_label("Descriptions, read by your screen reader").check()
    tab.wait_for_function(f"() => ({SPOKEN})() === 'A harbour at night.'")
    tab.reload()
    play(tab)
    tab.wait_for_function(f"() => ({SPOKEN})() === 'A harbour at night.'")


def test_of_two_players_on_a_page_one_plays_and_both_have_panels_of_their_own(tree, film, open_page):
    one = film()
    two = film(file=one.file, title="Another night")
    story = factories.article(tree.feed, body=[("video", {"video": one}), ("video", {"video": two})])
    tab = open_page(story.url)
    for place in (0, 1):
        tab.locator(".player__start:visible").first.click()
        tab.wait_for_function(f"() => document.querySelectorAll('video')[{place}].currentTime > 0.1")
        assert tab.evaluate(PLAYING) == [place == 0, place == 1]
    ids = tab.evaluate(IDS)
    assert len(ids) == len(set(ids))
    assert state(tab)["paused"]
