"""What a video file is, by its bytes and never by its name; and whether it came whole."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from video.top_boxes import top_boxes


@dataclass(frozen=True)
class Container:
    """A kind of file that can be uploaded."""

    label: str  # as producers call it
    extensions: tuple[str, ...]  # the first one is the usual one
    demuxer: str  # the one ffmpeg demuxer that may read it, so that nothing in disguise is followed
    mime: str = ""  # only where browsers play such files themselves


CONTAINERS = {
    "mp4": Container("MP4", ("mp4", "m4v", "mov", "3gp", "f4v"), "mov", "video/mp4"),
    "mov": Container("QuickTime", ("mov", "qt", "mp4", "m4v"), "mov"),
    "webm": Container("WebM", ("webm", "mkv"), "matroska", "video/webm"),
    "matroska": Container("Matroska", ("mkv", "webm"), "matroska"),
    "avi": Container("AVI", ("avi",), "avi"),
    "mpegts": Container("MPEG transport stream", ("mts", "m2ts", "ts", "m2t"), "mpegts"),
    "mpeg": Container("MPEG", ("mpg", "mpeg", "vob"), "mpeg"),
    "mxf": Container("MXF", ("mxf",), "mxf"),
}
# What may be uploaded, by name; what it is, the bytes say.
VIDEO_EXTENSIONS = tuple(
    dict.fromkeys(extension for container in CONTAINERS.values() for extension in container.extensions)
)
EBML = b"\x1a\x45\xdf\xa3"
SEGMENT = b"\x18\x53\x80\x67"
MXF_KEY = b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02"
# Files of old cameras begin with one of these boxes and no “ftyp”.
FIRST_BOXES = (b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot")
# Audio, pictures and other things that also begin with an “ftyp” box.
NOT_VIDEO_BRANDS = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"M4A ", b"M4B ", b"crx ")
HEAD_BYTES = 4096


def container_of(file: BinaryIO) -> str:
    """A key of CONTAINERS. Raises ValidationError, in a producer's words, for anything else or a part of a file."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    head = file.read(HEAD_BYTES)
    try:
        if not size:
            raise ValidationError(_("The file is empty."))
        name = _by_first_bytes(head)
        if name in ("mp4", "mov"):
            _check_boxes(file, size)
        elif name and _declared_size(name, head) > size:
            raise ValidationError(_STOPS)
    finally:
        file.seek(0)
    if name:
        return name
    raise ValidationError(_NO_VIDEO)


def check_head(head: bytes) -> None:
    """Raise ValidationError if a file that begins with these HEAD_BYTES, or fewer if it is shorter, is no video."""
    if not _by_first_bytes(head):
        raise ValidationError(_NO_VIDEO)


_NO_VIDEO = _(
    "This is not an MP4, MOV, WebM, MKV, AVI, MPEG or MXF video, whatever its name says. "
    "Export it as MP4 (H.264) and try again."
)
_STOPS = _("The file stops in the middle: a part of it was lost on its way. Upload it again.")


def check_name(container: str, name: str) -> None:
    """Raise ValidationError if the ending of a file's name is not one of its kind of file."""
    kind = CONTAINERS[container]
    if PurePath(name).suffix.lower().lstrip(".") not in kind.extensions:
        words = {"kind": kind.label, "ending": f".{kind.extensions[0]}"}
        raise ValidationError(
            _("By its content this file is %(kind)s: end its name in “%(ending)s”.") % words
        )


def _by_first_bytes(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "" if brand in NOT_VIDEO_BRANDS else "mov" if brand == b"qt  " else "mp4"
    if head.startswith(EBML):
        return next((name for name in ("webm", "matroska") if name.encode() in head[:64]), "")
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(b"\0\0\1\xba"):
        return "mpeg"
    if MXF_KEY in head:
        return "mxf"
    if _is_transport_stream(head):
        return "mpegts"
    return "mov" if head[4:8] in FIRST_BOXES else ""


def _is_transport_stream(head: bytes) -> bool:
    """Packets of 188 bytes begin with 0x47 (ISO 13818-1, 2.4.3.2); cameras put four bytes of time before each."""
    packets = [(0, 188), (4, 192)]
    return any(
        len(head) > start + 4 * length and all(head[start + n * length] == 0x47 for n in range(5))
        for start, length in packets
    )


def _declared_size(name: str, head: bytes) -> int:
    """How long a file says that it is; 0 where it says nothing, as recordings that were not closed."""
    if name == "avi":
        said = int.from_bytes(head[4:8], "little")
        return said + 8 if said != 0xFFFFFFFF else 0
    place = head.find(SEGMENT) + len(SEGMENT) if name in ("webm", "matroska") else 0
    if place < len(SEGMENT) or place >= len(head) or not head[place]:
        return 0
    # A number of one to eight bytes; the leading zeros of the first give its length (RFC 8794, section 4).
    width = 9 - head[place].bit_length()
    said = int.from_bytes(head[place : place + width], "big") & ((1 << 7 * width) - 1)
    return place + width + said if said != (1 << 7 * width) - 1 else 0


def _check_boxes(file: BinaryIO, size: int) -> None:
    """Walk the boxes of the first level (ISO 14496-12): they must fill the file, with an index among them."""
    has_index = False
    for box in top_boxes(file):
        if not box.is_possible or box.start + box.size > size:
            raise ValidationError(_STOPS)
        has_index = has_index or box.kind == b"moov"
    if not has_index:
        raise ValidationError(
            _("The file has no index (“moov”), so no player can play it. The recording was not finished.")
        )
