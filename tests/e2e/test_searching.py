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


def test_what_was_found_is_said_after_each_change_in_place(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    said = tab.locator(SAID)
    assert said.get_attribute("role") == "status"
    assert said.inner_text() == "", "a page that was just opened is read anyway"
    tab.get_by_role("navigation", name="Narrow the results").get_by_role("link", name="Opinion").click()
    expect(said).to_contain_text("1 result for “harbour”")
    tab.go_back()
    expect(said).to_contain_text("4 results")
    field = tab.get_by_role("combobox", name="Search")
    field.fill("harbuor")
    field.press("Enter")
    expect(said).to_contain_text("Nothing found for “harbuor”. Did you mean harbour?")
    expect(tab.get_by_role("heading", name="Results for “harbour”")).to_be_visible()
    assert len(titles(tab)) == 4


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


def test_the_link_that_skips_to_the_results_asks_for_nothing(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    asked = []
    tab.on("request", lambda request: asked.append(request.url) if "/search/" in request.url else None)
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#main")
    focused = tab.evaluate("() => document.activeElement.id")
    tab.wait_for_timeout(300)
    assert [url for url in asked if not url.endswith("/search/note/")] == []
    assert tab.evaluate("() => document.activeElement.id") == focused == "main"


def test_what_a_reader_types_while_a_filter_is_answered_stays(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    held = []
    tab.route("**type=opinion*", lambda route: held.append(route))
    tab.get_by_role("navigation", name="Narrow the results").get_by_role("link", name="Opinion").click()
    field = tab.get_by_role("combobox", name="Search")
    field.fill("harbour w")
    held[0].continue_()
    expect(tab.locator(".results .result")).to_have_count(1)
    assert field.input_value() == "harbour w"
    assert tab.evaluate("() => document.activeElement.id") == "q"


def test_enter_on_the_same_query_is_no_new_place_to_go_back_to(harbour, open_page):
    tab = open_page("/search/?q=the%20harbour")
    before = tab.evaluate("() => history.length")
    field = tab.get_by_role("combobox", name="Search")
    for _again in range(2):
        field.press("Enter")
        expect(tab.locator(SAID)).to_contain_text("4 results")
    assert tab.evaluate("() => history.length") == before
    field.fill("harbour film")
    field.press("Enter")
    tab.wait_for_url("**q=harbour+film")
    assert tab.evaluate("() => history.length") == before + 1


def test_back_and_forward_return_to_where_each_page_was_left(harbour, open_page):
    tab = open_page("/search/?q=harbour", height=300)
    tab.evaluate("() => scrollTo(0, 210)")
    tab.locator("#found").get_by_role("link", name="newest first").dispatch_event("click")
    tab.wait_for_url("**sort=new")
    tab.evaluate("() => scrollTo(0, 330)")
    for _again in range(2):
        tab.go_back()
        tab.wait_for_function("() => scrollY === 210")
        tab.go_forward()
        tab.wait_for_function("() => scrollY === 330")


def test_the_next_page_of_results_says_that_it_came(harbour, open_page, monkeypatch):
    monkeypatch.setattr("search.finding.PAGE_SIZE", 3)
    tab = open_page("/search/?q=harbour")
    tab.get_by_role("navigation", name="Pages").get_by_role("link", name="Next").click()
    expect(tab.locator(SAID)).to_contain_text("4 results for “harbour”, page 2")
    assert tab.title().startswith("“harbour”, page 2 |")


@pytest.mark.parametrize("page", [1, 4, 9])
def test_numbers_of_many_pages_fit_on_the_narrowest_phone(harbour, open_page, tree, monkeypatch, page):
    monkeypatch.setattr("search.finding.PAGE_SIZE", 1)
    for number in range(9):
        factories.article(tree.feed, title=f"Harbour {number}")
    tab = open_page(f"/search/?q=harbour&page={page}", width=320)
    numbers = tab.get_by_role("navigation", name="Pages")
    expect(numbers.get_by_role("link", name=str(page), exact=True)).to_be_visible()
    expect(numbers.get_by_text("…").locator("visible=true")).to_have_count(1 if page == 1 else 2)
    assert tab.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_who_is_offline_keeps_the_results_and_is_told(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    before = titles(tab)
    tab.context.set_offline(True)
    opinion = tab.get_by_role("navigation", name="Narrow the results").get_by_role("link", name="Opinion")
    opinion.click()
    expect(tab.locator(SAID)).to_have_text("You are offline: these are still the results of before.")
    assert titles(tab) == before and tab.locator(SAID).bounding_box()["height"] > 10
    tab.context.set_offline(False)
    opinion.click()
    expect(tab.locator(SAID)).to_contain_text("1 result")
    expect(tab.locator(SAID)).to_have_class("meta meta--problem visually-hidden")


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


def test_what_was_looked_for_is_counted_after_a_moment(harbour, open_page):
    tab = open_page("/search/?q=harbour")
    with tab.expect_response("**/search/note/") as sent:
        pass
    assert sent.value.status == 204
    assert QueryDay.objects.get().query.query_string == "harbour"


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize(
    "query",
    [
        "q=harriet+harbourne",
        "q=harbour&kind=video&when=year",
        "q=",
        "q=zzqx",
        "q=harbuor",
        "q=harbour&from=2026-02-31&to=0000-01-01",
        "q=harbour&kind=author",
    ],
)
def test_axe_finds_nothing_on_any_state(harbour, open_page, axe, query, width):  # noqa: F811
    for theme in ("light", "dark"):
        tab = open_page(f"/search/?{query}", width=width, theme=theme)
        if width == 390 and tab.locator(".filters").count():
            tab.locator(".filters > summary").click()
        tab.get_by_text("How to search").click()
        assert violations(axe, tab) == []
        assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_letters_twice_as_large_push_nothing_out_of_a_phone(harbour, open_page):
    tab = open_page("/search/?q=harbour&type=opinion&when=year", width=390)
    tab.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    tab.locator(".filters > summary").click()
    assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_every_mark_is_seen_on_a_phone(tree, drain, open_page):
    words = "The council of the islands met behind closed doors on a grey and windy morning in November, "
    factories.article(
        tree.feed,
        title="A long night",
        standfirst=f"{words}and after some nine hours of talk it bought what nobody had asked for, a lighthouse.",
        lead_image=factories.image(),
    )
    drain()
    tab = open_page("/search/?q=lighthouse", width=390)
    below = """() => [...document.querySelectorAll(".result mark")].map((mark) =>
        mark.getBoundingClientRect().bottom - mark.closest("p").getBoundingClientRect().bottom)"""
    cut = tab.evaluate(below)
    assert cut and max(cut) <= 1, cut


def test_what_is_pressed_is_large_enough(harbour, open_page):
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links within a sentence."""
    small = """() => [...document.querySelectorAll("main :is(a[href], button, input, summary):not(.visually-hidden)")]
        .filter((one) => one.offsetParent && !one.closest("p.meta, .people, .topiccard, h2, h3"))
        .map((one) => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 24).map(([name]) => name)"""
    for width in (390, 1440):
        tab = open_page("/search/?q=harbour&type=opinion&when=year", width=width)
        if width == 390:
            tab.locator(".filters > summary").click()
        assert tab.evaluate(small) == []
