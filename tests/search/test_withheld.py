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
    nothing = 0 if results else searches
    QueryDay.objects.create(query=query, day=day, searches=searches, results=results, nothing=nothing)
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
