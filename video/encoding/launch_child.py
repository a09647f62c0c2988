"""Becomes the encoder: takes limits upon itself, ties its life to whoever started it, and hands over to ffmpeg.

Run as `python -I -S launch_child.py <limits as JSON> <program> <arguments …>`. A separate program, since code
between fork and exec is not safe in a process with threads. Never imported by the site.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Ask Linux to kill this process when the one that started it is gone; elsewhere nothing can be asked."""
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("The parent is gone.")


def limit(limits: dict[str, int]) -> None:
    """Lower the priority, and bound memory and the size of a written file (bytes)."""
    with contextlib.suppress(OSError):
        os.nice(limits.get("nice", 0))
    if limits.get("file_bytes"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits["file_bytes"], limits["file_bytes"]))
    if limits.get("memory_bytes") and sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (limits["memory_bytes"], limits["memory_bytes"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    wanted = json.loads(sys.argv[1])
    die_with(wanted["parent"])
    limit(wanted)
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 (no shell, and the arguments are ours)
