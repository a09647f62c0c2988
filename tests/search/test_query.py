"""What a reader types becomes words and phrases, and never an error."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_CHARACTERS, MAX_TERMS, ReaderQuery, Term


def terms(text: str) -> list[tuple[str, bool]]:
    return [(" ".join(term.words), term.excluded) for term in ReaderQuery.parse(text).terms]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("ferry vote", [("ferry", False), ("vote", False)]),
        ('"island ferries" vote', [("island ferries", False), ("vote", False)]),
        ("“island ferries”", [("island ferries", False)]),
        ("«острівні пороми» рада", [("острівні пороми", False), ("рада", False)]),
        ('an "unclosed quote', [("an", False), ("unclosed quote", False)]),
        ("ferry -opinion", [("ferry", False), ("opinion", True)]),
        ('ferry -"night boat"', [("ferry", False), ("night boat", True)]),
        ("-ferry", [("ferry", False)]),
        ("sea-wall isn’t", [("sea", False), ("wall", False), ("isn", False), ("t", False)]),
        ("ferry ferry ferry", [("ferry", False)]),
        ("हिन्दी संसद", [("हिन्दी", False), ("संसद", False)]),
        ("新聞", [("新聞", False)]),
        ("e\u0301te\u0301", [("été", False)]),
        ("", []),
        ("   \t\n ", []),
        ("\x00", []),
        ('"', []),
        ('""""""', []),
        ("- -- --- *", []),
        ("🙂🙃", []),
        ("NEAR(a, b)", [("NEAR", False), ("a", False), ("b", False)]),
        ("title:x*", [("title", False), ("x", False)]),
    ],
)
def test_a_query_is_read_as_a_reader_means_it(typed, understood):
    assert terms(typed) == understood


def test_controls_and_lone_surrogates_are_dropped_from_what_is_shown_again():
    assert ReaderQuery.parse("fer\x00ry\x1b \ud800 vote\u200b").text == "fer ry vote\u200b"


@pytest.mark.parametrize("sign", "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_signs_that_turn_a_text_are_dropped_from_what_is_shown_again(sign):
    query = ReaderQuery.parse(f"fer{sign}ry{sign} {sign}vote")
    assert (query.text, query.words) == ("ferry vote", ("ferry", "vote"))


def test_signs_that_join_letters_stay():
    assert ReaderQuery.parse("می\u200cخواهم क्\u200dष").text == "می\u200cخواهم क्\u200dष"


def test_ten_kilobytes_are_cut_to_two_hundred_characters_and_twelve_terms():
    query = ReaderQuery.parse("word%d " * 3 + " ".join(f"w{number}" for number in range(5000)))
    assert len(query.text) <= MAX_CHARACTERS
    assert sum(len(term.words) for term in query.terms) <= MAX_TERMS


@given(
    st.text(alphabet=st.characters(codec=None), max_size=400) | st.text(alphabet='" -“”*():^ ab', max_size=60)
)
def test_any_text_becomes_bounded_terms_of_letters_digits_and_marks(text):
    query = ReaderQuery.parse(text)
    assert len(query.text) <= MAX_CHARACTERS
    assert sum(len(term.words) for term in query.terms) <= MAX_TERMS
    assert bool(query.terms) == bool(query.wanted)
    query.text.encode()
    for term in query.terms:
        for word in term.words:
            assert all(unicodedata.category(sign)[0] in "LNM" or sign in "\u200c\u200d" for sign in word)


def test_the_parts_of_a_conjunction_are_odd_in_number_so_that_sqlite_ranks_the_best_first():
    query = ReaderQuery.parse('ferry "island council"')
    assert query.terms == (Term(("ferry",)), Term(("island", "council")))
    assert len(query.to_engine().subqueries) == 3


def test_of_a_long_question_the_telling_words_are_kept():
    text = "what did the council say about the cost of the ferry that it wants to buy for the islands in the north"
    words = ReaderQuery.parse(text).words
    assert {"council", "cost", "ferry", "buy", "islands", "north"} <= set(words)
    assert "the" not in words


@pytest.mark.parametrize(
    ("text", "words"), [("м’ята", ("мята",)), ("Kyiv’s ferry", ("Kyiv", "ferry")), ("l’eau", ("l", "eau"))]
)
def test_apostrophes_join_or_part_as_in_the_index(text, words):
    assert ReaderQuery.parse(text).words == words
