"""Which encoder is used: the one that was set, the system's, the package's; and what the site says without one."""

from __future__ import annotations

import sys

import pytest

from video.encoding import engine
from video.encoding.engine import encoder_available, find_encoder

TABLES = {
    "-encoders": " V....D libx264  H.264\n A....D aac  AAC\n",
    "-filters": " TS bwdif V->V\n .S zscale V->V\n .S tonemap V->V\n",
}


@pytest.fixture(autouse=True)
def _forget():
    engine._find.cache_clear()
    yield
    engine._find.cache_clear()


@pytest.fixture
def program(tmp_path):
    """A program that answers as an ffmpeg with these tables."""

    def make(name: str = "ffmpeg", version: str = "ffmpeg version 7.1 Copyright", **tables: str) -> str:
        known = TABLES | {f"-{key}": value for key, value in tables.items()}
        path = tmp_path / name
        path.write_text(f"#!{sys.executable}\nimport sys\nprint({known!r}.get(sys.argv[-1], {version!r}))\n")
        path.chmod(0o755)
        return str(path)

    return make


def test_the_one_that_was_set_is_taken(settings, program):
    settings.NEWSREEL_FFMPEG = program()
    found = find_encoder()
    assert (found.path, found.version) == (settings.NEWSREEL_FFMPEG, "7.1")
    assert found.can_tone_map and found.can_deinterlace
    assert encoder_available()


def test_one_without_the_filters_for_hdr_says_so(settings, program):
    settings.NEWSREEL_FFMPEG = program(filters=" TS bwdif V->V\n .S tonemap V->V\n")
    assert not find_encoder().can_tone_map


@pytest.mark.parametrize("broken", [{"version": "hello"}, {"encoders": " V....D libx265 x\n A aac x\n"}])
def test_what_cannot_make_our_rungs_is_none(settings, program, broken):
    settings.NEWSREEL_FFMPEG = program(**broken)
    assert find_encoder() is None


def test_the_packages_one_is_taken_where_the_system_has_none_that_will_do(settings, program, monkeypatch):
    settings.NEWSREEL_FFMPEG = ""
    monkeypatch.setattr(engine.shutil, "which", lambda name: program("old", encoders=" A aac x\n"))
    monkeypatch.setattr(engine, "_packaged", lambda: program("packaged"))
    assert find_encoder().path.endswith("packaged")


def test_without_any_there_is_none(settings, monkeypatch):
    settings.NEWSREEL_FFMPEG = ""
    monkeypatch.setattr(engine.shutil, "which", lambda name: None)
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    assert not encoder_available()


def test_none_can_be_asked_for(settings):
    settings.NEWSREEL_FFMPEG = "none"
    assert not encoder_available()


def test_a_path_that_leads_nowhere_is_no_encoder_and_not_replaced_in_silence(settings, tmp_path):
    settings.NEWSREEL_FFMPEG = str(tmp_path / "gone")
    assert find_encoder() is None
