"""The search field as a combobox, by keyboard: lines while one types, recent searches, input methods, no network."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_accessibility import axe, violations  # noqa: F401 - a fixture
from tests.e2e.test_searching import SAID, harbour  # noqa: F401 - a fixture


def active(tab) -> str:
    """The line that assistive technology is told of."""
    return tab.evaluate(
        "() => document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))?.textContent"
    )


def open_suggestions(tab, typed: str):
    """Type into the field; the field and the list, which is open."""
    field = tab.get_by_role("combobox", name="Search")
    field.press_sequentially(typed)
    listbox = tab.get_by_role("listbox", name="Suggestions")
    expect(listbox).to_be_visible()
    return field, listbox


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


def test_arrows_go_round_through_the_field(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    field, listbox = open_suggestions(tab, "harb")
    options = listbox.get_by_role("option").all_inner_texts()
    field.press("ArrowUp")
    assert active(tab) == options[-1]
    field.press("ArrowDown")
    assert active(tab) is None
    for option in options:
        field.press("ArrowDown")
        assert active(tab) == option
    assert listbox.locator("[aria-selected=true]").count() == 1
    field.press("x")
    assert active(tab) is None, "what is typed on has other lines"


def test_the_chosen_line_is_seen_where_colours_are_forced(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    tab.emulate_media(forced_colors="active")
    field, listbox = open_suggestions(tab, "harb")
    field.press("ArrowDown")
    outlines = listbox.get_by_role("option").evaluate_all(
        "(lines) => lines.map((line) => getComputedStyle(line).outlineStyle)"
    )
    assert outlines[0] == "solid"
    assert set(outlines[1:]) == {"none"}


def test_home_and_end_move_in_the_field_while_no_line_is_chosen(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    field, _listbox = open_suggestions(tab, "harb")
    field.press("Home")
    assert field.evaluate("(field) => field.selectionStart") == 0
    assert active(tab) is None
    field.press("End")
    assert field.evaluate("(field) => field.selectionStart") == 4


def test_enter_follows_the_chosen_line_and_escape_only_closes(harbour, open_page):  # noqa: F811
    tab = open_page("/search/?q=film")
    field = tab.get_by_role("combobox", name="Search")
    field.fill("")
    field, listbox = open_suggestions(tab, "harriet")
    field.press("Escape")
    expect(listbox).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    assert "q=film" in tab.url
    field.press("ArrowDown")
    expect(listbox).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    tab.wait_for_url("**/authors/harriet-harbourne/")


def test_leaving_the_field_closes_the_list_and_tab_goes_on_to_the_button(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    field, listbox = open_suggestions(tab, "harb")
    field.press("Tab")
    expect(listbox).to_be_hidden()
    assert tab.evaluate("() => document.activeElement.type") == "submit"
    assert tab.url.endswith("/search/"), "nothing was chosen"


def test_an_input_method_is_left_alone_until_its_word_is_there(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    asked = []
    tab.on(
        "request", lambda request: asked.append(request.url) if "/search/suggest/" in request.url else None
    )
    field = tab.get_by_role("combobox", name="Search")
    field.focus()
    typing = """(field, [value, type]) => { field.value = value;
        field.dispatchEvent(new InputEvent("input", { isComposing: type === "input", bubbles: true }));
        if (type === "compositionend") field.dispatchEvent(new CompositionEvent(type, { bubbles: true })); }"""
    field.evaluate(typing, ["harb", "input"])
    pressed = field.evaluate(
        """(field) => ["Enter", "ArrowDown", "Escape"].map((key) => field.dispatchEvent(
            new KeyboardEvent("keydown", { key, isComposing: true, cancelable: true, bubbles: true })))"""
    )
    assert pressed == [True, True, True], "its keys are its own"
    tab.wait_for_timeout(400)
    assert asked == []
    field.evaluate(typing, ["harb", "compositionend"])
    expect(tab.get_by_role("listbox", name="Suggestions")).to_be_visible()
    assert len(asked) == 1


def test_a_suggestion_leads_to_its_page_and_typing_on_needs_none(harbour, open_page):  # noqa: F811
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


def test_recent_searches_stay_in_the_browser_and_can_be_forgotten(harbour, open_page):  # noqa: F811
    tab = open_page("/search/?q=harbour")
    tab.goto("/search/")
    field = tab.get_by_role("combobox", name="Search")
    field.click()
    tab.get_by_role("option", name="harbour", exact=True).click()
    tab.wait_for_url("**?q=harbour")
    field.fill("")
    tab.get_by_role("option", name="Forget recent searches").click()
    assert tab.evaluate("() => localStorage.getItem('searches')") is None
    expect(tab.locator(".searchfield [role=status]")).to_have_text("Recent searches are forgotten")


def test_a_browser_without_storage_searches_all_the_same(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    tab.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })")
    tab.goto("/search/?q=harbour")
    field = tab.get_by_role("combobox", name="Search")
    field.fill("harri")
    expect(tab.get_by_role("option", name="Harriet Harbourne")).to_be_visible()


def test_where_suggestions_fail_the_form_still_works(harbour, open_page):  # noqa: F811
    tab = open_page("/search/")
    tab.route("**/search/suggest/**", lambda route: route.abort())
    field = tab.get_by_role("combobox", name="Search")
    field.press_sequentially("harbour")
    field.press("Enter")
    expect(tab.locator(SAID)).to_contain_text("4 results")


def test_axe_finds_nothing_while_suggestions_or_recent_searches_are_open(harbour, open_page, axe):  # noqa: F811
    for theme in ("light", "dark"):
        tab = open_page("/search/?q=harbour", width=390, theme=theme)
        field = tab.get_by_role("combobox", name="Search")
        field.fill("")
        expect(tab.get_by_role("option", name="Forget recent searches")).to_be_visible()
        assert violations(axe, tab) == []
        field, _listbox = open_suggestions(tab, "harb")
        field.press("ArrowDown")
        assert violations(axe, tab) == []
