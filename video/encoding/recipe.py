"""Planning an encoding: from the facts of an original to the recipe that every attempt follows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from video.containers import CONTAINERS
from video.dolby import needs_dolby
from video.encoding.conformance import can_copy_picture
from video.encoding.frames import even_rate, group_frames
from video.encoding.ladder import early_step, one_file_step, plan_ladder
from video.encoding.results import EncodingError

VERSION = 1
LADDER, LOOP = "ladder", "loop"
# Silent clips up to this length are loops: one MP4 does, without playlists.
LOOP_SECONDS = 20
SOUND_RATE = 48_000
STEREO_KBPS, MONO_KBPS = 128, 64
LOUDNESS_OFF = "off"


def make_recipe(facts: dict[str, object], settings: object) -> dict[str, object]:
    """The plan of an encoding as JSON: rungs with sizes and limits, sound, filters.

    `facts` are those of `video.probing`; `settings` anything with the NEWSREEL_… attributes, such as
    django.conf.settings. The recipe is kept with the job, so that a second attempt makes the same files.
    Raises EncodingError if the facts are missing.
    """
    if not facts.get("width") or not facts.get("height"):
        raise EncodingError(_("The file has not been read yet. It is tried again."), may_retry=True)
    rate = even_rate(facts)
    steps = plan_ladder(int(facts["width"]), int(facts["height"]), source_kbps(facts), float(rate))
    loop = is_loop(facts)
    one_file = one_file_step(steps)
    if loop:
        steps = [one_file]
    return {
        "version": VERSION,
        "kind": LOOP if loop else LADDER,
        "demuxer": CONTAINERS[str(facts.get("container") or "mp4")].demuxer,
        "duration": facts.get("duration"),
        "frame_rate": [rate.numerator, rate.denominator],
        "group": group_frames(rate),
        "steps": [
            {**step.as_json(), "copy": can_copy_picture(facts, step, rate, any_group=loop)} for step in steps
        ],
        "early": early_step(steps).name,
        "one_file": one_file.name,
        "picture": _picture(facts),
        "audio": _sound(facts, settings),
        "preset": settings.NEWSREEL_ENCODER_PRESET,
        "threads": settings.NEWSREEL_ENCODER_THREADS,
    }


def is_loop(facts: dict[str, object]) -> bool:
    """Whether a video is so short and silent that it is shown as a loop."""
    duration = facts.get("duration")
    return not facts.get("has_audio") and bool(duration) and duration <= LOOP_SECONDS


def source_kbps(facts: dict[str, object]) -> float | None:
    """What the original spends on its picture, in terms of H.264: newer codecs do with about half."""
    bits = facts.get("video_bit_rate") or facts.get("bit_rate")
    if not bits:
        return None
    factor = 1.0 if facts.get("video_codec") in ("h264", "mpeg4", "mpeg2video", "mpeg1video") else 2.0
    return bits * factor / 1000


def _picture(facts: dict[str, object]) -> dict[str, object]:
    """What the filters need to know."""
    return {
        "stream": facts.get("video_stream") or 0,
        "interlaced": bool(facts.get("interlaced")),
        "hdr": "" if needs_dolby(facts) else str(facts.get("hdr") or ""),
        "needs_dolby": needs_dolby(facts),
        "matrix": facts.get("matrix"),
        "primaries": facts.get("primaries"),
        "full_range": bool(facts.get("full_range")),
        "short": min(int(facts["width"]), int(facts["height"])),
    }


def _sound(facts: dict[str, object], settings: object) -> dict[str, object] | None:
    if not facts.get("has_audio"):
        return None
    mono = facts.get("audio_channels") == 1 and not facts.get("audio_mix")
    wanted = settings.NEWSREEL_LOUDNESS
    return {
        "stream": facts.get("audio_stream"),
        "mix": facts.get("audio_mix"),  # two mono streams that are left and right
        "channels": 1 if mono else 2,
        "kbps": MONO_KBPS if mono else STEREO_KBPS,
        "rate": SOUND_RATE,
        "loudness": None if wanted == LOUDNESS_OFF else float(wanted),
    }
