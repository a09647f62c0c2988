"""What is never suggested: by words as the engine folds them, decided by moderators, and at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query
from wagtail.models import ModelLogEntry

from search import suggesting, taught, withheld
from search.models import QueryDay, SearchWords
from search.query import ReaderQuery
from search.withheld import read_withheld, validate_withheld, with_entry, without_entries
from tests import factories

LANGUAGES = ("en", "uk")


def asked(text: str, searches: int = 9, results: int = 3, age: int = 1) -> Query:
    query = Query.objects.get_or_create(query_string=text)[0]
    day = timezone.localdate() - timedelta(days=age)
    QueryDay.objects.create(query=query, day=day, searches=searches, results=results)
    return query


def offered(typed: str) -> list[str]:
    return suggesting.asked_by_others(ReaderQuery.parse(typed))


def keep(text: str) -> None:
    words = SearchWords.load()
    words.never_suggested = text
    words.save()


# --- Which searches an entry means ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("thief", "the thief of port serrin"),
        ("Thief", "thieving thief"),
        ("Olena Kovalenko", "kovalenko olena divorce"),
        ("Олена Коваленко", "олени коваленко"),
        ("café", "cafe"),
        ("cafe", "CAFÉ"),
        ("ґрунт", "грунт"),
        ("м’ята", "м'ята"),
        ("harbours", "harbour fire"),
        ("ﬁne", "fine"),
        ("東京", "東京駅"),
    ],
)
def test_an_entry_holds_for_every_form_and_order_of_its_words(entry, text):
    assert read_withheld(entry, LANGUAGES).by(text) == [entry]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("Olena Kovalenko", "olena"),
        ("thief", "thicket"),
        ("harbour thief", "harbour"),
        ("a\nb", "c"),
        ("", "anything"),
        ("---", "anything"),
    ],
)
def test_an_entry_holds_for_nothing_else(entry, text):
    assert read_withheld(entry, LANGUAGES).by(text) == []


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_list_can_be_read_and_any_search_be_looked_at(text, query):
    found = read_withheld(text, LANGUAGES).by(query)
    assert len(set(found)) == len(found)
    left = without_entries(text, found)
    assert read_withheld(left, LANGUAGES).by(query) == []


@given(st.text(max_size=100), st.text(alphabet="abcdefgабвгґіїéß -'", min_size=1, max_size=40))
def test_what_is_put_into_a_list_is_withheld_and_what_is_taken_out_is_not(text, query):
    entry = " ".join(query.split())
    added = with_entry(text, query)
    by = read_withheld(added, LANGUAGES).by(query)
    assert by or not withheld._forms(query, LANGUAGES)
    assert read_withheld(without_entries(added, by), LANGUAGES).by(entry) == []


def test_other_lines_stay_as_they_were_written():
    text = "first  line\n\n  Second "
    assert without_entries(with_entry(text, "third"), ["third"]) == "first  line\n\n  Second"
    assert without_entries(text, ["first line"]) == "\n  Second "


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("thief\n---", "Line 2: there is no word in “---”."),
        ("🙂", "Line 1: there is no word"),
        (" ".join(f"w{n}" for n in range(13)), "Line 1: “w0 w1"),
    ],
)
def test_an_editor_is_told_which_line_to_mend(text, problem):
    with pytest.raises(ValidationError) as caught:
        validate_withheld(text)
    assert problem in caught.value.messages[0]


def test_good_lists_pass():
    validate_withheld("")
    validate_withheld("thief\n\n  Olena Kovalenko  \nв'язниця")


# --- What it does to suggestions -----------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_withheld_is_suggested_to_nobody_from_that_moment(django_assert_num_queries):
    asked("harbour thief")
    asked("harbour thieves", 5)
    asked("harbour market", 4)
    assert offered("har") == ["harbour thief", "harbour thieves", "harbour market"]
    # Another process wrote it: nothing here was told.
    SearchWords.load()
    SearchWords.objects.update(never_suggested="Thief harbour")
    assert offered("har") == ["harbour thieves", "harbour market"]
    with django_assert_num_queries(1):
        assert offered("zebra") == [], "where nothing is found the list is not asked for"


@pytest.mark.django_db
def test_many_withheld_searches_do_not_hide_the_next_good_one():
    for number in range(30):
        asked(f"harbour thief {number}", searches=100 - number)
    asked("harbour market", 4)
    keep("thief")
    assert offered("harbour") == ["harbour market"]


@pytest.mark.django_db
def test_stories_authors_and_topics_are_suggested_whatever_is_withheld(tree, client, drain):
    factories.author(name="Harbour Thief")
    factories.article(tree.feed, title="Harbour thief found")
    drain()
    asked("harbour thief caught")
    keep("thief")
    groups = client.get("/search/suggest/?q=harbour+thi").json()["groups"]
    assert {group["kind"] for group in groups} == {"author", "story"}
    found = client.get("/search/?q=harbour+thief").context["found"]
    assert found.total == 1, "who searches finds what there is"


@pytest.mark.django_db
def test_withholding_twice_writes_one_line_and_undoing_takes_all_that_hold(tree):
    user = factories.user("Moderators")
    for text in ("harbour thief", "thief harbour", "market"):
        taught.withhold(text, user)
    assert SearchWords.objects.get().never_suggested.splitlines() == ["harbour thief", "market"]
    keep("thief\nharbour thief\nmarket")
    taught.suggest_again("harbour thief", user)
    assert SearchWords.objects.get().never_suggested == "market"
    assert ModelLogEntry.objects.filter(user=user, action="wagtail.edit").count() == 3, "who did it is kept"


@pytest.mark.django_db
def test_a_full_list_is_said_to_be_full_and_stays():
    user = factories.user("Moderators")
    most = SearchWords._meta.get_field("never_suggested").max_length
    full = "\n".join(f"word{number}" for number in range(most // 11))
    keep(full + "\n" + "x" * (most - len(full) - 1))
    with pytest.raises(ValidationError, match="The list is full"):
        taught.withhold("harbour thief", user)
    assert len(SearchWords.objects.get().never_suggested) == most


# --- What moderators do in the report ------------------------------------------------------------------------


@pytest.fixture
def moderator(client, db):
    client.force_login(factories.user("Moderators"))
    return client


def decide(client, query: Query, action: str):
    return client.post(f"/admin/searches/suggesting/{query.pk}/{action}/", follow=True)


def states(client, **parameters: str) -> dict[str, str]:
    """What stands in the column “Suggested”."""
    from search.report import SearchReport

    rows = client.get("/admin/searches/", parameters).context["object_list"]
    return {row.query_string: str(SearchReport.suggested(None, row)) for row in rows}


def test_a_moderator_withholds_a_search_and_brings_it_back(moderator):
    thief = asked("harbour thief")
    asked("harbour market")
    address = f"/admin/searches/suggesting/{thief.pk}/never/"
    assert address in moderator.get("/admin/searches/").content.decode()
    question = moderator.get(address).content.decode()
    assert "harbour thief" in question
    assert offered("har") == ["harbour market", "harbour thief"], "asking does nothing yet"
    assert "never suggested from now on" in decide(moderator, thief, "never").content.decode()
    assert offered("har") == ["harbour market"]
    assert states(moderator) == {"harbour thief": "<b>Never</b>", "harbour market": "Yes"}
    assert (
        f"/admin/searches/suggesting/{thief.pk}/again/" in moderator.get("/admin/searches/").content.decode()
    )
    decide(moderator, thief, "again")
    assert offered("har") == ["harbour market", "harbour thief"]


def test_the_list_says_what_is_suggested_and_what_keeps_a_search_from_it(moderator):
    keep("Thief")
    for query, searches, results in [
        ("harbour thief", 9, 3),
        ("thief", 9, 3),
        ("harbour market", 9, 3),
        ("harbour rare", 1, 3),
        ("harbour nothing", 9, 0),
    ]:
        asked(query, searches, results)
    asked("harbour old", 9, 3, age=91)
    assert states(moderator, period="all") == {
        "harbour thief": "<b>Never</b><br><small>Thief</small>",
        "thief": "<b>Never</b><br><small>Thief</small>",
        "harbour market": "Yes",
        "harbour rare": "–",
        "harbour nothing": "–",
        "harbour old": "–",
    }
    assert set(states(moderator, suggested="yes")) == {"harbour market"}
    assert states(moderator, o="4.-3")


def test_before_it_is_undone_a_moderator_sees_which_entries_go(moderator):
    keep("Thief\nmarket")
    query = asked("harbour thief")
    page = moderator.get(f"/admin/searches/suggesting/{query.pk}/again/").content.decode()
    assert "<b>Thief</b>" in page
    assert "<b>market</b>" not in page
    decide(moderator, query, "again")
    assert SearchWords.objects.get().never_suggested == "market"


def test_the_page_of_a_search_says_it_too(moderator):
    query = asked("harbour thief")
    address = f"/admin/searches/inspect/{query.pk}/"
    assert "Never suggest this" in moderator.get(address).content.decode()
    decide(moderator, query, "never")
    page = moderator.get(address).content.decode()
    assert "Suggest it again" in page
    assert "Never suggested" in page


def test_only_who_keeps_the_search_words_decides(client, db):
    query = asked("harbour thief")
    address = f"/admin/searches/suggesting/{query.pk}/never/"
    assert client.post(address).status_code == 302
    client.force_login(factories.user("Editors"))
    assert "/suggesting/" not in client.get("/admin/searches/").content.decode()
    assert "Never suggest this" not in client.get(f"/admin/searches/inspect/{query.pk}/").content.decode()
    assert client.post(address).status_code == 302
    assert offered("har") == ["harbour thief"]


def test_what_is_no_decision_or_no_search_is_404(moderator):
    query = asked("harbour thief")
    assert moderator.post(f"/admin/searches/suggesting/{query.pk}/delete/").status_code == 404
    assert moderator.post(f"/admin/searches/suggesting/{query.pk + 999}/never/").status_code == 404


def test_markup_in_a_search_stays_text(moderator):
    query = asked("<script>alert(1)</script> thief")
    assert (
        "<script>alert" not in moderator.get(f"/admin/searches/suggesting/{query.pk}/never/").content.decode()
    )
    assert "<script>alert" not in decide(moderator, query, "never").content.decode()


def test_the_list_takes_as_many_queries_for_eight_searches_as_for_two(
    moderator, django_assert_max_num_queries
):
    keep("thief")
    for number in range(2):
        asked(f"harbour {number}")
    moderator.get("/admin/searches/")
    with django_assert_max_num_queries(60) as few:
        moderator.get("/admin/searches/")
    for number in range(2, 8):
        asked(f"harbour thief {number}")
    with django_assert_max_num_queries(len(few)):
        moderator.get("/admin/searches/")


def test_the_settings_take_the_list_and_refuse_what_has_no_word(moderator):
    address = "/admin/settings/search/searchwords/"
    address = moderator.get(address).headers.get("Location", address)
    refused = moderator.post(address, {"synonyms": "", "never_suggested": "thief\n***"})
    assert refused.status_code == 200
    assert "Line 2" in refused.content.decode()
    moderator.post(address, {"synonyms": "", "never_suggested": "thief\r\nOlena Kovalenko"})
    asked("harbour thief")
    asked("kovalenko of olena")
    assert offered("har") == offered("kov") == []
