"""Words of any script become tokens that find each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import texts, ukrainian
from search.analysis.folding import fold
from search.analysis.stems import stem, stems_in, stop_words
from search.analysis.texts import Finder, plain_words, stems_of
from search.analysis.words import pieces, raw_words

# Forms of one word: each line must have one stem.
UKRAINIAN = """
Київ Києва Києву Києві Києвом
мати матері матір матерям
Львів Львова Львову Львові
Харків Харкова Харкові
Чернігів Чернігова Чернігові
вибори виборів виборах вибір вибору
тариф тарифи тарифів тарифами
ухвалив ухвалила ухвалили ухвалити ухвалить ухвалено ухвалює ухвалення
пожежа пожежі пожеж пожежею
президент президента президентові президентом
будинок будинку будинки будинків
залізниця залізниці залізницею
українець українця українці українців
Одеса Одеси Одесі Одесою
Прага Праги Празі
Зеленський Зеленського Зеленському
Шевченко Шевченка Шевченку
дослідження досліджень дослідженні
читати читає читав читають читали
захід заходу заходи заходів
швидкість швидкості швидкістю
перемога перемоги перемозі
пором порома пороми поромом поромів
музей музею музеї музеїв
м'ята мʼята м’ята
ґрунт грунт ґрунту
""".strip().splitlines()
APART = [
    "порт портфель",
    "місто мост",
    "президент резидент",
    "Київ кит",
    "мати матрос",
    "суд суддя",
    "день диня",
]
ENGLISH = [
    "election elections",
    "ferry ferries",
    "vote votes voting voted",
    "café cafe cafés",
    "Kyiv Kyiv's Kyiv’s",
]


def stem_of(word: str, language: str) -> str:
    return stems_of(word, language)


@pytest.mark.parametrize("line", UKRAINIAN)
def test_forms_of_a_ukrainian_word_share_a_stem(line):
    assert len({stem_of(word, "uk") for word in line.split()}) == 1


@pytest.mark.parametrize("line", APART)
def test_different_ukrainian_words_keep_different_stems(line):
    first, second = line.split()
    assert stem_of(first, "uk") != stem_of(second, "uk")


@pytest.mark.parametrize("line", ENGLISH)
def test_forms_of_an_english_word_share_a_stem(line):
    assert len({stem_of(word, "en") for word in line.split()}) == 1


@pytest.mark.parametrize(
    ("written", "folded"),
    [("café", "cafe"), ("Straße".casefold(), "strasse"), ("øre", "ore"), ("ґрунт", "грунт"), ("ёлка", "елка"),
     ("Zażółć".casefold(), "zazołc".replace("ł", "l")), ("київ", "київ"), ("й", "й"), ("مُدَرِّس", "مدرس")],
)  # fmt: skip
def test_spellings_are_folded(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("word", "expected"),
    [("l’eau", ("l", "eau")), ("東京都", ("東京", "京都")), ("東", ("東",)), ("ประเทศ", ("ประ", "ระเ", "ะเท", "เทศ")),
     ("iPhone手机", ("iphone", "手机")), ("हिन्दी", ("हिन्दी",)), ("ＡＢＣ", ("abc",)), ("٪", ())],
)  # fmt: skip
def test_a_word_has_its_pieces(word, expected):
    assert pieces(word) == expected


def test_a_word_in_another_script_is_stemmed_by_its_own_language():
    assert stem("elections", "uk") == stem("elections", "en")
    assert stem("києві", "en") == stem("києві", "uk") == "київ"


def test_a_query_has_the_stems_of_all_languages():
    assert set(stems_in("wahlen", ("en", "de"))) == {stem("wahlen", "en"), stem("wahlen", "de")}
    assert "eleccion" in stems_in("elección", ("es",)) or stems_in("elección", ("es",)) == ("eleccion",)


def test_stop_words_are_known_by_language():
    assert {"the", "what"} <= stop_words("en")
    assert {"що", "який"} <= stop_words("uk")
    assert stop_words("xx") == frozenset()


def test_words_are_found_where_they_stand_in_any_form():
    text = "Учора у Києві та в Kyiv’s café."
    finder = Finder({"київ", "kyiv", "cafe"})
    assert [text[slice(*span)] for span in finder.spans(text, "uk")] == ["Києві", "Kyiv’s", "café"]
    assert Finder(()).spans(text, "uk") == []


WORDS = st.sampled_from(
    [
        "café",
        "Café,",
        "(cafés)",
        "café’s",
        "l’café",
        "œcafé_x",
        "Київ",
        "«Києві»",
        "東京カフェ",
        "東京",
        "x",
        "\u00ad",
    ]
)
SPACES = st.sampled_from([" ", "  ", "\n", "\u00a0", "\u3000", "_", "-", "", "'", "\u200b"])


@given(st.lists(st.tuples(WORDS, SPACES), max_size=12), st.sampled_from(["en", "uk", "ja"]))
def test_wherever_a_word_stands_it_is_found_once(parts, language):
    """As if each word of the text was looked at by itself."""
    text = "".join(word + space for word, space in parts)
    wanted = {"cafe", "caf", "київ", "東京"}
    languages = tuple(dict.fromkeys((language, "en")))
    one_by_one = [
        word.span()
        for word in raw_words(text)
        if {stem(piece, one) for piece in pieces(word.group()) for one in languages} & wanted
    ]
    assert Finder(wanted, languages).spans(text, language) == one_by_one


def test_paragraphs_without_spaces_are_not_remembered():
    texts._stems_in_word.cache_clear()
    assert Finder({"東京"}, ("en",)).spans("東京都の天気は、" * 20, "ja")
    assert texts._stems_in_word.cache_info().currsize <= 2


def test_underscores_part_words():
    assert list(plain_words("_live snake_case")) == ["live", "snake", "case"]


@given(st.text(max_size=300), st.sampled_from(["en", "uk", "ar", "zh-hans", "tr", "xx", ""]))
def test_any_text_becomes_tokens_without_signs(text, language):
    for token in stems_of(text, language).split(" "):
        assert not set(token) & set("\"'*:()_^+-&|!<>\\\0 \n")
    Finder({"a"}).spans(text, language)


@given(st.text(alphabet="абвгдеєжзиіїйклмнопрстуфхцчшщьюя", min_size=1, max_size=20))
def test_a_ukrainian_stem_is_never_empty_and_begins_as_the_word(word):
    found = ukrainian.stem(word)
    assert found
    assert found[0] == word[0] or found[0] in "іоїєе"
