"""The supervisor with real processes: restart, patience, giving up, a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsreel import supervision
from newsreel.supervision import Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said):
    supervisor = Supervisor(said.append, grace=2)
    yield supervisor
    supervisor.stop()


def wait_until(condition, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z" if Path("/proc").exists() else True


def test_a_fallen_part_is_started_again(supervisor, said, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 0.05)
    part = supervisor.add("The worker", SLEEP)
    first = part.process.pid
    part.process.kill()
    part.process.wait()
    wait_until(lambda: (supervisor.look_after(), part.runs)[1])
    assert part.process.pid != first
    assert said == ["The worker ended with exit code -9; starting it again in 0.05 s."]


def test_each_fall_waits_longer(supervisor, said, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 0.01)
    part = supervisor.add("The worker", [sys.executable, "-c", "raise SystemExit(3)"])
    wait_until(lambda: (supervisor.look_after(), part.falls >= 3)[1])
    assert [line.rsplit(" ", 2)[1] for line in said[:3]] == ["0.01", "0.02", "0.04"]


def test_a_part_that_cannot_run_ends_the_site_with_a_sentence(supervisor, said, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 0.01)
    supervisor.add("The encoder", SLEEP)
    supervisor.add("The web server", [sys.executable, "-c", "raise SystemExit(3)"])
    assert supervisor.run() == 1
    assert said[-1] == "The web server ended 5 times in a row (exit code 3): stopping the site."
    assert not any(part.runs for part in supervisor.parts)


def test_stopping_ends_every_part(supervisor):
    parts = [supervisor.add(f"Part {number}", SLEEP) for number in range(3)]
    started = time.monotonic()
    supervisor.stopping.set()
    assert supervisor.run() == 0
    assert time.monotonic() - started < 2
    assert not any(part.runs for part in parts)


def test_a_part_that_will_not_end_is_killed_after_its_grace(said):
    supervisor = Supervisor(said.append, grace=0.3)
    part = supervisor.add("The encoder", STUBBORN)
    time.sleep(0.5)
    supervisor.stop()
    assert part.process.returncode == -signal.SIGKILL
    assert said == ["The encoder did not end in time; its unfinished task will run again."]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_supervisor_ends_all(number):
    script = (
        "from newsreel.supervision import Supervisor\n"
        "supervisor = Supervisor(print)\n"
        "supervisor.catch_signals()\n"
        f"print(supervisor.add('Part', {SLEEP!r}).process.pid, flush=True)\n"
        "raise SystemExit(supervisor.run())\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(process.stdout.readline())
    process.send_signal(number)
    assert process.wait(10) == 0
    assert not is_alive(child)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_parts_do_not_outlive_a_killed_supervisor():
    script = (
        "import time; from newsreel.supervision import Supervisor\n"
        f"print(Supervisor(print).add('Part', {SLEEP!r}).process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    child = int(process.stdout.readline())
    process.kill()
    process.wait()
    wait_until(lambda: not is_alive(child))


def _sleep() -> None:
    time.sleep(60)


def _fail() -> None:
    raise SystemExit(3)


@pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")
def test_a_fork_is_looked_after_like_a_program(supervisor, said, monkeypatch):
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 0.01)
    part = supervisor.add("The worker", SLEEP, _sleep)
    first = part.process.pid
    part.process.kill()
    part.process.wait(5)
    wait_until(lambda: (supervisor.look_after(), part.runs)[1])
    assert part.process.pid != first
    supervisor.add("The web server", SLEEP, _fail)
    assert supervisor.run() == 1
    assert said[-1] == "The web server ended 5 times in a row (exit code 3): stopping the site."
    assert not part.runs
