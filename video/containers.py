"""What a video file is, by its bytes and never by its name; and whether it came whole."""

from __future__ import annotations

from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EBML = b"\x1a\x45\xdf\xa3"
# Audio, pictures and other things that also begin with an “ftyp” box.
NOT_VIDEO_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"M4A ", b"M4B ", b"crx ")
MAX_BOXES = 10_000


def container_of(file: BinaryIO) -> str:
    """“mp4” or “webm”. Raises ValidationError, in a producer's words, for anything else or a part of a file."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    head = file.read(64)
    try:
        if not size:
            raise ValidationError(_("The file is empty."))
        if head.startswith(EBML) and b"webm" in head:
            return "webm"
        if head[4:8] == b"ftyp" and head[8:12] not in NOT_VIDEO_BRANDS:
            _check_boxes(file, size)
            return "mp4"
    finally:
        file.seek(0)
    raise ValidationError(
        _("This is not an MP4 or WebM video, whatever its name says. Export it as MP4 (H.264) and try again.")
    )


def _check_boxes(file: BinaryIO, size: int) -> None:
    """Walk the boxes of the first level (ISO 14496-12): they must fill the file, with an index among them."""
    place, has_index = 0, False
    for _number in range(MAX_BOXES):
        if place >= size:
            break
        file.seek(place)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:
            length = size - place
        if length < 8 or place + length > size:
            raise ValidationError(
                _("The file stops in the middle: a part of it was lost on its way. Upload it again.")
            )
        has_index = has_index or head[4:8] == b"moov"
        place += length
    if not has_index:
        raise ValidationError(
            _("The file has no index (“moov”), so no player can play it. The recording was not finished.")
        )
