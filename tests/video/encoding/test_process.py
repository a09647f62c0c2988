"""Running the encoder: bounded, watched, ended with whoever started it, and its failures in words."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from video.encoding import process
from video.encoding.engine import Encoder
from video.encoding.process import Watch, error_for, run_ffmpeg
from video.encoding.results import EncodingError, EncodingStopped


@pytest.fixture
def fake(tmp_path):
    """`fake("print(1)")`: an encoder that is a Python program."""

    def make(code: str) -> Encoder:
        path = tmp_path / "ffmpeg"
        path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{textwrap.dedent(code)}")
        path.chmod(0o755)
        return Encoder(str(path), "0", can_tone_map=True, can_deinterlace=True)

    return make


def test_progress_is_read_and_the_cost_counted(fake):
    told = []
    encoder = fake(
        """
        print("out_time_us=N/A\\nspeed=N/A\\nprogress=continue", flush=True)
        print("out_time_us=1500000\\nspeed=2.5x\\nprogress=continue", flush=True)
        sys.stderr.write("a warning")
        sum(range(3_000_000))
        """
    )
    done = run_ffmpeg(
        encoder, [], Watch(on_report=lambda report: told.append((report.seconds, report.speed)))
    )
    assert told == [(0.0, None), (1.5, 2.5)]
    assert done.cpu_seconds > 0.01
    assert done.log_tail == "a warning"


def test_only_the_last_words_of_a_long_log_are_kept(fake):
    done = run_ffmpeg(fake("sys.stderr.write('x' * 2_000_000 + 'the end')"), [])
    assert len(done.log_tail) == process.TAIL_CHARACTERS
    assert done.log_tail.endswith("the end")


def test_the_encoder_runs_nicely_alone_and_without_the_sites_secrets(fake, monkeypatch, settings):
    settings.NEWSREEL_ENCODER_NICE = 7
    monkeypatch.setenv("NEWSREEL_SECRET_KEY", "hidden")
    encoder = fake(
        "print(os.nice(0), os.getpgid(0) == os.getpid(), 'NEWSREEL_SECRET_KEY' in os.environ, sys.stdin.read() == '')"
    )
    nice, alone, secret, no_input = run_ffmpeg(encoder, [], Watch(wants_output=True)).output.decode().split()
    assert int(nice) >= 7
    assert (alone, secret, no_input) == ("True", "False", "True")


def test_arguments_arrive_as_they_are(fake):
    odd = ["$(touch x)", "-dash", "a b", "`id`", "пісня\n"]
    encoder = fake("print(repr(sys.argv[-5:]), end='')")
    assert run_ffmpeg(encoder, odd, Watch(wants_output=True)).output.decode() == repr(odd)


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def _wait_for(path: Path) -> int:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if path.exists() and path.read_text().strip():
            return int(path.read_text())
        time.sleep(0.05)
    raise AssertionError("it never started")


def _gone(pid: int) -> bool:
    until = time.monotonic() + 20
    while _is_running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not _is_running(pid)


SLEEPER = "open({path!r}, 'w').write(str(os.getpid())); time.sleep(600)"


def test_stopping_kills_it_at_once(fake, tmp_path):
    pid = tmp_path / "pid"
    encoder = fake(SLEEPER.format(path=str(pid)))
    with pytest.raises(EncodingStopped):
        run_ffmpeg(encoder, [], Watch(should_stop=pid.exists))
    assert _gone(_wait_for(pid))


def test_an_error_of_ours_leaves_nothing_running(fake, tmp_path):
    pid = tmp_path / "pid"
    encoder = fake(f"print('progress=continue', flush=True); {SLEEPER.format(path=str(pid))}")

    def fall(report):
        _wait_for(pid)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_ffmpeg(encoder, [], Watch(on_report=fall))
    assert _gone(_wait_for(pid))


def test_an_encoder_that_stands_still_is_stopped(fake, tmp_path):
    encoder = fake(SLEEPER.format(path=str(tmp_path / "pid")))
    with pytest.raises(EncodingError, match="stood still") as caught:
        run_ffmpeg(encoder, [], Watch(stall_seconds=1.0))
    assert caught.value.may_retry


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ties lives together")
def test_it_dies_with_whoever_started_it(fake, tmp_path):
    """Also when that is shot: kill -9 gives nobody a chance to clean up."""
    pid = tmp_path / "pid"
    encoder = fake(SLEEPER.format(path=str(pid)))
    launcher = [sys.executable, "-I", "-S", str(process.LAUNCHER)]
    code = f"""
import json, os, subprocess
limits = json.dumps({{"parent": os.getpid(), "nice": 0}})
subprocess.Popen([*{launcher!r}, limits, {encoder.path!r}], start_new_session=True).wait()
"""
    worker = subprocess.Popen([sys.executable, "-c", code])
    child = _wait_for(pid)
    assert _is_running(child)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert _gone(child)


def test_a_file_may_not_outgrow_its_limit(fake, tmp_path):
    target = tmp_path / "large"
    encoder = fake(f"open({str(target)!r}, 'wb').write(b'x' * 5_000_000)")
    with pytest.raises(EncodingError, match="larger than it should"):
        run_ffmpeg(encoder, [], Watch(file_bytes=1_000_000))
    assert target.stat().st_size <= 1_000_000


def test_memory_is_bounded(fake, settings):
    settings.NEWSREEL_ENCODER_MEMORY_MB = 256
    with pytest.raises(EncodingError):
        run_ffmpeg(fake("x = bytearray(1 << 30)"), [])


def test_more_output_than_a_picture_has_is_refused(fake, monkeypatch):
    monkeypatch.setattr(process, "MAX_OUTPUT_BYTES", 1000)
    with pytest.raises(EncodingError, match="more than it may"):
        run_ffmpeg(fake("sys.stdout.write('x' * 100_000)"), [], Watch(wants_output=True))


@pytest.mark.parametrize(
    ("returncode", "log", "words", "may_retry"),
    [
        (1, "av_interleaved_write_frame(): No space left on device", "disk of the server is full", True),
        (1, "x.mp4: Invalid data found when processing input", "damaged", False),
        (-9, "", "memory", True),
        (-signal.SIGXFSZ, "", "larger than it should", False),
        (1, "Error: Cannot allocate memory", "smaller", False),
        (1, "something new", "failed", False),
    ],
)
def test_each_failure_says_what_happened_and_what_to_do(returncode, log, words, may_retry):
    error = error_for(returncode, log)
    assert words in str(error)
    assert (error.may_retry, error.log_tail) == (may_retry, log)


def test_a_full_disk_is_named_even_if_the_encoder_is_content(fake):
    encoder = fake("sys.stderr.write('Error writing trailer of x: No space left on device')")
    with pytest.raises(EncodingError, match="disk of the server is full") as caught:
        run_ffmpeg(encoder, [])
    assert caught.value.may_retry
