"""`make bench ARGS=search`: what a search costs in archives of 2,000 and 20,000 stories, ours beside Wagtail's own.

CPU time is this process's (time.process_time); with PostgreSQL the server works beside it, so wall time is printed
too. The whole page goes through Django's test client, with all its queries, without a page cache.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

BASE_DIR = Path(__file__).resolve().parents[1]
STOCK = "wagtail.search.backends.database"
QUERIES = {
    "no hit": "zzqxkw",
    "rare word": "quillmarrow",
    "3 % of stories": "harbour",
    "40 % of stories": "government",
    "40 %, Ukrainian": "уряду",
    "phrase": '"night ferry to the islands"',
    "question": "when does the government hold an election about the harbour and its lighthouse",
    "typo": "lighthuose",
}
TYPED = {"suggestion": "lig", "suggestion, name": "ан"}


def measure(work: Callable[[], object], repeats: int) -> tuple[float, float, float]:
    """Median and 95th percentile of CPU milliseconds, median of wall milliseconds."""
    for _ in range(2):
        work()
    cpu, wall = [], []
    for _ in range(repeats):
        start, clock = time.process_time(), time.perf_counter()
        work()
        cpu.append((time.process_time() - start) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return statistics.median(cpu), sorted(cpu)[max(0, int(len(cpu) * 0.95) - 1)], statistics.median(wall)


def report(size: int, repeats: int, stock: bool) -> None:
    """Print one archive's figures. Django is set up on it already."""
    from django.db import connection
    from django.test import Client

    client = Client()
    print(
        f"\n{connection.vendor}, {size} stories {'':12} {'CPU ms':>8} {'p95':>8} {'wall':>8} {'queries':>8}"
    )
    for name, text in {**QUERIES, **TYPED}.items():
        path = f"/search/suggest/?q={quote(text)}" if name in TYPED else f"/search/?q={quote(text)}"
        _line(name, lambda path=path: client.get(path), repeats)
    _line("publish: index one story", _publishing(), repeats)
    if stock:
        _beside_stock(repeats)


def _line(name: str, work: Callable[[], object], repeats: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    median, p95, wall = measure(work, repeats)
    with CaptureQueriesContext(connection) as counted:
        work()
    print(f"{name:36} {median:>8.1f} {p95:>8.1f} {wall:>8.1f} {len(counted):>8}")


def _publishing() -> Callable[[], None]:
    from wagtail.search import index

    from newsreel.models import StoryPage

    story = StoryPage.objects.published().newest_first().first().specific
    count = iter(range(1_000_000))

    def publish() -> None:
        story.title = f"A new headline {next(count)}"
        index.insert_or_update_object(story)

    return publish


def _beside_stock(repeats: int) -> None:
    """The same `.search()` of the first page by both backends; the stock one's index is built if it is empty."""
    from wagtail.search.backends import get_search_backend
    from wagtail.search.models import IndexEntry

    from newsreel.models import StoryPage

    backends = {"ours": get_search_backend(), "stock": get_search_backend(STOCK, ATOMIC_REBUILD=False)}
    if not IndexEntry.objects.exists():
        print("building Wagtail's own index …")
        from news.models import ArticlePage

        stories = ArticlePage.objects.order_by("pk")
        for start in range(0, stories.count(), 500):
            backends["stock"].get_index_for_model(ArticlePage).add_items(
                ArticlePage, list(stories[start : start + 500])
            )
    for name in ("rare word", "3 % of stories", "40 % of stories"):
        for whose, backend in backends.items():
            stories = StoryPage.objects.published()

            def search(backend=backend, stories=stories, text=QUERIES[name]) -> None:
                list(backend.search(text, stories)[:20])

            start = time.perf_counter()
            search()
            if time.perf_counter() - start > 3:
                print(
                    f"{name}, .search() {whose:12} {'':5} {(time.perf_counter() - start) * 1000:>8.0f} wall, once"
                )
            else:
                _line(f"{name}, .search() {whose}", search, max(3, repeats // 4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, nargs="*", default=[2000, 20_000])
    parser.add_argument("--requests", type=int, default=20)
    parser.add_argument("--stock", action="store_true", help="measure Wagtail's own backend beside ours")
    parser.add_argument("--data", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.data is None:
        for size in options.stories:
            # Each archive has a process of its own: settings are read once.
            command = [sys.executable, __file__, "--stories", str(size), "--requests", str(options.requests)]
            command += [
                "--data",
                str(BASE_DIR / "var" / f"bench-search-{size}"),
                *(["--stock"] * options.stock),
            ]
            subprocess.run(command, check=True)
        return
    (size,) = options.stories
    _open_archive(size, options.data)
    report(size, options.requests, options.stock)


def _open_archive(size: int, folder: str) -> None:
    """Django on an archive of this size, made once. With DATABASE_URL each size has a database of its own there."""
    os.environ["NEWSREEL_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsreel.settings.dev")
    if url := os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = f"{url.rsplit('/', 1)[0]}/newsreel_bench_{size}"
        _make_database(url, f"newsreel_bench_{size}")
    sys.path[:0] = [str(BASE_DIR), str(BASE_DIR / "site")]
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    Path(folder).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    from newsreel.models import StoryPage

    if not StoryPage.objects.exists():
        print(f"Making an archive of {size} stories …")
        call_command("make_archive", stories=size, no_references=True)


def _make_database(url: str, name: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')


if __name__ == "__main__":
    main()
