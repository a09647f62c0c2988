"""What a search page may cost: twelve database queries in every state, however much is found or chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsreel.models import StoryPage
from search.engine import Filters
from search.engines import engine
from search.picks import key_of
from search.query import ReaderQuery
from tests import factories
from tests.search.test_picks import pick

pytestmark = pytest.mark.django_db

MOST = 12
CHOSEN = {
    "kind": "article",
    "type": "news",
    "topic": "fisheries",
    "author": "ilsabet-corran",
    "when": "month",
}
STATES = {
    "one word": {"q": "quay"},
    "newest first": {"q": "quay", "sort": "new"},
    "second page": {"q": "quay", "page": "2"},
    "two words": {"q": "quay story"},
    "a name": {"q": "ilsabet corran"},
    "a phrase": {"q": '"quay story"'},
    "a phrase that is nowhere": {"q": '"story quay"'},
    "one word and not another": {"q": "quay -nothing"},
    "not what is everywhere": {"q": "ferry -quay"},
    "a word that only a draft has": {"q": "lanterrrn"},
    "a word that only a draft has, with another": {"q": "quay lanterrrn"},
    "two words that no story has both of": {"q": "quay lantern"},
    "not what is everywhere, in quotes": {"q": '"ferry by" -quay'},
    "a question": {"q": "why on earth was the quay in the story painted green"},
    "a question with filters": {
        "q": "why was the quay painted green",
        "type": "news",
        "when": "year",
        "video": "1",
    },
    "a misspelt word": {"q": "fisherise"},
    "a misspelt word with another": {"q": "quay lanterrn"},
    "three misspelt words": {"q": "quayy lanterrn fisherise"},
    "nothing found": {"q": "zzqxkw"},
    "nothing found with a filter": {"q": "zzqxkw", "type": "news"},
    "one filter": {"q": "quay", "type": "news"},
    "three filters": {"q": "quay", "kind": "article", "type": "news", "when": "month"},
    "all filters": {"q": "quay", **CHOSEN},
    "filters that leave nothing": {"q": "quay", "type": "opinion", "kind": "video", "when": "day"},
    "dates": {"q": "quay", "from": "2020-01-01", "to": "2199-01-01"},
    "authors alone": {"q": "corran", "kind": "author"},
    "topics alone": {"q": "fisheries", "kind": "topic"},
    "stop words alone": {"q": "to be or not to be"},
    "twelve words": {"q": "quay story lantern green ferry night island captain harbour winter market bridge"},
    "no words": {"q": ""},
}


@pytest.fixture
def newsroom(tree, drain, monkeypatch):
    """Eight stories on one word with all that a line prints, a headline of another word, and picks for all that is
    asked."""
    monkeypatch.setattr("search.finding.PAGE_SIZE", 6)
    authors = [
        factories.author(name=name, portrait=factories.image())
        for name in ("Ilsabet Corran", "Davit Hallorn")
    ]
    topics = [factories.topic(name=name) for name in ("Fisheries", "Courts")]
    for number in range(8):
        factories.article(
            tree.feed,
            title=f"Quay story {number}",
            standfirst="The quay was painted green.",
            body=[("paragraph", "<p>A ferry came by night.</p>")],
            authors=authors,
            topics=topics,
            lead_image=factories.image(),
            age=timedelta(hours=number + 1),
        )
    factories.article(tree.feed, title="A lantern", age=timedelta(days=40))
    factories.article(tree.feed, title="A lanterrrn", live=False)
    for query in {key_of(parameters["q"]) for parameters in STATES.values()}:
        pick(query, page=StoryPage.objects.get(title="Quay story 1"))
        pick(query, page=StoryPage.objects.get(title="A lantern"))
    drain()


def queries(client, parameters: dict[str, str]) -> list[str]:
    """What a page asks that has been asked for before, as in a site that serves readers."""
    client.get("/search/", parameters)
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/search/", parameters)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("state", STATES)
def test_every_state_keeps_to_twelve_queries(newsroom, client, state):
    asked = queries(client, STATES[state])
    assert len(asked) <= MOST, "\n".join(sql[:200] for sql in asked)


@pytest.mark.parametrize("state", [state for state in STATES if state not in ("second page", "no words")])
def test_queries_do_not_grow_with_the_results(newsroom, client, state):
    many = len(queries(client, STATES[state]))
    gone = [f"Quay story {number}" for number in range(2, 8)]
    StoryPage.objects.filter(title__in=gone).update(live=False)
    few = len(queries(client, STATES[state]))
    assert many <= max(few, MOST - 1) or many <= few, (few, many)
    assert abs(many - few) <= 1, "only what a state offers for help may differ"


def test_each_choice_of_filters_is_looked_for_once(newsroom):
    """Results, their counts, and the number without filters come out of the same look."""
    query, one = ReaderQuery.parse("quay"), engine()
    one.search_stories(query, Filters(kind="article", story_type="news"))
    with CaptureQueriesContext(connection) as captured:
        total = one.search_stories(query, Filters(), facets=False).total
    assert total == 8
    assert len(captured) == 1, "the texts of the best, to put them into order"


def test_a_spelling_that_only_drafts_have_is_never_offered(newsroom, tree, client):
    factories.article(tree.feed, title="Operation Wolverine", live=False)
    assert client.get("/search/?q=wolverinne").context["found"].help.corrected == ""
    factories.article(tree.feed, title="A wolverine in the snow")
    assert client.get("/search/?q=wolverinne").context["found"].help.corrected == "wolverine"


def test_several_misspelt_words_are_corrected_at_once(newsroom, client):
    found = client.get("/search/?q=lanterrn+fisherise").context["found"]
    assert found.help.corrected == "lantern fisheries"


def test_queries_stay_under_their_ceiling_and_do_not_grow(client, tree, django_assert_max_num_queries, drain):
    people = [factories.author(name=f"Quay Writer {n}", portrait=factories.image()) for n in range(3)]
    topics = [factories.topic(name=f"Quay topic {n}") for n in range(3)]
    for number in range(8):
        factories.article(
            tree.feed,
            title=f"Quay story {number}",
            authors=people,
            topics=topics,
            lead_image=factories.image(),
        )
    drain()
    client.get("/search/?q=quay")
    with django_assert_max_num_queries(12) as counted:
        client.get("/search/?q=quay")
    many = len(counted)
    StoryPage.objects.filter(title__in=[f"Quay story {n}" for n in range(2, 8)]).update(live=False)
    client.get("/search/?q=quay")
    with django_assert_max_num_queries(many) as counted:
        client.get("/search/?q=quay")
    assert len(counted) == many


def test_queries_do_not_grow_with_words_that_nobody_has_written(client, tree, drain):
    words = [
        "harbour",
        "ferries",
        "election",
        "parliament",
        "hospital",
        "railway",
        "bridges",
        "teacher",
        "lantern",
        "orchard",
    ]
    for word in words:
        factories.article(tree.feed, title=word.title())
    drain()
    misspelt = [f"{word[:3]}x{word[3:]}" for word in words]
    client.get("/search/?q=harbour")
    counts = []
    for size in (3, len(misspelt)):
        with CaptureQueriesContext(connection) as captured:
            client.get("/search/", {"q": " ".join(misspelt[:size])})
        counts.append(len(captured))
    assert counts[1] <= counts[0]
