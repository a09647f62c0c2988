"""The player when something goes wrong: no HLS, no controls, another file, no video any more, no connection."""

from __future__ import annotations

import re

import pytest

from tests import factories
from tests.e2e.films import WATCH, Replaced, play, wait_until
from video.models import VideoFile


@pytest.mark.parametrize("address", ["**/master.m3u8", "**/vendor/hls/*", "**/90p.m3u8"])
def test_if_hls_fails_the_one_file_plays(film, open_page, address):
    tab = open_page(film().url)
    tab.route(address, lambda route: route.fulfill(status=500, body=""))
    tab.route("**/180p.m3u8", lambda route: route.fulfill(status=500, body=""))
    tab.locator(".player__start").click()
    wait_until(tab, "v.currentTime > 0.1 && v.currentSrc.includes('mp4.mp4')")
    assert tab.locator("[data-pc=message]").is_hidden()


def test_if_the_controls_do_not_come_the_browsers_own_play(film, open_page):
    tab = open_page(film().url)
    tab.route("**/js/player/controls.js", lambda route: route.abort())
    tab.locator(".player__start").click()
    wait_until(tab, "v.controls && v.currentTime > 0.1")


def test_a_replaced_file_is_taken_up_at_the_same_second(film, streamed, open_page):
    page = film()
    # Encoded beforehand: the film that plays must not be over before the other one is there.
    replacement = streamed(colour="red")
    tab = open_page(page.url)
    old = page.file.token
    answer = Replaced()
    tab.route(re.compile(rf"{old}/.*mp4$"), answer)
    play(tab)
    page.file = replacement
    page.save_revision().publish()
    answer.now()
    wait_until(tab, f"v.dataset.hls && !v.dataset.hls.includes('{old}')")
    wait_until(tab, "!v.paused && v.currentTime > 0.5 && v.readyState >= 3")
    assert tab.locator("[data-pc=message]").is_hidden()


def test_a_film_that_is_not_ready_yet_is_waited_for(film, streamed, open_page):
    page = film()
    replacement = streamed(colour="red")
    coming = factories.video_file()
    VideoFile.objects.filter(pk=coming.pk).update(facts={"browsers_play": False})
    tab = open_page(page.url)
    answer = Replaced()
    tab.route(re.compile(rf"{page.file.token}/.*mp4$"), answer)
    play(tab)
    page.file = coming
    page.save()  # publishing would refuse it; the files of a film may also be lost
    answer.now()
    tab.get_by_text("A new film is being prepared").wait_for()
    assert tab.locator("video").count() == 1
    assert tab.get_by_text("This video is not available").is_hidden()
    page.file = replacement
    page.save_revision().publish()
    wait_until(
        tab,
        f"v.dataset.hls && v.dataset.hls.includes('{replacement.token}') && !v.paused && v.readyState >= 3",
    )
    assert tab.locator("[data-pc=message]").is_hidden()


def test_a_withdrawn_video_leaves_a_notice(film, open_page):
    page = film()
    tab = open_page(page.url)
    page.unpublish()
    tab.locator(".player__start").click()
    tab.get_by_text("This video is not available").wait_for()
    assert tab.locator("video").count() == 0


def test_a_lost_connection_is_said_and_found_again(film, open_page):
    tab = open_page(film().url)
    tab.context.set_offline(True)
    tab.locator(".player__start").click()
    tab.get_by_text("No connection").wait_for()
    tab.context.set_offline(False)
    tab.get_by_text("No connection").wait_for(state="detached")


def test_a_broken_piece_is_passed_by_the_one_file(film, open_page):
    tab = open_page(film().url)
    answer = Replaced()
    tab.route(re.compile(r"p\.mp4$"), answer)
    tab.locator(".player__start").click()
    wait_until(tab, "v.readyState >= 2 && !v.paused")
    # Bytes that are no film are an error to nobody: it would stand for ever.
    answer.now(status=206, body=bytes(range(7, 256)) * 200)
    wait_until(tab, "v.currentTime > 2.5 && v.currentSrc.includes('mp4.mp4')")


def test_a_piece_of_which_a_part_is_missing_is_fetched_again(film, open_page):
    """A very busy browser has given its cache's beginning of a range for the whole."""
    tab = open_page(film().url)
    tab.evaluate(WATCH)
    shortened: list[str] = []

    def answer(route):
        response = route.fetch()
        piece = route.request.headers.get("range", "")
        if shortened or piece.startswith("bytes=0-"):  # the head is no piece of the film
            route.fulfill(response=response)
            return
        shortened.append(piece)
        body = response.body()
        length = {"content-length": str(len(body) // 2)}
        route.fulfill(response=response, body=body[: len(body) // 2], headers=response.headers | length)

    tab.route("**/audio.mp4", answer)
    play(tab)
    wait_until(tab, "v.ended")
    assert shortened
    assert tab.evaluate("() => window.broken") == ["emptied", "pause"], "its beginning and its end"


def test_the_focus_outlives_the_message_it_was_on(film, open_page):
    tab = open_page(film().url)
    tab.route(re.compile(r"p\.mp4$"), Replaced(first=0))
    tab.locator(".player__start").click()
    wait_until(tab, "!v.paused")
    tab.context.set_offline(True)
    tab.get_by_role("button", name="Try again").focus()
    tab.context.set_offline(False)
    tab.get_by_role("button", name="Try again").wait_for(state="hidden")
    assert tab.evaluate("() => document.activeElement.dataset.pc") == "play"
