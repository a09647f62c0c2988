"""CPU time and the clock of one piece of work, with the part of the database's server."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# What takes longer is measured once, in seconds.
PATIENCE = 3.0
# The yardstick is laid beside every so many requests.
BESIDE = 5


@dataclass
class Figure:
    """One line: milliseconds of CPU (half of the requests take less, 95 % do), of the clock, and database queries.

    `pace`: what the yardstick took meanwhile, in milliseconds of CPU; it tells a slow minute from slow work.
    """

    name: str
    cpu: float
    p95: float
    wall: float
    queries: int
    note: str = ""
    has_ended: bool = True
    pace: float = 0.0


class GivenUp(Exception):
    """A piece of work took so long that it was stopped."""


class Clock:
    """CPU time of this process and of the database's server process that works for it."""

    def __init__(self) -> None:
        from django.db import connection

        # None where the server is on another machine, and its CPU time cannot be known.
        self._server: Path | None = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                schedule = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
            self._server = schedule if schedule.exists() else None

    def __call__(self) -> float:
        """Milliseconds so far."""
        server = int(self._server.read_text().split()[0]) / 1e6 if self._server else 0.0
        return time.process_time() * 1000 + server


def measure(name: str, work: Callable[[], object], repeats: int) -> Figure:
    """Two requests warm up, then so many are measured; one that tries one's patience is measured once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock, cpu, wall, paces = Clock(), [], [], [yardstick()]

    def once() -> bool:
        before, start, has_ended = clock(), time.perf_counter(), True
        try:
            work()
        except GivenUp:
            has_ended = False
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append(clock() - before)
        return has_ended

    with CaptureQueriesContext(connection) as counted:
        has_ended = once()
        queries = len(counted)
    if has_ended and wall[0] < PATIENCE * 1000:
        work()
        with CaptureQueriesContext(connection) as counted:
            work()
            queries = len(counted)
        cpu, wall = [], []
        for number in range(repeats):
            once()
            if number % BESIDE == 0:
                paces.append(yardstick())
    p95 = sorted(cpu)[max(0, round(len(cpu) * 0.95) - 1)]
    note = "given up" if not has_ended else "measured once" if len(cpu) == 1 else ""
    return Figure(
        name,
        statistics.median(cpu),
        p95,
        statistics.median(wall),
        queries,
        note,
        has_ended,
        statistics.median(paces),
    )


def yardstick() -> float:
    """Milliseconds of CPU for a million additions: the same work everywhere, which makes two runs comparable."""
    start, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - start) * 1000
