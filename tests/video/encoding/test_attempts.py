"""Going on after a kill, stopping, failing: whole files or none, and the reason in words."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.video.encoding.conftest import encode
from video.encoding import making, pipeline
from video.encoding.pipeline import EncodingError, EncodingStopped
from video.probing import probe


def test_a_second_attempt_makes_only_what_is_missing(clip, tmp_path):
    source = clip("plain", size="640x360", seconds=5)
    first = encode(source, tmp_path / "out")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    (tmp_path / "out/240p.mp4").unlink()
    (tmp_path / "out/mp4.mp4").unlink()
    (tmp_path / "out/360p.mp4.part").write_bytes(b"half")
    second = encode(source, tmp_path / "out", finished={"audio", "360p", "240p"})
    assert [rung.name for rung in second.rungs] == ["240p", "mp4"], "a file that is gone is made again"
    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    assert after.keys() == before.keys()
    assert (after["360p.mp4"], after["audio.mp4"]) == (before["360p.mp4"], before["audio.mp4"])
    assert second.rung("240p").playlist == first.rung("240p").playlist, "the same recipe makes the same file"


def test_stopping_leaves_whole_files_only(clip, tmp_path):
    found = probe(clip("plain", size="960x540", rate="30000/1001", seconds=13.4))
    recipe = pipeline.make_recipe(found.facts, settings)
    told: list[str] = []
    with pytest.raises(EncodingStopped):
        pipeline.encode(
            clip("plain", size="960x540", rate="30000/1001", seconds=13.4), tmp_path / "out", found.facts, recipe,
            finished=set(), on_rung=lambda rung: told.append(rung.name), on_progress=lambda progress: None,
            should_stop=lambda: "360p" in told,
        )  # fmt: skip
    assert told == ["audio", "360p"]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"audio.mp4", "360p.mp4"}


def test_a_name_that_a_shell_would_run_is_only_a_name(clip, tmp_path):
    for name in ("$(touch x).mp4", "-y.mp4", "a b;'\"|&.mp4", "concat:x.mp4", "%03d.mp4", "пісня\n.mp4"):
        source = tmp_path / name
        source.write_bytes(clip("silent", seconds=1).read_bytes())
        done = encode(source, tmp_path / "out")
        assert [rung.name for rung in done.rungs] == ["mp4"]
        assert len(done.result.stills) > 0
    assert not Path("x").exists() and not (tmp_path / "out" / "x").exists()


def test_a_recording_that_was_cut_off_is_encoded_as_far_as_it_goes(clip, tmp_path):
    whole = clip("plain", "mkv", size="320x180", seconds=8)
    data = bytearray(whole.read_bytes()[: whole.stat().st_size // 2])
    place = data.index(b"\x18\x53\x80\x67") + 4
    data[place : place + 8] = b"\x01" + b"\xff" * 7  # a recording that was never closed claims no length
    source = tmp_path / "cut.mkv"
    source.write_bytes(data)
    done = encode(source, tmp_path / "out")
    assert 2 < done.result.duration < 6
    assert "8 seconds" in done.result.notices[0]


def test_a_disk_error_is_said_in_words(clip, tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "put_in_place", full)
    with pytest.raises(EncodingError, match="disk of the server is full") as caught:
        encode(clip("silent", seconds=1), tmp_path / "out")
    assert caught.value.may_retry
    assert not list((tmp_path / "out").iterdir())


def test_without_an_encoder_it_says_so(clip, tmp_path, monkeypatch):
    source = clip("silent", seconds=1)
    found = probe(source)
    monkeypatch.setattr(pipeline, "find_encoder", lambda: None)
    with pytest.raises(EncodingError, match="no encoder"):
        pipeline.encode(
            source, tmp_path / "out", found.facts, pipeline.make_recipe(found.facts, settings), finished=set(),
            on_rung=lambda rung: None, on_progress=lambda progress: None, should_stop=lambda: False,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("free", "words"), [(1000, "disk of the server is full"), (10**12, "Nothing of the video")]
)
@pytest.mark.parametrize("kind", ["silent", "plain"])
def test_a_result_that_is_cut_off_is_never_given_out(clip, tmp_path, monkeypatch, kind, free, words):
    run = making.run_ffmpeg

    def cut_short(encoder, arguments, watch):
        done = run(encoder, arguments, watch)
        for path in (tmp_path / "out").glob("*.part"):
            path.write_bytes(path.read_bytes()[:-200])
        return done

    monkeypatch.setattr(making, "run_ffmpeg", cut_short)
    monkeypatch.setattr(making.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    with pytest.raises(EncodingError, match=words):
        encode(clip(kind, seconds=1), tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_sound_that_got_lost_is_made_again_alone(clip, tmp_path):
    source = clip("plain", seconds=2)
    first = encode(source, tmp_path / "out")
    first.path("audio").unlink()
    second = encode(source, tmp_path / "out", finished={"audio", "180p", "mp4"})
    assert [rung.name for rung in second.rungs] == ["audio"]


def test_a_recipe_from_before_an_update_is_made_anew(clip, tmp_path):
    source = clip("silent", seconds=1)
    done = encode(source, tmp_path / "out", recipe={"version": 0, "strange": True}, finished={"mp4"})
    assert [rung.name for rung in done.rungs] == ["mp4"]


def test_a_file_that_nobody_has_read_yet_waits():
    with pytest.raises(EncodingError, match="not been read yet") as caught:
        pipeline.make_recipe({}, settings)
    assert caught.value.may_retry
