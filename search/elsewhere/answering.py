"""What editors see while the engine does not answer: why there are no results, in their place, and not an error.

Each client has exceptions of its own; they become one here. The search page for readers has its own way to say it
(search.finding).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from modelsearch.backends.base import FieldError, FilterError
from wagtail.admin.localization import get_localized_response

from search.engine import RETRY_SECONDS

logger = logging.getLogger("newsreel.search")

# Trouble with the database or mistakes of a program, which no engine answers for.
_DATABASE_OR_MISTAKE = (
    DatabaseError, FieldError, FilterError, NotImplementedError, TypeError, AttributeError, NameError, AssertionError
)  # fmt: skip


class EngineAway(Exception):
    """The engine did not answer a search, or not as it should; the client's own exception is its cause."""


class AnsweringMixin:
    """Wagtail's results from an engine: raises EngineAway where the client raises anything."""

    def _do_search(self) -> Iterator[models.Model]:
        with _answering():
            yield from super()._do_search()

    def _do_count(self) -> int:
        with _answering():
            return super()._do_count()

    def facet(self, field_name: str) -> dict[object, int]:
        with _answering():
            return super().facet(field_name)


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except _DATABASE_OR_MISTAKE:
        raise
    except Exception as problem:
        raise EngineAway from problem


class EngineAwayMiddleware:
    """Says in the admin that search does not answer. What Wagtail's script puts into a page is that sentence alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        admin = reverse("wagtailadmin_home")
        if not isinstance(exception, EngineAway) or not request.path.startswith(admin):
            return None
        logger.warning("The search engine did not answer an editor", exc_info=exception)
        is_script = request.headers.get("X-Requested-With") == "XMLHttpRequest"
        if is_script and not request.path.startswith(f"{admin}api/"):
            # The script leaves the old results where they are if it is told of an error.
            return get_localized_response(render, request, "search/admin/away_results.html")
        response = get_localized_response(render, request, "search/admin/away.html", status=503)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
