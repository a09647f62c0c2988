"""A rebuild of the whole search index beside an editor who saves: how long it takes, how long the editor waits."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time

# Asks SQLite for its one write lock every so often, and gives it back at once: a process of its own, as an editor's is.
EVERY, MOST_WAIT = 0.02, 30.0
EDITOR = """
import json, select, sqlite3, sys, time
path, every, most = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
connection = sqlite3.connect(path, timeout=most, isolation_level=None)
waits = []
while not select.select([sys.stdin], [], [], every)[0]:
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
    waits.append(time.perf_counter() - start)
print(json.dumps(waits))
"""


class Editor:
    """Saves until told to end."""

    def __init__(self, path: str) -> None:
        command = [sys.executable, "-c", EDITOR, path, str(EVERY), str(MOST_WAIT)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def end(self) -> list[float]:
        """How long each save waited, in seconds."""
        return json.loads(self._process.communicate("\n")[0])


class Transactions:
    """How long each transaction of the index held the write lock: seconds of the clock, and of CPU."""

    def __init__(self) -> None:
        from search import noting, refreshing, writing

        self.walls: list[float] = []
        self.cpus: list[float] = []
        original = writing.transaction

        class Timed:
            def __init__(timed, **options: object) -> None:
                timed.inner = original.atomic(**options)

            def __enter__(timed) -> None:
                timed.inner.__enter__()
                timed.wall, timed.cpu = time.perf_counter(), time.process_time()

            def __exit__(timed, *error: object) -> None:
                timed.inner.__exit__(*error)
                self.walls.append(time.perf_counter() - timed.wall)
                self.cpus.append(time.process_time() - timed.cpu)

        for module in (noting, refreshing, writing):
            module.transaction = type("Transaction", (), {"atomic": Timed})


def report() -> None:
    """Print how long `update_index` takes when every entry must be written again."""
    from django.core.management import call_command
    from django.db import connection

    from search.models import Document

    entries = Document.objects.count()
    Document.objects.update(digest="")
    transactions = Transactions()
    editor = Editor(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    start, cpu = time.perf_counter(), time.process_time()
    call_command("update_index", verbosity=0)
    taken, used = time.perf_counter() - start, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {entries} entries written anew in {taken:.0f} s ({used:.0f} s of CPU, {memory:.0f} MB at most)")
    print(f"  {len(transactions.walls)} transactions: {_spread(transactions.walls)}")
    print(f"  CPU time of each of them: {_spread(transactions.cpus)}")
    if editor:
        waits = editor.end()
        print(f"  {len(waits)} saves beside it, which waited: {_spread(waits)}")


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    half, most = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
    return f"half under {half * 1000:.0f} ms, 99 % under {most * 1000:.0f} ms, the longest {ordered[-1] * 1000:.0f} ms"
