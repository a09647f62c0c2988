"""Trees of any shape match in the database what they match on paper; many are asked about in one statement."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.stems import bare
from search.engines import engine
from search.entries import LIVE_MARK
from search.matching.gathering import gather, weigh
from search.matching.question import Question
from search.matching.store import Wanted, Weighted
from search.matching.tree import (
    All,
    Any,
    Everything,
    Mark,
    Not,
    Nothing,
    Phrase,
    Term,
    simplified,
)
from search.models import Document
from search.query import ReaderQuery
from search.synonyms import read_synonyms, with_synonyms
from tests import factories
from tests.search.trees import everything, holds, matches_token, store

pytestmark = pytest.mark.django_db
MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
STEMS = ("ada", "bek", "col", "dun", "elm")


@pytest.fixture
def entries(tree):
    """Thirty entries of few words in all columns, written as the index is written."""
    chance = random.Random(7)
    stories = [factories.article(tree.feed, title=f"Entry {number}") for number in range(30)]
    for story in stories:
        entry = Document.objects.get(number=story.pk)
        for column, most in (("title", 2), ("head", 3), ("body", 4), ("extra", 1)):
            setattr(entry, column, " ".join(chance.choices(STEMS, k=chance.randint(0, most))))
        entry.save()
        _vectors(entry)
    return list(Document.objects.filter(number__in=[story.pk for story in stories]))


def _vectors(entry: Document) -> None:
    """What triggers do on SQLite, search.writing does on PostgreSQL."""
    if connection.vendor == "postgresql":
        from search.backends.vectors import text_vector

        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE search_document SET vector = %s::tsvector WHERE id = %s",
                [text_vector(entry), entry.pk],
            )


terms = st.builds(
    lambda stems: Term(tuple(dict.fromkeys(stems))), st.lists(st.sampled_from(STEMS), min_size=1, max_size=2)
)
beginnings = st.builds(lambda stem: Term((stem[:2],), is_prefix=True), st.sampled_from(STEMS))
in_a_row = st.builds(lambda parts: Phrase(tuple(parts)), st.lists(terms, min_size=2, max_size=3))
leaves = terms | beginnings | in_a_row | st.just(Everything()) | st.just(Nothing())
trees = st.recursive(
    leaves,
    lambda inner: (
        st.builds(lambda parts: All(tuple(parts)), st.lists(inner, max_size=3))
        | st.builds(lambda parts: Any(tuple(parts)), st.lists(inner, max_size=3))
        | st.builds(Not, inner)
    ),
    max_leaves=6,
)


@MANY
@given(trees)
def test_a_tree_matches_what_it_says(entries, tree):
    node = simplified(tree)
    (hits,) = store().find([Wanted(node, 100)])
    assert {hit.id for hit in hits} == {entry.id for entry in entries if holds(tree, entry)}
    assert [hit.id for hit in hits] == sorted((hit.id for hit in hits), reverse=True), "the newest first"


@MANY
@given(st.lists(trees, min_size=1, max_size=5), st.integers(1, 40))
def test_many_trees_are_one_statement_and_each_keeps_its_own_limit(entries, several, most):
    wanted = [Wanted(simplified(tree), most, is_scored=place == 0) for place, tree in enumerate(several)]
    with CaptureQueriesContext(connection) as captured:
        found = store().find(wanted, [Weighted(Term(("ada",)), 1.0, 9)])
    assert len(captured) == 1
    for tree, hits in zip(several, found, strict=True):
        expected = sorted((entry.id for entry in entries if holds(tree, entry)), reverse=True)
        assert [hit.id for hit in hits] == expected[:most]


@MANY
@given(terms)
def test_columns_narrow_to_themselves(entries, term):
    for column in ("title", "head", "body", "extra"):
        (hits,) = store().find([Wanted(term, 100, (column,))])
        expected = {
            entry.id
            for entry in entries
            if any(matches_token(term, token) for token in getattr(entry, column).split())
        }
        assert {hit.id for hit in hits} == expected


def test_frequencies_count_entries_not_occurrences(entries):
    every = [Term((stem,)) for stem in STEMS]
    expected = [sum(holds(term, entry) for entry in Document.objects.all()) for term in every]
    assert store().frequencies(every) == expected
    assert store().frequencies([Term(("nowhere",))]) == [0]


def test_a_word_of_a_tonal_language_is_counted_once_though_it_is_indexed_twice(tree):
    for title in ("Cây cầu", "Cây đa"):
        factories.article(tree.feed, title=title, language="vi")
    both = Term(("cây", bare("cây")))
    assert store().frequencies([both]) == [2]


def test_a_word_that_stands_nowhere_is_not_looked_for(entries):
    question = Question(Term(("nowhere",)), allows_some=True)
    words = weigh(store(), question)
    with CaptureQueriesContext(connection) as captured:
        (gathered,) = gather(store(), [question], words, everything)
    assert (gathered.with_all, gathered.with_some, len(captured)) == ([], [], 0)


def test_results_and_counts_with_all_and_with_some_words_are_one_statement(entries):
    node = All((Term(("ada",)), Term(("nowhere",))))
    question = Question(node, allows_some=True)
    narrowed = Question(node, allows_some=True, narrowing=(Mark(LIVE_MARK), Mark("_type_news")))
    words = weigh(store(), question)
    with CaptureQueriesContext(connection) as captured:
        first, second = gather(store(), [question, narrowed], words, everything)
    assert len(captured) == 1
    expected = {entry.id for entry in entries if holds(Term(("ada",)), entry)}
    assert {hit.id for hit in first.with_some} == {hit.id for hit in second.with_some} == expected
    assert first.with_all == second.with_all == []


def test_hidden_ones_do_not_keep_those_with_some_words_away(entries, monkeypatch):
    monkeypatch.setattr("search.matching.gathering.ENOUGH", 1)
    node = All((Term(("ada",)), Term(("bek",))))
    question = Question(node, allows_some=True)
    both = {entry.id for entry in entries if holds(node, entry)}
    assert both

    def survive(hits):
        return [hit for hit in hits if hit.id not in both]

    (gathered,) = gather(store(), [question], weigh(store(), question), survive)
    assert gathered.with_all == []
    assert {hit.id for hit in gathered.with_some} == {
        entry.id for entry in entries if holds(Any(node.parts), entry) and entry.id not in both
    }


def test_of_a_frequent_word_the_newest_come_and_those_with_it_in_their_title(entries):
    term = Term(("ada",))
    (gathered,) = gather(store(), [Question(term)], weigh(store(), Question(term)), everything, most=3)
    assert gathered.is_capped
    ids = {hit.id for hit in gathered.with_all}
    newest = sorted((entry.id for entry in entries if holds(term, entry)), reverse=True)[:3]
    titled = {entry.id for entry in entries if "ada" in entry.title.split()}
    assert ids == titled | set(newest)


def test_titles_of_a_frequent_word_never_bring_back_what_is_not_wanted(entries):
    node = All((Term(("ada",)), Not(Term(("bek",)))))
    question = Question(node)
    (gathered,) = gather(store(), [question], weigh(store(), question), everything, most=2)
    by_id = {entry.id: entry for entry in entries}
    assert gathered.with_all
    assert all(holds(node, by_id[hit.id]) for hit in gathered.with_all)


def test_times_are_kept_to_the_second(entries):
    entry = entries[3]
    Document.objects.filter(pk=entry.pk).update(published_at=1_000_000)
    for since, until, expected in (
        (1_000_000, None, True),
        (None, 1_000_000, False),
        (1_000_001, None, False),
    ):
        question = Question(Everything(), since=since, until=until)
        (gathered,) = gather(store(), [question], [], everything)
        assert (entry.id in {hit.id for hit in gathered.with_all}) is expected


def test_a_word_that_is_nowhere_hides_no_common_one(tree, monkeypatch):
    """However large the archive: of “zzqxkw government” the stories on the government are shown."""
    monkeypatch.setattr("search.matching.gathering.ENOUGH_CANDIDATES", 5)
    for number in range(12):
        factories.article(tree.feed, title=f"Government {number}")
    found = engine().search_stories(ReaderQuery.parse("zzqxkw government"))
    assert (found.total, found.match) == (12, "some")


def test_what_means_the_same_in_several_words_is_one_choice_of_several(tree):
    titles = ("UN resolution passed", "United Nations meet")
    stories = [factories.article(tree.feed, title=title) for title in titles]
    query = with_synonyms(
        ReaderQuery.parse("UN resolution greenland"), read_synonyms("un, united nations", ())
    )
    found = engine().search_stories(query)
    assert (set(found.ids), found.match) == ({story.pk for story in stories}, "some")


def test_a_word_that_only_drafts_have_hides_no_story(tree):
    factories.article(tree.feed, title="Ferries")
    for _number in range(30):
        factories.article(tree.feed, title="The ferry")
    factories.article(tree.feed, title="The zzqxkw", live=False)
    found = engine().search_stories(ReaderQuery.parse("ferry zzqxkw"))
    assert (found.total, found.match) == (31, "some")


def test_roughly_a_title_counts_more_than_many_mentions_and_these_more_than_one(tree):
    texts = ("Brief", "quay"), ("Brief", "quay quay quay quay"), ("Quay", "nothing"), ("Brief", "nothing")
    stories = [
        factories.article(tree.feed, title=title, standfirst="None.", body=[("paragraph", f"<p>{text}</p>")])
        for title, text in texts
    ]
    quay, other = Weighted(Term(("quay",)), 2.0, 3), Weighted(Term(("noth",)), 1.0, 2)
    wanted = Wanted(Any((quay.term, other.term)), 100, is_scored=True)
    (hits,) = store().find([wanted], [quay, other])
    scores = {hit.number: hit.score for hit in hits}
    once, often, titled, _other = (scores[story.pk] for story in stories)
    assert titled > often > once > 0


def test_of_two_words_the_commoner_alone_fills_a_page_that_would_be_nearly_empty(tree):
    """After all that have the rare word; a whole question is not answered by one of its common words."""
    for number in range(30):
        factories.article(tree.feed, title=f"Harbour {number}", standfirst="None.", body=[])
    rare = factories.article(tree.feed, title="An election", standfirst="None.", body=[])
    found = engine().search_stories(ReaderQuery.parse("harbour election"))
    assert (found.ids[0], found.total, found.match) == (rare.pk, 10, "some")
    question = "who won the harbour election after votes were counted twice on Sunday"
    assert engine().search_stories(ReaderQuery.parse(question)).ids == [rare.pk]


def test_a_phrase_that_is_nowhere_is_not_asked_for_twice(entries):
    """Fewer words are offered only where there are words beside the phrase."""
    phrase = Phrase((Term(("elm",)),) * 9)
    question = Question(phrase, allows_some=True)
    words = weigh(store(), question)
    with CaptureQueriesContext(connection) as captured:
        (gathered,) = gather(store(), [question], words, everything)
    assert (gathered.with_all, gathered.with_some, len(captured)) == ([], [], 1)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="FTS5 reads places as it goes")
def test_of_words_that_stand_everywhere_only_the_newest_are_asked_for_a_phrase(entries, monkeypatch):
    monkeypatch.setattr("search.matching.postgres.MOST_ASKED", 3)
    phrase = Phrase((Term(("ada",)), Term(("bek",))))
    both = sorted((entry.id for entry in entries if holds(All(phrase.terms), entry)), reverse=True)
    (hits,) = store().find([Wanted(phrase, 100)])
    asked = set(both[:3])
    assert {hit.id for hit in hits} == {
        entry.id for entry in entries if entry.id in asked and holds(phrase, entry)
    }
