"""What is made is HLS as RFC 8216 and Apple's authoring specification want it, as far as one can measure."""

from __future__ import annotations

import pytest

from tests.video.encoding import hls_rules as rules
from video import hls
from video.encoding.packaging import average_bandwidth, peak_bandwidth
from video.encoding.playlists import Segment, channels_of


@pytest.fixture
def long_one(encoded):
    """Long enough for three segments, with two sizes from a first and more from a second decoding."""
    return encoded("plain", size="960x540", rate="30000/1001", seconds=13.4)


def playlists(done) -> dict[str, rules.MediaPlaylist]:
    return {rung.name: rules.check_media(rung.playlist) for rung in done.rungs if rung.playlist}


def test_each_playlist_is_well_formed_and_each_segment_plays_alone(long_one):
    for name, playlist in playlists(long_one).items():
        rules.check_bytes(playlist, long_one.folder, pictures=name != "audio")


def test_segments_of_all_pictures_begin_at_the_same_moments(long_one):
    found = {name: playlist for name, playlist in playlists(long_one).items() if name != "audio"}
    assert set(found) == {"540p", "360p", "240p"}
    starts = {name: [round(part.seconds, 4) for part in playlist.parts] for name, playlist in found.items()}
    assert len(set(map(tuple, starts.values()))) == 1
    assert len(starts["360p"]) == 3
    assert starts["360p"][0] == pytest.approx(6.006, abs=0.001)


def test_sound_and_picture_last_equally_long_in_segments_of_about_six_seconds(long_one):
    found = playlists(long_one)
    lengths = [sum(part.seconds for part in playlist.parts) for playlist in found.values()]
    assert max(lengths) - min(lengths) < 0.1
    assert {playlist.target for playlist in found.values()} == {6}
    assert all(5.5 < part.seconds < 6.5 for playlist in found.values() for part in playlist.parts[:-1])


def test_the_master_playlist_tells_what_was_measured(long_one):
    text = hls.master_playlist(long_one.rungs, [hls.Subtitles("captions.m3u8", "uk", "Українська")])
    variants, renditions = rules.check_master(text)
    sound = next(one for one in renditions if one["TYPE"] == "AUDIO")
    heard = rules.check_media(long_one.rung("audio").playlist)
    assert sound["URI"] == "audio.m3u8"
    for attrs, uri in variants:
        rung = long_one.rung(uri.removesuffix(".m3u8"))
        seen = rules.check_media(rung.playlist)
        peak = rules.peak(seen.parts, 6) + rules.peak(heard.parts, 6)
        assert int(attrs["BANDWIDTH"]) == pytest.approx(peak, rel=0.001)
        assert attrs["RESOLUTION"] == f"{rung.width}x{rung.height}"
        assert attrs["CODECS"].startswith("avc1.64") and attrs["CODECS"].endswith(",mp4a.40.2")
        assert attrs["FRAME-RATE"] == "29.970"
        assert attrs["SUBTITLES"] and attrs["AUDIO"]
    assert len({uri for _attrs, uri in variants}) == 3


def test_the_smallest_picture_has_a_playlist_of_its_key_pictures(long_one):
    text = hls.master_playlist(long_one.rungs)
    named = rules.keys_in_master(text)
    assert [attrs["URI"] for attrs in named] == ["240p-keys.m3u8"]
    assert [rung.name for rung in long_one.rungs if rung.keys_playlist] == ["240p"]
    smallest = long_one.rung("240p")
    keys = rules.check_media(smallest.keys_playlist)
    rules.check_keys(keys, rules.check_media(smallest.playlist), long_one.folder)
    assert (len(keys.parts), keys.target) == (7, 2)
    assert keys.parts[0].seconds == pytest.approx(2.002, abs=0.001)
    assert keys.parts[-1].seconds < 2, "the last one lasts to the end"
    (attrs,) = named
    assert int(attrs["BANDWIDTH"]) == pytest.approx(rules.peak(keys.parts, keys.target), rel=0.001)
    assert attrs["RESOLUTION"] == f"{smallest.width}x{smallest.height}"
    assert int(attrs["BANDWIDTH"]) < smallest.bandwidth, "winding costs less than watching"


def test_the_peak_is_at_most_twice_the_average(long_one):
    for rung in long_one.rungs:
        if rung.playlist:
            assert rung.average_bandwidth <= rung.bandwidth <= 2 * rung.average_bandwidth


def test_a_silent_video_has_no_sound_group(encoded):
    done = encoded("silent", seconds=21)
    text = hls.master_playlist(done.rungs)
    variants, renditions = rules.check_master(text)
    assert not renditions
    assert all("AUDIO" not in attrs and "," not in attrs["CODECS"] for attrs, _uri in variants)


def test_a_playlist_says_how_many_channels_its_sound_has(encoded):
    assert channels_of(encoded("plain").rung("audio").playlist) == "2"
    assert channels_of(encoded("plain", layout="mono").rung("audio").playlist) == "1"
    assert channels_of("#EXTM3U\n") == ""


def test_the_peak_is_that_of_neighbours_not_of_a_short_last_piece():
    even = Segment(0, 750_000, 6.0)
    assert peak_bandwidth([even, even]) == 1_000_000
    busy = Segment(0, 1_500_000, 6.0)
    assert peak_bandwidth([even, busy, even]) == 2_000_000
    assert average_bandwidth([even, busy, even]) == pytest.approx(1_333_334, abs=1)
    crumb = Segment(0, 500_000, 0.5)
    with_crumb = peak_bandwidth([even, crumb])
    assert with_crumb == pytest.approx((750_000 + 500_000) * 8 / 6.5, abs=1)
    assert peak_bandwidth([crumb]) == 8_000_000
    assert peak_bandwidth([]) == 0
