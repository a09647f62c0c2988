"""Passwords cannot be guessed quickly, and guessing locks nobody else out."""

from __future__ import annotations

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from newsreel import throttling
from tests import factories

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
HERE, THERE = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def editor():
    return factories.user("Editors", username="maren")


def try_login(client, name="maren", password="wrong", address=HERE, **headers):
    return client.post(LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address, **headers)


def fail(client, times=5, **how):
    for _ in range(times):
        assert try_login(client, **how).status_code == 200


def test_after_five_failures_even_the_right_password_has_to_wait(client, editor):
    fail(client)
    response = try_login(client, password="secret")
    assert response.status_code == 429
    assert "wrong too often" in response.content.decode()
    assert "15 minutes" in response.content.decode()
    assert response.headers["Retry-After"] == "900"
    assert response.headers["Cache-Control"] == "no-store"


def test_it_ends_after_a_quarter_of_an_hour(client, editor, settings):
    # Redis keeps its own time: only a cache in this process lets it be moved.
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with time_machine.travel("2026-11-22 10:00:00", tick=False) as clock:
        fail(client)
        assert try_login(client).status_code == 429
        clock.shift(15 * 60 + 1)
        assert try_login(client, password="secret").status_code == 302


def test_the_true_owner_elsewhere_is_not_locked_out(client, editor):
    fail(client)
    assert try_login(client, password="secret", address=THERE).status_code == 302


def test_nor_is_a_colleague_in_the_same_office(client, editor):
    factories.user("Editors", username="ilse")
    fail(client)
    assert try_login(client, name="ilse", password="secret").status_code == 302


def test_a_success_forgets_the_failures(client, editor):
    fail(client, 4)
    assert try_login(client, password="secret").status_code == 302
    client.logout()
    fail(client, 4)


def test_spelling_a_name_otherwise_gives_no_new_tries(client, editor):
    for name in ("maren", "Maren", " maren", "MAREN ", "maren"):
        try_login(client, name=name)
    assert try_login(client).status_code == 429


def test_trying_many_names_from_one_place_ends_too(client, monkeypatch):
    monkeypatch.setattr(throttling, "FAILURES_PER_ADDRESS", 8)
    for number in range(8):
        assert try_login(client, name=f"name-{number}").status_code == 200
    assert try_login(client, name="another").status_code == 429


def test_a_header_from_outside_gives_no_new_tries(client, editor):
    for number in range(5):
        try_login(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert try_login(client, HTTP_X_FORWARDED_FOR="10.0.0.99").status_code == 429


def test_behind_our_proxy_its_word_counts_and_not_the_visitors(client, editor, settings):
    settings.NEWSREEL_PROXIES = 1
    for number in range(5):
        try_login(client, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, {HERE}", address="127.0.0.1")
    forged = try_login(client, HTTP_X_FORWARDED_FOR=f"1.2.3.4, {HERE}", address="127.0.0.1")
    assert forged.status_code == 429
    elsewhere = try_login(client, "maren", "secret", "127.0.0.1", HTTP_X_FORWARDED_FOR=THERE)
    assert elsewhere.status_code == 302


def test_one_ipv6_network_is_one_place(client, editor):
    for number in range(5):
        try_login(client, address=f"2001:db8:1:2::{number}")
    assert try_login(client, address="2001:db8:1:2::ffff").status_code == 429
    assert try_login(client, password="secret", address="2001:db8:1:3::1").status_code == 302


def test_nobody_is_flooded_with_password_mails(client, editor):
    url = reverse("wagtailadmin_password_reset")
    answers = [client.post(url, {"email": editor.email}, REMOTE_ADDR=HERE).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert len(mail.outbox) == 5


def test_the_password_of_a_private_page_cannot_be_guessed_quickly(client, tree):
    from wagtail.models import PageViewRestriction

    story = factories.article(tree.feed)
    restriction = PageViewRestriction.objects.create(page=story, restriction_type="password", password="quay")
    url = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, story.pk])
    for _ in range(5):
        wrong = client.post(url, {"password": "x", "return_url": story.url}, REMOTE_ADDR=HERE)
        assert wrong.status_code == 200
    assert (
        client.post(url, {"password": "quay", "return_url": story.url}, REMOTE_ADDR=HERE).status_code == 429
    )
    assert (
        client.post(url, {"password": "quay", "return_url": story.url}, REMOTE_ADDR=THERE).status_code == 302
    )


def test_hostile_names_do_no_harm(client):
    for name in (
        "\0",
        "a" * 5000,
        "😀",
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    ):
        assert try_login(client, name=name).status_code == 200


def test_looking_at_the_form_costs_nothing(client, editor):
    for _ in range(20):
        assert client.get(LOGIN, REMOTE_ADDR=HERE).status_code == 200
    assert try_login(client, password="secret").status_code == 302


def test_many_tries_at_once_are_counted_before_any_is_judged(client, editor, monkeypatch):
    """Twenty requests that all pass the check before the first has failed would be twenty guesses."""
    from django.contrib.auth.forms import AuthenticationForm

    seen = []
    real = AuthenticationForm.clean

    def clean(form):
        seen.append(form)
        if len(seen) < 10:  # the next try comes in while this one is being judged
            try_login(client)
        return real(form)

    monkeypatch.setattr(AuthenticationForm, "clean", clean)
    try_login(client)
    assert len(seen) == throttling.FAILURES_PER_NAME
