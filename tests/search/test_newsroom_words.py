"""What the newsroom teaches its search: words that mean the same, and what stands first for a query."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

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


# --- Picks ---------------------------------------------------------------------------------------------------


def pick(query: str, **fields: object) -> SearchPromotion:
    row = Query.objects.get_or_create(query_string=query)[0]
    return SearchPromotion.objects.create(query=row, **fields)


@pytest.mark.django_db
def test_a_pick_stands_over_the_results_of_its_query_only(tree, client):
    story = factories.article(tree.feed, title="Guide to the islands", slug="guide")
    factories.article(tree.feed, title="Ferry leaves")
    pick("ferry", page=story, description="Everything about boats.")
    response = client.get("/search/?q=%20FERRY ")
    assert [one.title for one in response.context["found"].picks] == ["Guide to the islands"]
    page = response.content.decode()
    assert "Picked by the newsroom" in page
    assert "Everything about boats." in page
    for other in ("?q=ferry+leaves", "?q=ferry&kind=article", "?q=boat"):
        assert client.get("/search/" + other).context["found"].picks == []


@pytest.mark.django_db
def test_only_what_readers_may_see_is_shown_as_a_pick(tree, client):
    hours = timedelta(hours=3)
    factories.article(tree.feed, title="Ferry leaves")
    hidden = [
        factories.article(tree.feed, title="Draft", live=False),
        factories.article(tree.feed, title="Embargo", embargo_until=timezone.now() + hours),
        factories.article(tree.feed, title="Expired", expire_at=timezone.now() - hours),
    ]
    for story in hidden:
        pick("ferry", page=story)
    pick("ferry", page=tree.videos)
    pick("ferry", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    pick("ferry", external_link_url="javascript:alert(1)", external_link_text="Bad")
    picks = client.get("/search/?q=ferry").context["found"].picks
    assert [(one.title, one.url) for one in picks] == [
        ("Video", "/video/"),
        ("Harbour office", "https://harbour.example/"),
    ]


@pytest.mark.django_db
def test_a_withdrawn_or_deleted_pick_goes_at_once(tree, client):
    story = factories.article(tree.feed, title="Guide")
    factories.article(tree.feed, title="Ferry leaves")
    made = pick("ferry", page=story)
    assert client.get("/search/?q=ferry").context["found"].picks
    story.unpublish()
    assert client.get("/search/?q=ferry").context["found"].picks == []
    made.delete()
    assert client.get("/search/?q=ferry").context["found"].picks == []


@pytest.mark.django_db
def test_picks_are_shown_where_nothing_was_found_too(tree, client):
    pick("zzqx", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    page = client.get("/search/?q=zzqx").content.decode()
    assert "Harbour office" in page
    assert '<p class="meta">harbour.example</p>' in page


@pytest.mark.django_db
def test_a_story_that_is_picked_stands_there_once_and_not_among_the_results_again(tree, client):
    guide = factories.article(tree.feed, title="Ferry guide")
    other = factories.article(tree.feed, title="Ferry leaves")
    for _again in range(2):
        pick("ferry", page=guide)
        pick("ferry", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    found = client.get("/search/?q=ferry").context["found"]
    assert [one.title for one in found.picks] == ["Ferry guide", "Harbour office"]
    assert [one.story.pk for one in found.results] == [other.pk]
    assert found.total == 2, "both were found"
    found = client.get("/search/?q=ferry&sort=new&kind=article").context["found"]
    assert len(found.results) == 2, "where no pick is shown nothing is left out"


@pytest.mark.django_db
def test_a_query_whose_only_result_is_picked_has_a_page(tree, client):
    guide = factories.article(tree.feed, title="Ferry guide")
    pick("ferry", page=guide)
    page = client.get("/search/?q=ferry").content.decode()
    assert page.count("Ferry guide") == 1
    assert "<b>1 result</b>" in page
    assert "<ol></ol>" not in page


@pytest.mark.django_db
def test_four_picks_are_shown_in_the_order_of_the_newsroom_and_hidden_ones_make_room(tree, client):
    factories.article(tree.feed, title="Ferry leaves")
    for number in range(7):
        story = factories.article(tree.feed, title=f"Guide {number}", live=number not in (1, 3))
        pick("ferry", page=story, sort_order=number)
    found = client.get("/search/?q=ferry").context["found"]
    assert [one.title for one in found.picks] == ["Guide 0", "Guide 2", "Guide 4", "Guide 5"]


@pytest.mark.django_db
def test_picks_take_as_many_queries_for_eight_as_for_two(tree, client, django_assert_max_num_queries):
    for number in range(8):
        factories.article(tree.feed, title=f"Ferry {number}")
    stories = [factories.article(tree.feed, title=f"Guide {number}") for number in range(8)]
    for story in stories[:2]:
        pick("ferry", page=story)
    client.get("/search/?q=ferry")
    with django_assert_max_num_queries(12) as counted:
        client.get("/search/?q=ferry")
    few = len(counted)
    for story in stories[2:]:
        pick("ferry", page=story)
    client.get("/search/?q=ferry")
    with django_assert_max_num_queries(few):
        client.get("/search/?q=ferry")


@pytest.mark.django_db
def test_a_pick_that_was_typed_with_capitals_and_spaces_is_found(tree, client):
    from wagtail.search.utils import normalise_query_string

    factories.article(tree.feed, title="Ferry leaves")
    pick(normalise_query_string("  FERRY   Strike "), page=tree.videos)
    for typed in ("ferry strike", "Ferry  STRIKE", " ferry strike"):
        assert [one.url for one in client.get("/search/", {"q": typed}).context["found"].picks] == ["/video/"]
    for typed in ("ferry", "strike ferry", '"ferry strike"'):
        assert client.get("/search/", {"q": typed}).context["found"].picks == []


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
