"""What PostgreSQL is asked first of a tree: without the places of words, which only whole vectors tell."""

from __future__ import annotations

import pytest

from search.matching.apart import apart, left_to_ask
from search.matching.tree import All, Any, Everything, Mark, Not, Phrase, Term

ADA, BEK, COL = (Term((stem,)) for stem in ("ada", "bek", "col"))
ROW, LIVE = Phrase((BEK, COL)), Mark("_live")


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (ROW, All((BEK, COL))),
        (All((ADA, ROW)), All((ADA, All((BEK, COL))))),
        (Any((ADA, ROW)), Any((ADA, All((BEK, COL))))),
        (All((ADA, Not(BEK))), All((ADA, Not(BEK)))),
        (All((ADA, Not(ROW))), ADA),
        (All((ADA, Not(Any((BEK, ROW))))), ADA),
    ],
)
def test_without_the_order_of_words_nothing_is_left_that_needs_their_places(node, words):
    """An unwanted word may be one that means the same as several in a row."""
    assert apart(node) == words


def test_where_a_word_is_known_to_stand_nothing_is_asked_that_it_answers():
    assert left_to_ask(BEK, BEK) == Everything()
    assert left_to_ask(BEK, All((BEK, COL, LIVE))) == All((COL, LIVE))
    assert left_to_ask(BEK, All((Any((BEK, COL)), LIVE))) == LIVE
    assert left_to_ask(BEK, All((Any((COL, LIVE)), Not(BEK)))) == All((Any((COL, LIVE)), Not(BEK)))


def test_only_phrases_that_must_stand_there_lose_words_that_are_not_asked_for():
    assert apart(All((ROW, LIVE)), [BEK]) == All((BEK, LIVE))
    assert apart(Any((ROW, LIVE)), [BEK]) == Any((All((BEK, COL)), LIVE))
    assert apart(Not(ROW), [BEK]) == Everything()
    assert apart(ROW) == All((BEK, COL))
