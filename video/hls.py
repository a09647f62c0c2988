"""HLS playlists printed from the finished rungs of a job (RFC 8216). Pure text: no request, no storage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from video.encoding.playlists import VERSION, channels_of

if TYPE_CHECKING:
    from video.models import Rung

CONTENT_TYPE = "application/vnd.apple.mpegurl"
# What the address of a playlist of key pictures ends with.
KEYS_ENDING = "-keys.m3u8"
# A player that knows nothing of the connection yet begins with the first variant listed: a middling one.
FIRST_CHOICE_BITS = 2_000_000
# While more is being made of a film its master playlist says so (session data, 4.3.4.4), and after how many seconds a
# player may look at it again. What a playlist without it offers is all that there will be.
GROWING = "newsreel.growing"
GROWING_SECONDS = 20
# What each kind of captions does for its readers (Apple's HLS authoring specification, 4.5 and 4.6).
SPOKEN_AND_HEARD = (
    "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"
)


@dataclass(frozen=True)
class Subtitles:
    """One subtitle rendition: where its playlist is, and for whom."""

    uri: str
    language: str
    label: str
    is_captions: bool = False
    is_default: bool = False


def master_playlist(
    rungs: Sequence[Rung], subtitles: Iterable[Subtitles] = (), language: str = "", *, growing: bool = False
) -> str:
    """The master playlist (4.3.4): one variant a picture size, all with the shared sound and the subtitles.

    `growing`: whether more is being made. Then there may be no variant yet: nothing that plays, but our own player
    learns where to wait.
    """
    pictures = in_order([rung for rung in rungs if rung.kind == "video"])
    sound = next((rung for rung in rungs if rung.kind == "audio"), None)
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if growing:
        data = {"DATA-ID": quoted(GROWING), "VALUE": quoted(str(GROWING_SECONDS))}
        lines.append("#EXT-X-SESSION-DATA:" + attribute_list(data))
    if sound is not None:
        lines.append(_sound(sound, language))
    subtitles = unique_labels(subtitles)
    lines += [_subtitles(one) for one in subtitles]
    for rung in pictures:
        lines += [_variant(rung, sound, has_subtitles=bool(subtitles)), f"{rung.name}.m3u8"]
    lines += [_keys(rung) for rung in pictures if rung.keys_bandwidth]
    return "\n".join(lines) + "\n"


def in_order(pictures: list[Rung]) -> list[Rung]:
    """Best first, but before all the best one for a connection that nobody has measured yet."""
    if not pictures:
        return []
    pictures = sorted(pictures, key=lambda rung: -(rung.bandwidth or 0))
    modest = [rung for rung in pictures if (rung.bandwidth or 0) <= FIRST_CHOICE_BITS]
    first = modest[0] if modest else pictures[-1]
    return [first, *(rung for rung in pictures if rung is not first)]


def unique_labels(subtitles: Iterable[Subtitles]) -> list[Subtitles]:
    """NAME is unique within a group (4.3.4.1.1): a second track of the same name carries its number."""
    found: list[Subtitles] = []
    seen: dict[str, int] = {}
    for one in subtitles:
        seen[one.label] = seen.get(one.label, 0) + 1
        label = one.label if seen[one.label] == 1 else f"{one.label} ({seen[one.label]})"
        found.append(Subtitles(one.uri, one.language, label, one.is_captions, one.is_default))
    return found


def subtitle_playlist(captions_url: str, duration: float) -> str:
    """A media playlist with the whole WebVTT file as its one segment (3.5)."""
    seconds = max(duration, 0.001)
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{VERSION}", f"#EXT-X-TARGETDURATION:{math.ceil(seconds)}"]
    lines += ["#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD"]
    lines += [f"#EXTINF:{seconds:.3f},", captions_url, "#EXT-X-ENDLIST"]
    return "\n".join(lines) + "\n"


def _sound(rung: Rung, language: str) -> str:
    attributes = {"TYPE": "AUDIO", "GROUP-ID": '"sound"', "NAME": quoted(language or "und")}
    if language:
        attributes["LANGUAGE"] = quoted(language)
    attributes |= {"DEFAULT": "YES", "AUTOSELECT": "YES"}
    if channels := channels_of(rung.playlist):
        attributes["CHANNELS"] = quoted(channels)
    attributes |= {"URI": quoted(f"{rung.name}.m3u8")}
    return "#EXT-X-MEDIA:" + attribute_list(attributes)


def _subtitles(one: Subtitles) -> str:
    attributes = {
        "TYPE": "SUBTITLES",
        "GROUP-ID": '"words"',
        "NAME": quoted(one.label),
        "LANGUAGE": quoted(one.language),
        "DEFAULT": "YES" if one.is_default else "NO",
        "AUTOSELECT": "YES",
        "FORCED": "NO",
    }
    if one.is_captions:
        attributes["CHARACTERISTICS"] = quoted(SPOKEN_AND_HEARD)
    return "#EXT-X-MEDIA:" + attribute_list(attributes | {"URI": quoted(one.uri)})


def _variant(rung: Rung, sound: Rung | None, *, has_subtitles: bool) -> str:
    """EXT-X-STREAM-INF: bit rates are those of picture and sound together, as measured."""
    together = [rung, sound] if sound is not None else [rung]
    attributes = {"BANDWIDTH": str(sum(one.bandwidth or 0 for one in together))}
    if all(one.average_bandwidth for one in together):
        attributes["AVERAGE-BANDWIDTH"] = str(sum(one.average_bandwidth for one in together))
    codecs = ",".join(dict.fromkeys(one.codecs for one in together if one.codecs))
    if codecs:
        attributes["CODECS"] = quoted(codecs)
    if rung.width and rung.height:
        attributes["RESOLUTION"] = f"{rung.width}x{rung.height}"
    if rung.frame_rate:
        attributes["FRAME-RATE"] = f"{rung.frame_rate:.3f}"
    if sound is not None:
        attributes["AUDIO"] = '"sound"'
    if has_subtitles:
        attributes["SUBTITLES"] = '"words"'
    return "#EXT-X-STREAM-INF:" + attribute_list(attributes | {"CLOSED-CAPTIONS": "NONE"})


def _keys(rung: Rung) -> str:
    """EXT-X-I-FRAME-STREAM-INF (4.3.4.3): the key pictures of a rung, for winding and for stills while seeking."""
    attributes = {"BANDWIDTH": str(rung.keys_bandwidth)}
    if rung.keys_average_bandwidth:
        attributes["AVERAGE-BANDWIDTH"] = str(rung.keys_average_bandwidth)
    if rung.codecs:
        attributes["CODECS"] = quoted(rung.codecs)
    if rung.width and rung.height:
        attributes["RESOLUTION"] = f"{rung.width}x{rung.height}"
    uri = quoted(f"{rung.name}{KEYS_ENDING}")
    return "#EXT-X-I-FRAME-STREAM-INF:" + attribute_list(attributes | {"URI": uri})


def attribute_list(attributes: dict[str, str]) -> str:
    """Names and values as 4.2 wants them."""
    return ",".join(f"{name}={value}" for name, value in attributes.items())


def quoted(text: str) -> str:
    """A quoted string (4.2), which can hold neither quotation marks nor line ends."""
    return '"' + text.replace('"', "'").replace("\r", " ").replace("\n", " ") + '"'
