"""Handing a film on: the code that others paste."""

from __future__ import annotations

import re

from tests import factories


def test_the_code_of_the_chosen_size_is_copied(tree, open_page):
    page = factories.playable_video(tree.videos)
    tab = open_page(page.url)
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.locator(".embedcode > summary").click()
    code = tab.locator("#embed-code")
    fits = code.input_value()
    assert 'width="960"' not in fits
    tab.get_by_role("radio", name=re.compile("^Large, 960 × 540")).check()
    large = code.input_value()
    assert re.search(r'<iframe[^>]+width="960" height="540"', large)
    tab.get_by_role("button", name="Copy embed code").click()
    tab.get_by_role("status").get_by_text("Embed code copied").wait_for()
    assert tab.evaluate("() => navigator.clipboard.readText()") == large
    tab.get_by_role("radio", name="Fits its place").check()
    assert code.input_value() == fits
    tab.get_by_role("button", name="Copy link").click()
    tab.get_by_role("status").get_by_text("Link copied").wait_for()
    assert tab.evaluate("() => navigator.clipboard.readText()").endswith(page.url)
