"""Passages: the right stretch of a text, marked, and never markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.texts import plain_words
from search.elsewhere.engine import PlainMarker
from search.graphemes import LONGEST, end_of, start_of
from search.marking import StemMarker, marker_of
from search.matching.tree import Wording
from search.matching.wording import node_of
from search.passages import LENGTH, passage, whole
from search.query import ReaderQuery
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


# --- Cut between two signs, never within one -------------------------------------------------------------------

# Each is one sign to a reader: a letter with accents, a family, flags, a waving hand, a syllable, a key.
SIGNS = [
    "a", "Z", " ", ".", "—", "ї", "和", "e\u0301", "q\u0323\u0307", "и\u0306", "👩\u200d👩\u200d👧\u200d👦",
    "🇺🇦", "👋🏽", "❤\ufe0f", "1\ufe0f\u20e3", "각", "\u1112\u1161\u11ab", "\r\n",
    "🏴\U000e0067\U000e0062\U000e007f", "नि",
]  # fmt: skip


def boundaries(signs: list[str]) -> set[int]:
    places, place = {0}, 0
    for sign in signs:
        place += len(sign)
        places.add(place)
    return places


@given(st.lists(st.sampled_from(SIGNS), max_size=60), st.integers(0, 200))
def test_every_place_has_its_signs_beginning_and_end(signs, place):
    text = "".join(signs)
    place = min(place, len(text))
    known = boundaries(signs)
    start, end = start_of(text, place), end_of(text, place)
    if text and not _joins_by_accident(signs):
        assert start == max(one for one in known if one <= place)
        assert end == min(one for one in known if one >= place)
    assert start <= place <= end


def _joins_by_accident(signs: list[str]) -> bool:
    """Two flags' letters side by side, and syllables that grow together, are other signs than were written."""
    joined = "".join(signs)
    return any(pair in joined for pair in ("각\u1112", "\u11ab\u1112"))


@given(st.lists(st.sampled_from([*SIGNS, "ferry", "vote "]), min_size=1, max_size=200), st.integers(20, 120))
def test_a_passage_is_never_cut_within_a_sign(signs, length):
    text = "".join(signs)
    if _joins_by_accident(signs):
        return
    found = passage(text, PlainMarker(("ferry", "vote", "e")), length=length)
    shown = found.text
    shown = shown.removeprefix("… ") if shown.startswith("… ") else shown
    start = text.find(shown.removesuffix(" …"))
    assert start >= 0
    places = boundaries([sign for one in signs for sign in (one if one in ("ferry", "vote ") else [one])])
    place = start
    for piece in found.pieces:
        if piece.text in ("… ", " …"):
            continue
        assert place in places or text.count(shown.removesuffix(" …")) > 1
        place += len(piece.text)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("cafe\u0301", "cafe", "<mark>cafe\u0301</mark>"),
        ("x👋🏽y", "👋", "x👋🏽y"),
        ("e\u0301 e", "e", "<mark>e\u0301</mark> <mark>e</mark>"),
    ],
)
def test_a_mark_holds_the_whole_sign(text, word, expected):
    assert marked(whole(text, PlainMarker((word,)))) == expected


def test_a_text_of_nothing_but_accents_is_cut_somewhere():
    text = "e" + "\u0301" * 50_000
    assert 0 < len(passage(text, PlainMarker(("zebra",))).text) <= LENGTH + 2
    assert start_of(text, 40_000) == 40_000 - LONGEST


class Spans:
    """A marker that says whatever it is told, as an engine elsewhere might."""

    def __init__(self, *spans: tuple[int, int]) -> None:
        self._spans = list(spans)

    def spans(self, text: str, language: str = "") -> list[tuple[int, int]]:
        return [(start, end) for start, end in self._spans if end <= len(text)]


@given(st.text(min_size=1, max_size=400), st.data())
def test_marks_are_balanced_and_everything_is_escaped_wherever_they_stand(text, data):
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    spans = list(zip(places[::2], places[1::2], strict=False))
    for cut in (whole, passage):
        printed = marked(cut(text, Spans(*spans)))
        opened = 0
        for tag in re.findall(r"</?mark>|<", printed):
            assert tag != "<", "the only markup is ours"
            opened += 1 if tag == "<mark>" else -1
            assert opened in (0, 1)
        assert opened == 0
        assert "&" not in re.sub(r"&(?:amp|lt|gt|quot|#x27);", "", printed)
    assert whole(text, Spans(*spans)).text == text


QUERIES = st.text(max_size=60) | st.text(alphabet="\"'-<>&*^():{}+ ferry\\%_é🙂", max_size=40)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), QUERIES, st.sampled_from(["en", "uk", "ja", "xx", ""]))
def test_any_query_marks_any_text_safely_with_the_engine_of_the_database(text, query, language):
    words = {piece for word in ReaderQuery.parse(query).words for piece in plain_words(word)}
    marker = StemMarker(words, "en")
    found = passage(text, marker, language)
    printed = marked(found)
    assert printed.count("<mark>") == printed.count("</mark>")
    assert "<" not in printed.replace("<mark>", "").replace("</mark>", "")
    assert found.text.removeprefix("… ").removesuffix(" …") in text
    assert all(piece.text for piece in found.pieces)


# --- Words of a phrase -----------------------------------------------------------------------------------------


def phrased(query: str, text: str, language: str = "en") -> str:
    marker = marker_of(node_of(ReaderQuery.parse(query), Wording(("en", "uk"))), ("en", "uk"))
    return marked(whole(text, marker, language))


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        (
            '"the harbour"',
            "The sea, the harbours, the quay",
            "The sea, <mark>the</mark> <mark>harbours</mark>, the quay",
        ),
        ('"the harbour"', "Harbour: the last", "<mark>Harbour</mark>: the last"),
        ('"the harbour"', "The last of the ferries", "The last of the ferries"),
        ('"the harbour" quay', "The quay", "The <mark>quay</mark>"),
        (
            '"the harbour" harbours',
            "The harbour, a harbour",
            "<mark>The</mark> <mark>harbour</mark>, a <mark>harbour</mark>",
        ),
        ('"sea wall"', "Sea, sea-wall and wall", "Sea, <mark>sea</mark>-<mark>wall</mark> and wall"),
        (
            '"to be or not"',
            "To say to be or not, or to be",
            "To say <mark>to</mark> <mark>be</mark> <mark>or</mark> <mark>not</mark>, or to be",
        ),
        ('"to be or not"', "To say or be", "To say or be"),
        ('"мер києва"', "У Києві мера, мер Києва", "У Києві мера, <mark>мер</mark> <mark>Києва</mark>"),
        ("the harbour", "The harbour", "The <mark>harbour</mark>"),
    ],
)
def test_words_of_a_phrase_are_marked_where_they_stand_in_a_row(query, text, expected):
    assert phrased(query, text) == expected


def test_a_passage_of_a_phrase_is_where_it_stands_in_a_row():
    text = f"The quay and the harbour-master. {FILLER}The sea and the harbour wall. {FILLER}"
    marker = marker_of(node_of(ReaderQuery.parse('"harbour wall"'), Wording(("en",))), ("en",))
    assert "the harbour wall." in passage(text, marker).text


@given(st.lists(st.sampled_from(["the", "harbour", "harbours", "sea", "wall,", "\n", " "]), max_size=60))
def test_a_row_is_found_wherever_it_is_in_a_text(words):
    """As it would be if each word was looked at."""
    text = " ".join(words)
    found = [match.span() for match in re.finditer(r"\w+", text)]
    small = [text[start:end].removesuffix("s") for start, end in found]
    rows = {
        span
        for place in range(len(found) - 1)
        if small[place : place + 2] == ["the", "harbour"]
        for span in found[place : place + 2]
    }
    alone = [span for span, word in zip(found, small, strict=True) if word == "harbour"]
    marker = marker_of(node_of(ReaderQuery.parse('"the harbour"'), Wording(("en",))), ("en",))
    assert marker.spans(text) == (sorted(rows) or alone)
