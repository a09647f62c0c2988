"""Production settings: complete from the environment, and a sentence instead of an unsafe start."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.utils.module_loading import import_string

SAFE = {
    "NEWSREEL_SECRET_KEY": "k3Jd92mfPQ8s7LzxWv5TtRb1nYhGcE6uAoXi0BqKpMwZyNrDgFeUjHlVSa4C",
    "NEWSREEL_ORIGIN": "https://news.example.org",
    "DATABASE_URL": "postgres://newsreel:secret@db.internal/newsreel",
    "REDIS_URL": "redis://cache.internal:6379/0",
}
PRINT = (
    "import json; import newsreel.settings.production as settings; "
    "print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()}, default=str))"
)


def run(*command: str, **environment: str) -> subprocess.CompletedProcess:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        env={**inherited, "DJANGO_SETTINGS_MODULE": "newsreel.settings.production", **environment},
        capture_output=True,
        text=True,
    )


def settings_with(**environment: str) -> dict:
    done = run("-c", PRINT, **{**SAFE, **environment})
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", sorted(SAFE))
def test_each_required_variable_is_named_when_it_is_missing(name):
    done = run("-c", PRINT, **{key: value for key, value in SAFE.items() if key != name})
    assert done.returncode != 0
    assert (
        done.stderr.strip()
        .splitlines()[-1]
        .startswith(f"django.core.exceptions.ImproperlyConfigured: {name} is not set: ")
    )


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("NEWSREEL_SECRET_KEY", "short", "too weak"),
        ("NEWSREEL_SECRET_KEY", "a" * 60, "too weak"),
        ("NEWSREEL_SECRET_KEY", "django-insecure-" + SAFE["NEWSREEL_SECRET_KEY"], "too weak"),
        ("NEWSREEL_ORIGIN", "http://news.example.org", "https://"),
        ("NEWSREEL_ORIGIN", "https://news.example.org/path", "without a path"),
        ("NEWSREEL_HOSTS", "*", "must name the hosts"),
        ("NEWSREEL_DEBUG", "1", "unset it"),
        ("DATABASE_URL", "sqlite:///db.sqlite3", "PostgreSQL"),
    ],
)
def test_an_unsafe_value_is_refused_in_one_sentence_that_names_it(name, value, why):
    done = run("-c", PRINT, **{**SAFE, name: value})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert name in last
    assert why in last
    assert "secret@" not in last


def test_an_unsafe_start_ends_in_that_sentence_alone():
    done = run(str(settings.BASE_DIR / "manage.py"), "check", **{**SAFE, "NEWSREEL_SECRET_KEY": ""})
    assert done.returncode == 1
    assert done.stderr == (
        "NEWSREEL_SECRET_KEY is not set: give it 50 or more random characters and keep them secret.\n"
    )


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("NEWSREEL_PROXIES", "-1", "0 or more"),
        ("NEWSREEL_PROXIES", "many", "integer"),
        ("NEWSREEL_TIME_ZONE", "Mars/Olympus", "as in Europe/Kyiv"),
        ("NEWSREEL_LANGUAGE", "klingon", "as in uk"),
        ("NEWSREEL_WEB_THREADS", "0", "1 or more"),
        ("NEWSREEL_WEB_WORKERS", "-2", "1 or more"),
        ("NEWSREEL_VIDEO_MAX_BYTES", "0", "1 or more"),
        ("NEWSREEL_HSTS_SECONDS", "-1", "0 or more"),
        ("NEWSREEL_REQUIRE_CAPTIONS", "perhaps", "boolean"),
        ("DATABASE_URL", "rubbish:secret@", "database URL"),
    ],
)
def test_an_impossible_value_ends_in_one_line_that_names_it(name, value, why):
    done = run(str(settings.BASE_DIR / "manage.py"), "check", **{**SAFE, name: value})
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert name in line
    assert why in line
    assert "secret" not in line


@pytest.mark.parametrize(
    ("zone", "language"), [("America/New_York", "en-gb"), ("Asia/Tokyo", "uk"), ("UTC", "ar")]
)
def test_a_newsroom_stands_in_any_zone_and_language(zone, language):
    values = settings_with(NEWSREEL_TIME_ZONE=zone, NEWSREEL_LANGUAGE=language)
    assert (values["TIME_ZONE"], values["LANGUAGE_CODE"]) == (zone, language)


def test_defaults_are_the_safe_ones():
    values = settings_with()
    assert values["DEBUG"] is False
    assert values["ALLOWED_HOSTS"] == ["news.example.org", "localhost", "127.0.0.1"]
    assert values["SECURE_SSL_REDIRECT"] is True
    assert values["SECURE_HSTS_SECONDS"] == 31_536_000
    assert values["SESSION_COOKIE_SECURE"] is values["CSRF_COOKIE_SECURE"] is True
    assert values["WAGTAILADMIN_BASE_URL"] == "https://news.example.org"
    storage = import_string(values["STORAGES"]["staticfiles"]["BACKEND"])
    assert issubclass(storage, ManifestFilesMixin), "names of static files change with what is in them"


def test_mail_comes_from_one_variable():
    values = settings_with(NEWSREEL_EMAIL_URL="submission://desk:pass@mail.example.org")
    assert (values["EMAIL_HOST"], values["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (values["EMAIL_HOST_USER"], values["EMAIL_HOST_PASSWORD"]) == ("desk", "pass")
    assert values["EMAIL_USE_TLS"] is True
    assert values["DEFAULT_FROM_EMAIL"] == "newsroom@news.example.org"


def test_djangos_own_deployment_check_is_clean():
    done = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", **SAFE)
    assert done.returncode == 0, done.stderr
