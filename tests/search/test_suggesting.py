"""Suggestions: what may be meant, all of it public, soon answered, and not for machines."""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import DatabaseError
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query

from search import engines, suggesting
from search.elsewhere.engine import PublicApiEngine
from search.models import QueryDay, SearchWords
from search.offering import finding
from search.query import ReaderQuery
from tests import factories

pytestmark = pytest.mark.django_db


def suggested(client, typed: str) -> dict[str, list[str]]:
    groups = client.get("/search/suggest/", {"q": typed}).json()["groups"]
    return {group["kind"]: [line["text"] for line in group["lines"]] for group in groups}


@pytest.fixture
def quay(tree, drain):
    factories.author(name="Quentin Quayle")
    factories.topic(name="Quays")
    factories.article(tree.feed, title="The quay is mended", slug="mended")
    factories.article(tree.feed, title="The quay in secret", live=False)
    factories.article(tree.feed, title="The quay tomorrow", embargo_until=timezone.now() + timedelta(hours=3))
    factories.article(tree.feed, title="The quay gone", expire_at=timezone.now() - timedelta(hours=3))
    drain()


def test_stories_authors_and_topics_are_suggested_in_groups(quay, client):
    assert suggested(client, "qua") == {
        "author": ["Quentin Quayle"],
        "topic": ["Quays"],
        "story": ["The quay is mended"],
    }
    answer = client.get("/search/suggest/?q=mend").json()
    assert answer["groups"][0]["lines"] == [{"text": "The quay is mended", "url": "/news/mended/"}]
    assert answer["said"] == "1 suggestion"


def test_what_was_just_withdrawn_is_suggested_no_more(quay, client, tree):
    story = tree.feed.get_children().get(slug="mended").specific
    assert "story" in suggested(client, "mend")
    story.unpublish()
    assert suggested(client, "mend") == {}


def test_queries_that_others_made_and_that_found_something_are_suggested(quay, client):
    for text, searches, results, age in [
        ("quay mended", 5, 2, 1),
        ("quay is mended", 2, 2, 1),
        ("quay nothing", 9, 0, 1),
        ("quay the mended", 9, 2, 200),
    ]:
        query = Query.objects.create(query_string=text)
        day = timezone.localdate() - timedelta(days=age)
        nothing = 0 if results else searches
        QueryDay.objects.create(query=query, day=day, searches=searches, results=results, nothing=nothing)
    assert suggested(client, "Quay")["query"] == ["quay mended"]
    assert "query" not in suggested(client, "quay mended"), "not what stands in the field already"


def looked_for(*texts: str, searches: int = 5) -> None:
    for text in texts:
        query = Query.objects.create(query_string=text)
        QueryDay.objects.create(query=query, day=timezone.localdate(), searches=searches, results=2)


def test_what_others_found_is_suggested_only_while_it_finds_something(tree, client):
    story = factories.article(tree.feed, title="Minister Vlarnok accused of embezzlement")
    looked_for("vlarnok embezzlement")
    assert suggested(client, "vlar")["query"] == ["vlarnok embezzlement"]
    story.unpublish()
    assert suggested(client, "vlar") == {}
    story.get_latest_revision_as_object().save_revision().publish()
    assert suggested(client, "vlar")["query"] == ["vlarnok embezzlement"]
    story.delete()
    assert suggested(client, "vlar") == {}


def test_a_word_that_was_taken_out_of_its_story_is_suggested_no_more(tree, client):
    story = factories.article(tree.feed, title="Minister Vlarnok accused")
    looked_for("vlarnok accused")
    story.title = "A minister accused"
    story.save()
    assert suggested(client, "vlar") == {}


def test_what_is_not_yet_or_no_longer_public_keeps_no_query_among_the_suggestions(tree, client):
    hours = timedelta(hours=3)
    factories.article(tree.feed, title="Vlarnok one", live=False)
    factories.article(tree.feed, title="Vlarnok two", embargo_until=timezone.now() + hours)
    factories.article(tree.feed, title="Vlarnok three", expire_at=timezone.now() - hours)
    looked_for("vlarnok", "vlarnok one", "vlarnok two", "vlarnok three")
    assert suggested(client, "vlar") == {}


def test_what_only_some_words_of_a_query_stand_in_keeps_it_not_among_the_suggestions(tree, client):
    factories.article(tree.feed, title="A ferry for Vlarnok")
    looked_for("ferry for vlarnok", "ferry evil", "ferry -vlarnok", '"vlarnok ferry"', "ferry \u202evlarnok")
    assert suggested(client, "ferry")["query"] == ["ferry for vlarnok"]
    assert "query" not in suggested(client, '"vlar')


def test_the_name_of_an_author_or_topic_alone_finds_something(tree, client, drain):
    factories.author(name="Quentin Quayle")
    factories.topic(name="Quays")
    drain()
    looked_for("quentin quayle", "quays", "quayle quentin divorce", "quayle")
    assert suggested(client, "qu")["query"] == ["quays", "quentin quayle"]


def test_every_name_is_known_however_many_are_alike(tree, drain, monkeypatch):
    monkeypatch.setattr("search.offering.MOST_NAMES", 1)
    factories.author(name="Olena Melnyk")
    factories.author(name="Orla Byrne")
    drain()
    queries = [ReaderQuery.parse(text) for text in ("olena melnyk", "orla byrne", "olena byrne")]
    assert finding(queries) == [True, True, False]


def test_another_engine_is_asked_for_a_few_queries_only(tree, monkeypatch):
    monkeypatch.setattr("search.elsewhere.engine.MOST_ASKED", 2)
    factories.article(tree.feed, title="Harbour")
    queries = [ReaderQuery.parse(text) for text in ("harbour", "nowhere", "harbour", "nowhere")]
    assert list(PublicApiEngine().finds(queries)) == [True, False, None, None]


def test_a_query_that_finds_something_by_what_means_the_same_is_suggested(tree, client):
    factories.article(tree.feed, title="A tram for Kyiv")
    looked_for("kiev tram")
    assert "query" not in suggested(client, "kiev")
    words = SearchWords.load()
    words.synonyms = "Kyiv, Kiev"
    words.save()
    assert suggested(client, "kiev")["query"] == ["kiev tram"]


def test_an_engine_elsewhere_is_asked_the_same(tree, drain):
    factories.article(tree.feed, title="A ferry for Vlarnok")
    factories.author(name="Quentin Quayle")
    drain()
    queries = map(ReaderQuery.parse, ["ferry vlarnok", "ferry evil", "Quentin Quayle", "quentin", "🙂"])
    assert list(PublicApiEngine().finds(list(queries))) == [True, False, True, False, False]
    words = SearchWords.load()
    words.synonyms = "ferry, steamer"
    words.save()
    assert list(PublicApiEngine().finds([ReaderQuery.parse("steamer vlarnok")])) == [True]


def test_queries_that_find_nothing_any_more_make_room_for_the_next(tree, client):
    factories.article(tree.feed, title="The quay is mended at night again")
    looked_for("quay vlarnok", "quay accused", searches=9)
    looked_for("quay mended", "quay night", "quay again")
    assert suggested(client, "quay")["query"] == ["quay again", "quay mended", "quay night"]


def test_as_many_queries_are_asked_however_many_others_looked_for(
    quay, client, django_assert_max_num_queries
):
    looked_for("quay mended", "quay gone")
    client.get("/search/suggest/?q=qua")
    with django_assert_max_num_queries(14) as few:
        client.get("/search/suggest/?q=qua")
    looked_for(*(f"quay gone {number}" for number in range(9)), searches=20)
    with django_assert_max_num_queries(len(few)):
        client.get("/search/suggest/?q=qua")


def test_who_types_what_shall_not_occur_is_offered_nothing_with_it(quay, client):
    assert suggested(client, "quay -men") == suggested(client, "quay -mended s") == {}
    assert "story" in suggested(client, "quay men")


def test_one_sign_asks_for_nothing(quay, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert suggested(client, "q") == suggested(client, "") == suggested(client, "🙂") == {}


def test_suggestions_take_few_queries(quay, client, django_assert_max_num_queries):
    client.get("/search/suggest/?q=qua")
    with django_assert_max_num_queries(10):
        client.get("/search/suggest/?q=qua")


def test_the_answer_is_kept_by_the_readers_own_browser_only(quay, client):
    response = client.get("/search/suggest/?q=qua")
    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_who_asks_faster_than_anybody_types_has_to_wait(quay, client, monkeypatch):
    monkeypatch.setattr(suggesting, "MOST_PER_WINDOW", 3)
    codes = [client.get("/search/suggest/?q=qua").status_code for _press in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert client.get("/search/suggest/?q=qua", REMOTE_ADDR="192.0.2.9").status_code == 200


def test_an_engine_that_fails_suggests_nothing(quay, client, monkeypatch, caplog):
    def fail() -> None:
        raise DatabaseError("fts5: corrupt")

    monkeypatch.setattr(engines, "engine", fail)
    response = client.get("/search/suggest/?q=qua")
    assert (response.status_code, response.json()) == (200, {"groups": [], "said": "No suggestions"})
    assert "There are no suggestions" in caplog.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60) | st.text(alphabet="\"'-*^():{}+ quay\\%_", max_size=30))
@example(typed="qua\0y")
def test_any_text_gets_an_answer(quay, client, monkeypatch, typed):
    monkeypatch.setattr(suggesting, "asks_too_often", lambda place: False)
    response = client.get(f"/search/suggest/?q={quote(typed)}")
    assert response.status_code == 200
    assert set(json.loads(response.content)) == {"groups", "said"}
