"""What was found in a file, in words and units: for the page of a job."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from video.dolby import needs_dolby
from video.timecodes import clock

KBIT = 1000


def described(facts: dict[str, object]) -> list[tuple[str, str]]:
    """Pairs of a label and a text, picture first; what was not found is left out."""
    return [(label, text) for label, text in (*_file(facts), *_picture(facts), *_sound(facts)) if text]


def _file(facts: dict[str, object]) -> Iterator[tuple[str, str]]:
    duration, size = facts.get("duration"), facts.get("file_size")
    yield _("Kind of file"), str(facts.get("container") or "").upper()
    yield _("Size"), filesizeformat(size) if size else ""
    yield _("Length"), clock(round(duration)) if duration else ""
    yield _("Bit rate"), _rate(facts.get("bit_rate"))
    yield _("Browsers play it as it is"), _("Yes") if facts.get("browsers_play") else _("No")


def _picture(facts: dict[str, object]) -> Iterator[tuple[str, str]]:
    width, height = facts.get("width"), facts.get("height")
    yield _("Picture"), f"{width} × {height}" if width and height else ""
    turned = facts.get("rotation")
    yield _("Turned"), _("%(degrees)d degrees") % {"degrees": turned} if turned else ""
    yield _("Shape of a pixel"), _ratio(facts.get("pixel_ratio"), but="1:1")
    yield _("Picture codec"), _codec(facts, "video", facts.get("pixel_format"))
    yield _("Pictures a second"), _frames(facts)
    yield _("Bit rate of the picture"), _rate(facts.get("video_bit_rate"))
    yield _("Colours"), _("HDR (%(kind)s)") % {"kind": facts["hdr"]} if facts.get("hdr") else ""
    yield _("Dolby Vision"), _dolby(facts)
    yield _("Interlaced"), _("Yes") if facts.get("interlaced") else ""


def _sound(facts: dict[str, object]) -> Iterator[tuple[str, str]]:
    if not facts.get("has_audio"):
        yield _("Sound"), _("None")
        return
    channels, rate = facts.get("audio_channels"), facts.get("audio_rate")
    yield _("Sound tracks"), _tracks(facts)
    yield _("Sound codec"), _codec(facts, "audio")
    yield _("Channels"), str(channels or "")
    yield _("Sampled at"), _("%(number)g kHz") % {"number": rate / 1000} if rate else ""
    yield _("Bit rate of the sound"), _rate(facts.get("audio_bit_rate"))


def _dolby(facts: dict[str, object]) -> str:
    if facts.get("dolby_profile") is None:
        return ""
    words = _("Profile %(number)d; the colours need it") if needs_dolby(facts) else _("Profile %(number)d")
    return words % {"number": facts["dolby_profile"]}


def _tracks(facts: dict[str, object]) -> str:
    """Which of several is heard; of one there is nothing to say."""
    count = facts.get("audio_tracks") or 0
    if facts.get("audio_mix"):
        return _("%(count)d; the first two, in mono, are left and right") % {"count": count}
    if count > 1:
        return _("%(count)d; stream %(stream)d is heard") % {"count": count, "stream": facts["audio_stream"]}
    return ""


def _codec(facts: dict[str, object], kind: str, more: object = None) -> str:
    found = (facts.get(f"{kind}_codec"), facts.get(f"{kind}_profile"), more)
    return " · ".join(str(part) for part in found if part)


def _frames(facts: dict[str, object]) -> str:
    rate = facts.get("frame_rate")
    if not rate:
        return ""
    words = f"{rate[0] / rate[1]:.4g}"
    return _("%(number)s, not evenly") % {"number": words} if facts.get("variable_frame_rate") else words


def _rate(bits: object) -> str:
    return _("%(number)d kbit/s") % {"number": round(bits / KBIT)} if bits else ""


def _ratio(value: list[int] | None, but: str) -> str:
    text = f"{value[0]}:{value[1]}" if value else ""
    return "" if text == but else text
