"""Addresses with a null character: no page has one, and PostgreSQL refuses to be asked for it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

# Readers may search for anything, and type it: both views drop what nobody can have meant.
ANYTHING_GOES = ("/search/", "/search/suggest/")


class NullByteMiddleware:
    """Answers such addresses with the designed 400, before any view or redirect looks them up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise BadRequest("A null character in the path")
        query = request.META.get("QUERY_STRING", "")
        if ("%00" in query or "\0" in query) and request.path_info not in ANYTHING_GOES:
            raise BadRequest("A null character in the query")
        return self.get_response(request)
