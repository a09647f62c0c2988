"""Reading the fragmented MP4 that the encoder wrote: its codecs, and where each fragment lies (ISO 14496-12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

NON_SYNC_SAMPLE = 0x10000
# The boxes that hold other boxes, with the bytes before these.
_INSIDE = {b"moov": 0, b"trak": 0, b"mdia": 0, b"minf": 0, b"stbl": 0, b"moof": 0, b"traf": 0, b"mvex": 0}
_INSIDE |= {b"edts": 0, b"stsd": 8, b"avc1": 78, b"avc3": 78, b"mp4a": 28}
MAX_HEAD_BYTES = 16 * 1024 * 1024
NAL_IDR, NAL_SLICE = 5, 1


@dataclass(frozen=True)
class Fragment:
    """A “moof” and its “mdat”: what can be fetched and played by itself."""

    offset: int  # bytes
    size: int  # bytes
    start: float  # seconds, decoding time
    seconds: float
    starts_with_key: bool
    first_sample: tuple[int, int]  # its offset and size in the file


@dataclass(frozen=True)
class Head:
    """The “ftyp” and “moov” before the fragments."""

    size: int  # bytes
    timescale: int
    codecs: str  # RFC 6381
    width: int | None
    height: int | None
    edit_start: int  # where the edit list lets the presentation begin, in the timescale
    default_duration: int = 0
    default_size: int = 0
    default_flags: int = 0


class NotFragmented(ValueError):
    """The file is not of the kind that this module reads."""


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Kind, first byte of the content, and end of each box."""
    end = len(data) if end is None else end
    while start + 8 <= end:
        size, kind, content = (
            int.from_bytes(data[start : start + 4], "big"),
            data[start + 4 : start + 8],
            start + 8,
        )
        if size == 1:
            size, content = int.from_bytes(data[start + 8 : start + 16], "big"), start + 16
        if size < 8 or start + size > end:
            raise NotFragmented(f"A box of {size} bytes cannot be at {start}.")
        yield kind, content, start + size
        start += size


def find_all(data: bytes, wanted: bytes, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Content and end of every box of a kind, however deep."""
    found = []
    for kind, content, stop in boxes(data, start, end):
        if kind == wanted:
            found.append((content, stop))
        if kind in _INSIDE:
            found += find_all(data, wanted, content + _INSIDE[kind], stop)
    return found


def number(data: bytes, place: int, length: int = 4) -> int:
    return int.from_bytes(data[place : place + length], "big")


def read_head(file: BinaryIO) -> Head:
    """What stands before the first data: of the first track, but the codecs of all. Raises NotFragmented without."""
    data, size = _head_bytes(file)
    content, _end = _one(data, b"mdhd")
    timescale = number(data, content + (20 if data[content] == 1 else 12))
    defaults = next((content for content, _end in find_all(data, b"trex")), None)
    video = next(iter(find_all(data, b"avc1") + find_all(data, b"avc3")), None)
    edits = find_all(data, b"elst")
    return Head(
        size=size,
        timescale=timescale or 1,
        codecs=_codecs(data),
        width=number(data, video[0] + 24, 2) if video else None,
        height=number(data, video[0] + 26, 2) if video else None,
        edit_start=_edit_start(data, edits[0][0]) if edits else 0,
        default_duration=number(data, defaults + 12) if defaults else 0,
        default_size=number(data, defaults + 16) if defaults else 0,
        default_flags=number(data, defaults + 20) if defaults else 0,
    )


def _head_bytes(file: BinaryIO) -> tuple[bytes, int]:
    """Everything before the first fragment."""
    file.seek(0)
    place, data = 0, b""
    while place < MAX_HEAD_BYTES:
        start = file.read(8)
        size = int.from_bytes(start[:4], "big")
        if len(start) < 8 or size < 8:
            break
        if start[4:] in (b"moof", b"mdat", b"sidx", b"styp"):
            return data, place
        data += start + file.read(size - 8)
        place += size
    raise NotFragmented("There are no fragments.")


def _one(data: bytes, kind: bytes) -> tuple[int, int]:
    found = find_all(data, kind)
    if not found:
        raise NotFragmented(f"There is no “{kind.decode()}”.")
    return found[0]


def _edit_start(data: bytes, content: int) -> int:
    """The media time of the first edit (ISO 14496-12, 8.6.6)."""
    version_1 = data[content] == 1
    place = content + 8 + (8 if version_1 else 4)
    value = int.from_bytes(data[place : place + (8 if version_1 else 4)], "big", signed=True)
    return max(value, 0)


def _codecs(data: bytes) -> str:
    """“avc1.64001f” from the avcC (ISO 14496-15), “mp4a.40.2” from the esds (ISO 14496-1)."""
    pictures = ["avc1." + data[content + 1 : content + 4].hex() for content, _end in find_all(data, b"avcC")]
    sounds = [_audio_codec(data[content + 4 : end]) for content, end in find_all(data, b"esds")]
    return ",".join([*pictures, *sounds])


def _audio_codec(descriptors: bytes) -> str:
    """Walk the descriptors 3 (stream), 4 (decoder) and 5 (its configuration) of an esds."""
    place, kind = 0, 0
    while place + 2 < len(descriptors):
        tag, place = descriptors[place], place + 1
        while descriptors[place] & 0x80:
            place += 1
        place += 1
        if tag == 3:
            place += 3
        elif tag == 4:
            kind = descriptors[place]
            place += 13
        elif tag == 5:
            profile = descriptors[place] >> 3
            return f"mp4a.{kind:02x}.{profile}"
        else:
            break
    return "mp4a.40.2"


def read_fragments(file: BinaryIO, head: Head) -> list[Fragment]:
    """All fragments in order. Raises NotFragmented if the file is cut off."""
    fragments, place = [], head.size
    file.seek(0, 2)
    end = file.tell()
    while place < end:
        file.seek(place)
        start = file.read(16)
        size, kind = _size_and_kind(start)
        if size < 8 or place + size > end:
            raise NotFragmented("The file stops within a box.")
        if kind == b"moof":
            file.seek(place)
            moof = file.read(size)
            data_size, data_kind = _size_and_kind(file.read(16))
            if data_kind != b"mdat" or place + size + data_size > end:
                raise NotFragmented("A fragment has no data.")
            fragments.append(_fragment(moof, place, size + data_size, head))
            size += data_size
        place += size
    return fragments


def _size_and_kind(start: bytes) -> tuple[int, bytes]:
    size = number(start, 0)
    return (number(start, 8, 8) if size == 1 else size), start[4:8]


def _fragment(moof: bytes, offset: int, size: int, head: Head) -> Fragment:
    content, _end = _one(moof, b"tfdt")
    started = number(moof, content + 4, 8) if moof[content] == 1 else number(moof, content + 4)
    duration, sample_size, flags = _defaults(moof, head)
    ticks, first = 0, None
    for content, _end in find_all(moof, b"trun"):
        for sample in _samples(moof, content, duration, sample_size, flags):
            first = first or sample
            ticks += sample[0]
    if first is None:
        raise NotFragmented("A fragment holds nothing.")
    return Fragment(
        offset=offset,
        size=size,
        start=started / head.timescale,
        seconds=ticks / head.timescale,
        starts_with_key=not first[2] & NON_SYNC_SAMPLE,
        first_sample=(offset + first[3], first[1]),
    )


def _defaults(moof: bytes, head: Head) -> tuple[int, int, int]:
    """Duration, size and flags of samples that do not say their own (8.8.7)."""
    content, _end = _one(moof, b"tfhd")
    present, place = number(moof, content + 1, 3), content + 8
    place += 8 * bool(present & 0x1) + 4 * bool(present & 0x2)
    found = []
    for bit, default in ((0x8, head.default_duration), (0x10, head.default_size), (0x20, head.default_flags)):
        found.append(number(moof, place) if present & bit else default)
        place += 4 * bool(present & bit)
    return found[0], found[1], found[2]


def _samples(
    moof: bytes, content: int, duration: int, size: int, flags: int
) -> Iterator[tuple[int, int, int, int]]:
    """Duration, size, flags and offset from the start of the “moof” of each sample of a run (8.8.8)."""
    present, count, place = number(moof, content + 1, 3), number(moof, content + 4), content + 8
    offset = number(moof, place) if present & 0x1 else 0
    place += 4 * bool(present & 0x1)
    first_flags = number(moof, place) if present & 0x4 else None
    place += 4 * bool(present & 0x4)
    for index in range(count):
        values = [duration, size, flags]
        for position, bit in enumerate((0x100, 0x200, 0x400)):
            if present & bit:
                values[position], place = number(moof, place), place + 4
        place += 4 * bool(present & 0x800)
        if index == 0 and first_flags is not None:
            values[2] = first_flags
        yield values[0], values[1], values[2], offset
        offset += values[1]


def first_picture_is_idr(file: BinaryIO, fragment: Fragment) -> bool:
    """Whether a fragment's first picture needs none before it (H.264, NAL unit type 5), whatever its flags say."""
    offset, size = fragment.first_sample
    file.seek(offset)
    sample, place = file.read(min(size, 1 << 20)), 0
    while place + 5 <= len(sample):
        kind = sample[place + 4] & 0x1F
        if kind in (NAL_IDR, NAL_SLICE):
            return kind == NAL_IDR
        place += 4 + number(sample, place)
    return False


def read_file(path: Path) -> tuple[Head, list[Fragment]]:
    """Head and fragments of a finished file."""
    with path.open("rb") as file:
        head = read_head(file)
        return head, read_fragments(file, head)


def codecs_of(path: Path) -> str:
    """The codecs of an MP4 whose index stands at its beginning (RFC 6381)."""
    with path.open("rb") as file:
        return read_head(file).codecs


def run_up(path: Path) -> float:
    """Seconds at the start of a sound that belong to the codec and are not heard."""
    with path.open("rb") as file:
        head = read_head(file)
    return head.edit_start / head.timescale
