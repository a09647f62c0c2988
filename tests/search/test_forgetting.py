"""Old counts of searches are forgotten, by the worker and a few at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits, SearchPromotion

from newsreel import worker
from search import forgetting
from search.models import QueryDay
from tests.search.test_report import day, note_of, send

pytestmark = pytest.mark.django_db


def test_old_counts_are_forgotten_in_the_worker_and_picked_queries_stay(tree, client, settings):
    settings.NEWSREEL_SEARCH_LOG_DAYS = 30
    day("old", 40, 5)
    picked = day("picked", 40, 5).query
    day("young", 3, 5)
    day("both", 40, 5)
    day("both", 3, 5)
    QueryDailyHits.objects.create(query=picked, date=timezone.localdate() - timedelta(days=40), hits=2)
    SearchPromotion.objects.create(query=picked, page=tree.home)
    send(client, note_of(client, "harbour"))
    assert Query.objects.filter(query_string="old").exists(), "no reader's request deletes anything"
    assert forgetting.forget_old() == 1
    assert set(Query.objects.values_list("query_string", flat=True)) == {"both", "harbour", "picked", "young"}
    assert set(QueryDay.objects.values_list("searches", flat=True)) == {1, 5}
    assert not QueryDailyHits.objects.filter(query=picked).exists()
    assert forgetting.forget_old() == 0


def test_much_is_forgotten_in_batches_of_few_rows(db, monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 3)
    for number in range(10):
        day(f"old {number}", 500, 1)
    day("young", 1, 1)
    with CaptureQueriesContext(connection) as captured:
        assert forgetting.forget_old() == 10
    deleting = [
        query["sql"] for query in captured if query["sql"].startswith('DELETE FROM "search_queryday"')
    ]
    assert len(deleting) >= 4
    assert Query.objects.get().query_string == "young"


def test_the_worker_forgets_from_time_to_time():
    assert ("default", forgetting.FORGET_SECONDS, forgetting.forget_old) in worker._duties
