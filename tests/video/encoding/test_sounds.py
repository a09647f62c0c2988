"""Sound: which of several is heard, how it is mixed, how loud it gets, and that it stays with the picture."""

from __future__ import annotations

import itertools
import re
from array import array
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.video.encoding.hls_rules import check_media
from video.encoding.commands import loudness_arguments
from video.encoding.engine import find_encoder
from video.encoding.process import run_ffmpeg
from video.facts import clean_facts
from video.probing import probe
from video.sounds import heard

RATE = 8000


def samples(path: Path, channel: int = 0) -> array:
    """One channel of the sound of a finished file, 8 000 samples a second, from −32768 to 32767."""
    found = array("h")
    with av.open(str(path)) as media:
        channels = media.streams.audio[0].codec_context.channels
        plain = av.AudioResampler(format="s16p", layout="mono" if channels == 1 else "stereo", rate=RATE)
        for frame in [*media.decode(audio=0), None]:
            for part in plain.resample(frame):
                found.extend(memoryview(part.planes[channel]).cast("h")[: part.samples])
    return found


def pitch(wave: array) -> float:
    """How often a second it swings, from its middle."""
    middle = wave[len(wave) // 4 : 3 * len(wave) // 4]
    turns = sum(before < 0 <= after for before, after in itertools.pairwise(middle))
    return turns * RATE / len(middle)


def begins(wave: array) -> float:
    """Seconds until something is heard."""
    return next((place for place, sample in enumerate(wave) if abs(sample) > 800), len(wave)) / RATE


# --- Which one ------------------------------------------------------------------------------------------


def test_the_first_two_mono_tracks_of_a_camera_are_left_and_right(encoded):
    done = encoded("broadcast", "mov")
    assert (done.facts["audio_tracks"], done.facts["audio_mix"], done.facts["audio_channels"]) == (
        4,
        [1, 2],
        2,
    )
    for path in (done.path("audio"), done.path("mp4")):
        assert pitch(samples(path, 0)) == pytest.approx(400, abs=15)
        assert pitch(samples(path, 1)) == pytest.approx(800, abs=15)


def test_the_stereo_sound_that_is_marked_is_heard(encoded):
    done = encoded("several_stereo", default=2)
    assert (done.facts["audio_stream"], done.facts["audio_mix"], done.facts["audio_tracks"]) == (3, None, 4)
    assert pitch(samples(done.path("audio"))) == pytest.approx(1200, abs=15)


def sound(index: int, channels: int = 1, **more: object) -> dict[str, object]:
    return {"index": index, "channels": channels, "codec": "pcm_s24le", "seconds": 10.0} | more


@pytest.mark.parametrize(
    ("sounds", "stream", "mix"),
    [
        ([sound(1, 2), sound(2, 2)], 1, None),
        ([sound(1), sound(2, 2)], 2, None),
        ([sound(1, 2), sound(2, 6, default=True)], 2, None),
        ([sound(1, default=True), sound(2, 2)], 2, None),  # stereo before what is marked
        ([sound(1), sound(2)], 1, [1, 2]),
        ([sound(1), sound(2), sound(3)], 1, [1, 2]),
        ([sound(1), sound(2, seconds=4.0)], 1, None),
        ([sound(1), sound(2, seconds=4.0, default=True)], 2, None),
        ([sound(1, seconds=None), sound(2, seconds=None)], 1, [1, 2]),
        ([sound(1, language="eng"), sound(2, language="ukr")], 1, None),
        ([sound(1, language="und"), sound(2, language="ukr")], 1, [1, 2]),
        ([sound(1)], 1, None),
    ],
)
def test_which_sound_is_used(sounds, stream, mix):
    facts = heard(sounds)
    assert (facts["audio_stream"], facts.get("audio_mix"), facts["audio_tracks"]) == (
        stream,
        mix,
        len(sounds),
    )


@given(
    st.none()
    | st.text()
    | st.lists(
        st.none()
        | st.dictionaries(
            st.sampled_from(["index", "channels", "seconds", "language", "default", "codec"]),
            st.none() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), max_size=2),
        )
    )
)
def test_whatever_the_child_says_of_sounds_is_taken_or_passed_over(sounds):
    good = {"width": 64, "height": 36, "duration": 1.0}
    facts = clean_facts(good | heard(sounds), "mp4", 1000)
    assert facts["audio_mix"] is None or all(isinstance(stream, int) for stream in facts["audio_mix"])


@pytest.mark.parametrize("mix", [[1], [1, 1], [1, -2], ["1", 2], "12", [1, 2, 3], [1, 10**9]])
def test_only_two_different_streams_are_a_pair(mix):
    good = {"width": 64, "height": 36, "duration": 1.0, "has_audio": True}
    assert clean_facts(good | {"audio_mix": mix}, "mp4", 1000)["audio_mix"] is None


# --- How it is mixed, and how loud ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "channels", "kbps"), [("5.1", 2, 128), ("stereo", 2, 128), ("mono", 1, 64)]
)
def test_sound_is_mixed_down_and_mono_stays_mono(encoded, layout, channels, kbps):
    done = encoded("plain", layout=layout)
    assert done.recipe["audio"]["kbps"] == kbps
    with av.open(str(done.path("audio"))) as media:
        codec = media.streams.audio[0].codec_context
        assert (codec.channels, codec.sample_rate, codec.profile) == (channels, 48_000, "LC")


def test_the_voice_in_the_middle_of_a_film_is_heard_on_both_sides(encoded):
    done = encoded("sound_in_the_middle", "mkv")
    assert done.facts["audio_channels"] == 6
    left, right = (samples(done.path("audio"), channel) for channel in (0, 1))
    assert max(left) > 3000 and max(left) == pytest.approx(max(right), rel=0.05)
    assert pitch(left) == pytest.approx(440, abs=15)


def loudness(path: Path) -> float:
    """How loud a finished file is (LUFS)."""
    stream = {"stream": 0, "channels": 2, "rate": 48_000}
    log = run_ffmpeg(find_encoder(), ["-i", f"file:{path}", *loudness_arguments(stream)]).log_tail
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", log)[-1])


@pytest.mark.parametrize("level", [0.4, 6])
def test_what_is_given_out_is_as_loud_as_the_others(encoded, level):
    assert loudness(encoded("plain", level=level).path("audio")) == pytest.approx(-18, abs=1)


def test_silence_stays_silent(encoded):
    done = encoded("silence")
    assert done.facts["has_audio"] and done.rungs[0].kind == "audio"
    assert max(map(abs, samples(done.path("audio")))) < 30
    assert done.result.notices == []


# --- With the picture -----------------------------------------------------------------------------------


def first_moves(path: Path) -> float:
    """Seconds until the picture changes."""
    with av.open(str(path)) as media:
        frames = [(frame.time, bytes(frame.planes[0])) for frame in media.decode(video=0)]
    still = frames[0][1]
    return next((time for time, pixels in frames if differ(pixels, still)), 0.0)


def differ(one: bytes, other: bytes) -> bool:
    return sum(abs(a - b) > 24 for a, b in zip(one[::7], other[::7], strict=True)) > len(one) / 700


def test_sound_that_begins_later_still_does(encoded):
    done = encoded("shifted", sound=0.8)
    for name in ("audio", "mp4"):
        assert begins(samples(done.path(name))) == pytest.approx(0.8, abs=0.06)
    assert first_moves(done.path("mp4")) < 0.2


def test_a_picture_that_begins_later_stands_still_until_then(encoded):
    done = encoded("shifted", picture=0.8)
    assert begins(samples(done.path("mp4"))) < 0.06
    assert first_moves(done.path("mp4")) == pytest.approx(0.8, abs=0.12)


def test_what_was_cut_off_in_front_does_not_come_back(encoded):
    done = encoded("cut_in_front")
    assert done.result.duration == pytest.approx(2, abs=0.1)
    with av.open(str(done.path("mp4"))) as media:
        assert next(media.decode(video=0)).time == 0
    picture, hearing = (check_media(done.rung(name).playlist).parts for name in ("180p", "audio"))
    assert sum(part.seconds for part in picture) == pytest.approx(
        sum(part.seconds for part in hearing), abs=0.1
    )


def test_sound_longer_than_the_picture_is_heard_to_its_end(encoded):
    done = encoded("longer_sound")
    assert len(samples(done.path("mp4"))) / RATE == pytest.approx(3.5, abs=0.1)
    assert done.result.notices == [], "nothing of it is missing"


def test_a_probe_names_every_sound_once(clip):
    facts = probe(clip("several_stereo", default=0)).facts
    assert (facts["audio_stream"], facts["audio_tracks"]) == (2, 4), (
        "the mono one is marked, but stereo is better"
    )
