"""Dolby Vision: whether a file has it, and what a player sees that knows nothing of it.

Read from the decoder configuration record (“Dolby Vision Streams Within the ISO Base Media File Format”, 2.4, and
the Matroska codec mapping), since what decodes the pictures does not tell of it.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from video.top_boxes import top_boxes

# Of the boxes before or after the pictures, and of the head of a Matroska file, this much is looked at.
LOOKED_AT = 32 * 1024 * 1024
# A “dvcC”, “dvvC” or “dvwC” box is always 32 bytes long, and its record begins with the version 1.0 (or 2.1).
_BOX = re.compile(rb"\x00\x00\x00\x20dv[cvw]C([\x01\x02][\x00\x01].{3})", re.DOTALL)
_MAPPING = re.compile(rb"\x41\xe7\x84dv[cvw]C.{0,24}?\x41\xed.{1,2}?([\x01\x02][\x00\x01].{3})", re.DOTALL)
# Values of bl_signal_compatibility_id: what the base layer is by itself.
NOTHING = 0


def dolby_facts(file: BinaryIO, container: str) -> dict[str, object]:
    """`dolby_profile` and `dolby_base` (0: of no use without Dolby Vision); nothing without it."""
    if container in ("mp4", "mov"):
        record = _BOX.search(_index_of(file))
    elif container in ("matroska", "webm"):
        file.seek(0)
        record = _MAPPING.search(file.read(LOOKED_AT))
    else:
        record = None
    if record is None:
        return {}
    _major, _minor, profile, _level, base = record[1]
    return {"dolby_profile": profile >> 1, "dolby_base": base >> 4}


def needs_dolby(facts: dict[str, object]) -> bool:
    """Whether nobody can show the right colours who does not know Dolby Vision (profile 5 of phones and cinemas)."""
    return facts.get("dolby_profile") is not None and facts.get("dolby_base") == NOTHING


def _index_of(file: BinaryIO) -> bytes:
    """The “moov” box; nothing if it is not found."""
    for box in top_boxes(file):
        if box.kind == b"moov" and box.is_possible:
            file.seek(box.start + box.head)
            return file.read(min(LOOKED_AT, box.size - box.head))
    return b""
