"""The embedded player inside other people's pages, with and without a sandbox; what it answers, and to whom."""

from __future__ import annotations

import pytest
from wagtail.models import Site

from newsreel.models import NewsroomSettings
from tests import factories
from tests.e2e.films import Replaced, play, wait_until
from tests.e2e.partners import ask, frame_of, video_holds, wait_for_event
from tests.e2e.test_accessibility import axe, violations  # noqa: F401

# What JSON cannot say, what is huge, and what is deep.
STRANGE_KINDS = """() => {
  const deep = {};
  let inner = deep;
  for (let depth = 0; depth < 2000; depth++) inner = inner.newsreel = {};
  const kinds = [undefined, NaN, 1n, new Date(), new Map([["newsreel", 1]]), /x/, new ArrayBuffer(1e7), deep,
    "x".repeat(1e6), { newsreel: 1, command: "play".repeat(1e5) }, { newsreel: 1n, command: "play" }];
  for (const kind of kinds) window.ask(kind);
}"""
# A frame beside ours is neither the page around it nor the page of all.
FROM_A_SIBLING = """() => {
  const sibling = document.body.appendChild(document.createElement("iframe"));
  const script = sibling.contentDocument.createElement("script");
  script.textContent = 'parent.frames[0].postMessage({ newsreel: 1, command: "getState" }, "*")';
  sibling.contentDocument.body.append(script);
}"""
# What of the head is really to be seen: its own logo, in the frame, under nothing, beside a title of few lines.
HEAD = """() => {
  const brand = document.querySelector(".embed__brand"), box = brand.getBoundingClientRect();
  const shown = [...brand.querySelectorAll("img")].filter((logo) => logo.offsetWidth);
  const title = document.querySelector(".embed__title");
  return {
    logos: shown.map((logo) => logo.className), drawn: shown.every((logo) => logo.naturalWidth > 0),
    inside: box.width >= 44 && box.height >= 44 && box.left >= 0 && box.right <= innerWidth,
    free: brand.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)),
    room: title.getBoundingClientRect().width, high: document.querySelector(".embed__head").offsetHeight,
    apart: title.getBoundingClientRect().right <= box.left, opacity: getComputedStyle(brand.parentElement).opacity,
  };
}"""


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'], ids=["plain", "sandbox"])
def test_the_page_around_it_can_drive_it(film, partner, live_server, open_page, attributes):
    tab = open_page("/")
    tab.goto(partner(live_server.url + film().embed_path + "?muted=1", attributes))
    wait_for_event(tab, "ready")
    ask(tab, "getState", id=7)
    state = wait_for_event(tab, "state")
    assert state["id"] == 7
    assert state["paused"] is True
    assert state["duration"] == 8
    ask(tab, "seek", time=3.5)
    ask(tab, "play")
    assert wait_for_event(tab, "play")["newsreel"] == 1
    video_holds(tab, "!v.paused && v.currentTime >= 3.5")
    assert wait_for_event(tab, "timeupdate")["time"] >= 3.5
    assert wait_for_event(tab, "quality")["quality"] in (90, 180)
    ask(tab, "mute", muted=False)
    video_holds(tab, "!v.muted")
    ask(tab, "pause")
    wait_for_event(tab, "pause")
    ask(tab, "seek", time=7.8)
    ask(tab, "mute", muted=True)
    ask(tab, "play")
    wait_for_event(tab, "ended")


def test_it_answers_nothing_but_messages_of_ours(film, partner, live_server, open_page):
    tab = open_page("/")
    tab.goto(partner(live_server.url + film().embed_path))
    wait_for_event(tab, "ready")
    strange = [
        None, 1, "play", [], {}, {"newsreel": 2, "command": "play"}, {"newsreel": 1}, {"command": "play"},
        {"newsreel": 1, "command": "constructor"}, {"newsreel": 1, "command": "__proto__"},
        {"newsreel": 1, "command": ["play"]}, {"newsreel": 1, "command": {"x": 1}},
    ]  # fmt: skip
    for message in strange:
        tab.evaluate("(message) => window.ask(message)", message)
    tab.evaluate(STRANGE_KINDS)
    for time in ("5", -1, None, [3]):
        ask(tab, "seek", time=time, id={"a": 1})
    assert wait_for_event(tab, "error")["code"] == "NoSuchTime"
    ask(tab, "mute", muted="false")
    tab.wait_for_function("() => window.heard.some((message) => message.code === 'NoSuchValue')")
    tab.evaluate(FROM_A_SIBLING)
    tab.wait_for_timeout(300)
    heard = tab.evaluate("() => window.heard")
    assert {message["event"] for message in heard} <= {"ready", "error"}
    assert not any("id" in message for message in heard)


def test_a_warning_cannot_be_passed_from_outside(film, partner, live_server, open_page):
    tab = open_page("/")
    tab.goto(partner(live_server.url + film(content_warning="A wreck").embed_path + "?autoplay=1&muted=1"))
    wait_for_event(tab, "ready")
    ask(tab, "play")
    assert wait_for_event(tab, "error")["code"] == "WarningNotAcknowledged"
    video_holds(tab, "v.paused && v.currentTime === 0")


def test_autoplay_is_silent_and_asks_whether_motion_is_welcome(film, partner, live_server, open_page):
    src = live_server.url + film().embed_path + "?autoplay=1"
    tab = open_page("/")
    tab.goto(partner(src))
    tab.wait_for_timeout(600)
    video_holds(tab, "v.paused")
    tab.emulate_media(reduced_motion="no-preference")
    tab.goto(partner(src))
    video_holds(tab, "!v.paused && v.muted && v.currentTime > 0")


def test_a_replaced_file_and_then_a_withdrawal_reach_an_open_frame(
    film, streamed, partner, live_server, open_page
):
    page = film()
    old = page.file.token
    # Encoded beforehand: the film that plays must not be over before the other one is there.
    replacement = streamed(colour="red")
    tab = open_page("/")
    answer = Replaced()
    tab.route(lambda url: old in url and url.endswith("mp4"), answer)
    tab.goto(partner(live_server.url + page.embed_path, 'sandbox="allow-scripts"'))
    frame = frame_of(tab)
    frame.locator(".player__start").click()
    video_holds(tab, "v.currentTime > 0.2")
    page.file = replacement
    page.save_revision().publish()
    answer.now()
    video_holds(tab, f"!v.dataset.hls.includes('{old}') && !v.paused && v.readyState >= 3")
    assert frame.locator("[data-pc=message]").is_hidden()
    assert set(answer.answers) <= {404}, "nothing of the old file is given out any more"
    page.unpublish()
    tab.goto(tab.url)
    frame.get_by_role("heading", name="This video is not available").wait_for()


def test_a_withdrawal_reaches_a_frame_that_nobody_has_played_yet(film, partner, live_server, open_page):
    page = film()
    tab = open_page("/")
    tab.goto(partner(live_server.url + page.embed_path))
    wait_for_event(tab, "ready")
    ask(tab, "listen")
    page.unpublish()
    frame = frame_of(tab)
    frame.locator(".player__start").click()
    frame.get_by_role("heading", name="This video is not available").wait_for()
    assert frame.locator("video").count() == 0
    assert wait_for_event(tab, "error")["code"] == "gone"


def test_the_head_leaves_while_it_plays_and_axe_finds_nothing(film, live_server, open_page, axe):  # noqa: F811
    page = film()
    tab = open_page(page.embed_path, width=640, height=360)
    head = tab.locator(".embed__head")
    assert head.get_by_role("link", name=page.title).get_attribute("href").endswith(page.url)
    tab.locator(".embed__words summary").click()
    assert violations(axe, tab) == []
    tab.locator(".embed__words summary").click()
    tab.locator(".player__start").click()
    tab.wait_for_function("() => document.querySelector('video').currentTime > 0.2")
    tab.mouse.move(-1, -1)
    tab.evaluate("() => document.activeElement.blur()")
    tab.wait_for_function("() => getComputedStyle(document.querySelector('.embed__head')).opacity === '0'")
    tab.keyboard.press("k")
    tab.wait_for_function("() => getComputedStyle(document.querySelector('.embed__head')).opacity === '1'")
    assert violations(axe, tab) == []


def test_without_script_it_still_plays_and_leads_back(film, open_page):
    page = film()
    tab = open_page(page.embed_path, scripts=False, width=640, height=360)
    assert tab.locator("video[controls]").is_visible()
    assert tab.get_by_role("link", name=page.title).is_visible()
    tab.locator(".embed__words summary").click()
    tab.locator(".embed__words").get_by_role("link", name="Now they close").click()
    assert "t=3" in tab.url


@pytest.fixture
def logos(tree):
    """The newsroom has a wide logo for light paper, and one for dark."""
    newsroom = NewsroomSettings.for_site(Site.objects.get())
    newsroom.logo_light, newsroom.logo_dark = factories.image(900, 150), factories.image(900, 150)
    newsroom.save()
    return newsroom


def check_head(tab, logos: list[str]) -> None:
    tab.wait_for_load_state("networkidle")
    seen = tab.evaluate(HEAD)
    assert seen["logos"] == logos
    assert seen["drawn"] and seen["inside"] and seen["free"] and seen["apart"], seen
    assert (seen["high"], seen["opacity"]) == (44, "1")
    assert seen["room"] >= 90, seen


def test_logo_and_title_are_there_before_in_a_pause_and_at_the_end(film, logos, open_page):
    page = film(title="How the storm barrier closes at night, and what the harbour master sees of it " * 2)
    tab = open_page(page.embed_path, width=320, height=180)
    check_head(tab, ["logo-dark"])
    brand = tab.get_by_role("link", name=logos.name)
    assert brand.get_attribute("href").endswith(page.url)
    for width, height in ((360, 640), (640, 360)):
        tab.set_viewport_size({"width": width, "height": height})
        check_head(tab, ["logo-dark"])
    play(tab)
    tab.keyboard.press("k")
    check_head(tab, ["logo-dark"])
    tab.set_viewport_size({"width": 320, "height": 180})
    tab.keyboard.press("End")
    tab.keyboard.press("k")
    wait_until(tab, "v.ended")
    check_head(tab, ["logo-dark"])
    logos.logo_dark = None
    logos.save()
    tab.reload()
    check_head(tab, ["logo-light"])
    plate = tab.locator(".logo-light").evaluate("(logo) => getComputedStyle(logo).backgroundColor")
    assert plate == "rgb(244, 242, 236)", "dark letters need light paper"


def test_a_sandboxed_frame_shows_the_logo(film, logos, partner, live_server, open_page):
    tab = open_page("/")
    tab.goto(partner(live_server.url + film().embed_path, 'sandbox="allow-scripts"'))
    frame = next(frame for frame in tab.frames if "/embed/" in frame.url)
    frame.wait_for_function("() => document.querySelector('.embed__brand .logo-dark')?.naturalWidth > 0")
