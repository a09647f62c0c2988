"""tus 1.0.0 (https://tus.io/protocols/resumable-upload) as headers: what is said, and what may be asked."""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from video.uploads.receiving import Checksum
from video.uploads.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from video.models import Upload

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination,checksum"
ALGORITHMS = ("sha1", "sha256", "md5")
CONTENT_TYPE = "application/offset+octet-stream"
MOST_DIGITS = 18  # fits a signed column of 64 bits


def answer(status: int, words: str = "", **headers: object) -> HttpResponse:
    """A response with what each one must say. Words are for people: {"message": …}."""
    response = JsonResponse({"message": words}, status=status) if words else HttpResponse(status=status)
    if not words:
        del response.headers["Content-Type"]
    return with_headers(response, **headers)


def with_headers(response: HttpResponse, **headers: object) -> HttpResponse:
    """The headers of the protocol; `upload_offset=5` becomes “Upload-Offset: 5”."""
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers["-".join(part.capitalize() for part in name.split("_"))] = str(value)
    return response


def refused(refusal: Refusal) -> HttpResponse:
    headers = {}
    if refusal.status == 412:
        headers["tus_version"] = VERSION
    if refusal.status == 413:
        headers["tus_max_size"] = settings.NEWSREEL_VIDEO_MAX_BYTES
    if refusal.status == 423:
        headers["retry_after"] = 3
    return answer(refusal.status, refusal.words, **headers)


def expires(upload: Upload) -> str:
    """Upload-Expires: when an upload is given up if nothing more comes."""
    return http_date(upload.expires_at.timestamp())


def answers_refusals(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A Refusal raised in the view becomes its answer."""

    @wraps(view)
    def guarded(*args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except Refusal as refusal:
            return refused(refusal)

    return guarded


# --- What a request says ----------------------------------------------------------------------------


def method_of(request: HttpRequest) -> str:
    """The method, or what X-HTTP-Method-Override makes of a POST, for networks that let no PATCH through.

    Only of a POST: it has passed the CSRF check, a GET has not.
    """
    override = request.headers.get("X-HTTP-Method-Override", "").upper()
    if request.method == "POST" and override in ("PATCH", "DELETE", "HEAD"):
        return override
    return request.method


def check_version(request: HttpRequest) -> None:
    if request.headers.get("Tus-Resumable") != VERSION:
        raise Refusal(412, _("This page is too old for the server. Reload it and try again."))


def number_in(request: HttpRequest, header: str) -> int:
    """A header that must be a whole number, 0 or more."""
    text = request.headers.get(header, "").strip()
    if not (text.isascii() and text.isdigit()):
        raise Refusal(400, _("The header %(name)s must be a whole number.") % {"name": header})
    if len(text) > MOST_DIGITS:
        raise Refusal(413, _("%(name)s is larger than any file.") % {"name": header})
    return int(text)


def body_length(request: HttpRequest) -> int:
    """How many bytes follow. Without a length a server in front has collected them, or should have."""
    if not request.headers.get("Content-Length"):
        raise Refusal(411, _("The server must be told how many bytes follow (Content-Length)."))
    return number_in(request, "Content-Length")


def checksum_in(request: HttpRequest) -> Checksum | None:
    """Upload-Checksum: “sha1 base64”."""
    header = request.headers.get("Upload-Checksum", "")
    if not header:
        return None
    algorithm, _space, encoded = header.partition(" ")
    try:
        digest = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    if (
        algorithm not in ALGORITHMS
        or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size
    ):
        raise Refusal(400, _("The checksum must be one of: %(names)s.") % {"names": ", ".join(ALGORITHMS)})
    return Checksum(algorithm, digest)
