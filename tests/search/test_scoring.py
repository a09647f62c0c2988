"""What answers a query better scores higher: the places of its words, how near they stand, and how long the text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.matching.scoring import (
    PASSAGE,
    USUAL,
    USUAL_COUNTS,
    Scorer,
    Weighted,
    average_lengths,
    idf,
)
from search.matching.store import Text
from search.matching.tree import Phrase, Term

FERRY, VOTE, ISLAND = Term(("ferry",)), Term(("vote", "votes")), Term(("island",))
WORDS = [Weighted(FERRY, 2.0, 10), Weighted(VOTE, 3.0, 5), Weighted(ISLAND, 1.0, 40)]
FILLER = "word " * 100


def text(body: str = "", title: str = "", head: str = "", extra: str = "") -> Text:
    return Text(*(" ".join(one.split()) for one in (title, head, body, extra)))


def value(one: Text, words=WORDS, whole: Phrase | None = None, published_at: int | None = None) -> float:
    return Scorer(words, whole).score(one, published_at).value


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (text(title="ferry"), text(head="ferry")),
        (text(head="ferry"), text(body="ferry")),
        (text(body="ferry"), text(extra="ferry")),
        (text(body="ferry ferry"), text(body="ferry word")),
        (text(body="vote"), text(body="island")),
        (text(body="ferry vote"), text(body="ferry ferry")),
        (text(body="ferry vote"), text(body="vote ferry")),
        (text(body=f"ferry word vote {FILLER}"), text(body=f"ferry {FILLER} vote")),
        (text(body=f"ferry island {FILLER}"), text(body=f"ferry island {FILLER * 9}")),
    ],
)
def test_the_better_answer_scores_higher(better, worse):
    assert value(better) > value(worse)


def test_any_stem_of_a_word_counts_as_the_word():
    assert value(text("vote")) == value(text("votes"))


def test_a_beginning_counts_where_a_word_begins_so():
    words = [Weighted(Term(("fer",), is_prefix=True), 2.0, 10)]
    assert value(text("ferry"), words) == value(text("fer"), words) > 0
    assert value(text("offer"), words) == 0


def test_the_best_passage_counts_however_far_it_is_into_the_text():
    early = text(f"ferry word island vote {FILLER}")
    late = text(f"{FILLER} ferry word island vote")
    assert value(early) == pytest.approx(value(late))


@pytest.mark.parametrize("gap", [PASSAGE - 2, PASSAGE - 1, PASSAGE])
def test_a_passage_is_so_many_words_long(gap):
    words = WORDS[:2]
    near, far = text(f"ferry {'x ' * gap} vote {'x ' * 9}"), text(f"ferry {'x ' * (gap + 9)} vote")
    assert (value(near, words) > value(far, words)) == (gap < PASSAGE - 1)


def test_a_word_repeated_is_no_passage():
    once, twice = WORDS[:1], text("ferry ferry ferry")
    assert Scorer(WORDS, None)._best_passage([(0, 0), (1, 0)]) == 0
    assert value(twice, once) < value(text("ferry vote island"))


def test_words_of_two_columns_are_no_neighbours():
    apart = text(title="ferry", body="vote")
    assert Scorer(WORDS[:2], None)._nearness([[(0, 0)], [], [(0, 1)], []]) == 0
    assert value(apart) < value(text(title="ferry vote"))


def test_all_words_in_a_row_count_most_in_the_title():
    whole = Phrase((FERRY, ISLAND))
    in_title, in_body = text(title="ferry island", body="x"), text(body="ferry island", title="x")
    assert value(in_title, whole=whole) - value(in_title) > value(in_body, whole=whole) - value(in_body) > 0


def test_of_equals_the_newer_is_a_little_better():
    old, new = (value(text("ferry"), published_at=at) for at in (1_000_000_000, 4_000_000_000))
    assert old < new < old * 1.15


def test_the_share_says_how_much_of_the_query_a_text_has():
    scorer = Scorer(WORDS, None)
    shares = [
        scorer.score(text(body), None).share for body in ("", "island", "ferry vote", "ferry vote island")
    ]
    assert shares == pytest.approx([0, 1 / 6, 5 / 6, 1])


def test_a_word_that_stands_nowhere_takes_nothing_from_the_share():
    words = [*WORDS[:1], Weighted(Term(("zzz",)), 9.0, 0)]
    assert Scorer(words, None).score(text("ferry"), None).share == 1


def test_lengths_are_compared_with_those_of_the_texts_found():
    short = [text("word " * 100)] * 95
    title, _head, body, extra = average_lengths(short)
    assert body == pytest.approx((95 * 100 + USUAL[2] * USUAL_COUNTS) / (95 + USUAL_COUNTS))
    # Of a column that no text has, the usual length is assumed.
    assert (title, extra) == (USUAL[0], USUAL[3])
    assert average_lengths([]) == USUAL


@pytest.mark.parametrize("size", [0, 1, 10, 20_000])
def test_a_rarer_word_tells_more_and_none_tells_less_than_nothing(size):
    weights = [idf(count, size) for count in range(0, size + 1, max(1, size // 7))]
    assert weights == sorted(weights, reverse=True)
    assert all(weight >= 0 for weight in weights)


@given(st.lists(st.sampled_from(["ferry", "vote", "votes", "island", "word", "x"]), max_size=80), st.data())
def test_a_score_is_bounded_and_one_more_word_of_the_query_never_takes_from_it(tokens, data):
    missing = data.draw(st.sampled_from(["ferry", "vote", "island"]))
    before, after = text(" ".join(tokens)), text(" ".join([*tokens, missing]))
    scorer = Scorer(WORDS, Phrase((FERRY, VOTE)))
    assert 0 <= scorer.score(before, None).value <= scorer.score(after, None).value * 1.02
    assert 0 <= scorer.score(before, None).share <= 1


some_words = st.lists(st.sampled_from(["vote", "votes", "voter", "ferry", "x"]), max_size=8).map(" ".join)


@given(st.tuples(some_words, some_words, some_words, some_words))
def test_a_word_alone_scores_as_it_does_beside_one_that_weighs_nothing(columns):
    alone, beside = [Weighted(VOTE, 3.0, 5)], [Weighted(VOTE, 3.0, 5), Weighted(Term(("nowhere",)), 0.0)]
    one = Text(*columns)
    assert value(one, alone) == pytest.approx(value(one, beside))
    shares = [Scorer(words, None).score(one, None).share for words in (alone, beside)]
    assert shares[0] == shares[1]
