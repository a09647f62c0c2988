"""What the newsroom teaches its search: words that mean the same."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from search.languages import index_languages
from search.models import SearchWords
from search.query import ReaderQuery
from search.synonyms import read_synonyms, validate_groups, with_synonyms
from search.taught import current_synonyms, withheld
from tests import factories

SYNONYMS = read_synonyms(
    "Kyiv, Kiev, Київ\nCourt of Audit, CoA, auditors\n\nlonely\ncafé, bistro\nIT, computing\ncafe, tea",
    ("en", "uk"),
)


def terms(text: str) -> list[tuple[str, tuple[str, ...]]]:
    query = with_synonyms(ReaderQuery.parse(text), SYNONYMS)
    return [(" ".join(term.words), tuple(" ".join(words) for words in term.also)) for term in query.terms]


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("Kyiv tram", [("Kyiv", ("kiev", "київ")), ("tram", ())]),
        ("Київ", [("Київ", ("kyiv", "kiev"))]),
        ("court of audit report", [("court of audit", ("coa", "auditors")), ("report", ())]),
        ('"court of audit"', [("court of audit", ("coa", "auditors"))]),
        ("CoA", [("CoA", ("court of audit", "auditors"))]),
        ("court of law", [("court", ()), ("of", ()), ("law", ())]),
        ("lonely", [("lonely", ())]),
        ("трамвай у Києві", [("трамвай", ()), ("у", ()), ("Києві", ("kyiv", "kiev"))]),
        ("Києва", [("Києва", ("kyiv", "kiev"))]),
        ("Kievs", [("Kievs", ("kyiv", "київ"))]),
        ("bistros", [("bistros", ("café",))]),
        ("courts of audit", [("courts of audit", ("coa", "auditors"))]),
        ("auditor", [("auditor", ("court of audit", "coa"))]),
        ("Café", [("Café", ("bistro",))]),
        ("cafe", [("cafe", ("tea",))]),
        ("CAFÉS", [("CAFÉS", ("bistro",))]),
        ("it", [("it", ("computing",))]),
        ("will it rain", [("will", ()), ("it", ()), ("rain", ())]),
        ("IT rain", [("IT", ("computing",)), ("rain", ())]),
        ("its ferry", [("its", ()), ("ferry", ())]),
    ],
)
def test_what_means_the_same_stands_beside_a_term(text, understood):
    assert terms(text) == understood


def test_a_word_to_leave_out_leaves_out_the_others_too():
    query = with_synonyms(ReaderQuery.parse("tram -kyiv"), SYNONYMS)
    assert query.terms[1].excluded
    assert query.terms[1].also == (("kiev",), ("київ",))


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_list_can_be_read_and_any_query_widened(text, typed):
    query = ReaderQuery.parse(typed)
    widened = with_synonyms(query, read_synonyms(text, ("en", "vi")))
    assert widened.text == query.text
    assert sorted(widened.words) == sorted(query.words) or len(widened.terms) <= len(query.terms)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Kyiv", "Line 1: write at least two words"),
        ("Kyiv, kyiv", "Line 1: write at least two words"),
        ("a, b\nKyiv, b", "Line 2: “b” stands on line 1 already"),
        ("café, coffee\ncafe, tea", "Line 2: “cafe” stands on line 1 already"),
        ("Café, cafe", "Line 1: write at least two words"),
        ("a, " + ", ".join(f"w{n}" for n in range(20)), "Line 1: a group may have 12 entries"),
        ("one two three four five six, x", "Line 1: “one two three four five six” is longer than 5 words"),
        ("\n".join(f"a{n}, b{n}" for n in range(501)), "There may be 500 groups at most"),
    ],
)
def test_an_editor_is_told_which_line_to_mend(text, problem):
    with pytest.raises(ValidationError) as caught:
        validate_groups(text)
    assert any(problem in message for message in caught.value.messages)


def test_good_groups_pass():
    validate_groups("Kyiv, Kiev, Київ\n\n  Court of Audit, CoA  \n")


@pytest.mark.django_db
def test_a_reader_finds_what_means_the_same_as_soon_as_it_is_saved(tree, client, drain):
    factories.article(tree.feed, title="A tram for Kyiv")
    factories.article(tree.feed, title="Новини про вагони", standfirst="Київ чекає.", language="uk")
    drain()

    def found(query: str) -> set[str]:
        results = client.get("/search/", {"q": query}).context["found"].results
        return {result.story.title for result in results}

    assert found("kiev") == set()
    words = SearchWords.load()
    words.synonyms = "Kyiv, Kiev, Київ"
    words.save()
    assert found("kiev") == found("Київ") == {"A tram for Kyiv", "Новини про вагони"}
    assert found("kiev tram") == {"A tram for Kyiv"} | found("kiev tram")
    page = client.get("/search/?q=kiev").content.decode()
    assert "<mark>Kyiv</mark>" in page, "what was found is marked"


@pytest.mark.django_db
def test_moderators_keep_the_list_and_are_told_what_is_wrong(tree, client):
    client.force_login(factories.user("Moderators"))
    address = "/admin/settings/search/searchwords/"
    address = client.get(address).headers.get("Location", address)
    assert client.post(address, {"synonyms": "Kyiv"}).status_code == 200
    assert not SearchWords.objects.filter(synonyms="Kyiv").exists()
    client.post(address, {"synonyms": "Kyiv, Kiev"})
    assert SearchWords.objects.get().synonyms == "Kyiv, Kiev"
    client.force_login(factories.user("Editors"))
    assert client.get(address).status_code == 302


# --- Synonyms in every direction and language ------------------------------------------------------------------


@pytest.mark.django_db
def test_each_word_of_a_group_finds_all_others_in_any_form(tree, client, drain):
    factories.article(tree.feed, title="Trams return to Kyiv")
    factories.article(tree.feed, title="Мер Києва звітує", language="uk")
    factories.article(tree.feed, title="A book on Kiev")
    factories.article(tree.feed, title="The Court of Audit reports")
    factories.article(tree.feed, title="CoA asks for receipts")
    drain()
    words = SearchWords.load()
    words.synonyms = "Kyiv, Kiev, Київ\nCourt of Audit, CoA"
    words.save()

    def found(query: str) -> set[str]:
        return {one.story.title for one in client.get("/search/", {"q": query}).context["found"].results}

    kyiv = {"Trams return to Kyiv", "Мер Києва звітує", "A book on Kiev"}
    for typed in ("kyiv", "KIEV", "Київ", "київ", "Києва", "Києві", "Kievs"):
        assert found(typed) == kyiv, typed
    audit = {"The Court of Audit reports", "CoA asks for receipts"}
    for typed in ("coa", "court of audit", '"Court of Audit"', "Courts of audit"):
        assert found(typed) >= audit, typed
    assert found("trams kiev") >= {"Trams return to Kyiv"}
    assert "Trams return to Kyiv" not in found("trams -kiev")


@pytest.mark.django_db
def test_synonyms_are_read_once_in_ten_seconds_and_forgotten_when_saved(tree, django_assert_num_queries):
    words = SearchWords.load()
    words.synonyms = "kyiv, kiev"
    words.save()
    index_languages()
    with django_assert_num_queries(1):
        assert current_synonyms() is current_synonyms()
    assert current_synonyms().groups == ((("kyiv",), ("kiev",)),)
    words.synonyms = ""
    words.save()
    assert current_synonyms().groups == ()


@pytest.mark.django_db
def test_a_newsroom_that_has_taught_nothing_needs_no_row(tree):
    SearchWords.objects.all().delete()
    assert current_synonyms().groups == ()
    assert withheld().entries == ()
