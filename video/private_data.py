"""What a file tells beside its pictures and its sound: where it was filmed, by whom, with whose camera.

Nothing of it is in what is encoded (video.encoding.commands); this says of an original whether readers may have it.
What a demuxer calls by name is seen by the probe (video.probe_child); some of it no demuxer names, as a track with
the places of a flight, so the file itself is looked at too.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from video.top_boxes import top_boxes

LOOKED_AT = 32 * 1024 * 1024  # bytes, of all that is not picture or sound
# Boxes and kinds of tracks: places as Android (©xyz) and 3GPP (loci) write them, and the tracks and notes in which
# GoPro (gpmd, GPMF), Apple (mebx), 360° cameras (camm), Sony (rtmd), DJI (djmd, dbgi) and dashcams (gps) keep them.
_BOX = re.compile(rb"\x00.{3}(?:\xa9xyz|loci|gpmd|GPMF|mebx|camm|rtmd|djmd|dbgi|gps )", re.DOTALL)
# Keys of Apple's, of XMP and EXIF packets as cameras and Adobe's programs write them (a project's path has the name
# of somebody's computer), and the name of DJI's track of captions with places.
_WORDS = re.compile(
    rb"location\.ISO6709|GPSLatitude|GPSLongitude|dc:creator|DJI\.|SerialNumber|tiff:(?:Make|Model)"
    rb"|Iptc4xmpCore:|photoshop:(?:City|State|Country)|stRef:filePath|creatorAtom"
)
# What comes before the first pictures of a Matroska file (RFC 9559, section 5.1.3).
_CLUSTER = b"\x1f\x43\xb6\x75"


def tells_more(file: BinaryIO, container: str) -> bool:
    """Whether something private is found in the file beside its pictures and sound."""
    if container in ("mp4", "mov"):
        found = beside_pictures(file)
        return bool(_BOX.search(found) or _WORDS.search(found))
    file.seek(0)
    return bool(_WORDS.search(file.read(LOOKED_AT).partition(_CLUSTER)[0]))


def beside_pictures(file: BinaryIO) -> bytes:
    """All boxes of the first level that hold no pictures and sound, at most LOOKED_AT bytes."""
    found = bytearray()
    for box in top_boxes(file):
        if not box.is_possible or len(found) >= LOOKED_AT:
            break
        if box.kind != b"mdat":
            file.seek(box.start)
            found += file.read(min(LOOKED_AT - len(found), box.size))
    return bytes(found)
