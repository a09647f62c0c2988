"""Of a query that asks for too much, what tells most is looked for; and a question finds its story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.stems import bare, has_tones, is_stop_word, speaking_languages, stem, stems_in
from search.analysis.texts import Finder, bare_stems_of, stems_of
from search.finding import find
from search.languages import index_languages
from search.matching.telling import telling_query, unquoted
from search.matching.tree import Wording
from search.narrowing import Narrowing
from search.query import MAX_TERMS, MOST_MORE, ReaderQuery
from tests import factories

LONG = " ".join(f"w{number}" for number in range(20))
ENGLISH = Wording(("en",))


class Counts:
    """A store that knows in how many entries words stand, and says how often it was asked."""

    def __init__(self, **counts: int) -> None:
        self.counts, self.asked = counts, 0

    def frequencies(self, terms) -> list[int]:
        self.asked += 1
        return [self.counts.get(term.variants[0], 100) for term in terms]


def test_of_a_long_query_the_rarest_words_are_looked_for_in_their_order():
    query = ReaderQuery.parse(LONG)
    assert query.more == tuple(f"w{number}" for number in range(MAX_TERMS, 20))
    telling = telling_query(query, ENGLISH, Counts(w19=3, w15=2, w3=1))
    assert len(telling.words) == MAX_TERMS
    assert {"w3", "w15", "w19"} <= set(telling.words)
    assert telling.words.index("w3") < telling.words.index("w15") < telling.words.index("w19")


def test_a_word_that_stands_nowhere_gives_way_to_one_that_does():
    counts = {f"w{number}": 0 for number in range(MAX_TERMS)}
    telling = telling_query(ReaderQuery.parse(LONG), ENGLISH, Counts(**counts))
    assert {f"w{number}" for number in range(MAX_TERMS, 20)} <= set(telling.words)


def test_a_short_query_asks_the_database_nothing():
    counts = Counts()
    query = ReaderQuery.parse("the ferry to the islands")
    assert telling_query(query, ENGLISH, counts) is query
    assert not counts.asked


def test_quotes_and_exclusions_of_a_long_query_stay():
    query = ReaderQuery.parse(f'"night ferry" -harbour {LONG}')
    telling = telling_query(query, ENGLISH, Counts())
    assert telling.terms[:2] == query.terms[:2]
    assert sum(len(term.words) for term in telling.terms) == MAX_TERMS


@given(st.text(max_size=300))
def test_whatever_is_typed_no_more_than_twelve_words_are_looked_for(text):
    query = ReaderQuery.parse(text)
    assert len(query.more) <= MOST_MORE
    assert not query.more or sum(len(term.words) for term in query.terms) == MAX_TERMS
    assert sum(len(term.words) for term in telling_query(query, ENGLISH, Counts()).terms) <= MAX_TERMS


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('who wrote "the night ferry"', ["who", "wrote", "the", "night", "ferry"]),
        ('"the night ferry"', ["the night ferry"]),
        ('"night ferry" -"last boat"', ["night ferry", "last boat"]),
        ('ferry -"last boat"', ["ferry", "last boat"]),
    ],
)
def test_a_quote_is_taken_apart_only_beside_other_words(typed, words):
    assert [" ".join(term.words) for term in unquoted(ReaderQuery.parse(typed)).terms] == words


@pytest.mark.django_db
def test_a_question_that_quotes_wrongly_finds_its_story_and_a_mere_quote_finds_nothing_else(tree):
    story = factories.article(tree.feed, title="The night ferry sails", standfirst="Islanders wait.")

    def found(typed: str) -> list[int]:
        return [result.story.pk for result in find(ReaderQuery.parse(typed), Narrowing(), "1").results]

    assert found('why do islanders wait for "a ferry at night"') == [story.pk]
    assert found('"ferry night"') == []
    assert found('"night ferry" islanders') == [story.pk]


@pytest.mark.parametrize(
    ("text", "languages", "speaking"),
    [
        ("war in Ukraine", ("en", "de"), ("en",)),
        ("was ist der Grund für den Streik", ("en", "de"), ("en", "de")),
        ("the man who was the mayor", ("en", "de", "es"), ("en",)),
        ("war in Ukraine", ("uk", "en", "de"), ("en",)),
        ("", ("en",), ("en",)),
    ],
)
def test_only_a_language_that_a_query_is_in_makes_its_words_stop_words(text, languages, speaking):
    found = speaking_languages(text.casefold().split(), languages)
    assert tuple(one for one in found if one != "uk") == speaking


def test_a_word_is_looked_for_though_it_says_nothing_in_another_language():
    terms = Wording(("en", "de")).terms("war in Ukraine")
    assert [term.variants[0] for term in terms if not term.is_stop] == [
        stem("war", "en"),
        stem("ukraine", "en"),
    ]


def test_small_words_of_another_script_say_nothing_in_any_newsroom():
    terms = Wording(("en", "uk")).terms("що сталося")
    assert [term.is_stop for term in terms] == [True, False]


def test_vietnamese_words_keep_their_accents_and_are_found_without():
    assert stems_of("Hà Nội", "vi") == "hà nội"
    assert bare_stems_of("Hà Nội", "vi") == f"{bare('ha')} {bare('noi')}"
    assert bare_stems_of("Hà Nội", "en") == ""
    assert bare("ha") in stems_in("ha", ("en", "vi"))
    assert bare("ha") not in stems_in("hà", ("en", "vi"))
    assert bare("ha") not in stems_in("ha", ("en", "uk"))


@pytest.mark.parametrize(("piece", "is_stop"), [("là", True), ("lá", False), ("la", False)])
def test_a_vietnamese_accent_tells_a_leaf_from_a_small_word(piece, is_stop):
    assert is_stop_word(piece, "vi") == is_stop


@pytest.mark.django_db
def test_a_vietnamese_story_is_found_with_accents_and_without(tree):
    text = "Hội đồng thành phố cho biết chuyến phà đêm ra các đảo sẽ được giữ lại, nhưng không nói ai sẽ trả tiền."
    story = factories.article(
        tree.feed, title="Phà đêm", standfirst=text, body=[("paragraph", f"<p>{text}</p>")], language="en"
    )
    assert "vi" in index_languages()
    for typed in ("chuyến phà", "chuyen pha", "PHÀ ĐÊM", "pha dem"):
        assert [one.story.pk for one in find(ReaderQuery.parse(typed), Narrowing(), "1").results] == [
            story.pk
        ]
    assert not find(ReaderQuery.parse("chuyện phá"), Narrowing(), "1").results


def test_words_are_marked_in_a_text_whose_page_says_another_language():
    wanted = stems_in("поромом", ("en", "uk"))
    assert Finder(wanted, ("en", "uk")).spans("Пороми до островів", "en") == [(0, 6)]
    german = stems_in("Wahlen".casefold(), ("en", "de"))
    assert Finder(german, ("en", "de")).spans("Die Wahl", "en") == [(4, 8)]
    assert Finder(stems_in("pha", ("en", "vi")), ("en", "vi")).spans("chuyến phà", "en") == [(7, 10)]


@given(st.text(max_size=200), st.sampled_from([("en",), ("uk", "en", "vi"), ("en", "de", "zh")]))
def test_any_text_read_in_any_languages_becomes_the_same_words(text, languages):
    plain, read = Wording(languages).terms(text), Wording(languages).reading(text).terms(text)
    assert plain == read
    assert all(term.variants for term in plain)


@pytest.mark.parametrize(
    ("query", "piece", "found"),
    [
        ("tiếng năm", "năm", ("năm",)),
        ("năm", "năm", ("nam", "năm")),
        ("năm tổng cafe", "cafe", ("cafe",)),
        ("trống mua", "mua", ("mua",)),
        ("the ferries tiếng", "ferries", ("ferri", "ferries")),
    ],
)
def test_a_query_with_the_letters_of_a_tonal_language_means_its_very_words(query, piece, found):
    """“năm” is a year, “nam” the south: who writes accents wants them."""
    places = [word.casefold() for word in query.split()]
    term = Wording(("en", "vi")).terms(query)[places.index(piece)]
    assert set(term.variants) == set(found)
    assert has_tones([piece]) == (piece == "tiếng")


def test_other_languages_and_indexes_without_a_tonal_one_read_as_ever():
    assert set(Wording(("en", "uk")).terms("tiếng năm")[1].variants) >= {"nam"}
    assert bare("mua") in Wording(("en", "vi")).terms("mua café")[0].variants
