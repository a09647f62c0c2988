"""Authors and topics by their names: first of all on the page, whether or not a story is theirs."""

from __future__ import annotations

import pytest

from search import notes
from search.models import QueryDay
from tests import factories
from tests.search.test_picks import pick

pytestmark = pytest.mark.django_db


@pytest.fixture
def names(tree, drain):
    factories.author(name="Siobhán O'Dell", bio="Writes about the sea.")
    factories.topic(name="Tidal power", description="Turbines in the sound.")
    factories.article(tree.feed, title="Harbour closed")
    drain()


def page(client, query: str, **parameters: str) -> str:
    response = client.get("/search/", {"q": query, **parameters})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("typed", "address", "said"),
    [
        ("Siobhán O'Dell", "/authors/siobhan-odell/", "but an author of this name."),
        ("siobhan o’dell", "/authors/siobhan-odell/", "but an author of this name."),
        ("tidal power", "/topics/tidal-power/", "but a topic of this name."),
    ],
)
def test_a_name_stands_first_though_no_story_is_found(names, client, typed, address, said):
    html = page(client, typed)
    first = html[html.index('class="bestname"') :]
    assert f'href="{address}"' in first[: first.index("</article>")]
    assert "Nothing found" not in html
    assert said in html[html.index("data-said>") :], "the live region says it too"
    assert "What may help" not in html and "Did you mean" not in html
    assert "Newest stories" in html


def test_just_that_name_goes_before_one_that_has_it_too(names, client, drain):
    factories.author(name="Max Power")
    factories.author(name="Una Tidal-Power")
    drain()
    found = client.get("/search/?q=tidal+power").context["found"]
    assert (found.best_topic.name, found.best_author) == ("Tidal power", None)
    assert [one.name for one in found.authors] == ["Una Tidal-Power", "Max Power"]


def test_a_part_of_a_name_is_not_nothing_either(names, client):
    html = page(client, "siobhan")
    assert "No story found for <bdi>“siobhan”</bdi>, but names like it." in html
    assert 'class="bestname"' not in html and "What may help" in html
    assert "Nothing found" in page(client, "zzqxk")


def test_a_topic_over_the_newest_stories_is_not_beside_them_too(tree, client, drain):
    topics = [factories.topic(name="Fisheries"), factories.topic(name="Islands")]
    factories.article(tree.feed, title="Harbour closed", topics=topics)
    drain()
    found = client.get("/search/?q=fisheries+-harbour").context["found"]
    assert (found.total, found.best_topic, found.subjects) == (0, topics[0], topics[1:])


def test_what_a_name_or_a_pick_answers_is_counted_as_found(names, client):
    pick("zzqxk", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    for number, query in enumerate(("zzqxk", "siobhan o'dell", "nobody")):
        note = client.get("/search/", {"q": query}).context["note"]
        assert notes.count(note, f"192.0.2.{number}")
    days = QueryDay.objects.order_by("query__query_string")
    assert list(days.values_list("query__query_string", "nothing", "partly")) == [
        ("nobody", 1, 0),
        ("siobhan o'dell", 0, 0),
        ("zzqxk", 0, 0),
    ]


def test_what_the_newsroom_picked_is_not_nothing(names, client):
    pick("zzqxk", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    html = page(client, "zzqxk")
    assert "No story found for <bdi>“zzqxk”</bdi>, but something that the newsroom picked." in html
    assert "Nothing found" not in html and "What may help" not in html


def test_names_have_no_second_page(names, client):
    for query in ("tidal", "zzqxk"):
        for kind in ("author", "topic"):
            parameters = {"q": query, "kind": kind}
            assert client.get("/search/", parameters).status_code == 200
            assert client.get("/search/", {**parameters, "page": "2"}).status_code == 404
