"""Settings that others rely on, and that are easily lost in an innocent edit."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.core.checks import run_checks
from django.urls import get_resolver

from newsreel import checks


def test_wagtails_search_is_the_only_index():
    assert "wagtail.search" in settings.INSTALLED_APPS
    assert not [app for app in settings.INSTALLED_APPS if "modelsearch" in app]


def test_public_views_open_no_transaction():
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def test_tasks_are_kept_in_the_database_and_video_has_a_queue_of_its_own():
    assert settings.TASKS["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert set(settings.TASKS["default"]["QUEUES"]) == {"default", "video"}


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3", reason="SQLite only"
)
@pytest.mark.django_db
def test_sqlite_lets_writers_queue_and_readers_read():
    from django.db import connection

    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 10
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == "wal"
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 1


def test_the_cache_of_renditions_is_not_in_the_database():
    assert all("db.DatabaseCache" not in cache["BACKEND"] for cache in settings.CACHES.values())


def test_the_editor_saves_every_five_seconds_and_not_at_every_word():
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL == 5000


def test_the_admin_asks_no_third_party():
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False


def test_there_is_one_tree_and_plain_slugs():
    assert settings.WAGTAIL_I18N_ENABLED is False
    assert settings.WAGTAIL_ALLOW_UNICODE_SLUGS is False
    assert settings.USE_TZ is True


def test_our_hooks_come_before_wagtails():
    """The refusal to delete what is in use stands at Wagtail's own addresses, before them."""
    order = settings.INSTALLED_APPS
    assert order[0] == "newsreel"
    assert order.index("newsreel") < order.index("wagtail.images")


def test_video_and_documents_are_kept_out_of_reach_of_the_media_address():
    stores = settings.STORAGES
    public = str(stores["public"]["OPTIONS"]["location"])
    for name in ("private", "staging"):
        options = stores[name]["OPTIONS"]
        assert options.get("base_url") is None
        assert not str(options["location"]).startswith(public)


def test_every_file_is_stored_under_a_name_and_not_a_place():
    """Callables, so that migrations hold no folder and operators can choose what stands behind the name."""
    stores = {
        "newsreel.EditorialImage": "public",
        "newsreel.EditorialRendition": "public",
        "newsreel.EditorialDocument": "private",
        "video.VideoFile": "private",
    }
    for label, name in stores.items():
        field = apps.get_model(label)._meta.get_field("file")
        assert field.deconstruct()[3]["storage"].__name__ == f"{name}_storage"


def test_every_first_segment_of_ours_is_refused_as_a_slug(monkeypatch):
    assert checks.check_urls_are_reserved(None) == []
    from newsreel.models import addresses

    monkeypatch.setattr(addresses, "RESERVED_SEGMENTS", frozenset({"admin"}))
    assert any("/search/" in error.msg for error in checks.check_urls_are_reserved(None))


def test_the_project_has_nothing_to_complain_about():
    assert [problem for problem in run_checks() if problem.level >= 30] == []


def test_no_address_takes_everything():
    patterns = [str(entry.pattern) for entry in get_resolver().url_patterns]
    assert not [pattern for pattern in patterns if re.fullmatch(r"\^?\.\*\$?", pattern)]
