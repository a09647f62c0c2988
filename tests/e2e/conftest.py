"""A real Chromium against a live server. Skipped, by name, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# Playwright runs an event loop in the test's thread; the tests talk to the database from there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (on Debian: apt install chromium)")
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed (uv sync --group e2e)"
    )
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server) -> Iterator[Callable[..., object]]:
    """Open a tab: `open_page("/news/", width=390, scripts=False, theme="dark")`. Console errors fail the test."""
    contexts = []
    problems: list[str] = []

    def open_(
        path: str = "/", *, width=1440, height=900, scripts=True, theme="light", context=None
    ) -> object:
        if context is None:
            context = chromium.new_context(
                base_url=live_server.url,
                viewport={"width": width, "height": height},
                java_script_enabled=scripts,
                color_scheme=theme,
                reduced_motion="reduce",
            )
            contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(15_000)
        tab.on("console", lambda message: _note(problems, message))
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.goto(path)
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert not problems, problems


def _note(problems: list[str], message: object) -> None:
    if message.type == "error" and "Failed to load resource" not in message.text:
        problems.append(message.text)


@pytest.fixture
def log_in(live_server) -> Callable[..., None]:
    """Log a tab in to the admin as this user (password “secret”)."""

    def log_in_(tab, user) -> None:
        tab.goto("/admin/login/")
        tab.locator("#id_username").fill(user.username)
        tab.locator("#id_password").fill("secret")
        tab.get_by_role("button", name="Sign in").click()
        tab.wait_for_url("**/admin/")

    return log_in_
