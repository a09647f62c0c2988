"""A demo newsroom of its own for measuring and drawing: kept in var/bench, made once, never the site's data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[1]


def open_newsroom(fresh: bool = False) -> None:
    """Set Django up on var/bench and fill it with the demo, renditions included, unless that was done before."""
    import shutil

    folder = BASE_DIR / "var" / "bench"
    if fresh and folder.exists():
        shutil.rmtree(folder)
    os.environ["NEWSREEL_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsreel.settings.dev")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    sys.path[:0] = [str(BASE_DIR), str(BASE_DIR / "site")]
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    from home.demo import loader

    if not loader.is_loaded():
        print("Loading the demo newsroom …")
        call_command("load_demo", verbosity=0)
    call_command("db_worker", "--batch", "--queue-name", "*", "--no-startup-delay", interval=0, verbosity=0)
