"""A rebuild of the whole search index beside an editor who saves: how long it takes, how long the editor waits."""

from __future__ import annotations

import sqlite3
import threading
import time

# How often the editor saves, in seconds; how long a save waits at most, as the site's own connections do.
EVERY, MOST_WAIT = 0.02, 30.0


class Editor(threading.Thread):
    """Asks SQLite for its one write lock, over and over, and gives it back at once."""

    def __init__(self, path: str) -> None:
        super().__init__(daemon=True)
        self._path, self._has_ended = path, threading.Event()
        self.waits: list[float] = []

    def run(self) -> None:
        connection = sqlite3.connect(self._path, timeout=MOST_WAIT, isolation_level=None)
        while not self._has_ended.wait(EVERY):
            start = time.perf_counter()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            self.waits.append(time.perf_counter() - start)
        connection.close()

    def end(self) -> None:
        self._has_ended.set()
        self.join()


class Transactions:
    """How long each transaction of this process held the write lock."""

    def __init__(self) -> None:
        from search import writing

        self.lengths: list[float] = []
        self._atomic, lengths = writing.transaction.atomic, self.lengths

        class Timed:
            def __init__(timed, **options: object) -> None:
                timed.inner = self._atomic(**options)

            def __enter__(timed) -> None:
                timed.inner.__enter__()
                timed.start = time.perf_counter()

            def __exit__(timed, *error: object) -> None:
                timed.inner.__exit__(*error)
                lengths.append(time.perf_counter() - timed.start)

        writing.transaction = type("Transaction", (), {"atomic": Timed})


def report() -> None:
    """Print how long `update_index` takes when every entry must be written again."""
    from django.core.management import call_command
    from django.db import connection

    from search.models import Document

    entries = Document.objects.count()
    Document.objects.update(digest="")
    transactions = Transactions()
    editor = Editor(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None
    if editor:
        editor.start()
    start, cpu = time.perf_counter(), time.process_time()
    call_command("update_index", verbosity=0)
    taken, used = time.perf_counter() - start, time.process_time() - cpu
    print(f"  {entries} entries written anew in {taken:.0f} s ({used:.0f} s of CPU)")
    lengths = sorted(transactions.lengths)
    print(
        f"  {len(lengths)} transactions, half of them under {lengths[len(lengths) // 2] * 1000:.0f} ms, "
        f"the longest {lengths[-1] * 1000:.0f} ms"
    )
    if editor:
        editor.end()
        waits = sorted(editor.waits)
        print(
            f"  {len(waits)} saves beside it: 99 % waited under {waits[int(len(waits) * 0.99)] * 1000:.0f} ms, "
            f"the longest {waits[-1] * 1000:.0f} ms"
        )
