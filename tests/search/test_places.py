"""What PostgreSQL is asked first of a tree: without the places of words, which only whole vectors tell."""

from __future__ import annotations

import pytest

from search.matching.postgres import _apart
from search.matching.tree import All, Any, Not, Phrase, Term

ADA, BEK, COL = (Term((stem,)) for stem in ("ada", "bek", "col"))
ROW = Phrase((BEK, COL))


@pytest.mark.parametrize(
    ("node", "apart"),
    [
        (ROW, All((BEK, COL))),
        (All((ADA, ROW)), All((ADA, All((BEK, COL))))),
        (Any((ADA, ROW)), Any((ADA, All((BEK, COL))))),
        (All((ADA, Not(BEK))), All((ADA, Not(BEK)))),
        (All((ADA, Not(ROW))), ADA),
        (All((ADA, Not(Any((BEK, ROW))))), ADA),
    ],
)
def test_without_the_order_of_words_nothing_is_left_that_needs_their_places(node, apart):
    """An unwanted word may be one that means the same as several in a row."""
    assert _apart(node) == apart
