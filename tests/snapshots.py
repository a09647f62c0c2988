"""Puts back what migrations wrote after a test that had to flush the database.

A transactional test (or one with a live server) empties every table, and with them the root page, the site, the
groups and the workflow that data migrations made. `--reuse-db` would then hand an empty database to the next run.
"""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection

FLUSHING_FIXTURES = {"live_server", "transactional_db", "django_db_reset_sequences"}


def flushes(item: pytest.Item) -> bool:
    """Whether the test empties the database when it ends."""
    marker = item.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])):
        return True
    return bool(FLUSHING_FIXTURES & set(getattr(item, "fixturenames", ())))


def take() -> str:
    """All rows, as JSON. Content types come first: making a page asks for its own, and would make one."""
    rows = json.loads(connection.creation.serialize_db_to_string())
    return json.dumps(sorted(rows, key=lambda row: row["model"] != "contenttypes.contenttype"))


def put_back(snapshot: str) -> None:
    """Replace all rows by those of the snapshot. Django's own refill after a flush would get other primary keys."""
    call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
    ContentType.objects.clear_cache()
    connection.creation.deserialize_db_from_string(snapshot)
    # The rows brought their keys along: PostgreSQL would hand out the same ones again.
    for statement in connection.ops.sequence_reset_sql(
        no_style(), apps.get_models(include_auto_created=True)
    ):
        with connection.cursor() as cursor:
            cursor.execute(statement)
