"""`make search-quality`: how well the search page answers the golden set, for each database at hand.

SQLite always; PostgreSQL too where DATABASE_URL names one. Each gets a database of its own, which is dropped again.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def measure() -> None:
    """Load, ask, print. Runs in a process of its own for each database."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    config = setup_databases(verbosity=0, interactive=False)
    try:
        from home.models import HomePage
        from news.models import NewsFeedPage
        from tests import factories
        from tests.search.golden.archive import plant
        from tests.search.golden.judging import answer, read
        from video.models import VideoIndexPage

        call_command("load_demo", password="only-for-this", verbosity=0)
        feed, videos = NewsFeedPage.objects.get(slug="news"), VideoIndexPage.objects.get()
        plant(factories.Tree(HomePage.objects.get(), feed, videos))
        call_command("update_index", verbosity=0)
        answered = [answer(judged) for name in ("demo", "archive") for judged in read(name)[0]]
        report(connection.vendor, answered)
    finally:
        teardown_databases(config, verbosity=0)


def report(database: str, answered: list) -> None:
    """A table by language and by kind of query, then the queries that could be answered better."""
    from tests.search.golden.judging import Quality

    say = sys.stdout.write
    say(f"\n{database}\n{'':22}   n   nDCG@10    MRR   no result\n")
    rows = [("all", answered)]
    for of in ("language", "kind"):
        values = sorted({getattr(one.judged, of) for one in answered})
        rows += [(value, [one for one in answered if getattr(one.judged, of) == value]) for value in values]
    for name, some in rows:
        say(f"  {name:18} {Quality.of(some)}\n")
    for one in sorted(answered, key=lambda one: one.ndcg)[:12]:
        if one.ndcg < 0.9:
            say(f"    {one.ndcg:.2f}  {one.judged.text!r}: {', '.join(one.found[:4]) or 'nothing'}\n")


def main() -> None:
    if "--one" in sys.argv:
        return measure()
    given = os.environ.get("DATABASE_URL", "")
    urls = ["", *([given] if given.startswith("postgres") else [])]
    for url in urls:
        with tempfile.TemporaryDirectory(prefix="newsreel-quality-") as folder:
            changes = {
                "NEWSREEL_DATA": folder,
                "NEWSREEL_TEST_DB": f"{folder}/quality.sqlite3",
                "DJANGO_SETTINGS_MODULE": "newsreel.settings.test",
            }
            environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            environment |= changes | ({"DATABASE_URL": url} if url else {})
            subprocess.run(
                [sys.executable, "-m", "tests.search.golden", "--one"], env=environment, check=True
            )
    return None


if __name__ == "__main__":
    main()
