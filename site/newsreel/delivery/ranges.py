"""Byte ranges and validators for any file (RFC 9110, sections 13 and 14). Memory use does not grow with the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

BLOCK_BYTES = 64 * 1024
# An open-ended range gets at most this much, so that a slow reader holds no thread for a whole film.
OPEN_RANGE_BYTES = 4 * 1024 * 1024
_RANGE = re.compile(r"bytes=[ \t]*([0-9]{0,400})-([0-9]{0,400})[ \t]*\Z", re.IGNORECASE)


class RangeNotSatisfiable(ValueError):
    """The range begins after the end of the file, or asks for nothing."""


@dataclass(frozen=True)
class Range:
    """Bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@dataclass
class FileOnOffer:
    """An open file with its facts. `etag` is strong and quoted. The response closes the file."""

    file: BinaryIO
    size: int
    content_type: str
    etag: str
    modified: datetime | None = None


def parse_range(header: str, size: int) -> Range | None:
    """The one range asked for, cut to the file; None if the header is to be ignored (the whole file then).

    Several ranges are ignored, as the standard allows. Raises RangeNotSatisfiable.
    """
    match = _RANGE.match(header)
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise RangeNotSatisfiable(header)
        return Range(max(0, size - int(last)), size - 1)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise RangeNotSatisfiable(header)
    return Range(start, min(int(last) if last else start + OPEN_RANGE_BYTES - 1, size - 1))


def file_response(request: HttpRequest, offer: FileOnOffer) -> HttpResponseBase:
    """200, 206, 304, 412 or 416 for a GET or HEAD. Caching and CORS headers are the caller's."""
    modified = int(offer.modified.timestamp()) if offer.modified else None
    conditional = get_conditional_response(request, offer.etag, modified)
    if conditional is not None:
        offer.file.close()
        response = conditional
    else:
        response = _answer(request, offer)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = offer.etag
    if modified is not None:
        response.headers["Last-Modified"] = http_date(modified)
    return response


def _answer(request: HttpRequest, offer: FileOnOffer) -> HttpResponseBase:
    header = request.headers.get("Range", "")
    wanted = None
    # Range is defined for GET only (RFC 9110, 14.2), and only while the validator of If-Range still holds.
    if header and request.method == "GET" and _if_range_holds(request, offer):
        try:
            wanted = parse_range(header, offer.size)
        except RangeNotSatisfiable:
            offer.file.close()
            response = HttpResponse(status=416)
            response.headers["Content-Range"] = f"bytes */{offer.size}"
            return response
    part = wanted or Range(0, offer.size - 1)
    if request.method == "HEAD":
        offer.file.close()
        response = HttpResponse(content_type=offer.content_type)
    else:
        blocks = _blocks(offer.file, part)
        response = StreamingHttpResponse(
            blocks, status=206 if wanted else 200, content_type=offer.content_type
        )
        response._resource_closers.append(offer.file.close)
    response.headers["Content-Length"] = str(part.length)
    if wanted:
        response.headers["Content-Range"] = f"bytes {part.first}-{part.last}/{offer.size}"
    return response


def _if_range_holds(request: HttpRequest, offer: FileOnOffer) -> bool:
    """If-Range: the strong ETag, or exactly the date of the file; anything else means the whole file."""
    validator = request.headers.get("If-Range", "").strip()
    if not validator:
        return True
    if validator.startswith(('"', "W/")):
        return validator == offer.etag
    date = parse_http_date_safe(validator)
    return date is not None and offer.modified is not None and date == int(offer.modified.timestamp())


def _blocks(file: BinaryIO, part: Range) -> Iterator[bytes]:
    """The bytes of the part, a block at a time."""
    remaining = part.length
    file.seek(part.first)
    while remaining > 0:
        block = file.read(min(BLOCK_BYTES, remaining))
        if not block:
            return
        remaining -= len(block)
        yield block
