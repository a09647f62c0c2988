"""axe finds nothing against WCAG 2.2 AA on any page type, light and dark, wide and narrow."""

from __future__ import annotations

import re

import pytest

from tests.e2e.pages import PAGES

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def axe():
    module = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    return module.Axe()


def violations(axe, tab) -> list[str]:
    found = axe.run(tab, options=OPTIONS).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing(read, axe, path):
    tab = read(path, width=1440)
    for width, height in ((1440, 900), (390, 844)):
        tab.set_viewport_size({"width": width, "height": height})
        for theme in ("light", "dark"):
            tab.emulate_media(color_scheme=theme)
            assert violations(axe, tab) == [], (width, theme)


def test_axe_finds_nothing_in_the_embedded_player(read, axe):
    tab = read(PAGES["watch-page"], width=640, height=400)
    tab.goto(re.search(r"/embed/\d+/", tab.content()).group())
    assert violations(axe, tab) == []


def test_axe_does_look(read, axe):
    tab = read("/")
    tab.evaluate("() => { document.querySelector('main h2 a').style.color = '#ddd' }")
    assert any(found.startswith("color-contrast") for found in violations(axe, tab))
