"""Public pages of authors and topics: their stories, their lists, and addresses that never break."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsreel.models import StoryPage
from newsreel.paging import WINDOW
from tests import factories

pytestmark = pytest.mark.django_db

PEOPLE = [("author", "authors"), ("topic", "topics")]


def made(kind: str, **fields: object) -> object:
    return getattr(factories, kind)(**fields)


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_the_page_lists_published_stories_newest_first_and_each_once(tree, client, kind, link):
    subject = made(kind, name="Ilsabet Corran")
    older = factories.article(tree.feed, **{link: [subject, subject]}, age=timedelta(days=2))
    newer = factories.video(tree.videos, **{link: [subject]}, age=timedelta(days=1))
    factories.article(tree.feed, **{link: [subject]}, live=False)
    factories.article(tree.feed, **{link: [made(kind, name="Somebody else")]})
    context = client.get(subject.url).context
    assert [story.pk for story in context["window"].stories] == [newer.pk, older.pk]


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_show_more_reaches_every_story_once_while_another_is_published(tree, client, kind, link):
    subject = made(kind)
    pks = {
        factories.article(tree.feed, **{link: [subject]}, age=timedelta(hours=n)).pk
        for n in range(1, WINDOW + 5)
    }
    window = client.get(subject.url).context["window"]
    seen = [story.pk for story in window.stories]
    factories.article(tree.feed, **{link: [subject]}, age=timedelta(seconds=1))
    rest = client.get(f"{subject.url}?before={window.next_cursor}").context["window"]
    seen += [story.pk for story in rest.stories]
    assert (len(seen), set(seen)) == (len(pks), pks)
    assert rest.next_cursor == ""


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_queries_do_not_grow_with_the_number_of_stories(
    tree, client, kind, link, django_assert_max_num_queries
):
    subject = made(kind)
    others = [factories.author(portrait=factories.image()) for _ in range(2)]
    counts = []
    for number in (2, 6):
        for _ in range(number):
            fields = {"authors": others, link: [subject, *(others if link == "authors" else [])]}
            factories.article(tree.feed, lead_image=factories.image(), **fields)
        client.get(subject.url)
        with django_assert_max_num_queries(12) as counted:
            client.get(subject.url)
            counts.append(len(counted))
    assert counts[0] == counts[1]


def test_a_topic_leads_with_the_newest_story_that_has_a_picture(tree, client):
    topic = factories.topic()
    made = [factories.article(tree.feed, topics=[topic], age=timedelta(days=n)) for n in (1, 2, 3, 4)]
    assert client.get(topic.url).context["lead"] is None
    for story in made[1:3]:
        story.lead_image = factories.image()
        story.save()
    context = client.get(topic.url).context
    assert context["lead"].pk == made[1].pk
    assert [story.pk for story in context["stories"]] == [made[n].pk for n in (0, 2, 3)]
    later = f"{round((made[0].published_at.timestamp() + 9) * 1_000_000)}-1"
    assert client.get(topic.url, {"before": later}).context["lead"] is None


def test_beside_an_author_stand_their_topics_and_others_who_published_lately(tree, client):
    author, other, unpublished = (factories.author() for _ in range(3))
    often, once = factories.topic(), factories.topic()
    factories.article(tree.feed, authors=[author], topics=[once, often])
    factories.article(tree.feed, authors=[author, other], topics=[often])
    factories.article(tree.feed, authors=[unpublished], topics=[often], live=False)
    context = client.get(author.url).context
    assert (context["topics"], context["others"]) == ([often, once], [other])


def test_beside_a_topic_stand_its_authors_and_the_topics_of_its_stories(tree, client):
    topic, related, elsewhere = (factories.topic() for _ in range(3))
    author = factories.author()
    factories.article(tree.feed, authors=[author], topics=[topic, related])
    factories.article(tree.feed, authors=[factories.author()], topics=[elsewhere])
    context = client.get(topic.url).context
    assert (context["authors"], context["others"]) == ([author], [related])


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
@pytest.mark.parametrize(
    "cursor", ["x", "1", "-", "1-", "9" * 40, "1-2-3", "\x00", "٣-٤", "9999999999999999999-1"]
)
def test_a_cursor_that_names_no_place_is_a_designed_400(tree, client, kind, link, cursor):
    response = client.get(made(kind).url, {"before": cursor})
    assert response.status_code == 400
    assert "400.html" in [template.name for template in response.templates]


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_a_changed_slug_leads_on_from_every_former_address(tree, client, kind, link):
    subject = made(kind, name="First name", slug="first")
    for slug in ("second", "third"):
        subject.slug = slug
        subject.save()
    for former in ("first", "second"):
        response = client.get(f"/{link}/{former}/", follow=True)
        assert response.redirect_chain[0][1] == 301
        assert response.redirect_chain[-1][0] == f"/{link}/third/"
        assert response.status_code == 200
    subject.slug = "first"
    subject.save()
    assert client.get(f"/{link}/first/").status_code == 200


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_the_list_of_all_names_those_with_published_stories(tree, client, kind, link):
    active, _silent, drafting = (made(kind, name=name) for name in ("Active", "Silent", "Drafting"))
    for hours in (1, 2):
        factories.article(tree.feed, **{link: [active, active]}, age=timedelta(hours=hours))
    factories.article(tree.feed, **{link: [drafting]}, live=False)
    context = client.get(f"/{link}/").context
    listed = context[link]
    assert [(one.name, one.story_count) for one in listed] == [("Active", 2)]
    assert listed[0].latest_at == StoryPage.objects.published().newest_first()[0].published_at


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_the_list_of_all_does_not_grow_in_queries(tree, client, kind, link, django_assert_max_num_queries):
    counts = []
    for _ in range(2):
        for _ in range(3):
            subject = made(kind, **{"portrait" if kind == "author" else "picture": factories.image()})
            factories.article(tree.feed, **{link: [subject]})
        client.get(f"/{link}/")
        with django_assert_max_num_queries(8) as counted:
            client.get(f"/{link}/")
            counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("kind", "link"), PEOPLE)
def test_an_unknown_slug_is_404_and_posting_is_405(tree, client, kind, link):
    assert client.get(f"/{link}/nobody/").status_code == 404
    assert client.get(f"/{link}/Not A Slug/").status_code == 404
    assert client.post(made(kind).url).status_code == 405


def test_an_author_without_stories_still_has_a_page(tree, client):
    assert client.get(factories.author().url).status_code == 200
