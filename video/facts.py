"""The facts of a video: what may be believed of a probe's answer, what browsers play, and what is refused."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from video.timecodes import clock

MAX_SIDE = 16_384
MIN_SIDE = 16
MAX_PIXELS = 8_192 * 8_192
MAX_SHAPE = 12
MAX_DURATION = 48 * 3600
# A still picture with silence takes more bits per second than this; whoever has fewer claims hours that are not there.
LEAST_BIT_RATE = 2_000
LONG = 60
MAX_TEXT = 24
# What the browsers of our readers play without being asked.
PLAYABLE = {
    "mp4": ({"h264", "av1", "vp9"}, {"", "aac", "mp3", "opus", "flac"}),
    "webm": ({"vp8", "vp9", "av1"}, {"", "opus", "vorbis"}),
}
PLAYABLE_PIXELS = {"yuv420p", "yuvj420p"}
# Name to the largest value that is believed.
_NUMBERS = {
    "width": MAX_SIDE, "height": MAX_SIDE, "coded_width": MAX_SIDE, "coded_height": MAX_SIDE, "rotation": 359,
    "duration": MAX_DURATION, "bit_rate": 10**10, "video_bit_rate": 10**10, "audio_bit_rate": 10**8,
    "video_stream": 10_000, "audio_stream": 10_000, "video_level": 255, "matrix": 255, "primaries": 255,
    "frames": 10**9, "usual_rate": 100_000, "keyframe_seconds": MAX_DURATION, "keyframe_gap": MAX_DURATION,
    "audio_channels": 64, "audio_rate": 768_000, "audio_tracks": 1000, "dolby_profile": 127, "dolby_base": 15,
}  # fmt: skip
_TEXTS = ("video_codec", "video_profile", "pixel_format", "hdr", "audio_codec", "audio_profile")
_TRUTHS = ("has_audio", "interlaced", "variable_frame_rate", "full_range", "private")
_RATIOS = ("frame_rate", "pixel_ratio")
_SIZE = ("width", "height", "duration")


def clean_facts(answer: dict[str, object], container: str, file_size: int) -> dict[str, object]:
    """What a probe said, with absurd values left out: only names that we know, of the right kind and within bounds.

    Raises ValueError if the size of the picture or the duration (seconds) cannot be.
    """
    facts: dict[str, object] = {"container": container, "file_size": file_size}
    facts |= {name: _number(answer.get(name), most) for name, most in _NUMBERS.items()}
    facts |= {name: str(answer.get(name) or "")[:MAX_TEXT] for name in _TEXTS}
    facts |= {name: bool(answer.get(name)) for name in _TRUTHS}
    facts |= {name: _ratio(answer.get(name)) for name in _RATIOS}
    facts["audio_mix"] = _two_streams(answer.get("audio_mix"))
    if not facts["width"] or not facts["height"] or facts["duration"] is None:
        raise ValueError("No picture of this size and length can be.")
    facts["duration"] = round(facts["duration"], 3) or None
    facts["browsers_play"] = browsers_play(facts)
    return facts


def _number(value: object, most: float) -> float | int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value if 0 <= value <= most else None


def _ratio(value: object) -> list[int] | None:
    """A ratio of two whole numbers between 1:1000 and 1000:1."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    above, below = (_number(part, 2**31) for part in value)
    if not isinstance(above, int) or not isinstance(below, int) or not above or not below:
        return None
    return [above, below] if 0.001 <= above / below <= 1000 else None


def _two_streams(value: object) -> list[int] | None:
    """The numbers of two different streams."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    first, second = (_number(part, _NUMBERS["audio_stream"]) for part in value)
    both = isinstance(first, int) and isinstance(second, int) and first != second
    return [first, second] if both else None


def browsers_play(facts: dict[str, object]) -> bool:
    """Whether today's browsers play the original itself."""
    pictures, sounds = PLAYABLE.get(str(facts.get("container")), (set(), set()))
    shown = facts.get("pixel_format")
    return (
        facts.get("video_codec") in pictures
        and (not facts.get("has_audio") or facts.get("audio_codec") in sounds)
        and (not shown or shown in PLAYABLE_PIXELS or facts.get("video_codec") == "av1")
    )


def refusal(facts: dict[str, object]) -> str:
    """Why a file cannot be used at all, in a producer's words; nothing if it can."""
    width, height, duration = (facts.get(name) for name in _SIZE)
    if min(width, height) < MIN_SIDE:
        return _("The picture is only %(width)d × %(height)d pixels. Export it larger.") % {
            "width": width, "height": height,
        }  # fmt: skip
    if width * height > MAX_PIXELS:
        return _("The picture has %(width)d × %(height)d pixels. Export it at 4K (3840 × 2160) or less.") % {
            "width": width, "height": height,
        }  # fmt: skip
    if max(width, height) > MAX_SHAPE * min(width, height):
        return _("The picture is a strip of %(width)d × %(height)d pixels. Export it in a usual shape.") % {
            "width": width, "height": height,
        }  # fmt: skip
    if duration and duration > LONG and facts["file_size"] * 8 / duration < LEAST_BIT_RATE:
        return _(
            "The file claims to last %(length)s, but holds next to nothing. Export it again as MP4 (H.264)."
        ) % {"length": clock(round(duration))}
    return ""


def not_played(facts: dict[str, object]) -> str:
    """What to say of an original that browsers do not play where nothing encodes it."""
    if facts.get("video_codec") not in {"h264", "vp8", "vp9", "av1"}:
        return _("Many browsers cannot play “%(codec)s”. Export it as MP4 (H.264).") % {
            "codec": facts.get("video_codec")
        }
    return _("Many browsers cannot play this kind of file. Export it as MP4 (H.264, 8 bits, with AAC sound).")


def not_shown() -> str:
    """What to say of an original that tells more than its pictures where nothing encodes it."""
    return _(
        "The file tells where it was filmed, by whom or with which camera. Export it again without location and "
        "other metadata, or have ffmpeg installed on the server: it leaves them out."
    )
