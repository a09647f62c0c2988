"""Picks: what the newsroom has stand first for a query, there and nowhere else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from tests import factories

pytestmark = pytest.mark.django_db


def pick(query: str, **fields: object) -> SearchPromotion:
    row = Query.objects.get_or_create(query_string=query)[0]
    return SearchPromotion.objects.create(query=row, **fields)


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


def test_a_withdrawn_or_deleted_pick_goes_at_once(tree, client):
    story = factories.article(tree.feed, title="Guide")
    factories.article(tree.feed, title="Ferry leaves")
    made = pick("ferry", page=story)
    assert client.get("/search/?q=ferry").context["found"].picks
    story.unpublish()
    assert client.get("/search/?q=ferry").context["found"].picks == []
    made.delete()
    assert client.get("/search/?q=ferry").context["found"].picks == []


def test_picks_are_shown_where_nothing_was_found_too(tree, client):
    pick("zzqx", external_link_url="https://harbour.example/", external_link_text="Harbour office")
    page = client.get("/search/?q=zzqx").content.decode()
    assert "Harbour office" in page
    assert '<p class="meta">harbour.example</p>' in page


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


@pytest.mark.parametrize("sort", ["", "new"])
def test_a_picked_story_is_on_no_page_of_the_results_and_each_page_is_full(tree, client, monkeypatch, sort):
    monkeypatch.setattr("search.finding.PAGE_SIZE", 3)
    made = [factories.article(tree.feed, title=f"Ferry {number}") for number in range(8)]
    picked, hidden = made[:2], factories.article(tree.feed, title="Ferry draft", live=False)
    for story in (*picked, hidden):
        pick("ferry", page=story)
    pages = [
        client.get("/search/", {"q": "ferry", "sort": sort, "page": page}).context["found"]
        for page in ("1", "2")
    ]
    listed = [[one.story.pk for one in page.results] for page in pages]
    assert [len(page) for page in listed] == [3, 3]
    assert sorted(listed[0] + listed[1]) == sorted(story.pk for story in made[2:])
    assert [(page.total, len(page.picks)) for page in pages] == [(8, 2), (8, 0)]
    assert client.get("/search/", {"q": "ferry", "sort": sort, "page": "3"}).status_code == 404


def test_a_query_whose_only_result_is_picked_has_a_page(tree, client):
    guide = factories.article(tree.feed, title="Ferry guide")
    pick("ferry", page=guide)
    page = client.get("/search/?q=ferry").content.decode()
    assert page.count("Ferry guide") == 1
    assert "<b>1 result</b>" in page
    assert "<ol></ol>" not in page


def test_four_picks_are_shown_in_the_order_of_the_newsroom_and_hidden_ones_make_room(tree, client):
    factories.article(tree.feed, title="Ferry leaves")
    stories = [
        factories.article(tree.feed, title=f"Guide {number}", live=number not in (1, 3))
        for number in range(7)
    ]
    for number, story in enumerate([*stories, stories[0]]):
        pick("ferry", page=story, sort_order=number)
    found = client.get("/search/?q=ferry").context["found"]
    assert [one.title for one in found.picks] == ["Guide 0", "Guide 2", "Guide 4", "Guide 5"]


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


def test_a_pick_that_was_typed_with_capitals_and_spaces_is_found(tree, client):
    from wagtail.search.utils import normalise_query_string

    factories.article(tree.feed, title="Ferry leaves")
    pick(normalise_query_string("  FERRY   Strike "), page=tree.videos)
    for typed in ("ferry strike", "Ferry  STRIKE", " ferry strike"):
        assert [one.url for one in client.get("/search/", {"q": typed}).context["found"].picks] == ["/video/"]
    for typed in ("ferry", "strike ferry", '"ferry strike"'):
        assert client.get("/search/", {"q": typed}).context["found"].picks == []
