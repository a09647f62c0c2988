"""Counting what readers look for: only from a note of ours, never in a GET, nothing about a person; and the report."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.core import signing
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search import notes, suggesting
from search.models import QueryDay
from search.query import ReaderQuery
from tests import factories

pytestmark = pytest.mark.django_db


def note_of(client, query: str, **parameters: str) -> str:
    return client.get("/search/", {"q": query, **parameters}).context["note"]


def send(client, note: str, address: str = "192.0.2.1") -> int:
    response = client.post("/search/note/", note, content_type="text/plain", REMOTE_ADDR=address)
    return response.status_code


def counted() -> list[tuple[str, int, int, int]]:
    days = QueryDay.objects.order_by("query__query_string")
    return list(days.values_list("query__query_string", "searches", "nothing", "results"))


def test_a_note_is_counted_once_from_each_place(tree, client):
    factories.article(tree.feed, title="Harbour")
    note = note_of(client, "  HARBOUR ")
    assert counted() == []
    assert [send(client, note), send(client, note), send(client, note, "192.0.2.2")] == [204, 204, 204]
    assert counted() == [("harbour", 2, 0, 1)]
    assert QueryDailyHits.objects.get().hits == 2


def test_nobody_makes_a_query_frequent_alone(tree, client, monkeypatch):
    factories.article(tree.feed, title="Harbour thief")
    now = time.time()
    for minute in range(5):  # each page has another note
        monkeypatch.setattr(signing.time, "time", lambda minute=minute: now + 60 * minute)
        send(client, note_of(client, "harbour thief"))
    assert counted() == [("harbour thief", 1, 0, 1)]
    assert suggesting.asked_by_others(ReaderQuery.parse("har")) == []


def test_one_search_of_a_sample_is_suggested_to_nobody(tree, client, settings, monkeypatch):
    factories.article(tree.feed, title="Harbour thief")
    settings.NEWSREEL_SEARCH_LOG_SHARE = 0.1
    monkeypatch.setattr(notes.random, "random", lambda: 0.05)
    suggested = []
    for number in range(3):
        send(client, note_of(client, "harbour thief"), f"192.0.2.{number}")
        suggested.append(suggesting.asked_by_others(ReaderQuery.parse("har")))
    assert suggested == [[], [], ["harbour thief"]]


def test_what_found_nothing_is_counted_as_such(tree, client):
    send(client, note_of(client, "zebra"))
    assert counted() == [("zebra", 1, 1, 0)]


def test_what_found_only_some_of_the_words_is_counted_as_such_and_suggested_to_nobody(tree, client):
    factories.article(tree.feed, title="Harbour")
    for number in range(3):
        send(client, note_of(client, "harbour evil"), f"192.0.2.{number}")
    assert counted() == [("harbour evil", 3, 0, 1)]
    assert QueryDay.objects.get().partly == 3
    factories.article(tree.feed, title="The evil in the harbour")
    assert suggesting.asked_by_others(ReaderQuery.parse("har")) == []
    for number in range(3, 6):
        send(client, note_of(client, "harbour evil"), f"192.0.2.{number}")
    assert QueryDay.objects.get().partly == 3
    assert suggesting.asked_by_others(ReaderQuery.parse("har")) == ["harbour evil"]


def test_a_get_writes_nothing(tree, client):
    factories.article(tree.feed, title="Harbour")
    client.get("/search/?q=harbour")
    for address in (
        "/search/?q=harbour",
        "/search/?q=zebra",
        "/search/suggest/?q=har",
        "/search/opensearch.xml",
    ):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        verbs = {query["sql"].split(None, 1)[0].upper() for query in captured}
        assert verbs <= {"SELECT", "WITH", "EXPLAIN", "PRAGMA"}, verbs
    assert not Query.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "maren.odell@newsreel.example",
        "+380 44 123 45 67",
        "4111 1111 1111 1111",
        "passport (12) 34.56-78",
        "word " * 30,
        "",
        "🙂",
    ],
)
def test_what_may_be_about_a_person_gets_no_note(tree, client, query):
    assert note_of(client, query) == ""


@pytest.mark.parametrize("query", ["budget 2026", "covid-19", "7 march 1998", "flight 714", "42"])
def test_years_and_numbers_of_things_are_no_personal_data(query):
    assert not notes.is_personal(query)


def test_filters_later_pages_and_the_newsrooms_own_searches_are_not_counted(tree, client):
    factories.article(tree.feed, title="Harbour")
    assert note_of(client, "harbour", kind="article") == ""
    note = note_of(client, "harbour")
    client.force_login(factories.user("Editors"))
    assert send(client, note) == 204
    assert counted() == []


@pytest.mark.parametrize("header", ["HTTP_DNT", "HTTP_SEC_GPC"])
def test_who_asks_not_to_be_counted_is_not(tree, client, header):
    note = note_of(client, "harbour")
    client.post("/search/note/", note, content_type="text/plain", **{header: "1"})
    assert counted() == []


@pytest.mark.parametrize("body", ["", "harbour", "x" * 5000, "é\x00", '["harbour", 1, 1]'])
def test_what_we_did_not_sign_is_passed_over(client, db, body):
    assert send(client, body) == 204
    assert counted() == []


def test_an_old_note_and_one_of_another_kind_are_passed_over(client, db, monkeypatch):
    note = signing.dumps(["harbour", 1, False, 1], salt="something else")
    assert send(client, note) == 204
    note = signing.dumps(["harbour", 1, False, 1], salt=notes.SALT)
    monkeypatch.setattr(notes, "VALID_SECONDS", -1)
    assert send(client, note) == 204
    assert counted() == []


def test_only_a_share_is_counted_and_stands_for_the_rest(tree, client, settings, monkeypatch):
    settings.NEWSREEL_SEARCH_LOG_SHARE = 0.1
    monkeypatch.setattr(notes.random, "random", lambda: 0.5)
    assert note_of(client, "harbour") == ""
    monkeypatch.setattr(notes.random, "random", lambda: 0.05)
    send(client, note_of(client, "harbour"))
    assert counted() == [("harbour", 10, 10, 0)]
    settings.NEWSREEL_SEARCH_LOG_SHARE = 0.0
    assert note_of(client, "harbour") == ""


def day(text: str, age: int, searches: int, nothing: int = 0) -> QueryDay:
    query = Query.objects.get_or_create(query_string=text)[0]
    when = timezone.localdate() - timedelta(days=age)
    return QueryDay.objects.create(
        query=query, day=when, searches=searches, nothing=nothing, results=0 if nothing else 3
    )


@pytest.fixture
def report(client, db):
    day("ferry", 2, 9)
    day("ferry", 50, 100)
    day("zebra", 1, 4, nothing=4)
    day("<b>=1+1", 1, 2)
    client.force_login(factories.user("Editors"))

    def read(**parameters: str):
        return client.get("/admin/searches/", parameters)

    read.client = client
    return read


def rows(response) -> list[tuple[str, int, int]]:
    return [(query.query_string, query.searches, query.nothing) for query in response.context["object_list"]]


def test_the_report_sums_up_a_period_the_most_frequent_first(report):
    assert rows(report()) == [("ferry", 9, 0), ("zebra", 4, 4), ("<b>=1+1", 2, 0)]
    assert rows(report(period="all"))[0] == ("ferry", 109, 0)
    assert rows(report(period="7"))[0] == ("ferry", 9, 0)
    assert rows(report(period="x")) == rows(report(period="all"))
    assert "<b>=1" not in report().content.decode()


def test_the_report_shows_what_found_nothing(report):
    assert rows(report(outcome="nothing")) == [("zebra", 4, 4)]


def test_the_report_shows_what_found_only_some_of_the_words(report):
    QueryDay.objects.filter(query__query_string="ferry", searches=9).update(partly=4)
    assert rows(report(outcome="partly")) == [("ferry", 9, 0)]
    assert rows(report(outcome="something")) == [("<b>=1+1", 2, 0)]
    assert rows(report(outcome="x")) == rows(report())
    assert "ferry,9,0,4," in b"".join(report(export="csv")).decode()
    query = Query.objects.get(query_string="ferry")
    page = report.client.get(f"/admin/searches/inspect/{query.pk}/").content.decode().replace("\n", "")
    assert "<td>9</td><td>–</td><td>4</td>" in page


def test_the_report_can_be_searched_and_exported(report):
    assert rows(report(q="zeb")) == [("zebra", 4, 4)]
    exported = b"".join(report(export="csv")).decode()
    assert "ferry,9,0," in exported
    assert "\n=" not in exported


def test_a_query_has_its_days(report, client):
    query = Query.objects.get(query_string="ferry")
    page = client.get(f"/admin/searches/inspect/{query.pk}/").content.decode()
    assert "109" not in page
    assert "<td>100</td>" in page.replace("\n", "")


def test_nobody_writes_in_the_report_and_readers_do_not_see_it(report, client):
    assert client.get("/admin/searches/create/").status_code in (302, 403, 404)
    client.logout()
    assert client.get("/admin/searches/").status_code == 302


def test_a_busy_database_loses_a_count_and_not_a_reader(client, tree, monkeypatch):
    def locked(*args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(notes, "_write", locked)
    note = signing.dumps(["harbour", 1, False, 1], salt=notes.SALT)
    assert send(client, note) == 204
    assert notes.count(note, "another place") is False


def test_the_numbers_of_a_query_are_those_of_its_days(report, client):
    query = Query.objects.get(query_string="ferry")
    days = client.get(f"/admin/searches/inspect/{query.pk}/").context["days"]
    assert [one.searches for one in days] == [9, 100]
    assert (
        sum(one.searches for one in days) == {row[0]: row[1] for row in rows(report(period="all"))}["ferry"]
    )


def test_the_report_takes_as_many_queries_for_eight_searches_as_for_two(
    client, db, django_assert_max_num_queries
):
    client.force_login(factories.user("Editors"))
    for number in range(2):
        day(f"first {number}", 1, 1)
    client.get("/admin/searches/")
    with django_assert_max_num_queries(60) as few:
        client.get("/admin/searches/")
    for number in range(6):
        day(f"more {number}", 1, 1)
        day(f"more {number}", 2, 1)
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/searches/")
