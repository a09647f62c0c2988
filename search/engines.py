"""Which engine answers: ours in the database, else whatever Wagtail talks to."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from newsreel.search_engines import DATABASE
from search.database import DatabaseEngine
from search.elsewhere.engine import PublicApiEngine
from search.engine import Engine


def engine() -> Engine:
    """The one that WAGTAILSEARCH_BACKENDS names, for one request."""
    backend = settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"]
    if backend == DATABASE and connection.vendor in ("sqlite", "postgresql"):
        return DatabaseEngine()
    return PublicApiEngine()
