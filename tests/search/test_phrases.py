"""Words in a row: where they are looked for, and how often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.matching.gathering import gather, weigh
from search.matching.question import Question
from search.matching.store import Wanted
from search.matching.tree import All, Any, Mark, Phrase, Term, Wording
from tests import factories
from tests.search.trees import everything, store

pytestmark = pytest.mark.django_db
QUAY_BERTH = Phrase((Term(("quay",)), Term(("berth",))))


def test_a_phrase_is_found_in_the_title_of_an_old_story(tree):
    titled = factories.article(tree.feed, title="Quay berth", standfirst="None.", body=[])
    for _number in range(4):
        factories.article(tree.feed, title="Story", standfirst="A quay berth.", body=[])
    question = Question(QUAY_BERTH)
    (gathered,) = gather(store(), [question], weigh(store(), question), everything, most=3)
    assert titled.pk in {hit.number for hit in gathered.with_all}
    assert gathered.is_capped


def test_where_few_texts_have_a_phrase_titles_are_not_looked_at_as_well(tree):
    in_a_row = factories.article(tree.feed, title="Story", standfirst="A quay berth.", body=[])
    for _number in range(4):
        factories.article(tree.feed, title="Story", standfirst="A berth by the quay.", body=[])
    question = Question(QUAY_BERTH)
    words = weigh(store(), question)
    with CaptureQueriesContext(connection) as captured:
        (gathered,) = gather(store(), [question], words, everything, most=3)
    assert ([hit.number for hit in gathered.with_all], len(captured)) == ([in_a_row.pk], 1)
    if connection.vendor == "sqlite":
        assert "{title}" not in captured[0]["sql"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="FTS5 reads places as it goes")
def test_what_was_asked_for_a_phrase_among_the_recent_is_not_asked_again(tree, monkeypatch):
    """Four may be asked: the two newest, and two others of those that were written last."""
    monkeypatch.setattr("search.matching.postgres.MOST_ASKED", 4)
    ages = [timedelta(days=800), timedelta(days=900), timedelta(0), timedelta(0)]
    texts = ["A quay berth."] * 2 + ["A berth by the quay."] * 2
    stories = [
        factories.article(tree.feed, title="Story", standfirst=text, body=[], age=age)
        for text, age in zip(texts, ages, strict=True)
    ]
    year = Mark(f"_y_{stories[-1].published_at.year}")
    month = Mark(f"_ym_{stories[-1].published_at:%Y%m}")
    recent = All((QUAY_BERTH, Any((year, month))))
    (hits,) = store().find([Wanted(QUAY_BERTH, 100, recent=recent)])
    assert {hit.number for hit in hits} == {story.pk for story in stories[:2]}


def test_all_words_of_a_long_phrase_must_stand_in_a_row(tree):
    """However few of them the rows are found by."""
    row = "alder birch cedar elder hazel maple"
    found = factories.article(tree.feed, title="Story", standfirst=f"Trees: {row}.", body=[])
    for gap in row.split():
        factories.article(tree.feed, title="Story", standfirst=row.replace(gap, "willow"), body=[])
    phrase = Phrase(Wording(("en",)).terms(row))
    words = weigh(store(), Question(phrase))
    (hits,) = store().find([Wanted(phrase, 100, is_scored=True)], words)
    assert [hit.number for hit in hits] == [found.pk]
