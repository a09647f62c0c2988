"""What a typed beginning may become: the same however few letters there are, published, and soon found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsreel.models import StoryPage
from search.completions import suggested_names, suggested_stories
from search.entries import NAMED_MARK, model_mark
from search.matching.beginnings import as_short_beginnings
from search.matching.store import Wanted
from search.matching.stores import make_store
from search.matching.tree import All, Any, Everything, Mark, Not, Phrase, Term
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(tree):
    return [
        factories.article(tree.feed, title="The lighthouse keeper", standfirst="Of an island in the north."),
        factories.article(tree.feed, title="Острів і маяк", standfirst="Наглядач лишився сам."),
        factories.article(tree.feed, title="An ode", standfirst="To a lighthouse."),
    ]


def _make_private(story) -> None:
    PageViewRestriction.objects.create(page=story.page_ptr, restriction_type="login")


def titles(typed: str, size: int = 8) -> list[str]:
    return [one.text for one in suggested_stories(typed, size)]


@pytest.mark.parametrize("typed", ["l", "li", "lig", "ligh", "lighthouse", "LI", "the lig", "keeper l"])
def test_a_story_is_suggested_from_the_first_letter_to_the_last(stories, typed):
    assert titles(typed)[0] == "The lighthouse keeper"


@pytest.mark.parametrize("typed", ["м", "ма", "мая", "маяк", "Маяк о"])
def test_letters_of_any_script_count(stories, typed):
    assert titles(typed) == ["Острів і маяк"]


def test_a_headline_goes_before_what_stands_below_one(stories):
    assert titles("ligh") == ["The lighthouse keeper", "An ode"]
    assert titles("isla") == ["The lighthouse keeper"]
    assert titles("нагл") == ["Острів і маяк"]


def test_a_few_letters_are_not_looked_for_below_headlines(stories):
    assert titles("li") == titles("the lig") == ["The lighthouse keeper"]
    assert titles("is") == titles("наг") == []
    assert titles("ma") == titles("in") == []


@pytest.mark.parametrize(("typed", "is_found"), [("東京", False), ("東京都", True), ("東京都知事", True)])
def test_signs_without_spaces_say_more_than_letters(tree, typed, is_found):
    factories.article(tree.feed, title="News", standfirst="東京都知事")
    assert titles(typed) == ["News"] * is_found


@pytest.mark.parametrize("typed", ["", " ", "-", "zz", "zzzz", "zz li"])
def test_what_nothing_begins_with_suggests_nothing(stories, typed):
    assert titles(typed) == []
    assert suggested_names(typed, 4) == []


def test_names_are_suggested_by_the_name_alone(tree, drain):
    factories.author(name="Quentin Quayle", job_title="Harbour master")
    drain()
    assert [one.text for one in suggested_names("q", 4)] == ["Quentin Quayle"]
    assert [one.text for one in suggested_names("quen qu", 4)] == ["Quentin Quayle"]
    assert suggested_names("ha", 4) == []


@pytest.mark.parametrize("typed", ["se", "secr", "tom", "gon", "hid"])
def test_what_is_not_public_is_not_suggested(tree, typed):
    hour = timedelta(hours=1)
    factories.article(tree.feed, title="A secret", live=False)
    factories.article(tree.feed, title="Tomorrow", embargo_until=timezone.now() + hour)
    factories.article(tree.feed, title="Gone", expire_at=timezone.now() - hour)
    _make_private(factories.article(tree.feed, title="Hidden"))
    assert titles(typed) == []


def test_however_many_hidden_stories_are_newer_the_public_one_is_suggested(tree, monkeypatch):
    monkeypatch.setattr("search.completions.MOST_STORIES", 2)
    factories.article(tree.feed, title="Quay in public", age=timedelta(days=3))
    monkeypatch.setattr("search.completions.WIDENING", 3)
    for number in range(8):
        _make_private(factories.article(tree.feed, title=f"Quay in secret {number}"))
    assert titles("qu") == titles("quay") == ["Quay in public"]


def test_as_many_are_suggested_as_are_wanted(tree):
    for number in range(7):
        factories.article(tree.feed, title=f"Quay {number}", age=timedelta(days=number))
    assert titles("qu", 3) == ["Quay 0", "Quay 1", "Quay 2"]
    assert titles("qu", 0) == []


def test_stories_take_few_queries_however_many_there_are(tree, django_assert_num_queries):
    for number in range(20):
        factories.article(tree.feed, title=f"Quay {number}")
    titles("qu")
    with django_assert_num_queries(3 + 1):  # what matches, names, what is private, stories
        titles("qu")


@pytest.mark.parametrize("typed", ["l", "li", "lig", "t", "о", "ос", "ост", "на", "o", "k", "a"])
@pytest.mark.parametrize("columns", [(), ("names",), ("hints",)])
def test_short_beginnings_match_what_longer_ones_would(stories, typed, columns):
    """Of the lexemes of their own, and of the words that begin so."""
    store = make_store(model_mark(StoryPage))
    node = All((Term((typed,), is_prefix=True), Mark("_live")))
    statement, parameters = store.ids_sql(node, columns, is_typed=True, key="number")
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        expected = {row[0] for row in cursor.fetchall()}
    assert {hit.number for hit in store.match_typed(Wanted(node, 10, columns))} == expected


def test_short_beginnings_follow_every_change(stories):
    stories[0].title = "Zulu time"
    stories[0].standfirst = "What sailors say."
    stories[0].save()
    assert titles("zu") == ["Zulu time"]
    assert titles("li") == []
    stories[0].delete()
    assert titles("zu") == []


SHORT, MARK = Term(("li",), is_prefix=True), Mark("_live")


def test_short_beginnings_have_a_sign_for_their_column():
    both, names, hints = (
        as_short_beginnings(Wanted(SHORT, 9, columns)) for columns in ((), ("names",), ("hints",))
    )
    assert both == Wanted(Term(("li", "+li")), 9)
    assert names == Wanted(Term(("li",)), 9)
    assert hints == Wanted(Term(("+li",)), 9)


def test_short_beginnings_keep_what_narrows_them():
    node = All((SHORT, Not(MARK), Any((MARK, Mark("_video")))))
    found = as_short_beginnings(Wanted(node, 9, ("names",), recent=All((SHORT, MARK))))
    assert found.node == All((Term(("li",)), Not(MARK), Any((MARK, Mark("_video")))))
    assert found.recent == All((Term(("li",)), MARK))


@pytest.mark.parametrize(
    "node",
    [
        Term(("li",)),
        Term(("ligh",), is_prefix=True),
        All((SHORT, Term(("keeper",)))),
        Not(Term(("li",))),
        Phrase((SHORT, SHORT)),
        Everything(),
    ],
)
def test_whole_and_longer_words_are_looked_for_as_they_are(node):
    assert as_short_beginnings(Wanted(node, 9)) is None
    assert as_short_beginnings(Wanted(SHORT, 9, recent=node)) is None


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_the_index_of_short_beginnings_is_the_one_that_is_read(stories):
    with CaptureQueriesContext(connection) as captured:
        titles("li")
        assert "search_beginning_matches" in str(captured.captured_queries)
    with CaptureQueriesContext(connection) as captured:
        titles("ligh")
        assert "search_name_matches" in str(captured.captured_queries)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM search_document WHERE search_beginnings(names, hints, marks) @@ %s::tsquery",
            [f"'{NAMED_MARK}' & 'st'"],
        )
        assert "search_document_beginnings" in str(cursor.fetchall())
