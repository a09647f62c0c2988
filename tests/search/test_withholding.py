"""What moderators do in the report of searches: “never suggest this”, and undo; who may, and what the list says."""

from __future__ import annotations

import pytest
from wagtail.contrib.search_promotions.models import Query

from search.models import SearchWords
from tests import factories
from tests.search.test_withheld import asked, keep, offered


@pytest.fixture
def moderator(client, db):
    client.force_login(factories.user("Moderators"))
    return client


@pytest.fixture
def market(tree):
    """A story that the searches of these tests find."""
    return factories.article(tree.feed, title="The harbour market, and a thief")


def decide(client, query: Query, action: str):
    return client.post(f"/admin/searches/suggesting/{query.pk}/{action}/", follow=True)


def states(client, **parameters: str) -> dict[str, str]:
    """What stands in the column “Suggested”."""
    from search.report import SearchReport

    rows = client.get("/admin/searches/", parameters).context["object_list"]
    return {row.query_string: str(SearchReport.suggested(None, row)) for row in rows}


def test_a_moderator_withholds_a_search_and_brings_it_back(moderator, market):
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


def test_the_list_says_what_is_suggested_and_what_keeps_a_search_from_it(moderator, market):
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


def test_the_list_says_what_is_frequent_and_finds_nothing_now(moderator, market):
    asked("harbour market")
    assert states(moderator) == {"harbour market": "Yes"}
    market.unpublish()
    assert states(moderator) == {"harbour market": "Not now"}


def test_the_list_is_there_while_the_engine_is_away(moderator, monkeypatch, caplog):
    def away(*arguments):
        raise ConnectionError("refused")

    asked("harbour market")
    monkeypatch.setattr("search.database.DatabaseEngine.finds", away)
    assert states(moderator) == {"harbour market": "Yes"}
    assert "was not asked" in caplog.text


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


def test_a_moderator_returns_to_the_list_as_it_was_narrowed(moderator):
    thief = asked("harbour thief")
    page = moderator.get("/admin/searches/?suggested=yes&period=7").content.decode()
    address = f"/admin/searches/suggesting/{thief.pk}/never/?suggested=yes&period=7"
    assert address.replace("&", "&amp;") in page
    narrowed = "/admin/searches/?suggested=yes&period=7"
    assert narrowed.replace("&", "&amp;") in moderator.get(address).content.decode()
    assert moderator.post(address).headers["Location"] == narrowed


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
