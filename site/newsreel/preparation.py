"""What has to be true of the database before the site is served: schema, address, a first login."""

from __future__ import annotations

import hashlib
import io
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from newsreel.models import StoryPage
from newsreel.search_engines import DATABASE

USERNAME = "admin"


@dataclass(frozen=True)
class Login:
    """How the person at the terminal gets into the admin: any of these names, one password."""

    usernames: tuple[str, ...]
    password: str


def unapplied_migrations() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare(say: Callable[[str], object] = lambda text: None) -> None:
    """Bring schema and address up to date; costs next to nothing when they are."""
    if unapplied_migrations():
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        if is_untouched() and settings.WAGTAILSEARCH_BACKENDS["default"]["BACKEND"] == DATABASE:
            # Migrations make the first pages, and index nothing. A large archive is an operator's to look through.
            call_command("check_search_index", fix=True, stdout=io.StringIO())
    follow_origin()


def follow_origin() -> None:
    """Make Wagtail's site answer for NEWSREEL_ORIGIN, the only source of absolute addresses."""
    parts = urlsplit(settings.NEWSREEL_ORIGIN)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname, port
        site.save()


def is_untouched() -> bool:
    """Whether nobody has used this database: no person and no story in it."""
    return not get_user_model().objects.exists() and not StoryPage.objects.exists()


def new_password() -> str:
    """A password that can be read out over a desk."""
    return secrets.token_urlsafe(9)


def first_login(password: str) -> Login | None:
    """Create an administrator if there is none. None means: the password is its owner's secret."""
    note = Path(settings.DATA_DIR) / "admin-login.json"
    users = get_user_model().objects
    if users.filter(is_superuser=True, is_active=True).exists():
        return _noted_login(note)
    others = list(users.order_by("username").values_list("username", flat=True))  # the demo's people, if any
    admin = users.create_superuser(USERNAME, f"{USERNAME}@example.org", password)
    login = Login((USERNAME, *others), password)
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch(mode=0o600)
    note.write_text(json.dumps({**asdict(login), "check": _fingerprint(admin.password)}))
    return login


def _noted_login(note: Path) -> Login | None:
    try:
        noted = json.loads(note.read_text())
        login = Login(tuple(noted["usernames"]), noted["password"])
        admin = get_user_model().objects.get(username=login.usernames[0], is_active=True)
    except (OSError, ValueError, TypeError, KeyError, IndexError, get_user_model().DoesNotExist):
        return None
    if noted.get("check") != _fingerprint(admin.password):
        return None  # the password was changed, as it should be
    return login


def _fingerprint(encoded_password: str) -> str:
    return hashlib.sha256(encoded_password.encode()).hexdigest()
