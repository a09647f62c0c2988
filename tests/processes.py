"""Real processes on a test's own database and files: a web server, workers. For transactional tests only."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

PATIENCE_SECONDS = 180
SERVER = ["granian", "--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "4"]


def wait_until(condition: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Return once it holds; fails after a time that no healthy machine needs."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def start(*command: str, **environment: str) -> subprocess.Popen:
    """Start a Python program (its arguments after “python”) in a process group of its own."""
    folders = {
        name: options["OPTIONS"]["location"]
        for name, options in settings.STORAGES.items()
        if "location" in options.get("OPTIONS", {})
    }
    given = {"database": connection.settings_dict["NAME"], "folders": folders}
    return subprocess.Popen(
        [sys.executable, *command],
        env={
            **os.environ,
            "NEWSREEL_TEST_GIVEN": json.dumps(given, default=str),
            "DJANGO_SETTINGS_MODULE": "tests.processes_settings",
            **environment,
        },
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen) -> None:
    """Kill it with all that it has started, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def web_server(port: int) -> Iterator[subprocess.Popen]:
    """The server that production has, in one worker; answers when the block begins, and is killed at its end."""
    process = start("-m", *SERVER, "--host", "127.0.0.1", "--port", str(port), "newsreel.wsgi:application")
    try:
        wait_until(lambda: answers(port) or process.poll() is not None)
        assert process.poll() is None, "the server did not start"
        yield process
    finally:
        kill(process)


def answers(port: int) -> bool:
    """Whether a server of ours answers there."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def peak_memory(process: subprocess.Popen) -> int:
    """The most bytes that any process of the group has ever held in memory (Linux: proc(5), VmHWM)."""
    found = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) == process.pid:
                lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
                found.append(int(lines.get("VmHWM", "0 kB").split()[0]) * 1024)
        except (OSError, ValueError):  # it has just ended
            continue
    return max(found)
