"""Which of the sounds in a file is heard: phones, cameras and editing programs put several beside each other."""

from __future__ import annotations

from collections.abc import Sequence

# Two tracks that differ by less than this many seconds belong together.
AS_LONG = 0.5
NO_LANGUAGE = ("", "und", "mul", "zxx")
_FACTS = ("codec", "profile", "channels", "rate", "bit_rate")


def heard(sounds: object) -> dict[str, object]:
    """The facts of the sound that is used, from what the probe found: its streams that can be decoded, in order.

    A stereo (or larger) stream is taken before a mono one, the one marked as default before the first. Without any,
    the first two mono streams are left and right, as broadcast cameras record them (`audio_mix`).
    """
    found = [sound for sound in sounds if _is_sound(sound)] if isinstance(sounds, list) else []
    if not found:
        return {"has_audio": False, "audio_codec": ""}
    wide = [sound for sound in found if sound["channels"] > 1]
    pair = [] if wide else _left_and_right(found)
    used = pair[0] if pair else _preferred(wide or found)
    facts = {f"audio_{name}": used.get(name) for name in _FACTS}
    if pair:
        facts |= {"audio_channels": 2, "audio_mix": [sound["index"] for sound in pair]}
    return facts | {"has_audio": True, "audio_stream": used["index"], "audio_tracks": len(found)}


def _is_sound(sound: object) -> bool:
    return isinstance(sound, dict) and all(isinstance(sound.get(name), int) for name in ("index", "channels"))


def _preferred(sounds: Sequence[dict[str, object]]) -> dict[str, object]:
    return next((sound for sound in sounds if sound.get("default")), sounds[0])


def _left_and_right(sounds: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    """The first two of them, if they last equally long and are not the same speech in two languages."""
    if len(sounds) < 2:
        return []
    first, second = sounds[:2]
    lengths = [sound.get("seconds") for sound in (first, second)]
    languages = {sound.get("language") for sound in (first, second)} - {None, *NO_LANGUAGE}
    known = all(isinstance(length, int | float) for length in lengths)
    apart = known and abs(lengths[0] - lengths[1]) > AS_LONG
    return [] if apart or len(languages) > 1 else [first, second]
