"""Running ffmpeg: with low priority and limits, in a group of its own, watched, and never left behind."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from video.encoding.engine import Encoder
from video.encoding.results import EncodingError, EncodingStopped

LAUNCHER = Path(__file__).with_name("launch_child.py")
TAIL_CHARACTERS = 4000
LOOK_SECONDS = 0.5
# An encoder that makes nothing new for so long will never.
STALL_SECONDS = 300
MAX_OUTPUT_BYTES = 64 * 1024 * 1024
DISK_FULL = ("No space left on device", "Disk quota exceeded", "Error number -28 occurred")
TOO_LARGE = ("File too large",)
NOT_READABLE = ("Invalid data found", "could not find codec parameters", "moov atom not found")


@dataclass
class Report:
    """What a running ffmpeg says of itself (its -progress lines)."""

    seconds: float = 0.0  # of the output, so far
    speed: float | None = None
    log_tail: str = ""


@dataclass
class Finished:
    """What a run cost and left."""

    cpu_seconds: float = 0.0
    output: bytes = b""
    log_tail: str = ""


@dataclass
class Watch:
    """What a run asks of and tells to whoever started it."""

    should_stop: Callable[[], bool] = lambda: False
    on_report: Callable[[Report], None] = lambda report: None
    file_bytes: int = 0  # no file may grow larger; 0: no limit
    stall_seconds: float = STALL_SECONDS
    wants_output: bool = False  # the standard output is the result, not progress


@dataclass
class _State:
    report: Report = field(default_factory=Report)
    output: bytearray = field(default_factory=bytearray)
    line: bytes = b""
    tail: bytes = b""
    size: int = 0
    moved_at: float = field(default_factory=time.monotonic)


def run_ffmpeg(encoder: Encoder, arguments: list[str], watch: Watch | None = None) -> Finished:
    """Run ffmpeg to its end. `arguments` come after the common ones.

    Raises EncodingStopped if `should_stop` says so, EncodingError (with the reason in words) if ffmpeg fails,
    stands still or fills the disk. Nothing of it runs on afterwards, whatever happens here.
    """
    watch = watch or Watch()
    process = _start(encoder, arguments, watch)
    state = _State()
    try:
        _follow(process, watch, state)
        usage = _wait(process)
    finally:
        _end(process)
    tail = _text(state.tail)
    if process.returncode or any(sign in tail for sign in DISK_FULL):
        raise error_for(process.returncode, tail)
    return Finished(usage, bytes(state.output), tail)


def _start(encoder: Encoder, arguments: list[str], watch: Watch) -> subprocess.Popen:
    limits = {
        "parent": os.getpid(),
        "nice": settings.NEWSREEL_ENCODER_NICE,
        "memory_bytes": settings.NEWSREEL_ENCODER_MEMORY_MB * 1024**2,
        "file_bytes": watch.file_bytes,
    }
    common = ["-hide_banner", "-nostdin", "-y", "-loglevel", "warning"]
    if not watch.wants_output:
        common += ["-nostats", "-progress", "pipe:1", "-stats_period", str(LOOK_SECONDS)]
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(limits)]
    return subprocess.Popen(
        [*launcher, encoder.path, *common, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Nothing of the site's secrets; English words for the log; and no gigabytes set aside for each thread."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1", "MALLOC_ARENA_MAX": "4", **kept}


def _follow(process: subprocess.Popen, watch: Watch, state: _State) -> None:
    """Read what comes until both pipes are closed."""
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ, "output")
        selector.register(process.stderr, selectors.EVENT_READ, "log")
        while selector.get_map():
            for key, _events in selector.select(LOOK_SECONDS):
                data = os.read(key.fd, 65_536)
                if not data:
                    selector.unregister(key.fileobj)
                elif key.data == "log":
                    state.tail = (state.tail + data)[-4 * TAIL_CHARACTERS :]
                elif watch.wants_output:
                    _keep(state, data)
                else:
                    _read_progress(state, data, watch)
            if watch.should_stop():
                raise EncodingStopped
            if time.monotonic() - state.moved_at > watch.stall_seconds:
                words = _("The encoder stood still and was stopped. Export the video again as MP4 (H.264).")
                raise EncodingError(words, may_retry=True, log_tail=_text(state.tail))


def _keep(state: _State, data: bytes) -> None:
    state.output += data
    if len(state.output) > MAX_OUTPUT_BYTES:
        raise EncodingError(_("The encoder wrote more than it may."))


def _read_progress(state: _State, data: bytes, watch: Watch) -> None:
    """Lines of “key=value”; the line “progress=…” ends a report."""
    *lines, state.line = (state.line + data).split(b"\n")
    state.line = state.line[-1000:]
    for line in lines:
        name, _equals, value = line.decode(errors="replace").partition("=")
        with contextlib.suppress(ValueError):  # “N/A” before the first picture
            if name == "out_time_us":
                seconds = int(value) / 1_000_000
                if seconds > state.report.seconds:
                    state.report.seconds, state.moved_at = seconds, time.monotonic()
            elif name == "total_size" and int(value) > state.size:
                state.size, state.moved_at = int(value), time.monotonic()
            elif name == "speed":
                state.report.speed = float(value.strip().rstrip("x"))
        if name == "progress":
            state.report.log_tail = _text(state.tail)
            watch.on_report(state.report)


def _wait(process: subprocess.Popen) -> float:
    """Collect the process, which has closed its pipes; the CPU seconds that it took."""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _end(process: subprocess.Popen) -> None:
    """Make sure that nothing of its group is left."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    process.stdout.close()
    process.stderr.close()


def _text(tail: bytes) -> str:
    return tail.decode(errors="replace").replace("\0", "")[-TAIL_CHARACTERS:]


def error_for(returncode: int, tail: str) -> EncodingError:
    """What an ffmpeg that ended badly means for a producer."""
    if any(sign in tail for sign in DISK_FULL):
        words, may_retry = disk_is_full(), True
    elif returncode == -signal.SIGXFSZ or any(sign in tail for sign in TOO_LARGE):
        words, may_retry = (
            _("The result grew larger than it should. Export the video again as MP4 (H.264)."),
            False,
        )
    elif returncode < 0:
        words = _("The system stopped the encoder, probably because memory ran out. It is tried again.")
        may_retry = True
    elif "Cannot allocate memory" in tail:
        words = _("The encoder needs more memory than it may have. Export the video smaller, at most in 4K.")
        may_retry = False
    elif any(sign in tail for sign in NOT_READABLE):
        words = _("The file is damaged: it cannot be read to its end. Export it again as MP4 (H.264).")
        may_retry = False
    else:
        words = _(
            "The encoder failed; its last words are in the log of the job. Export the video again as MP4."
        )
        may_retry = False
    return EncodingError(words, may_retry=may_retry, log_tail=tail)


def disk_is_full() -> str:
    """What to say of a full disk."""
    return _("The disk of the server is full. Make room there, then encode again.")


def storage_error(error: OSError) -> EncodingError:
    """What a disk or a storage elsewhere that does not do its work means for a producer."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        words = disk_is_full()
    else:
        words = _("A file could not be written or read on the server (%(why)s). It is tried again.") % {
            "why": error.strerror or type(error).__name__
        }
    return EncodingError(words, may_retry=True)
