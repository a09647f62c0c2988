"""Pages in unusual states: on paper, not found, and in a newsroom that has published nothing."""

from __future__ import annotations

import pytest

from tests.e2e.pages import PAGES

INK = "() => getComputedStyle(document.querySelector('.words p')).color"
PAPER = "() => getComputedStyle(document.body).backgroundColor"
EMPTY = ("/", "/news/", "/video/", "/search/", "/search/?q=ferry", "/topics/", "/authors/")


def test_a_printed_article_is_its_words_without_navigation(read):
    tab = read(PAGES["article"])
    tab.emulate_media(media="print")
    for words in (
        ".article__head h1",
        ".standfirst",
        ".words p",
        ".article__lead img",
        ".article__lead .credit",
    ):
        assert tab.locator(words).first.is_visible(), words
    for selector in (".sections", ".masthead__tools", ".skip", ".share", "[data-more]", "footer nav"):
        assert not tab.locator(f"{selector} >> visible=true").count(), selector
    assert tab.evaluate(INK) == "rgb(0, 0, 0)"


def test_a_printed_article_is_black_on_white_in_the_dark_theme_too(read):
    tab = read(PAGES["article"], theme="dark")
    tab.emulate_media(media="print")
    assert tab.evaluate(INK) == "rgb(0, 0, 0)"
    assert tab.evaluate(PAPER) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_an_address_that_leads_nowhere_says_so_and_leads_on(read):
    tab = read("/")
    assert tab.goto("/news/never-written/").status == 404
    assert tab.get_by_role("heading", level=1).is_visible()
    tab.get_by_role("main").get_by_role("link").first.click()
    assert "never-written" not in tab.url


@pytest.mark.parametrize("width", [390, 1440])
def test_an_empty_newsroom_has_designed_pages(tree, open_page, width):
    tab = open_page("/", width=width)
    for path in EMPTY:
        assert tab.goto(path).status == 200
        assert tab.get_by_role("heading", level=1).count() == 1, path
        assert tab.locator("main").inner_text().strip(), path
        assert tab.evaluate("() => document.scrollingElement.scrollWidth <= innerWidth"), path
    tab.goto("/")
    assert "front page is being set" in tab.locator("main").inner_text()
