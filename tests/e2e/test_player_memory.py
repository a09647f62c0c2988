"""What the player remembers over a reload; the keys for a large and a small picture; films that cannot be played."""

from __future__ import annotations

import re

import pytest

from tests.e2e.films import play, state, wait_until
from video.models import CaptionTrack

UKRAINIAN = "WEBVTT\n\n00:00.000 --> 00:08.000\nВорота відчинено\n"
TRACKS_IN_USE = """() => [...document.querySelector("video").textTracks]
  .filter(({ mode }) => mode !== "disabled").map(({ language }) => language)"""
DRAWN_BY_THE_BROWSER = """() => [...document.querySelector("video").textTracks]
  .filter(({ mode }) => mode === "showing").map(({ language }) => language)"""
FULL = "() => document.fullscreenElement?.classList.contains('player') ?? null"
IS_SMALL = "document.pictureInPictureElement === v"


@pytest.fixture
def bilingual(film):
    """A film with captions in English, which come by themselves, and in Ukrainian."""
    page = film()
    page.caption_tracks.add(
        CaptionTrack(language="uk", kind="subtitles", text=UKRAINIAN, reviewed=True, sort_order=1)
    )
    page.save_revision().publish()
    return page


def choose_captions(tab, label: re.Pattern[str] | str) -> None:
    tab.get_by_role("button", name="Captions").click()
    tab.get_by_role("group", name="Captions").get_by_role("radio", name=label).first.check()
    tab.keyboard.press("Escape")


def test_captions_sound_and_speed_stay_as_they_were_chosen(bilingual, open_page):
    tab = open_page(bilingual.url)
    play(tab)
    tab.keyboard.press("k")
    lines = tab.locator(".pc__captions p")
    tab.locator(".pc__captions p[lang=en]").wait_for()
    choose_captions(tab, re.compile("Ukrainian|українська", re.IGNORECASE))
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "<"):
        tab.keyboard.press(key)
    tab.reload()
    play(tab)
    tab.keyboard.press("k")
    tab.locator(".pc__captions p[lang=uk]").get_by_text("Ворота відчинено").wait_for()
    assert lines.count() == 1
    assert tab.evaluate(TRACKS_IN_USE) == ["uk"]
    assert tab.evaluate("() => document.querySelector('video').volume") == pytest.approx(0.7)
    assert state(tab)["rate"] == 0.75
    choose_captions(tab, "Off")
    lines.wait_for(state="detached")
    tab.reload()
    play(tab)
    wait_until(tab, "v.currentTime > 0.3")
    assert tab.evaluate(TRACKS_IN_USE) == []
    assert lines.count() == 0


def test_keys_ask_for_the_whole_screen_and_for_the_small_window(film, open_page):
    tab = open_page(film().url)
    play(tab)
    tab.keyboard.press("k")
    tab.keyboard.press("f")
    tab.wait_for_function(FULL)
    tab.get_by_role("button", name="Leave full screen").wait_for()
    tab.keyboard.press("f")
    tab.wait_for_function("() => !document.fullscreenElement")
    tab.keyboard.press("p")
    wait_until(tab, IS_SMALL)
    tab.keyboard.press("p")
    wait_until(tab, f"!({IS_SMALL})")


def test_the_small_window_opens_and_closes_with_its_captions(bilingual, open_page):
    """In it the browser draws the captions, also those that are chosen while it is open."""
    tab = open_page(bilingual.url)
    play(tab)
    tab.get_by_role("button", name="Settings").click()
    button = tab.get_by_role("button", name="Picture in picture")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    wait_until(tab, f"{IS_SMALL} && !v.paused")
    assert tab.evaluate(DRAWN_BY_THE_BROWSER) == ["en"]
    assert tab.locator(".pc__captions").is_hidden()
    assert button.get_attribute("aria-pressed") == "true"
    choose_captions(tab, re.compile("Ukrainian|українська", re.IGNORECASE))
    assert tab.evaluate(DRAWN_BY_THE_BROWSER) == ["uk"]
    tab.evaluate("() => document.exitPictureInPicture()")  # as its own cross does
    wait_until(tab, f"!({IS_SMALL})")
    tab.locator(".pc__captions").wait_for()
    assert tab.evaluate(DRAWN_BY_THE_BROWSER) == []
    tab.get_by_role("button", name="Settings").click()
    assert button.get_attribute("aria-pressed") == "false"


def test_a_film_of_which_everything_is_broken_says_so(film, open_page):
    tab = open_page(film().url)
    tab.route("**/media/video/**", lambda route: route.fulfill(status=200, body="no film at all " * 500))
    tab.locator(".player__start").click()
    tab.locator("[data-message=unplayable]").wait_for()
    message = tab.locator("[data-pc=message]")
    assert message.locator("[data-message]:visible").count() == 1
    tab.unroute("**/media/video/**")
    message.get_by_role("button", name="Try again").click()
    wait_until(tab, "!v.paused && v.currentTime > 0.1")
    assert message.is_hidden()


def test_without_media_source_the_browser_plays_by_itself(film, open_page):
    page = film()
    tab = open_page("/")
    tab.add_init_script("delete window.MediaSource; delete window.ManagedMediaSource;")
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(page.url)
    play(tab)
    assert not any("vendor/hls" in url for url in asked)
    assert re.search(r"(master\.m3u8|mp4\.mp4)$", state(tab)["src"])
    assert tab.locator("[data-pc=message]").is_hidden()
    tab.keyboard.press("5")
    wait_until(tab, "v.currentTime >= 4 && v.currentTime < 6")
