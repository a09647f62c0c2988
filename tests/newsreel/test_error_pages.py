"""Error pages: designed, in the right state, kept by nobody, and drawn even when everything else is broken."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.template import TemplateDoesNotExist

from newsreel import chrome
from newsreel.delivery import errors
from tests import factories

pytestmark = pytest.mark.django_db

PAGES = {
    400: lambda request: errors.bad_request(request, ValueError("secret")),
    403: lambda request: errors.forbidden(request, PermissionError("secret")),
    404: lambda request: errors.not_found(request, LookupError("secret")),
    500: errors.server_error,
}
each = pytest.mark.parametrize("status", PAGES)


@each
def test_an_error_is_told_in_words_without_its_cause(status, rf, tree):
    answer = PAGES[status](rf.get("/nowhere/"))
    assert answer.status_code == status
    page = answer.content.decode()
    assert "<h1" in page
    assert "secret" not in page
    assert 'href="/"' in page


@each
def test_an_error_is_kept_by_no_cache(status, rf, tree):
    assert PAGES[status](rf.get("/nowhere/")).headers["Cache-Control"] == "no-store"


@each
def test_when_the_page_cannot_be_drawn_plain_words_are_sent(status, rf, tree, monkeypatch, caplog):
    def break_down(*args: object, **kwargs: object) -> str:
        raise TemplateDoesNotExist("the disk is full")

    monkeypatch.setattr(errors, "render", break_down)
    monkeypatch.setattr(errors, "render_to_string", break_down)
    answer = PAGES[status](rf.get("/nowhere/"))
    assert answer.status_code == status
    assert b"<" not in answer.content
    assert len(answer.content) > 15
    assert f"The {status} page could not be drawn" in caplog.text


@each
def test_a_broken_database_breaks_no_error_page(status, rf, tree, monkeypatch, caplog):
    def break_down() -> None:
        raise DatabaseError("gone away")

    monkeypatch.setattr(chrome, "_read_chrome", break_down)
    cache.clear()
    answer = PAGES[status](rf.get("/nowhere/"))
    assert answer.status_code == status
    assert b"gone away" not in answer.content


def test_who_is_logged_in_sees_the_designed_page_for_a_null_character_too(tree, client, caplog):
    client.force_login(factories.user("Moderators"))
    answer = client.get("/admin/images/?q=a%00b")
    assert answer.status_code == 400
    assert b"<h1" in answer.content
    assert "could not be drawn" not in caplog.text


def test_a_failing_view_ends_in_the_designed_500(client, tree, monkeypatch):
    def break_down(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret")

    story = factories.article(tree.feed)
    monkeypatch.setattr(type(story), "serve", break_down)
    client.raise_request_exception = False
    answer = client.get(story.url)
    assert answer.status_code == 500
    assert b"<h1" in answer.content
    assert b"secret" not in answer.content


@pytest.mark.parametrize(
    "path", ["/nowhere/", "/news/nowhere/", "/authors/nobody/", "/media/none.jpg", "/news/?before=x"]
)
def test_readers_get_the_designed_page_and_its_strict_policy(path, client, tree):
    answer = client.get(path)
    assert answer.status_code == (400 if "before" in path else 404)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.content.decode()


def test_the_500_page_asks_for_nothing_that_could_fail_again(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert errors.server_error(rf.get("/")).status_code == 500
