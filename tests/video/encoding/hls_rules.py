"""Judges playlists and files: RFC 8216, and the rules of Apple's HLS authoring specification that can be measured.

Written from the texts and not from our code: it parses the playlists itself and asks PyAV what is in the bytes.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from pathlib import Path

import av

ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)')
MEDIA_TAGS = {
    "EXTM3U", "EXT-X-VERSION", "EXT-X-TARGETDURATION", "EXT-X-MEDIA-SEQUENCE", "EXT-X-PLAYLIST-TYPE",
    "EXT-X-INDEPENDENT-SEGMENTS", "EXT-X-MAP", "EXTINF", "EXT-X-BYTERANGE", "EXT-X-ENDLIST",
    "EXT-X-I-FRAMES-ONLY",
}  # fmt: skip


@dataclass
class Part:
    """A segment as a player sees it."""

    seconds: float
    start: int
    size: int
    uri: str


@dataclass
class MediaPlaylist:
    target: int
    head: tuple[int, int]
    head_uri: str
    parts: list[Part] = field(default_factory=list)
    keys_only: bool = False


def attributes(text: str) -> dict[str, str]:
    """An attribute list (RFC 8216, 4.2), each name once."""
    found = ATTRIBUTE.findall(text)
    assert "".join(f"{name}={value}," for name, value in found).rstrip(",") == text, f"malformed: {text}"
    assert len({name for name, _value in found}) == len(found)
    return {name: value.strip('"') for name, value in found}


def lines_of(text: str) -> list[str]:
    """Lines without comments; the first must be the mark (4.3.1.1), and there is no byte order mark (4.1)."""
    assert not text.startswith("\ufeff") and text.endswith("\n")
    lines = [line for line in text.split("\n") if line]
    assert lines[0] == "#EXTM3U"
    return [line for line in lines if not line.startswith("#") or line.startswith("#EXT")]


def check_media(text: str) -> MediaPlaylist:
    """A media playlist of recorded video (4.3.3)."""
    values: dict[str, str] = {}
    parts: list[Part] = []
    seconds, span, map_line = None, None, ""
    for line in lines_of(text):
        if not line.startswith("#"):
            assert seconds is not None and span is not None, "EXTINF stands before each segment (4.3.2.1)"
            parts.append(Part(seconds, span[1], span[0], line))
            seconds, span = None, None
            continue
        tag, _colon, value = line[1:].partition(":")
        assert tag in MEDIA_TAGS, tag
        if tag == "EXTINF":
            seconds = float(value.split(",")[0])
        elif tag == "EXT-X-BYTERANGE":
            span = tuple(int(number) for number in value.split("@"))
        elif tag == "EXT-X-MAP":
            assert not parts, "one map, before all segments"
            map_line = value
        else:
            assert tag not in values, f"{tag} stands once"
            values[tag] = value
    assert int(values["EXT-X-VERSION"]) >= 6, "EXT-X-MAP needs version 6 (section 7)"
    assert values["EXT-X-PLAYLIST-TYPE"] == "VOD" and "EXT-X-ENDLIST" in values
    assert text.rstrip().endswith("#EXT-X-ENDLIST")
    target = int(values["EXT-X-TARGETDURATION"])
    assert all(int(part.seconds + 0.5) <= target for part in parts), "4.3.3.1"
    described = attributes(map_line)
    size, start = (int(number) for number in described["BYTERANGE"].split("@"))
    return MediaPlaylist(target, (start, size), described["URI"], parts, "EXT-X-I-FRAMES-ONLY" in values)


def check_bytes(playlist: MediaPlaylist, folder: Path, *, pictures: bool) -> None:
    """The ranges cover the file without a gap, and each segment decodes alone with nothing but the map."""
    file = (folder / playlist.head_uri).read_bytes()
    place = playlist.head[0] + playlist.head[1]
    head = file[playlist.head[0] : place]
    assert head[4:8] == b"ftyp" and b"moov" in head and b"moof" not in head
    for part in playlist.parts:
        assert part.uri == playlist.head_uri
        assert part.start == place and part.size > 0
        place += part.size
        alone = Scrap(head + file[part.start : place])
        with av.open(alone, format="mov") as media:
            packets = [packet for packet in media.demux() if packet.size]
            length = float(sum((packet.duration or 0) * packet.time_base for packet in packets))
            assert abs(length - part.seconds) < 0.05, "EXTINF tells the truth (4.3.2.1)"
            if pictures:
                assert packets[0].is_keyframe and nal_kinds(bytes(packets[0])) & {1, 5} == {5}, (
                    "starts with IDR"
                )
    assert place == len(file)


def check_keys(playlist: MediaPlaylist, whole: MediaPlaylist, folder: Path) -> None:
    """A playlist of key pictures (4.3.3.6): each range holds one IDR picture, and lasts until the next one."""
    assert playlist.keys_only and (playlist.head, playlist.head_uri) == (whole.head, whole.head_uri)
    file = (folder / playlist.head_uri).read_bytes()
    head = file[playlist.head[0] : sum(playlist.head)]
    with av.open(str(folder / playlist.head_uri)) as media:
        keys = [packet for packet in media.demux(video=0) if packet.is_keyframe]
    assert len(playlist.parts) == len(keys), "all of them"
    for part, key in zip(playlist.parts, keys, strict=True):
        assert part.uri == playlist.head_uri and part.start + part.size <= len(file)
        alone = head + file[part.start : part.start + part.size]
        with av.open(Scrap(alone), format="mov") as media:
            packets = [packet for packet in media.demux(video=0) if packet.size and not packet.is_corrupt]
            assert [bytes(packet) for packet in packets] == [bytes(key)]
            assert nal_kinds(bytes(key)) & {1, 5} == {5}
        with av.open(Scrap(alone), format="mov") as media:
            assert len(list(media.decode(video=0))) == 1, "it can be shown without any other picture"
    for (before, after), part in zip(itertools.pairwise(keys), playlist.parts, strict=False):
        gap = float((after.pts - before.pts) * before.time_base)
        assert abs(gap - part.seconds) < 0.001, "it lasts until the next one"
    whole_seconds = sum(part.seconds for part in whole.parts)
    assert abs(sum(part.seconds for part in playlist.parts) - whole_seconds) < 0.001


def nal_kinds(sample: bytes) -> set[int]:
    """The kinds of NAL units in an MP4 sample (H.264, table 7-1)."""
    kinds, place = set(), 0
    while place + 5 <= len(sample):
        kinds.add(sample[place + 4] & 0x1F)
        place += 4 + int.from_bytes(sample[place : place + 4], "big")
    return kinds


class Scrap:
    """A file in memory for PyAV."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def read(self, size: int = -1) -> bytes:
        end = len(self.data) if size < 0 else self.place + size
        found, self.place = self.data[self.place : end], min(end, len(self.data))
        return found

    def seek(self, place: int, whence: int = 0) -> int:
        self.place = place + (self.place if whence == 1 else len(self.data) if whence == 2 else 0)
        return self.place

    def tell(self) -> int:
        return self.place


def peak(parts: list[Part], target: int) -> float:
    """The peak segment bit rate as 4.1 defines it."""
    found = 0.0
    for first in range(len(parts)):
        for last in range(first, len(parts)):
            run = parts[first : last + 1]
            seconds = sum(part.seconds for part in run)
            if 0.5 * target <= seconds <= 1.5 * target:
                found = max(found, sum(part.size for part in run) * 8 / seconds)
    return found


def check_master(text: str) -> tuple[list[tuple[dict[str, str], str]], list[dict[str, str]]]:
    """Variants with their addresses, and renditions (4.3.4)."""
    variants, renditions, waiting = [], [], None
    keys_in_master(text)
    for line in lines_of(text)[1:]:
        tag, _colon, value = line[1:].partition(":")
        if not line.startswith("#"):
            assert waiting is not None, "an address follows EXT-X-STREAM-INF"
            variants.append((waiting, line))
            waiting = None
        elif tag == "EXT-X-STREAM-INF":
            assert waiting is None
            waiting = attributes(value)
        elif tag == "EXT-X-MEDIA":
            renditions.append(attributes(value))
        elif tag == "EXT-X-I-FRAME-STREAM-INF":
            assert waiting is None
        else:
            assert tag in ("EXT-X-VERSION", "EXT-X-INDEPENDENT-SEGMENTS"), tag
    assert waiting is None
    assert "#EXT-X-INDEPENDENT-SEGMENTS" in text
    groups = {(one["TYPE"], one["GROUP-ID"]) for one in renditions}
    for kind, group in groups:
        members = [one for one in renditions if (one["TYPE"], one["GROUP-ID"]) == (kind, group)]
        assert len({one["NAME"] for one in members}) == len(members), "names differ in a group (4.3.4.1.1)"
        assert sum(one.get("DEFAULT") == "YES" for one in members) <= 1
    for attrs, _uri in variants:
        for name in ("BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS", "RESOLUTION", "FRAME-RATE"):
            assert attrs.get(name), f"Apple, 9: {name} is there"
        assert attrs["CLOSED-CAPTIONS"] == "NONE"
        assert int(attrs["AVERAGE-BANDWIDTH"]) <= int(attrs["BANDWIDTH"])
        for name, kind in (("AUDIO", "AUDIO"), ("SUBTITLES", "SUBTITLES")):
            assert name not in attrs or (kind, attrs[name]) in groups, "the group exists (4.3.4.2)"
        assert re.fullmatch(r"\d+\.\d{3}", attrs["FRAME-RATE"]) and float(attrs["FRAME-RATE"]) <= 60
    return variants, renditions


def keys_in_master(text: str) -> list[dict[str, str]]:
    """The playlists of key pictures that a master playlist names (4.3.4.3; Apple, 6 and 9)."""
    tag = "#EXT-X-I-FRAME-STREAM-INF:"
    found = [attributes(line.removeprefix(tag)) for line in lines_of(text) if line.startswith(tag)]
    for attrs in found:
        for name in ("BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS", "RESOLUTION", "URI"):
            assert attrs.get(name), f"{name} is there"
        assert not attrs.keys() & {"FRAME-RATE", "AUDIO", "SUBTITLES", "CLOSED-CAPTIONS"}, (
            "4.3.4.3 forbids them"
        )
        assert "mp4a" not in attrs["CODECS"]
        assert int(attrs["AVERAGE-BANDWIDTH"]) <= int(attrs["BANDWIDTH"])
    return found
