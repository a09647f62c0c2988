"""Upload-Metadata (tus 1.0, Creation): names that a stranger chose, made harmless."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from video.uploads.refusals import Refusal

MOST_CHARACTERS = 8192
MOST_PAIRS = 16
MOST_NAME = 255
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}\Z")


@dataclass(frozen=True)
class UploadMetadata:
    """What a client says of the file it is about to send."""

    filename: str = ""
    title: str = ""
    collection: str = ""
    fingerprint: str = ""


def read_metadata(header: str) -> UploadMetadata:
    """The header “key base64,key base64”. Raises Refusal if it cannot be read; unknown keys are passed over."""
    if len(header) > MOST_CHARACTERS:
        raise Refusal(431, _("The file’s name or title is far too long. Shorten it and try again."))
    values: dict[str, str] = {}
    pairs = [pair.strip() for pair in header.split(",") if pair.strip()]
    for pair in pairs[: MOST_PAIRS + 1]:
        key, _space, encoded = pair.partition(" ")
        if len(pairs) > MOST_PAIRS or not KEY.match(key) or key in values:
            raise _unreadable()
        values[key] = _decoded(encoded.strip())
    filename = clean_filename(values.get("filename", ""))
    return UploadMetadata(
        filename=filename,
        title=clean_line(values.get("title", ""))[:MOST_NAME] or PurePosixPath(filename).stem,
        collection=values.get("collection", ""),
        fingerprint=clean_line(values.get("fingerprint", ""))[:64],
    )


def _decoded(encoded: str) -> str:
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise _unreadable() from error


def _unreadable() -> Refusal:
    return Refusal(400, _("What was said about the file cannot be read. Reload the page and try again."))


def clean_line(text: str) -> str:
    """One line of text: without control and invisible direction characters, spaces made single."""
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def clean_filename(name: str) -> str:
    """The last part of a path, as one line of at most 255 characters that keeps its ending."""
    last = clean_line(re.split(r"[/\\]", name)[-1])
    if len(last) <= MOST_NAME:
        return last
    suffix = PurePosixPath(last).suffix[:10]
    return last[: MOST_NAME - len(suffix)] + suffix
