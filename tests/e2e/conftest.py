"""A real Chromium against a live server. Skipped, by name, where there is no Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e import desks
from tests.e2e.desks import desk  # noqa: F401
from tests.e2e.films import film, looked_at_soon  # noqa: F401
from tests.e2e.partners import partner  # noqa: F401
from tests.e2e.streams import streamed  # noqa: F401

# Playwright runs an event loop in the test's thread; the tests talk to the database from there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if "newsroom" not in item.fixturenames:
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
    yield from _tabs(chromium, live_server.url)


@pytest.fixture(scope="session")
def newsroom(chromium, tmp_path_factory) -> Iterator[str]:
    """The address of the demo newsroom with all its pictures: made once, served by a process of its own.

    Tests that use it must not change it, and have no database. NEWSREEL_E2E_DATA may name a folder to keep it in.
    """
    folder = Path(os.environ.get("NEWSREEL_E2E_DATA") or _shared(tmp_path_factory) / "demo-newsroom")
    command = [sys.executable, "-m", "tests.e2e.demo_newsroom", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parents[1]) as server:
        origin = server.stdout.readline().strip()
        assert origin, "the demo newsroom did not start"
        yield origin
        server.terminate()


def _shared(tmp_path_factory) -> Path:
    """A folder that all workers of this run share."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture
def read(chromium, newsroom) -> Iterator[Callable[..., object]]:
    """Open a tab of the demo newsroom, as open_page does."""
    yield from _tabs(chromium, newsroom)


def _tabs(chromium, origin: str) -> Iterator[Callable[..., object]]:
    contexts = []
    problems: list[str] = []

    def open_(path: str = "/", *, width=1440, height=900, scripts=True, theme="light") -> object:
        context = chromium.new_context(
            base_url=origin,
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
def log_in() -> Callable[..., None]:
    """Log a tab in to the admin: `log_in(tab, user)`."""
    return desks.log_in
