"""Passages: the right stretch of a text, marked, and never markup."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.elsewhere import PlainMarker
from search.passages import LENGTH, passage, whole
from search.templatetags.search_results import marked

FILLER = "The council met again on a grey morning and heard nothing new. " * 12


@given(st.text(max_size=600), st.lists(st.text(min_size=1, max_size=10), max_size=5))
def test_marking_changes_no_sign_of_the_text_and_lets_no_markup_through(text, words):
    for cut in (whole, passage):
        found = cut(text, PlainMarker(tuple(words)))
        printed = marked(found)
        unmarked = printed.replace("<mark>", "").replace("</mark>", "")
        assert html.unescape(unmarked) == html.unescape(html.escape(found.text))
        assert "<" not in unmarked
        assert printed.count("<mark>") == printed.count("</mark>")
        assert found.text.removeprefix("… ").removesuffix(" …") in text
    assert whole(text, PlainMarker(tuple(words))).text == text


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The Ferry leaves", ["ferry"], "The <mark>Ferry</mark> leaves"),
        ("ferry ferryman", ["ferry"], "<mark>ferry</mark> ferryman"),
        ("sea wall", ["sea", "sea wall"], "<mark>sea wall</mark>"),
        ("Рада острівна рада", ["рада"], "<mark>Рада</mark> острівна <mark>рада</mark>"),
        ("a < b & c", ["b"], "a &lt; <mark>b</mark> &amp; c"),
        ("<script>", ["script"], "&lt;<mark>script</mark>&gt;"),
        ("amp &amp; amp", ["amp"], "<mark>amp</mark> &amp;<mark>amp</mark>; <mark>amp</mark>"),
        ("a.c abc", ["a.c"], "<mark>a.c</mark> abc"),
        ("words", [], "words"),
        ("", ["x"], ""),
    ],
)
def test_words_are_marked_whole_whatever_their_case(text, words, expected):
    assert marked(whole(text, PlainMarker(tuple(words)))) == expected


def test_a_passage_stands_where_most_of_the_words_are():
    text = f"{FILLER}A ferry left. {FILLER}The ferry vote ends a contract. {FILLER}"
    found = passage(text, PlainMarker(("ferry", "vote")))
    assert "The ferry vote ends a contract." in found.text
    assert found.text.startswith("… ")
    assert found.hits == 2


def test_a_passage_begins_with_its_sentence_if_that_is_near():
    text = f"{FILLER}Nobody had seen the ferry since Tuesday. {FILLER}"
    assert passage(text, PlainMarker(("ferry",))).text.startswith("… Nobody had seen the ferry")


def test_without_a_hit_a_passage_is_the_beginning_and_a_short_text_is_whole():
    found = passage(FILLER, PlainMarker(("zebra",)))
    assert found.hits == 0
    assert found.text.startswith("The council met")
    assert len(found.text) <= LENGTH + 2
    assert passage("Short.", PlainMarker(("zebra",))).text == "Short."
    assert not passage("", None)


@given(st.integers(0, 2000), st.integers(1, 60))
def test_a_passage_is_never_much_longer_than_it_should_be(place, length):
    text = "x" * place + " ferry " + "y" * length * 20
    found = passage(text, PlainMarker(("ferry",)))
    assert "ferry" in found.text
    assert len(found.text) <= LENGTH + 60
