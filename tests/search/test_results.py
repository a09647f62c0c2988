"""What a search page says: marked words, facets that add up, pages that follow each other, and an engine that fails."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, quote

import pytest
from django.db import OperationalError
from hypothesis import given
from hypothesis import strategies as st

from newsreel.models import StoryPage
from search import finding
from search.analysis.stems import says_nothing
from search.query import MAX_CHARACTERS, MAX_TERMS, ReaderQuery, clean, words_of
from tests import factories

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
WORDS = st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12), max_size=6)
TYPES = ["news", "news", "news", "analysis", "opinion"]


# --- Reading a query --------------------------------------------------------------------------------


@given(ANY_TEXT)
def test_a_cleaned_query_is_clean_already(text):
    once = clean(text)
    assert clean(once) == once
    assert len(once) <= MAX_CHARACTERS
    assert once == " ".join(once.split())


@given(ANY_TEXT)
def test_what_the_field_shows_again_is_understood_the_same_way(text):
    query = ReaderQuery.parse(text)
    assert ReaderQuery.parse(query.text) == query


@given(WORDS)
def test_plain_words_are_kept_each_once_in_their_order(words):
    text = " ".join(words)
    found = ReaderQuery.parse(text[:MAX_CHARACTERS]).words
    written = words_of(clean(text))
    if len(written) > MAX_TERMS:
        written = [word for word in written if not says_nothing(word)] or written
    expected = list(dict.fromkeys(written[:MAX_TERMS]))
    assert list(found) == expected


@given(ANY_TEXT, ANY_TEXT)
def test_an_engine_gets_an_odd_number_of_parts_or_one(first, second):
    query = ReaderQuery.parse(f'{first} "{second}" -{first}')
    if query.wanted:
        parts = getattr(query.to_engine(), "subqueries", [None])
        assert len(parts) % 2


@given(ANY_TEXT)
def test_a_query_of_exclusions_alone_is_taken_as_wanted(text):
    query = ReaderQuery.parse(" ".join(f"-{word}" for word in words_of(text)[:5]))
    assert query.wanted == query.terms


# --- Facets, pages, order -------------------------------------------------------------------------------


@pytest.fixture
def harbour(tree):
    """Stories of both kinds and several types on one word, and some that nobody may find."""
    made = [
        factories.article(tree.feed, title=f"Harbour {n}", story_type=kind, age=timedelta(hours=n))
        for n, kind in enumerate(TYPES)
    ]
    made += [
        factories.video(tree.videos, title=f"Harbour film {n}", age=timedelta(hours=9 + n)) for n in range(2)
    ]
    factories.article(tree.feed, title="Harbour draft", story_type="review", live=False)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["", "new"])
def test_pages_show_every_result_once_in_one_order(tree, client, monkeypatch, sort):
    monkeypatch.setattr(finding, "PAGE_SIZE", 3)
    made = [factories.article(tree.feed, title="Harbour", age=timedelta(hours=1)) for _number in range(8)]
    moment = made[0].published_at
    StoryPage.objects.filter(pk__in=[page.pk for page in made]).update(published_at=moment)
    seen = []
    for number in ("1", "2", "3"):
        response = client.get("/search/", {"q": "harbour", "sort": sort, "page": number})
        seen += [result.story.pk for result in response.context["found"].results]
    assert len(seen) == len(set(seen)) == 8
    assert client.get("/search/", {"q": "harbour", "sort": sort, "page": "4"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("query", ['"sea wall"', "a&b=c", "100%", "наука", "ferry -night", "x+y", "<b>"])
def test_links_of_a_page_ask_for_the_same_words(harbour, client, query):
    context = client.get("/search/", {"q": query}).context
    for url in (context["best_url"], context["new_url"]):
        assert parse_qs(url[1:])["q"] == [query]
    assert quote(query, safe="") in context["querystring"].replace("+", "%20")
    assert f'value="{html.escape(query)}"' in client.get("/search/", {"q": query}).content.decode().replace(
        "&#x27;", "'"
    )


@pytest.mark.django_db
def test_a_result_marks_its_words_and_lets_no_headline_be_markup(tree, client):
    factories.article(tree.feed, title="<b>Harbour</b> & wall", standfirst="The harbour <i>again</i>.")
    page = client.get("/search/?q=harbour").content.decode()
    assert "&lt;b&gt;<mark>Harbour</mark>&lt;/b&gt; &amp; wall" in page
    assert "<i>again</i>" not in page


# --- An engine that fails ------------------------------------------------------------------------------


def broken(*args: object, **kwargs: object) -> None:
    raise OperationalError("no such table: wagtailsearch_indexentry")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parameters", [{}, {"kind": "video"}, {"sort": "new"}, {"page": "7"}, {"type": "opinion"}]
)
def test_a_failing_engine_is_a_page_with_words_and_something_to_read(
    harbour, client, monkeypatch, parameters
):
    monkeypatch.setattr(finding, "_ask", broken)
    response = client.get("/search/", {"q": "harbour", **parameters})
    assert response.status_code == 503
    assert response.context["found"].failed
    assert response.context["page_obj"] is None
    assert response.context["found"].latest[0].title == "Harbour 0"
    page = response.content.decode()
    assert "wagtailsearch" not in page, "readers are told nothing of tables"
    assert re.search(r'name="q"[^>]*value="harbour"|value="harbour"[^>]*name="q"', page)


@pytest.mark.django_db
def test_a_database_in_trouble_too_leaves_a_page_all_the_same(tree, client, monkeypatch):
    monkeypatch.setattr(finding, "_ask", broken)
    monkeypatch.setattr(finding, "prepare_cards", broken)
    response = client.get("/search/?q=harbour")
    assert response.status_code == 503
    assert response.context["found"].latest == []
