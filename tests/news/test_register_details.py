"""The corrections register at its edges: filters, search, states, export, and who is led where."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from newsreel.models import Correction, StoryPage
from tests import factories

pytestmark = pytest.mark.django_db

URL = "/admin/corrections/"


def corrected(page, *texts: str, **fields: object):
    page.corrections = [Correction(text=text, **fields) for text in texts or ("It was sixteen.",)]
    page.save()
    return page


def stories(response) -> list[int]:
    return [row.story_id for row in response.context["object_list"]]


def export(client, kind: str = "csv", **parameters: str) -> list[list[str]]:
    response = client.get(URL, {"export": kind, **parameters})
    return list(csv.reader(b"".join(response.streaming_content).decode().splitlines()))


def test_the_newest_correction_stands_first_and_two_of_one_moment_have_an_order(tree, admin_client):
    moment = timezone.now() - timedelta(days=1)
    first = corrected(factories.article(tree.feed), corrected_at=moment)
    second = corrected(factories.article(tree.feed), corrected_at=moment)
    newest = corrected(factories.article(tree.feed), corrected_at=moment + timedelta(hours=1))
    assert stories(admin_client.get(URL)) == [newest.pk, second.pk, first.pk]


def test_articles_and_films_are_told_apart(tree, admin_client):
    article = corrected(factories.article(tree.feed))
    film = corrected(factories.video(tree.videos))
    assert stories(admin_client.get(URL, {"story__kind__exact": "article"})) == [article.pk]
    assert stories(admin_client.get(URL, {"story__kind__exact": "video"})) == [film.pk]


def test_a_filter_by_time_leaves_out_what_is_older(tree, admin_client):
    recent = corrected(factories.article(tree.feed))
    corrected(factories.article(tree.feed), corrected_at=timezone.now() - timedelta(days=90))
    since = (timezone.now() - timedelta(days=7)).strftime("%Y-%m-%d 00:00:00+00:00")
    assert stories(admin_client.get(URL, {"corrected_at__gte": since})) == [recent.pk]


@pytest.mark.parametrize("query", ["%", "_", "'", '"', "' OR 1=1 --", "\\", "🙂", "x" * 3000])
def test_strange_words_in_the_search_find_nothing_and_break_nothing(tree, admin_client, query):
    corrected(factories.article(tree.feed))
    response = admin_client.get(URL, {"q": query})
    assert response.status_code == 200
    assert stories(response) == []


@pytest.mark.parametrize(
    "parameters", [{"p": "99"}, {"p": "x"}, {"o": "99"}, {"o": "-1.x"}, {"story__kind__exact": "x"}]
)
def test_strange_parameters_get_a_page_or_are_led_back_to_it(tree, admin_client, parameters):
    corrected(factories.article(tree.feed))
    assert admin_client.get(URL, parameters, follow=True).status_code in (200, 404)


def test_several_corrections_of_one_story_are_lines_of_their_own(tree, admin_client):
    page = corrected(factories.article(tree.feed), "It was sixteen.", "It was not Monday.")
    assert stories(admin_client.get(URL)) == [page.pk, page.pk]
    assert len(export(admin_client)) == 3


def test_a_long_correction_is_cut_in_the_list_and_whole_in_its_own_view(tree, admin_client):
    words = "word " * 60 + "the very end"
    page = corrected(factories.article(tree.feed), words)
    assert "the very end" not in admin_client.get(URL).content.decode()
    inspected = admin_client.get(f"{URL}inspect/{page.corrections.get().pk}/")
    assert "the very end" in inspected.content.decode()


def test_hostile_words_stay_words(tree, admin_client):
    page = factories.article(tree.feed, title='<img src=x onerror=alert(1)>"')
    corrected(page, "<script>alert(1)</script>")
    for url in (URL, f"{URL}inspect/{page.corrections.get().pk}/"):
        html = admin_client.get(url).content.decode()
        assert "<script>alert(1)" not in html
        assert "<img src=x" not in html


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "Public"),
        ({"expire_at": timezone.now() - timedelta(minutes=1)}, "Expired"),
        ({"embargo_until": timezone.now() + timedelta(days=1)}, "Under embargo"),
    ],
)
def test_the_export_says_where_each_stands_and_gives_no_dead_address(tree, admin_client, changes, state):
    page = corrected(factories.article(tree.feed))
    StoryPage.objects.filter(pk=page.pk).update(**changes)
    _time, headline, text, shown, address, uuid = export(admin_client)[1]
    assert (headline, text, shown) == (page.title, "It was sixteen.", state)
    assert uuid == str(page.corrections.get().uuid)
    anchor = page.corrections.get().anchor
    assert address == (f"http://localhost{page.url}#{anchor}" if state == "Public" else "-")


def test_the_export_holds_what_the_list_was_narrowed_to(tree, admin_client):
    corrected(factories.article(tree.feed), "It was sixteen.")
    corrected(factories.article(tree.feed), "The river is the Merrin.")
    lines = export(admin_client, q="Merrin")
    assert [line[2] for line in lines[1:]] == ["The river is the Merrin."]


def test_a_spreadsheet_of_corrections_opens_too(tree, admin_client):
    corrected(factories.article(tree.feed))
    response = admin_client.get(URL, {"export": "xlsx"})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    assert content.startswith(b"PK")


def test_an_editor_is_led_to_the_form_of_stories_of_their_own_feed_only(tree, client):
    article = corrected(factories.article(tree.feed))
    film = corrected(factories.video(tree.videos))
    client.force_login(factories.user("Editors"))
    html = client.get(URL).content.decode()
    assert f"/admin/pages/{article.pk}/edit/" in html
    assert f"/admin/pages/{film.pk}/edit/" not in html
    assert f"{film.url}#" in html, "to read it is for everyone"


@pytest.mark.parametrize("group", ["Editors", "Producers", "Moderators"])
def test_everyone_in_the_newsroom_reads_the_register_and_nobody_is_offered_to_write_in_it(
    tree, client, group
):
    corrected(factories.article(tree.feed))
    client.force_login(factories.user(group))
    response = client.get(URL)
    assert response.status_code == 200
    assert f"{URL}create/" not in response.content.decode()
    assert "Corrections" in client.get("/admin/").content.decode()


def test_a_draft_of_a_correction_is_not_in_the_register_until_it_is_published(tree, admin_client):
    page = corrected(factories.article(tree.feed))
    draft = page.get_latest_revision_as_object()
    draft.corrections.add(Correction(text="Nobody has agreed on this yet."))
    draft.save_revision()
    assert len(stories(admin_client.get(URL))) == 1
    page.get_latest_revision().publish()
    assert len(stories(admin_client.get(URL))) == 2


def test_an_exported_cell_cannot_run_as_a_formula(tree, admin_client):
    corrected(factories.article(tree.feed, title="-2+3 votes"), '=HYPERLINK("https://example.org")')
    rows = export(admin_client)
    assert '\'=HYPERLINK("https://example.org")' in rows[1]
    assert "'-2+3 votes" in rows[1]


def test_exported_times_are_the_newsrooms(tree, admin_client, settings):
    moment = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
    corrected(factories.article(tree.feed), corrected_at=moment)
    with timezone.override("Europe/Kyiv"):
        assert export(admin_client)[1][0] == "2026-07-01 13:30:00+03:00"
