"""The backend for WAGTAILSEARCH_BACKENDS: ours for the database in use, Wagtail's for databases we do not know."""

from __future__ import annotations

from django.db import connection
from wagtail.search.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, object]) -> BaseSearchBackend:
    """What Wagtail calls with the options of the setting."""
    if connection.vendor == "sqlite":
        from search.backends.sqlite import SearchBackend as Backend
    elif connection.vendor == "postgresql":
        from search.backends.postgres import SearchBackend as Backend
    else:
        from wagtail.search.backends.database import SearchBackend as Backend
    return Backend(params)
