"""Searching in a real browser: suggestions by keyboard, filters in place, Back, no script, small screens, axe."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from search.models import QueryDay
from tests import factories
from tests.e2e.test_accessibility import axe, violations  # noqa: F401 - a fixture

SAID = "[data-search-said]"


@pytest.fixture
def harbour(tree, drain):
    author = factories.author(name="Harriet Harbourne", portrait=factories.image())
    topic = factories.topic(name="Harbours")
    made = [
        factories.article(
            tree.feed,
            title=f"Harbour story {n}",
            slug=f"harbour-story-{n}",
            story_type="opinion" if n == 2 else "news",
            authors=[author],
            topics=[topic],
            age=timedelta(days=n),
        )
        for n in range(3)
    ]
    captions = (
        "WEBVTT\n\n00:00.000 --> 00:00.400\nNothing yet\n\n00:00.400 --> 00:00.900\nThe harbour wakes\n"
    )
    made.append(
        factories.playable_video(
            tree.videos, title="A film at dawn", slug="dawn", captions=captions, age=timedelta(days=9)
        )
    )
    drain()
    return made


def titles(tab) -> list[str]:
    return tab.locator(".results .result :is(h2, h3)").all_inner_texts()


def active(tab) -> str:
    """The line that assistive technology is told of."""
    return tab.evaluate(
        "() => document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))?.textContent"
    )


def test_suggestions_are_walked_by_keyboard(harbour, open_page, axe):  # noqa: F811
    tab = open_page("/search/")
    field = tab.get_by_role("combobox", name="Search")
    field.press_sequentially("harb")
    listbox = tab.get_by_role("listbox", name="Suggestions")
    expect(listbox).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    options = listbox.get_by_role("option").all_inner_texts()
    assert "Harriet Harbourne" in options
    assert "Harbours" in options
    assert violations(axe, tab) == []
    field.press("ArrowDown")
    assert active(tab) == options[0]
    field.press("End")
    assert active(tab) == options[-1]
    field.press("Home")
    assert active(tab) == options[0]
    field.press("ArrowUp")
    assert active(tab) is None, "back in the field"
    assert tab.evaluate("() => document.activeElement.id") == "q", "the focus never leaves the field"
    field.press("Escape")
    expect(listbox).to_be_hidden()
    assert field.input_value() == "harb"
    field.press("Escape")
    assert field.input_value() == ""


def test_a_suggestion_leads_to_its_page_and_typing_on_needs_none(harbour, open_page):
    tab = open_page("/search/")
    field = tab.get_by_role("combobox", name="Search")
    field.press_sequentially("harriet")
    tab.get_by_role("option", name="Harriet Harbourne").click()
    tab.wait_for_url("**/authors/harriet-harbourne/")
    tab.goto("/search/")
    field.fill("harbour")
    field.press("Enter")
    tab.wait_for_url("**/search/?q=harbour")
    expect(tab.locator(SAID)).to_contain_text("4 results")
    assert tab.evaluate("() => document.activeElement.id") == "q"


def test_filters_change_the_page_in_place_and_back_brings_it_back(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    tab.evaluate("() => { window.stays = true }")
    everything = titles(tab)
    filters = tab.get_by_role("navigation", name="Narrow the results")
    filters.get_by_role("link", name="Opinion").click()
    tab.wait_for_url("**type=opinion*")
    expect(tab.locator(SAID)).to_contain_text("1 result")
    assert titles(tab) == ["Harbour story 2"]
    assert tab.evaluate("() => document.activeElement.textContent").startswith("Opinion"), "the focus stays"
    tab.get_by_role("link", name="Without Opinion").click()
    tab.wait_for_url(lambda url: "type=" not in url)
    assert titles(tab) == everything
    tab.go_back()
    tab.wait_for_url("**type=opinion*")
    expect(tab.locator(".results .result")).to_have_count(1)
    tab.go_back()
    expect(tab.locator(".results .result")).to_have_count(len(everything))
    assert tab.evaluate("() => window.stays"), "no new page was loaded"


def test_days_are_chosen_in_a_form(harbour, open_page):
    tab = open_page("/search/?q=harbour&sort=new")
    tab.get_by_label("From").fill("1999-01-01")
    tab.get_by_label("To", exact=True).fill("1999-12-31")
    tab.get_by_role("button", name="Show").click()
    tab.wait_for_url("**q=harbour&sort=new&from=1999-01-01&to=1999-12-31")
    expect(tab.locator(SAID)).to_contain_text("Nothing found")
    tab.get_by_role("link", name="4 results without filters").click()
    expect(tab.locator(SAID)).to_contain_text("4 results")


def test_a_spoken_line_opens_the_video_at_its_second(harbour, open_page):
    tab = open_page("/search/?q=harbour+wakes")
    line = tab.locator(".result", has_text="A film at dawn").locator(".spoken")
    expect(line).to_contain_text("The harbour wakes")
    assert line.locator("mark").all_inner_texts() == ["harbour", "wakes"]
    assert line.locator("a").get_attribute("href") == "/video/dawn/?t=0"


def test_everything_works_without_scripts(harbour, open_page):
    tab = open_page("/search/", width=390, height=844, scripts=False)
    tab.get_by_role("searchbox", name="Search").fill("harbour")
    tab.get_by_role("button", name="Search").click()
    assert len(titles(tab)) == 4
    tab.get_by_text("Filters").click()
    tab.get_by_role("link", name="Opinion").click()
    assert titles(tab) == ["Harbour story 2"]
    tab.get_by_role("link", name="newest first").click()
    assert "type=opinion&sort=new" in tab.url


def test_recent_searches_stay_in_the_browser_and_can_be_forgotten(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    tab.goto("/search/")
    field = tab.get_by_role("combobox", name="Search")
    field.click()
    tab.get_by_role("option", name="harbour", exact=True).click()
    tab.wait_for_url("**?q=harbour")
    field.fill("")
    tab.get_by_role("option", name="Forget recent searches").click()
    assert tab.evaluate("() => localStorage.getItem('searches')") is None


def test_a_browser_without_storage_searches_all_the_same(harbour, open_page):
    tab = open_page("/search/")
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    tab.goto("/search/?q=harbour")
    field = tab.get_by_role("combobox", name="Search")
    field.fill("harri")
    expect(tab.get_by_role("option", name="Harriet Harbourne")).to_be_visible()


def test_what_was_looked_for_is_counted_after_a_moment(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    with tab.expect_response("**/search/note/") as sent:
        pass
    assert sent.value.status == 204
    assert QueryDay.objects.get().query.query_string == "harbour"


def test_where_suggestions_fail_the_form_still_works(harbour, open_page):
    tab = open_page("/search/")
    tab.route("**/search/suggest/**", lambda route: route.abort())
    field = tab.get_by_role("combobox", name="Search")
    field.press_sequentially("harbour")
    field.press("Enter")
    expect(tab.locator(SAID)).to_contain_text("4 results")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("query", ["q=harriet+harbourne", "q=harbour&kind=video&when=year", "q=", "q=zzqx"])
def test_axe_finds_nothing_on_any_state(harbour, open_page, axe, query, width):  # noqa: F811
    for theme in ("light", "dark"):
        tab = open_page(f"/search/?{query}", width=width, theme=theme)
        if width == 390 and tab.locator(".filters").count():
            tab.locator(".filters > summary").click()
        tab.get_by_text("How to search").click()
        assert violations(axe, tab) == []
        assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
