"""The first start: schema, address and a login that is told exactly once; and waiting for pictures."""

from __future__ import annotations

import json
import stat

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from wagtail.models import Page, Site

from newsreel import preparation, warmup
from newsreel.models import User
from newsreel.tasks import make_renditions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "var"
    return settings.DATA_DIR


# --- Login ------------------------------------------------------------------------------------------


def test_the_first_login_works_and_is_noted_for_its_owner_alone(data):
    login = preparation.first_login("over the desk")
    assert login.usernames == ("admin",)
    assert authenticate(username="admin", password=login.password).is_superuser
    note = data / "admin-login.json"
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert json.loads(note.read_text())["password"] == "over the desk"


def test_a_second_start_tells_the_same_login_and_makes_no_other(data):
    first = preparation.first_login("over the desk")
    assert preparation.first_login("another") == first
    assert User.objects.count() == 1


def test_people_who_are_there_already_are_named_with_it(data):
    factories.user(username="maren")
    factories.user(username="ada")
    assert preparation.first_login("over the desk").usernames == ("admin", "ada", "maren")


def test_once_the_password_is_changed_it_is_its_owners_secret(data):
    preparation.first_login("over the desk")
    admin = User.objects.get()
    admin.set_password("my own")
    admin.save()
    assert preparation.first_login("another") is None
    assert authenticate(username="admin", password="my own")


@pytest.mark.parametrize(
    "note",
    ["", "{", "[]", "{}", '{"usernames": [], "password": "x"}', '{"usernames": ["nobody"], "password": "x"}'],
)
def test_a_damaged_note_is_no_reason_not_to_start(note, data):
    preparation.first_login("over the desk")
    (data / "admin-login.json").write_text(note)
    assert preparation.first_login("another") is None
    assert User.objects.count() == 1


def test_a_newsroom_with_an_administrator_of_its_own_gets_no_second_one(data):
    User.objects.create_superuser("boss", "boss@newsreel.example", "secret")
    assert preparation.first_login("another") is None
    assert not User.objects.filter(username="admin").exists()


def test_an_administrator_who_has_left_does_not_count(data):
    User.objects.create_superuser("boss", "boss@newsreel.example", "secret", is_active=False)
    assert preparation.first_login("over the desk").usernames == ("admin", "boss")


def test_passwords_differ_and_can_be_read_out():
    made = {preparation.new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(password) == 12 and password.isascii() for password in made)


def test_a_database_is_untouched_until_someone_or_something_is_in_it(tree):
    assert preparation.is_untouched()
    factories.article(tree.feed)
    assert not preparation.is_untouched()


# --- Address ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "host", "port"),
    [
        ("https://newsreel.example", "newsreel.example", 443),
        ("http://newsreel.example", "newsreel.example", 80),
        ("http://localhost:8123", "localhost", 8123),
        ("http://[::1]:8000", "::1", 8000),
    ],
)
def test_the_site_follows_the_origin(origin, host, port, settings, tree):
    settings.NEWSREEL_ORIGIN = origin
    preparation.follow_origin()
    site = Site.objects.get()
    assert (site.hostname, site.port) == (host, port)


def test_an_unchanged_origin_writes_nothing(settings, tree, django_assert_num_queries):
    settings.NEWSREEL_ORIGIN = "http://localhost"
    preparation.follow_origin()
    with django_assert_num_queries(1):
        preparation.follow_origin()


def test_without_a_site_there_is_nothing_to_follow(settings, tree):
    Site.objects.all().delete()
    preparation.follow_origin()
    assert not Site.objects.exists()


def test_preparing_a_current_database_says_nothing(capsys, tree, settings):
    settings.NEWSREEL_ORIGIN = "https://newsreel.example"
    call_command("prepare_site")
    assert Site.objects.get().hostname == "newsreel.example"
    assert "Preparing the database" not in capsys.readouterr().out


def test_missing_migrations_are_applied_and_said(monkeypatch, tree):
    called, said = [], []
    monkeypatch.setattr(preparation, "unapplied_migrations", lambda: 3)
    monkeypatch.setattr(preparation, "call_command", lambda *words, **options: called.append(words))
    preparation.prepare(said.append)
    assert (called[0], said) == (("migrate",), ["Preparing the database …"])


# --- Pictures ---------------------------------------------------------------------------------------


def test_waiting_ends_at_once_when_nothing_is_to_be_made():
    told = []
    assert warmup.wait_for_pictures(lambda *numbers: told.append(numbers), timeout=5) == 0
    assert told == []


def test_progress_is_told_until_all_are_made(monkeypatch):
    left = iter([3, 2, 4, 0])
    monkeypatch.setattr(warmup, "pictures_to_make", lambda: next(left))
    told = []
    assert warmup.wait_for_pictures(lambda *numbers: told.append(numbers), timeout=5, pause=0) == 0
    assert told == [(0, 3), (1, 3), (0, 4), (4, 4)]


@pytest.mark.parametrize("options", [{"timeout": 0}, {"timeout": 60, "stop": lambda: True}])
def test_waiting_is_given_up_when_time_is_over_or_someone_stops_it(options):
    make_renditions.enqueue(1, ["card"])
    assert warmup.wait_for_pictures(lambda made, total: None, pause=0, **options) == 1


def test_failed_pictures_are_not_waited_for_but_counted():
    from django_tasks_db.models import DBTaskResult

    make_renditions.enqueue(1, ["card"])
    task = DBTaskResult.objects.get()
    task.claim("a worker")
    assert warmup.pictures_to_make() == 1
    task.set_failed(ValueError("no such file"))
    assert (warmup.pictures_to_make(), warmup.pictures_that_failed()) == (0, 1)


def test_the_pages_that_migrations_make_are_found_in_the_admin_from_the_first_start(monkeypatch, data):
    monkeypatch.setattr(preparation, "unapplied_migrations", lambda: 1)
    preparation.prepare()
    assert [page.title for page in Page.objects.search("video")] == ["Video"]


def test_a_newsroom_in_use_is_not_looked_through_before_it_is_served(monkeypatch, data, tree):
    factories.article(tree.feed)
    ran = []
    monkeypatch.setattr(preparation, "unapplied_migrations", lambda: 1)
    monkeypatch.setattr(preparation, "call_command", lambda name, **options: ran.append(name))
    preparation.prepare()
    assert ran == ["migrate"]
