"""Which database has the index."""

from __future__ import annotations

from django.db import connections, router

from search.matching.postgres import PostgresStore
from search.matching.sqlite import SQLiteStore
from search.matching.store import Store
from search.models import Document


def make_store(scope: str) -> Store:
    """The index in the database that is in use. `scope`: a mark that everything asked for carries."""
    vendor = connections[router.db_for_read(Document)].vendor
    return PostgresStore(scope) if vendor == "postgresql" else SQLiteStore(scope)
