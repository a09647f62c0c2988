"""A probe takes no more time, memory and words than it may: with real children that try to."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import factories
from video import probing

HEAD = """
import sys
sys.path.insert(0, {folder!r})
import probe_child
"""
MEGABYTES = 1 << 20


@pytest.fixture
def clip(tmp_path) -> Path:
    path = tmp_path / "clip.mp4"
    path.write_bytes(factories.video_bytes())
    return path


@pytest.fixture
def child(monkeypatch, tmp_path):
    """Put a child with these lines in the real one's place; it has the real one's code and limits."""

    def replace(lines: str) -> None:
        path = tmp_path / "child.py"
        path.write_text(HEAD.format(folder=str(probing.CHILD.parent)) + lines)
        monkeypatch.setattr(probing, "CHILD", path)

    return replace


MAIN = "probe_child.read = read\nprobe_child.main(*sys.argv[1:])\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_file_that_takes_too_much_memory_ends_its_child_and_is_named(child, clip):
    child(f"def read(*file): return bytearray(probe_child.MEMORY_BYTES + {MEGABYTES})\n" + MAIN)
    assert "takes more memory than it may" in probing.probe(clip).problem


def test_a_file_that_keeps_its_child_busy_is_given_up_after_some_seconds_of_work(child, clip):
    child("probe_child.CPU_SECONDS = 1\ndef read(*file):\n    while True: pass\n" + MAIN)
    assert "could not be read in time" in probing.probe(clip).problem


def test_a_child_that_waits_for_ever_is_ended(child, clip, monkeypatch):
    monkeypatch.setattr(probing, "TIMEOUT_SECONDS", 1)
    child("import time\ndef read(*file): time.sleep(600)\n" + MAIN)
    before = time.monotonic()
    assert "could not be read in time" in probing.probe(clip).problem
    assert time.monotonic() - before < 60


def test_so_is_one_that_closes_its_mouth_and_goes_on(child, clip, monkeypatch):
    monkeypatch.setattr(probing, "TIMEOUT_SECONDS", 1)
    child("import os, time\nos.close(1)\ntime.sleep(600)\n")
    assert "could not be read in time" in probing.probe(clip).problem


@pytest.mark.parametrize("stream", [1, 2])
def test_no_more_is_read_of_a_child_than_an_answer_takes(child, clip, monkeypatch, stream):
    monkeypatch.setattr(probing, "TIMEOUT_SECONDS", 300)
    child(f"import os\nfor n in range(2000): os.write({stream}, b' ' * {MEGABYTES})\n")
    assert "damaged" in probing.probe(clip).problem, (
        "neither is it kept in memory, nor does a full pipe hold it up"
    )


def test_an_answer_may_be_as_long_as_its_bound(child, clip, monkeypatch):
    child("import os\nos.write(1, b'x' * 9)\n")
    command = [sys.executable, "-I", str(probing.CHILD)]
    monkeypatch.setattr(probing, "MOST_BYTES", 9)
    assert probing.said_by(command) == b"x" * 9
    monkeypatch.setattr(probing, "MOST_BYTES", 8)
    with pytest.raises(ValueError, match="too much"):
        probing.said_by(command)


def test_a_child_that_was_shot_is_no_answer(child):
    child("import os\nos.write(1, b'{}')\nos.kill(os.getpid(), 9)\n")
    with pytest.raises(subprocess.CalledProcessError):
        probing.said_by([sys.executable, "-I", str(probing.CHILD)])


def test_a_probe_writes_no_file(child, clip, tmp_path):
    child(f"def read(*file): open({str(tmp_path / 'out')!r}, 'w').write('x' * 9)\n" + MAIN)
    assert "damaged" in probing.probe(clip).problem
    assert not (tmp_path / "out").exists() or not (tmp_path / "out").stat().st_size


def test_deep_json_is_no_answer(child, clip):
    child("print('[' * 50_000)\n")
    assert "damaged" in probing.probe(clip).problem
