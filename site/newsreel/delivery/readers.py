"""The line between readers and the newsroom: what a reader asks for may read, and never make, anything."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsreel.delivery.headers import ADMIN_PREFIXES
from newsreel.renditions import renditions_forbidden


class ReadersRequestMiddleware:
    """Runs every request of a reader with renditions forbidden: nobody waits for a picture to be made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_of_the_newsroom(request):
            return self.get_response(request)
        with renditions_forbidden():
            return self.get_response(request)


def is_of_the_newsroom(request: HttpRequest) -> bool:
    """The admin, and previews, which Wagtail sends through the middleware as if from a reader."""
    return request.path.startswith(ADMIN_PREFIXES) or getattr(request, "is_dummy", False)
