"""Designed error pages. None of them may fail: what goes wrong while drawing one is logged, and plain text is sent."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from newsreel.chrome import surroundings

logger = logging.getLogger(__name__)


def _page(request: HttpRequest, status: int, words: str) -> HttpResponse:
    try:
        response = render(request, f"{status}.html", surroundings(request), status=status)
    except Exception:
        logger.exception("The %s page could not be drawn", status)
        response = HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 400, "This address cannot be understood.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "You may not see this.")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token, such as one left open for weeks; why exactly is not for strangers."""
    logger.warning("A form to %s was refused: %s", request.path, reason)
    return forbidden(request)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _page(request, 404, "There is nothing at this address.")
    if request.path.startswith("/media/"):
        # A sandboxed player may read that its film is gone; it is told nothing else.
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500.html stands alone: no context, no database, no template tags that could fail again."""
    try:
        body = render_to_string("500.html")
    except Exception:
        logger.exception("The 500 page could not be drawn")
        body = "Something broke on our side. Please try again in a minute."
    return HttpResponse(body, status=500, headers={"Cache-Control": "no-store"})
