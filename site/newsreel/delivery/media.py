"""Files over HTTP: byte ranges, validators and caching for pictures and video."""

from __future__ import annotations

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse


def public_media(request: HttpRequest, path: str) -> HttpResponse:
    """A picture from the public storage. Its address never changes meaning, so it may be kept for a year."""
    storage = storages["public"]
    try:
        file = storage.open(path)
    except (OSError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(file)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
