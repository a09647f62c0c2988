"""Readers: on a small phone without JavaScript, by keyboard, back and forth, without being watched by anybody."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from newsreel.paging import WINDOW
from tests import factories

HEADLINES = "#feed-list h3 a"
MORE = "Show earlier news"


def headlines(tab) -> list[str]:
    return tab.locator(HEADLINES).all_inner_texts()


def tab_to(tab, selector: str, limit: int = 60) -> None:
    """Press Tab until the element has the focus."""
    for _press in range(limit):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with {limit} presses of Tab")


def test_show_more_without_scripts_shows_each_story_once_while_one_is_published(tree, open_page):
    titles = [factories.article(tree.feed).title for _number in range(5 * WINDOW + 5)]
    tab = open_page("/news/", width=390, height=844, scripts=False)
    seen = headlines(tab)
    for press in range(5):
        if press == 2:
            factories.article(tree.feed, title="Published while somebody reads", age=timedelta(0))
        tab.get_by_role("link", name=MORE).click()
        seen += headlines(tab)
    assert sorted(seen) == sorted(titles), "each story once, and none twice"
    assert tab.get_by_role("link", name=MORE).count() == 0, "the stream has an end"
    tab.goto("/news/")
    assert "Published while somebody reads" in headlines(tab)


def test_search_finds_a_story_without_scripts(tree, open_page):
    factories.article(tree.feed, title="Ferries return to public hands")
    factories.article(tree.feed, title="Cranes stand still at Kelmouth")
    tab = open_page("/", width=390, height=844, scripts=False)
    tab.get_by_role("link", name="Search").first.click()
    tab.get_by_role("searchbox", name="Search").fill("ferries")
    tab.keyboard.press("Enter")
    tab.locator("main").get_by_text("1 result").first.wait_for()
    tab.get_by_role("link", name="Ferries return to public hands").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "Ferries return to public hands"


def test_back_returns_to_the_place_after_show_more(tree, open_page):
    for _number in range(2 * WINDOW + 5):
        factories.article(tree.feed)
    tab = open_page("/news/", width=390, height=844)
    for pages in (2, 3):
        tab.get_by_role("link", name=MORE).click()
        tab.wait_for_function(
            f"() => document.querySelectorAll('{HEADLINES}').length > {WINDOW * (pages - 1)}"
        )
    assert tab.url.endswith("/news/"), "more is shown in place"
    assert len(headlines(tab)) == len(set(headlines(tab))) == 2 * WINDOW + 5
    story = tab.locator(HEADLINES).nth(2 * WINDOW)
    story.scroll_into_view_if_needed()
    before = story.bounding_box()["y"]
    title = story.inner_text()
    story.click()
    tab.get_by_role("heading", level=1, name=title).wait_for()
    tab.go_back()
    tab.wait_for_function(f"() => document.querySelectorAll('{HEADLINES}').length === {2 * WINDOW + 5}")
    again = tab.locator(HEADLINES, has_text=title)
    tab.wait_for_function(
        "([title, y]) => [...document.querySelectorAll('h3 a')].some(link => link.textContent === title"
        " && Math.abs(link.getBoundingClientRect().y - y) < 40)",
        arg=[title, before],
    )
    assert again.count() == 1


def test_a_video_elsewhere_asks_nobody_before_it_is_pressed(tree, open_page):
    page = factories.video(
        tree.videos, external_url="https://youtu.be/aqz-KE-bpKQ", lead_image=factories.image()
    )
    tab = open_page("/video/")
    origin, asked = urlsplit(tab.url).netloc, []
    tab.on("request", lambda request: asked.append(urlsplit(request.url)))
    tab.route(
        "**/*", lambda route: route.continue_() if origin in route.request.url else route.fulfill(body="")
    )
    tab.goto(page.url, wait_until="networkidle")
    assert {url.netloc for url in asked if url.scheme.startswith("http")} == {origin}
    assert tab.locator("iframe").count() == 0
    tab.get_by_role("button", name="from YouTube").click()
    tab.locator("iframe").wait_for()
    assert {url.netloc for url in asked} - {origin, ""} == {"www.youtube-nocookie.com"}


def test_the_chosen_theme_stays(tree, open_page):
    tab = open_page("/", theme="light")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = tab.evaluate(paper)
    tab.get_by_role("button", name="Switch to dark").click()
    dark = tab.evaluate(paper)
    assert dark != light
    tab.goto("/news/")
    assert tab.evaluate(paper) == dark
    tab.get_by_role("button", name="Switch to light").click()
    tab.reload()
    assert tab.evaluate(paper) == light


def test_the_skip_link_and_the_menu_work_by_keyboard(tree, open_page):
    tab = open_page("/news/", width=390, height=844)
    tab.keyboard.press("Tab")
    assert tab.evaluate("() => document.activeElement.textContent") == "Skip to content"
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => document.activeElement.id === 'main'")
    tab.reload()
    tab_to(tab, ".menu summary")
    tab.keyboard.press("Enter")
    link = tab.locator(".menu").get_by_role("link", name="Video")
    link.wait_for()
    tab.keyboard.press("Escape")
    link.wait_for(state="hidden")
    assert tab.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    tab.keyboard.press("Enter")
    tab_to(tab, ".menu a[href='/video/']")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/video/")
