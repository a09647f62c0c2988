"""Archives to search in: on SQLite in var/, on PostgreSQL in databases of their own. Made once, then kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[1]
VAR = BASE_DIR / "var"


def open_archive(size: int, server: str) -> None:
    """Set Django up on an archive of so many stories. `server`: of PostgreSQL, empty for SQLite."""
    folder = VAR / f"bench-search-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["NEWSREEL_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsreel.settings.dev")
    os.environ.pop("DATABASE_URL", None)
    if server:
        os.environ["DATABASE_URL"] = f"{server}/newsreel_bench_{size}"
        _make_database(f"{server}/postgres", f"newsreel_bench_{size}")
    sys.path[:0] = [str(BASE_DIR), str(BASE_DIR / "site")]
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    from newsreel.models import StoryPage

    if not StoryPage.objects.exists():
        print(f"Making an archive of {size} stories …", file=sys.stderr)
        call_command("make_archive", stories=size, no_references=True, stdout=sys.stderr)
        _gather_statistics()


def _gather_statistics() -> None:
    """What the server would do by itself a minute later."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _make_database(url: str, name: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
