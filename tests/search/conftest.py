"""What several tests of search start from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from tests.search import fake_server


@pytest.fixture
def server(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "tests.search.fake_server"}}
    settings.WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
    fake_server.server.__init__()
    return fake_server.server


@pytest.fixture
def imported(tree):
    """Twelve stories of a year, the newest indexed first, as an import may bring them."""
    return [
        factories.article(
            tree.feed, title=f"Story {number}", standfirst="On a quay.", age=timedelta(days=31 * number)
        )
        for number in range(12)
    ]


@pytest.fixture
def few(monkeypatch):
    """A page that looks at three candidates, and does not go on to more."""
    monkeypatch.setattr("search.story_search.MOST_LOOKED_AT", 3)
    monkeypatch.setattr("search.story_search.MOST_COUNTED", 1)
