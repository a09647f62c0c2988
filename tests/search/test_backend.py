"""Our backends behind Wagtail's search API: they answer alike on both databases, and never fail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.backends.base import FilterFieldError, SearchFieldError
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from news.models import ArticlePage
from newsreel.models import Author, EditorialImage, StoryPage, Topic
from search.models import Document
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', '""', "'", "a\"b", "\0", "a\0b", " ", "", "\n\t", "*", "a*", "^a", "-", "--", "NOT", "AND OR NOT", "NEAR(a b)",
    "title:x", "{title}: x", "a AND", "(", ")", "((((", "a)(", "%", "%s", "\\", "'; DROP TABLE search_document; --",
    "😀", "👨‍👩‍👧", "\u202e", "\ud800", "ﷺ", "a" * 10_000, "harbour " * 2000, '"' * 500, "東京", "का", "<->", "a:*b",
    "!a & b | c", "1 2 3", "_live", "_m_newsreel_storypage", "^harbour", "+harbour", "ø" * 300,
    "\u0301", "a\u0301" * 200,
]  # fmt: skip


@pytest.fixture
def stories(tree):
    """Four stories; the word “harbour” weighs less in each that follows, and the film is the newest."""
    author = factories.author(name="Olena Marchenko")
    topic = factories.topic(name="Fisheries")
    return {
        "title": factories.article(
            tree.feed, title="Harbour closed", authors=[author], topics=[topic], age=timedelta(hours=3)
        ),
        "standfirst": factories.article(
            tree.feed, title="A quay", standfirst="The harbour is closed.", age=timedelta(hours=2)
        ),
        "body": factories.article(
            tree.feed,
            title="A pier",
            body=[("paragraph", "<p>The harbour is closed.</p>")],
            age=timedelta(hours=1),
        ),
        "transcript": factories.video(tree.videos, title="A film", transcript="The harbour is closed."),
    }


def found(query, queryset=None, **options) -> list[str]:
    results = (StoryPage.objects.all() if queryset is None else queryset).search(query, **options)
    return [story.title for story in results]


def test_what_is_said_in_a_film_is_kept_apart_from_what_is_written(stories):
    entry = Document.objects.get(number=stories["transcript"].pk)
    assert "harbour" in entry.extra
    assert "harbour" not in entry.body


def test_titles_go_before_standfirsts_before_bodies_before_transcripts(stories):
    assert found("harbour") == ["Harbour closed", "A quay", "A pier", "A film"]


@pytest.mark.parametrize("query", ["harbours", "HARBOUR", "Harbour’s", "hárbour"])
def test_inflections_case_and_accents_do_not_matter(stories, query):
    assert len(found(query)) == 4


def test_ukrainian_cases_find_each_other(tree):
    for title in ("Пожежа у Києві", "Мер Києва", "Київ святкує"):
        factories.article(tree.feed, title=title, language="uk")
    for query in ("Київ", "києва", "КИЄВІ", "Києвом"):
        assert len(found(query)) == 3
    assert found("пожежі") == ["Пожежа у Києві"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (PlainText("harbour quay"), {"A quay"}),
        (PlainText("pier quay", operator="or"), {"A quay", "A pier"}),
        (Phrase("harbour is closed"), {"A quay", "A pier", "A film"}),
        (Phrase("closed harbour"), set()),
        (And([PlainText("harbour"), Not(PlainText("quay"))]), {"Harbour closed", "A pier", "A film"}),
        (Or([PlainText("quay"), Phrase("harbour closed")]), {"A quay", "Harbour closed"}),
        (PlainText("harbour") & ~PlainText("film"), {"Harbour closed", "A quay", "A pier"}),
        (Not(PlainText("harbour")), set()),
        (Boost(PlainText("quay"), 3) | PlainText("pier"), {"A quay", "A pier"}),
        (Or([PlainText("quay"), Not(PlainText("harbour"))]), {"A quay"}),
        (Fuzzy("harbuor"), {"Harbour closed", "A quay", "A pier", "A film"}),
        (MATCH_ALL, {"Harbour closed", "A quay", "A pier", "A film"}),
        (MATCH_NONE, set()),
        (And([MATCH_ALL, PlainText("quay")]), {"A quay"}),
        (Not(Not(PlainText("quay"))), {"A quay"}),
        (And([]), {"Harbour closed", "A quay", "A pier", "A film"}),
        (Or([]), set()),
        (PlainText(""), set()),
    ],
)
def test_wagtails_query_objects_are_understood(stories, query, expected):
    results = StoryPage.objects.all().search(query)
    assert {story.title for story in results} == expected
    assert results.count() == len(expected)


def test_a_question_finds_its_story_by_some_of_its_words(stories):
    assert found("why on earth was the quay demolished yesterday evening")[0] == "A quay"
    assert found("quay demolished", operator="and") == []


def test_fields_narrow_to_themselves(stories):
    assert found("harbour", fields=["title"]) == ["Harbour closed"]
    assert found("harbour", fields=["standfirst"]) == ["A quay"]
    assert set(found("harbour", fields=["title", "standfirst"])) == {"Harbour closed", "A quay"}
    assert found("marchenko", fields=["standfirst"]) == []
    assert found("harbour", ArticlePage.objects.all(), fields=["body"]) == ["A pier"]
    assert StoryPage.objects.all().search("harbour", fields=["standfirst"]).count() == 1
    with pytest.raises(SearchFieldError):
        found("harbour", fields=["nonsense"])


def test_bylines_topics_and_names_are_found(stories):
    assert found("olena marchenko") == ["Harbour closed"]
    assert found("fisheries") == ["Harbour closed"]
    backend = get_search_backend()
    backend.add_bulk(Author, list(Author.objects.all()))
    assert [author.name for author in backend.search("marchenko", Author)] == ["Olena Marchenko"]


def test_the_queryset_decides_what_is_seen(stories):
    StoryPage.objects.filter(pk=stories["title"].pk).update(live=False)
    assert "Harbour closed" not in found("harbour", StoryPage.objects.published())
    assert found("harbour", StoryPage.objects.filter(kind="video")) == ["A film"]
    assert found("harbour", Page.objects.all().type(ArticlePage)) == ["Harbour closed", "A quay", "A pier"]
    assert found("harbour", StoryPage.objects.none()) == []
    with pytest.raises(FilterFieldError):
        found("harbour", StoryPage.objects.filter(kicker="x"))


def test_order_slices_counts_scores_and_facets(stories):
    results = StoryPage.objects.all().search("harbour")
    assert results.count() == len(results) == 4
    assert [story.title for story in results[1:3]] == ["A quay", "A pier"]
    assert results[1:3].count() == 2
    assert results[0].title == "Harbour closed"
    scored = list(results.annotate_score("fit"))
    assert [story.fit for story in scored] == sorted((story.fit for story in scored), reverse=True)
    assert results.facet("kind") == {"article": 3, "video": 1}
    ordered = StoryPage.objects.order_by("title").search("harbour", order_by_relevance=False)
    assert [story.title for story in ordered] == ["A film", "A pier", "A quay", "Harbour closed"]
    assert [story.title for story in ordered[1:2]] == ["A pier"]
    with pytest.raises(FilterFieldError):
        results.facet("kicker")


def test_autocomplete_finds_beginnings_names_first(stories):
    titles = [story.title for story in StoryPage.objects.all().autocomplete("harb")]
    assert titles[0] == "Harbour closed"
    assert set(titles) == {"Harbour closed", "A quay"}
    assert [story.title for story in StoryPage.objects.all().autocomplete("harbour clo")] == titles
    assert list(StoryPage.objects.all().autocomplete("arbour")) == []
    assert StoryPage.objects.all().autocomplete("harb", fields=["title"]).count() == 1


@pytest.mark.parametrize("query", HOSTILE)
def test_no_text_is_an_error(stories, query):
    for model in (StoryPage, Page, EditorialImage, Topic):
        backend = get_search_backend()
        for results in (
            backend.search(query, model),
            backend.search(query, model, operator="or"),
            backend.autocomplete(query, model),
            backend.search(Phrase(query), model),
            backend.search(Fuzzy(query), model),
            backend.search(query, model, order_by_relevance=False),
        ):
            list(results[:20])
            results.count()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_any_text_is_answered(stories, query):
    list(StoryPage.objects.published().search(query)[:20])
    list(Page.objects.all().autocomplete(query)[:20])


def test_marks_of_the_index_cannot_be_looked_for(stories):
    for query in ("_live", "_m_newsreel_storypage", "_kind_video"):
        assert found(query, operator="and") == []


def test_some_thousand_candidates_do_not_hide_what_a_filter_leaves(tree, monkeypatch):
    monkeypatch.setattr("search.backends.shared.MOST_CANDIDATES", 5)
    old = factories.video(tree.videos, title="Lantern film", age=timedelta(days=900))
    for number in range(12):
        factories.article(tree.feed, title=f"Lantern {number}")
    assert found("lantern", StoryPage.objects.filter(kind="video")) == [old.title]
    everything = StoryPage.objects.all().search("lantern")
    assert everything.count() == len(list(everything)) == 13
    assert len({story.pk for page in range(5) for story in everything[page * 3 : page * 3 + 3]}) == 13


def test_searching_does_not_write(stories, django_assert_max_num_queries):
    found("harbour")
    before = Document.objects.count()
    with django_assert_max_num_queries(6):
        assert len(found("harbour")) == 4
    assert Document.objects.count() == before


def test_the_database_uses_its_full_text_index(stories):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "EXPLAIN QUERY PLAN SELECT rowid FROM search_text WHERE search_text MATCH 'harbour'"
            )
            assert "VIRTUAL TABLE INDEX" in str(cursor.fetchall())
        else:
            cursor.execute("SET enable_seqscan = off")
            cursor.execute("EXPLAIN SELECT id FROM search_document WHERE vector @@ 'harbour'::tsquery")
            assert "search_document_text" in str(cursor.fetchall())
            cursor.execute("RESET enable_seqscan")
