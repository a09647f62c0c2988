"""A small process supervisor: starts the parts of the site together, restarts what falls, stops all cleanly.

For a laptop and for one small server; systemd units do the same on a larger one (see deploy/).
"""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 20.0  # seconds of running after which an earlier fall is forgotten
MOST_FALLS = 5  # falls in a row, each within HEALTHY_AFTER, after which an essential part gives up
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """A child must not outlive a supervisor that was killed; only Linux can promise that."""
    if _libc is not None:
        _libc.prctl(DIES_WITH_PARENT, signal.SIGTERM)


class Fork:
    """A copy of this process that runs one function; answers as subprocess.Popen does."""

    def __init__(self, work: Callable[[], object]) -> None:
        self.process = multiprocessing.get_context("fork").Process(target=self._run, args=(work,))
        self.process.start()
        self.terminate, self.kill = self.process.terminate, self.process.kill

    @staticmethod
    def _run(work: Callable[[], object]) -> None:
        _die_with_parent()
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        work()

    @property
    def pid(self) -> int | None:
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        return self.process.exitcode

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired("a fork", timeout or 0)
        return self.process.exitcode


@dataclass
class Part:
    """One program that belongs to the site: a command line and, where forking is safe, the same as a function.

    A fork has everything imported already, which saves most of a part's start.
    """

    name: str
    command: list[str]
    work: Callable[[], object] | None = None
    process: subprocess.Popen | Fork | None = None
    started_at: float = 0.0
    start_again_at: float = 0.0
    falls: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        if self.work is not None and sys.platform == "linux":
            self.process = Fork(self.work)
        else:
            self.process = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, preexec_fn=_die_with_parent
            )

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Keeps its parts running until a signal, or until one of them cannot be kept alive."""

    def __init__(self, say: Callable[[str], None], *, grace: float = 10.0):
        self.say, self.grace = say, grace
        self.parts: list[Part] = []
        self.stopping = threading.Event()
        self.gave_up = False

    def catch_signals(self) -> None:
        """From now on SIGINT, SIGTERM and SIGHUP mean: stop everything."""
        for number in STOP_SIGNALS:
            signal.signal(number, lambda *_: self.stopping.set())

    def add(self, name: str, command: list[str], work: Callable[[], object] | None = None) -> Part:
        """Start a part now and keep it running from now on."""
        part = Part(name, command, work)
        self.parts.append(part)
        part.start()
        return part

    def run(self) -> int:
        """Watch the parts; returns the exit code of the whole."""
        try:
            while not self.stopping.wait(0.2):
                self.look_after()
        finally:
            self.stop()
        return 1 if self.gave_up else 0

    def look_after(self) -> None:
        """One round: start what is due, note what fell."""
        now = time.monotonic()
        for part in self.parts:
            if part.runs:
                if part.falls and now - part.started_at > HEALTHY_AFTER:
                    part.falls = 0
            elif part.process is None:
                if now >= part.start_again_at:
                    part.start()
            else:
                self.note_fall(part, now)

    def note_fall(self, part: Part, now: float) -> None:
        """Plan the next start of a part that ended, later each time."""
        code = part.process.returncode
        part.process = None
        part.falls += 1
        if part.falls >= MOST_FALLS:
            self.say(f"{part.name} ended {part.falls} times in a row (exit code {code}): stopping the site.")
            self.gave_up = True
            self.stopping.set()
            return
        pause = min(FIRST_PAUSE * 2 ** (part.falls - 1), LONGEST_PAUSE)
        part.start_again_at = now + pause
        self.say(f"{part.name} ended with exit code {code}; starting it again in {pause:g} s.")

    def stop(self) -> None:
        """Ask every part to end, wait, and kill what does not."""
        running = [part for part in self.parts if part.runs]
        for part in running:
            part.process.terminate()
        deadline = time.monotonic() + self.grace
        for part in running:
            try:
                part.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{part.name} did not end in time; its unfinished task will run again.")
                part.process.kill()
                part.process.wait()
