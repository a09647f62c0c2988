"""Our player in a real browser: what it fetches and when, the keyboard, captions, seeking, shapes."""

from __future__ import annotations

import re

import pytest

from tests import factories
from tests.e2e.films import play, state, wait_until
from tests.e2e.test_accessibility import axe, violations  # noqa: F401

TILE = """() => {
  const { backgroundImage, backgroundPosition } = document.querySelector("[data-pc=tile]").style;
  return [backgroundImage, backgroundPosition];
}"""
SMALLEST_BUTTON = """() => Math.min(...[...document.querySelectorAll(".pc__bar button")]
  .filter((button) => !button.hidden).map((button) => Math.min(button.offsetWidth, button.offsetHeight)))"""
UKRAINIAN_K = """() => document.activeElement.dispatchEvent(
  new KeyboardEvent("keydown", { key: "л", code: "KeyK", bubbles: true }))"""
BAR_FITS = "() => { const b = document.querySelector('.pc__bar'); return b.scrollWidth <= b.clientWidth; }"

SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, downlink: 10 } })"


def test_nothing_but_the_poster_is_fetched_before_a_press(film, open_page):
    page = film()
    tab = open_page("/")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.url)
    tab.wait_for_load_state("networkidle")
    assert not [
        url for url in asked if re.search(r"/media/video/|captions|js/player/|vendor|css/player", url)
    ]
    assert any(url.endswith(".jpg") for url in asked)
    assert tab.locator("video").get_attribute("controls") is None


def test_without_script_the_browsers_own_player_plays_the_one_file(film, open_page):
    page = film(content_warning="Loud machines")
    tab = open_page(page.url, scripts=False)
    video = tab.locator("video")
    assert video.get_attribute("controls") is not None
    assert video.locator("source").get_attribute("src").endswith("mp4.mp4")
    assert not tab.locator(".player__cover").is_visible()
    assert tab.get_by_text("Loud machines").locator("visible=true").count() == 1


def test_it_plays_by_keyboard_through_hls(film, open_page):
    tab = open_page(film().url)
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.locator(".player__start").focus()
    tab.keyboard.press("Enter")
    wait_until(tab, "v.currentTime > 0.3 && !v.paused")
    assert state(tab)["src"].startswith("blob:")
    assert any("master.m3u8" in url for url in asked)
    assert any("audio.mp4" in url for url in asked), "the shared sound is fetched"
    assert not any("mp4.mp4" in url for url in asked)
    assert tab.evaluate("() => document.activeElement.dataset.pc") == "play"
    tab.keyboard.press("k")
    assert state(tab)["paused"]
    tab.keyboard.press("5")
    wait_until(tab, "Math.abs(v.currentTime - v.duration / 2) < 0.3")
    tab.keyboard.press("ArrowLeft")
    wait_until(tab, "v.currentTime < 0.3")
    tab.keyboard.press("l")
    wait_until(tab, "v.currentTime > 7")
    tab.keyboard.press(">")
    assert state(tab)["rate"] == 1.25
    tab.keyboard.press("m")
    assert tab.evaluate("() => document.querySelector('video').muted")
    tab.keyboard.press("?")
    assert tab.get_by_role("group", name="Keyboard shortcuts").is_visible()
    tab.keyboard.press("Escape")
    assert tab.evaluate("() => document.activeElement.dataset.pc") == "play"
    tab.keyboard.press("0")
    wait_until(tab, "v.currentTime < 1")
    tab.evaluate(UKRAINIAN_K)
    wait_until(tab, "!v.paused")
    assert not tab.locator("video").get_attribute("controls")


def test_captions_are_shown_styled_and_remembered(film, open_page):
    page = film()
    tab = open_page(page.url)
    play(tab)
    words = tab.locator(".pc__captions")
    words.get_by_text("The gates stand open").wait_for()
    tab.keyboard.press("c")
    words.get_by_text("The gates stand open").wait_for(state="detached")
    tab.keyboard.press("c")
    tab.get_by_role("button", name="Captions").click()
    panel = tab.get_by_role("group", name="Captions")
    assert panel.get_by_label("English").is_checked()
    panel.get_by_label("Very large").check()
    panel.get_by_label("Black").check()
    tab.keyboard.press("Escape")
    assert words.get_attribute("data-cue-size") == "huge"
    tab.reload()
    play(tab)
    assert words.get_attribute("data-cue-size") == "huge"
    assert words.get_attribute("data-cue-ground") == "full"


def test_a_line_of_the_transcript_and_a_chapter_lead_there(film, open_page):
    tab = open_page(film().url)
    tab.get_by_role("link", name=re.compile("Now they close")).click()
    wait_until(tab, "v.currentTime >= 3 && v.currentTime < 6 && !v.paused")
    line = tab.locator(".transcript [aria-current=true]")
    line.wait_for()
    assert "Now they close" in line.inner_text()
    tab.locator(".chapters").get_by_role("link", name=re.compile("Open")).click()
    wait_until(tab, "v.currentTime < 3")
    tab.get_by_role("button", name="Chapters").click()
    tab.get_by_role("group", name="Chapters").get_by_role("button", name=re.compile("Closing")).click()
    wait_until(tab, "v.currentTime >= 4")
    tab.locator(".chapters [aria-current=true]").get_by_text("Closing").wait_for()
    assert tab.locator("[data-pc=marks] i").count() == 1


def test_the_transcript_can_be_searched(film, open_page):
    tab = open_page(film().url)
    field = tab.get_by_role("searchbox", name="Search the transcript")
    field.fill("GATES")
    tab.get_by_text("Lines: 1").wait_for()
    assert tab.locator(".transcript li:visible").count() == 1
    assert tab.locator(".transcript mark").inner_text() == "gates"
    field.fill("xyz")
    tab.get_by_text("No line has these words").wait_for()
    field.press("Escape")
    assert tab.locator(".transcript li:visible").count() == 2
    assert tab.locator(".transcript mark").count() == 0


def test_an_address_with_a_time_starts_there(film, open_page):
    tab = open_page(f"{film().url}?t=5")
    play(tab)
    assert state(tab)["time"] >= 5


def test_seeking_shows_small_pictures(film, open_page):
    tab = open_page(film().url)
    play(tab)
    box = tab.locator("[data-pc=seek]").bounding_box()
    tab.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] - 5)
    tab.locator("[data-pc=tile]").wait_for()
    picture, place = tab.evaluate(TILE)
    assert "storyboard.webp" in picture
    assert place == "-96px 0px"
    assert "0:0" in tab.locator("[data-pc=moment]").inner_text()
    assert tab.locator("[data-pc=passage]").inner_text() == "Closing"


def test_a_warning_is_passed_only_by_its_own_button(film, open_page):
    tab = open_page(film(content_warning="Scenes of a shipwreck").url)
    assert tab.locator(".player__cover").get_by_text("Scenes of a shipwreck").is_visible()
    tab.get_by_role("link", name=re.compile("Now they close")).click()
    tab.wait_for_timeout(300)
    assert state(tab)["paused"]
    assert tab.evaluate("() => document.activeElement.className") == "player__start"
    tab.keyboard.press("Enter")
    wait_until(tab, "v.currentTime >= 3 && !v.paused")


def test_at_the_end_there_is_a_still_a_next_one_and_replay(film, open_page):
    page = film()
    film(file=page.file, title="Another night")
    tab = open_page(page.url)
    play(tab)
    tab.keyboard.press("End")
    end = tab.locator(".player__end")
    end.wait_for()
    assert "Another night" in end.inner_text()
    tab.wait_for_timeout(300)
    assert state(tab)["paused"]
    end.get_by_role("button", name="Replay").click()
    wait_until(tab, "!v.paused && v.currentTime < 5")
    assert end.is_hidden()


@pytest.mark.parametrize("welcome", [True, False])
def test_a_short_loop_moves_only_where_motion_is_welcome(tree, film, open_page, welcome):
    page = film()
    story = factories.article(tree.feed, body=[("video", {"video": page, "loop": True})])
    tab = open_page("/")
    tab.emulate_media(reduced_motion="no-preference" if welcome else "reduce")
    tab.goto(story.url)
    button = tab.locator(".player__toggle")
    button.scroll_into_view_if_needed()
    if welcome:
        wait_until(tab, "!v.paused && v.muted && v.currentTime > 0")
        button.click()
        wait_until(tab, "v.paused")
    else:
        tab.wait_for_timeout(500)
        assert state(tab)["paused"]
        button.click()
        wait_until(tab, "!v.paused && v.muted")


@pytest.mark.parametrize(("size", "ratio"), [((180, 320), 9 / 16), ((320, 180), 16 / 9), ((240, 240), 1)])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_player_has_the_shape_of_its_video(film, streamed, open_page, size, ratio, width):
    page = film(file=streamed(size=size))
    tab = open_page(page.url, width=width)
    box = tab.locator(".player").bounding_box()
    assert box["width"] / box["height"] == pytest.approx(ratio, rel=0.02)
    play(tab)
    assert tab.locator(".player").bounding_box() == pytest.approx(box)
    assert tab.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_while_it_plays(film, open_page, axe):  # noqa: F811
    tab = open_page(film().url)
    play(tab)
    tab.keyboard.press("k")
    assert violations(axe, tab) == []
    for name in ("Captions", "Chapters", "Settings"):
        tab.get_by_role("button", name=name, exact=True).click()
        assert violations(axe, tab) == [], name
    tab.keyboard.press("?")
    assert violations(axe, tab) == []


def test_controls_are_large_enough_for_fingers(film, open_page):
    tab = open_page(film().url, width=390, height=844)
    play(tab)
    assert tab.evaluate(SMALLEST_BUTTON) >= 44
    assert tab.evaluate(BAR_FITS)


def test_who_saves_data_gets_the_smallest_picture_and_no_previews(film, open_page):
    page = film()
    tab = open_page("/")
    tab.add_init_script(SAVES_DATA)
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.url)
    play(tab)
    wait_until(tab, "v.currentTime > 1")
    tab.locator("[data-pc=seek]").hover(force=True)
    tab.wait_for_timeout(200)
    assert any("90p.mp4" in url for url in asked)
    assert not [url for url in asked if "180p.mp4" in url or "storyboard.vtt" in url]


def test_a_press_on_the_picture_pauses_and_keeps_the_keys(film, open_page):
    tab = open_page(film().url)
    play(tab)
    tab.locator("video").click(position={"x": 20, "y": 20})
    wait_until(tab, "v.paused")
    tab.keyboard.press("k")
    wait_until(tab, "!v.paused")


def test_quality_can_be_chosen(film, open_page):
    tab = open_page(film().url)
    play(tab)
    tab.get_by_role("button", name="Settings").click()
    panel = tab.get_by_role("group", name="Settings")
    panel.get_by_label("180p", exact=True).check()
    panel.get_by_label("1.5×").check()
    tab.keyboard.press("Escape")
    assert state(tab)["rate"] == 1.5
    wait_until(tab, "v.videoHeight === 180")
