"""The counter: what it takes, what it refuses, what it never keeps."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from newsreel import counting
from newsreel.counting import ELSEWHERE, MAX_SECONDS, PLACES_A_DAY, REPORTS_PER_WINDOW, Report, place_from
from newsreel.models import DailyCount
from tests import factories

db = pytest.mark.django_db
A_SEARCH_OF_THE_DAY = r"SEARCH newsreel_dailycount .*metric=\? AND day=\?"


@pytest.fixture
def page(tree):
    return factories.video(tree.videos)


def send(client, page, *metrics: str, headers: dict | None = None, **fields: object):
    data = {"subject": "video", "id": page.pk, "m": list(metrics), **fields}
    return client.post("/count/", data, headers=headers or {})


def counted(page) -> dict[str, int]:
    return dict(DailyCount.objects.filter(subject_id=page.pk).values_list("metric", "value"))


@db
def test_reports_add_up_by_day(client, page):
    for _number in range(3):
        assert send(client, page, "view", "quartile_25", seconds=20).status_code == 204
    assert counted(page) == {"view": 3, "quartile_25": 3, "seconds": 60}
    assert set(DailyCount.objects.values_list("day", flat=True)) == {timezone.localdate()}


@db
def test_no_cookie_is_set_and_nothing_of_the_visitor_is_kept(client, page):
    response = send(
        client, page, "view", headers={"User-Agent": "Quillfox/9", "X-Forwarded-For": "203.0.113.7"}
    )
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    (row,) = DailyCount.objects.values()
    assert set(row) == {"id", "day", "subject", "subject_id", "metric", "place", "value"}
    assert not any(str(value) in ("203.0.113.7", "127.0.0.1", "Quillfox/9") for value in row.values())


@db
@pytest.mark.parametrize("wish", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_who_asks_not_to_be_counted_is_not(client, page, wish):
    assert send(client, page, "view", headers=wish).status_code == 204
    assert counted(page) == {}


@db
@pytest.mark.parametrize(
    "data",
    [
        {},
        {"subject": "story", "id": "1", "m": "view"},
        {"subject": "video", "id": "x", "m": "view"},
        {"subject": "video", "id": "0", "m": "view"},
        {"subject": "video", "id": "-1", "m": "view"},
        {"subject": "video", "id": "9" * 30, "m": "view"},
        {"subject": "video", "id": str(2**63), "m": "view"},
        {"subject": "video", "id": "٣", "m": "view"},
        {"subject": "video", "id": "1"},
        {"subject": "video", "id": "1", "m": "cookies"},
        {"subject": "video", "id": "1", "m": "seconds"},
        {"subject": "video", "id": "1", "m": ["view", "x"]},
        {"subject": "video", "id": "1", "seconds": "-5"},
        {"subject": "video", "id": "1", "seconds": "1e9"},
        {"subject": "video", "id": "1", "seconds": "0"},
    ],
)
def test_nonsense_is_refused(client, data):
    assert client.post("/count/", data).status_code == 400
    assert not DailyCount.objects.exists()


@db
def test_a_report_is_bounded(client, page):
    send(client, page, "view", "view", "view", seconds="999999999")
    assert counted(page) == {"view": 1, "seconds": MAX_SECONDS}
    assert send(client, page, "view", place="x" * 5000).status_code == 204
    assert counted(page)["view"] == 1, "so much no script of ours has to say"


@db
def test_only_what_the_public_sees_is_counted(client, tree):
    hidden = factories.video(tree.videos, live=False)
    article = factories.article(tree.feed)
    for thing in (hidden, article):
        assert send(client, thing, "view").status_code == 204
    assert not DailyCount.objects.exists()
    assert client.post("/count/", {"subject": "video", "id": "987654", "m": "view"}).status_code == 204
    assert not DailyCount.objects.exists()


@db
def test_one_place_cannot_report_without_end(client, page):
    for _number in range(REPORTS_PER_WINDOW + 20):
        assert send(client, page, "view").status_code == 204
    assert counted(page) == {"view": REPORTS_PER_WINDOW}


@db
def test_the_page_around_a_player_is_kept_as_a_host(client, page):
    for place in ("www.Partner.example", "partner.example", "localhost", "", "<script>", "a/b"):
        send(client, page, "view", place=place)
    rows = dict(DailyCount.objects.values_list("place", "value"))
    assert rows == {"partner.example": 2, "": 4}


@db
def test_made_up_hosts_share_one_row(client, page):
    for number in range(PLACES_A_DAY + 5):
        cache.clear()
        send(client, page, "view", place=f"host-{number}.example")
    rows = dict(DailyCount.objects.values_list("place", "value"))
    assert rows[ELSEWHERE] == 5
    assert len(rows) == PLACES_A_DAY + 1


@db
def test_nobody_reads_the_counter_or_needs_a_token(client, page):
    assert client.get("/count/").status_code == 405
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True), page, "view").status_code == 204
    assert counted(page) == {"view": 1}


@db
def test_a_busy_database_loses_a_number_and_no_reader(client, page, monkeypatch):
    def busy(report):
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "add", busy)
    assert send(client, page, "view").status_code == 204


@db
def test_old_numbers_are_forgotten(page, settings):
    settings.NEWSREEL_COUNT_DAYS = 30
    for days in (0, 30, 31, 400):
        counting.add(Report("video", page.pk, {"view": 1}), day=timezone.localdate() - timedelta(days=days))
    assert counting.prune() == 2
    assert DailyCount.objects.count() == 2


@given(st.text(max_size=200))
def test_no_text_makes_a_place_that_is_no_host(text):
    place = place_from(text)
    assert len(place) <= 120
    assert all(sign.isascii() and (sign.isalnum() or sign in ".-") for sign in place)


@db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
def test_a_report_reads_its_day_and_not_the_year_of_a_video(client, page):
    with CaptureQueriesContext(connection) as captured:
        send(client, page, "view", place="partner.example")
    asked = next(query["sql"] for query in captured if "SELECT DISTINCT" in query["sql"])
    with connection.cursor() as cursor:
        plan = cursor.execute(f"EXPLAIN QUERY PLAN {asked}").fetchall()
    assert any(re.match(A_SEARCH_OF_THE_DAY, row[-1]) for row in plan), plan


@db
def test_a_length_that_is_no_number_is_not_counted_and_breaks_nothing(client, page):
    data = {"subject": "video", "id": page.pk, "m": ["view"]}
    assert client.post("/count/", data, CONTENT_LENGTH="much").status_code == 204
    assert counted(page) == {}
