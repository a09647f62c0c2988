"""Files over HTTP: opening them in a storage, and the public ones (pictures and posters)."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import Storage, storages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from newsreel.delivery.ranges import FileOnOffer, file_response

PICTURE_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
IMMUTABLE = "public, max-age=31536000, immutable"


def open_in(storage: Storage, name: str, content_type: str, etag: str = "") -> FileOnOffer:
    """A stored file with its facts. Raises Http404 for whatever is no file there, however it is spelled."""
    try:
        file = storage.open(name)
        size = file.size
        modified = storage.get_modified_time(name)
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404(name) from error
    except NotImplementedError:
        modified = None
    if not etag:
        etag = f'"{hashlib.sha256(f"{name}:{size}:{modified}".encode()).hexdigest()[:32]}"'
    return FileOnOffer(file, size, content_type, etag, modified)


def open_to_all(response: HttpResponseBase) -> None:
    """Let pages of other origins show the file: players in sandboxed frames have the origin “null”."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Timing-Allow-Origin"] = "*"


@require_safe
def public_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture from the public storage. Its address never changes meaning, so it may be kept for a year."""
    content_type = PICTURE_TYPES.get(PurePosixPath(path).suffix.lower())
    if content_type is None:
        raise Http404(path)
    response = file_response(request, open_in(storages["public"], path, content_type))
    response.headers["Cache-Control"] = IMMUTABLE
    open_to_all(response)
    return response
