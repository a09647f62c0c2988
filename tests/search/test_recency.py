"""Of a word that stands in very many stories the newest are found, in whatever order they came into the index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsreel.models import StoryPage
from search.engine import Filters
from search.entries import model_mark
from search.matching import recency
from search.matching.gathering import gather, weigh
from search.matching.question import Question
from search.matching.store import Wanted, Weighted
from search.matching.stores import make_store
from search.matching.tree import All, Any, Mark, Phrase, Term
from search.models import Document
from search.periods import date_marks
from search.query import ReaderQuery
from search.story_search import StorySearch
from tests import factories

pytestmark = pytest.mark.django_db
QUAY = Term(("quay",))


@pytest.fixture
def store():
    return make_store(model_mark(StoryPage))


def everything(hits):
    return hits


def numbers(hits):
    return {hit.number for hit in hits}


def test_the_newest_are_found_however_they_came_into_the_index(imported, store):
    question = Question(QUAY, is_dated=True)
    with CaptureQueriesContext(connection) as captured:
        (gathered,) = gather(store, [question], weigh(store, question), everything, most=3)
    assert {story.pk for story in imported[:2]} <= numbers(gathered.with_all)
    assert imported[-1].pk not in numbers(gathered.with_all)
    assert gathered.is_capped
    assert (
        len([query for query in captured if "search_text" in query["sql"] or "matches" in query["sql"]]) == 1
    )


def test_the_newest_that_have_words_in_a_row_are_found_however_few_are_asked(imported, store, monkeypatch):
    monkeypatch.setattr("search.matching.postgres.MOST_ASKED", 6)
    question = Question(Phrase((Term(("a",)), QUAY)), is_dated=True)
    (gathered,) = gather(store, [question], weigh(store, question), everything, most=3)
    assert {story.pk for story in imported[:2]} <= numbers(gathered.with_all)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(story_type="news"),
        Filters(kind="article"),
        Filters(since=datetime(2020, 1, 1, tzinfo=UTC)),
        Filters(since=datetime(1900, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_newest_are_shown_whatever_is_chosen(imported, few, filters):
    ranked = StorySearch(ReaderQuery.parse("quay")).ranked(filters, with_facets=True)
    assert {story.pk for story in imported[:2]} <= numbers(ranked.hits)


@pytest.mark.parametrize("since", [None, timedelta(days=10 * 31)])
def test_before_a_day_the_newest_of_that_time_are_shown(imported, few, since):
    """What came into the index last are those of long ago, and what is newest of all is not wanted."""
    now = timezone.now()
    filters = Filters(since=since and now - since, until=now - timedelta(days=4 * 31 - 1))
    ranked = StorySearch(ReaderQuery.parse("quay")).ranked(filters, with_facets=True)
    assert {story.pk for story in imported[4:6]} <= numbers(ranked.hits)
    assert not {story.pk for story in imported[:4]} & numbers(ranked.hits)


def test_before_a_day_old_stories_are_found_however_many_are_newer(imported, few, tree):
    """Looked at are only candidates of that time: what is newer takes nobody's place."""
    for _number in range(4):
        factories.article(tree.feed, title="Story", standfirst="On a quay.")
    filters = Filters(until=timezone.now() - timedelta(days=10 * 31 - 1))
    ranked = StorySearch(ReaderQuery.parse("quay")).ranked(filters)
    assert numbers(ranked.hits) == {story.pk for story in imported[10:]}


def test_the_newest_are_counted_by_their_age_while_an_age_is_chosen(imported, few, monkeypatch):
    monkeypatch.setattr("search.story_search.MOST_COUNTED", 3)
    search = StorySearch(ReaderQuery.parse("quay"))
    week = Filters(since=timezone.now() - timedelta(days=7))
    assert search.facets(week, search.ranked(week, with_facets=True)).ages["week"] == 1


def test_a_story_of_this_month_is_found_although_the_beginning_is_remembered(imported, store, tree):
    recency.newest(0.25)
    story = factories.article(tree.feed, title="Today on the quay")
    (gathered,) = gather(store, [Question(QUAY, is_dated=True)], _words(store), everything, most=3)
    assert story.pk in numbers(gathered.with_all)


def test_what_stands_in_old_stories_alone_is_found_where_the_recent_ones_are_too_few(imported, store):
    every = {story.pk for story in imported}
    (hits,) = store.find([Wanted(QUAY, 100, recent=_of_this_month(QUAY))])
    assert numbers(hits) == every
    assert len(hits) == len(every), "each of them once"


def test_where_the_recent_ones_are_enough_nothing_else_is_looked_at(imported, store):
    (hits,) = store.find([Wanted(QUAY, 1, recent=_of_this_month(QUAY))])
    assert numbers(hits) == {imported[0].pk}
    titled = Term(("stori",))
    (hits,) = store.find([Wanted(titled, 1, ("title",), recent=_of_this_month(titled))])
    assert numbers(hits) == {imported[0].pk}


@pytest.mark.parametrize("node", [QUAY, Phrase((Term(("a",)), QUAY))])
def test_of_the_recent_ones_the_newest_by_date_are_given(imported, store, node):
    months = Any(tuple(map(Mark, _months_of(imported[:6]))))
    for columns in ((), ("head",)):
        (hits,) = store.find([Wanted(node, 4, columns, recent=All((node, months)))])
        assert numbers(hits) == {story.pk for story in imported[:4]}


def test_recent_ones_and_others_keep_their_scores(imported, store):
    words = _words(store)
    recent = _of_this_month(QUAY)
    wanted = [Wanted(QUAY, 100, is_scored=True, recent=recent), Wanted(QUAY, 100, is_scored=True)]
    some, every = store.find(wanted, words)
    assert [(hit.id, hit.score) for hit in some] == [(hit.id, hit.score) for hit in every]


def test_recent_ones_keep_their_scores_where_many_others_came_into_the_index_later(imported, store):
    words, months = [Weighted(Term(("stori",)), 2.0, 12)], Any(tuple(map(Mark, _months_of(imported[:3]))))
    some, every = store.find(
        [
            Wanted(words[0].term, 3, is_scored=True, recent=All((words[0].term, months))),
            Wanted(words[0].term, 100, is_scored=True),
        ],
        words,
    )
    scores = {hit.id: hit.score for hit in every}
    assert {hit.id: hit.score for hit in some} == {hit.id: scores[hit.id] for hit in some}
    assert {story.pk for story in imported[:3]} <= numbers(some)


def test_of_what_is_typed_the_newest_are_suggested_first(imported, store):
    typed = Term(("stor",), is_prefix=True)
    hits = store.match_typed(Wanted(typed, 1, ("names",), recent=_of_this_month(typed)))
    assert numbers(hits) == {imported[0].pk}
    hits = store.match_typed(Wanted(typed, 100, ("names",), recent=_of_this_month(typed)))
    assert numbers(hits) == {story.pk for story in imported}


@pytest.mark.parametrize(("share", "newest"), [(0.05, 1), (0.25, 3), (0.5, 6)])
def test_the_months_of_the_newest_begin_with_the_first_of_them_and_end_today(imported, share, newest):
    found = {part.name for part in recency.newest(share).parts}
    assert all(found & set(date_marks(story.published_at)) for story in imported[:newest])
    assert not found & set(date_marks(imported[-1].published_at))
    assert found & set(date_marks(timezone.now()))


def test_half_of_all_stories_are_no_narrowing(imported):
    assert recency.newest(0.51) is None


def test_a_newsroom_without_stories_has_no_newest(db):
    assert recency.newest(0.1) is None


def test_when_the_newest_begin_is_remembered(imported, django_assert_num_queries):
    recency.newest(0.1)
    with django_assert_num_queries(0):
        recency.newest(0.1)


@pytest.mark.parametrize("terms", [("quay", "nowhere"), ("nowhere",)])
def test_words_that_are_seldom_together_are_looked_for_everywhere(imported, store, terms, monkeypatch):
    monkeypatch.setattr("search.matching.gathering.newest", pytest.fail)
    node = All(tuple(Term((stem,)) for stem in terms))
    question = Question(node, is_dated=True)
    gather(store, [question], weigh(store, question), everything, most=3)


def test_what_seldom_goes_with_a_filter_is_looked_for_everywhere(imported, store, monkeypatch):
    """Of a rare filter the recent months would hold too little, and all that passes it is quickly looked through."""
    question = Question(QUAY, narrowing=(Mark(date_marks(imported[3].published_at)[1]),), is_dated=True)
    monkeypatch.setattr("search.matching.gathering.newest", pytest.fail)
    (gathered,) = gather(store, [question], weigh(store, question), everything, most=3)
    assert imported[3].pk in numbers(gathered.with_all)


@pytest.mark.parametrize("days", [200, 366])
def test_of_words_that_are_of_late_the_newest_are_shown(tree, few, days):
    ages = [(0, "quay"), (1, "quay"), (2, "quay"), (3, "quay"), (4, "quay")]
    ages += [(number, "hill") for number in range(5, 41)] + [(number, "quay") for number in range(41, 48)]
    stories = [
        factories.article(
            tree.feed, title="Story", standfirst=f"On a {word}.", age=timedelta(days=31 * months)
        )
        for months, word in ages
    ]
    since = timezone.now() - timedelta(days=days)
    ranked = StorySearch(ReaderQuery.parse("quay")).ranked(Filters(since=since), with_facets=True)
    assert {story.pk for story in stories[:2]} <= numbers(ranked.hits)


def test_where_nothing_older_is_wanted_than_the_newest_there_is_no_need_to_look_there_first(imported):
    assert recency.newest(0.25) is not None
    assert recency.newest(0.25, since=(timezone.now() - timedelta(days=300)).timestamp()) is not None
    assert recency.newest(0.25, since=(timezone.now() - timedelta(days=10)).timestamp()) is None


@pytest.mark.parametrize("columns", [(), ("head",)])
def test_what_is_too_late_is_left_out_among_the_newest_and_everywhere(imported, store, columns):
    """The months that are named are none of the later ones, which are not asked for twice."""
    later = Any(tuple(map(Mark, _months_of(imported[:4]))))
    question = Question(QUAY, later=later, columns=columns, is_dated=True)
    for months in (None, Any(tuple(map(Mark, _months_of(imported[4:6]))))):
        recent = question.narrowed(QUAY, months) if months else None
        wanted = Wanted(question.narrowed(QUAY), 2 if months else 100, columns, recent=recent)
        (hits,) = store.find([wanted])
        assert not {story.pk for story in imported[:4]} & numbers(hits)
        assert {story.pk for story in imported[4:6]} <= numbers(hits)


def _of_this_month(node):
    return All((node, Mark(date_marks(timezone.now())[1])))


def _months_of(stories):
    return dict.fromkeys(date_marks(story.published_at)[1] for story in stories)


def _words(store):
    return weigh(store, Question(QUAY))


def test_entries_carry_the_marks_that_are_asked_for(imported):
    marks = Document.objects.get(number=imported[0].pk).marks.split()
    assert set(date_marks(imported[0].published_at)) <= set(marks)
