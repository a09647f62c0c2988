"""The view of pages: one query less than Wagtail's own, and the same answers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from newsreel.models import Correction
from newsreel.page_view import serve_page
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_front_page_is_not_read_whole_on_the_way_to_a_story(tree, client):
    story = factories.article(tree.feed)
    client.get(story.url)
    with CaptureQueriesContext(connection) as captured:
        client.get(story.url)
    assert not [query for query in captured if "home_homepage" in query["sql"]]


def test_the_front_page_itself_shows_its_body(tree, client):
    tree.home.body = [("text", {"text": "<p>Tides by the hour</p>"})]
    tree.home.save()
    assert "Tides by the hour" in client.get("/").content.decode()


def test_an_unpublished_front_page_is_gone_at_once(tree, client):
    assert client.get("/").status_code == 200
    tree.home.unpublish()
    assert client.get("/").status_code == 404


def test_a_database_without_a_site_answers_404(tree, client):
    Site.objects.all().delete()
    assert client.get("/news/").status_code == 404


def test_addresses_of_pages_are_made_by_our_view(tree, rf):
    assert reverse("wagtail_serve", args=["news/"]) == "/news/"
    request = rf.get("/news/", headers={"host": "localhost"})
    request.user = factories.user()
    assert serve_page(request, "news/").status_code == 200


def test_wagtails_own_addresses_still_answer(tree, client):
    assert client.get(reverse("wagtailcore_login")).status_code == 200


def test_a_corrected_story_shows_its_corrections_and_another_asks_for_none(tree, client):
    plain, corrected = factories.article(tree.feed), factories.article(tree.feed)
    corrected.corrections = [Correction(text="The ferry left at six.")]
    corrected.save()
    with CaptureQueriesContext(connection) as captured:
        client.get(plain.url)
    assert not [query for query in captured if query["sql"].startswith('SELECT "newsreel_correction"')]
    assert "The ferry left at six." in client.get(corrected.url).content.decode()
