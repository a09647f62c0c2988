"""Links in running text: followed by readers only to what they may see, in as few queries as there can be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.rich_text import expand_db_html

from news.models import ArticlePage
from newsreel.blocks.targets import Targets, named_in, published_stories, published_story
from newsreel.rich_text import DeskText
from tests import factories

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def to_page(key: object, words: str = "the vote") -> str:
    return f'<p>See <a linktype="page" id="{key}">{words}</a>.</p>'


def to_document(key: object) -> str:
    return f'<p>See <a linktype="document" id="{key}">the paper</a>.</p>'


def body(*paragraphs: str):
    """The body of an article with these paragraphs."""
    stream = ArticlePage._meta.get_field("body").to_python([])
    for paragraph in paragraphs:
        stream.append(("paragraph", paragraph))
    return stream


def told(html: str, desk: bool) -> str:
    """The text as a page prints it: with a desk as articles do, or without as any other text."""
    return DeskText(html, Targets(body(html))).__html__() if desk else expand_db_html(html)


both_ways = pytest.mark.parametrize("desk", [True, False], ids=["in-an-article", "elsewhere"])


@both_ways
def test_a_public_story_and_a_public_page_are_linked(desk, tree):
    story = factories.article(tree.feed, slug="vote")
    assert told(to_page(story.pk), desk) == '<p>See <a href="/news/vote/">the vote</a>.</p>'
    assert 'href="/news/"' in told(to_page(tree.feed.pk), desk)


@both_ways
@pytest.mark.parametrize("state", ["draft", "expired", "embargoed", "private", "deleted"])
def test_of_a_link_to_what_readers_may_not_see_only_the_words_are_left(state, desk, tree):
    fields = {
        "draft": {"live": False},
        "expired": {"expire_at": timezone.now() - HOUR},
        "embargoed": {"embargo_until": timezone.now() + HOUR},
    }.get(state, {})
    story = factories.article(tree.feed, slug="secret-plan", **fields)
    key = story.pk
    if state == "private":
        PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    if state == "deleted":
        story.delete()
    html = told(to_page(key), desk)
    assert "the vote" in html
    assert "secret-plan" not in html
    assert "href" not in html


@both_ways
@pytest.mark.parametrize("key", ["", "x", "-1", "0", "1.5", "٣", "²", "9" * 18, "9" * 30, "1 OR 1=1"])
@pytest.mark.parametrize("link", [to_page, to_document])
def test_a_key_of_any_kind_is_answered_with_its_words(link, key, desk, tree):
    html = told(link(key), desk)
    assert html.startswith("<p>See <a")
    assert "href" not in html


@both_ways
def test_a_link_without_a_key_is_just_words(desk, tree):
    assert told('<p><a linktype="page">the vote</a></p>', desk) == "<p><a>the vote</a></p>"


@both_ways
def test_a_document_is_linked_by_its_present_name(desk, tree):
    paper = factories.document(title="Paper")
    assert f'href="{paper.url}"' in told(to_document(paper.pk), desk)


@both_ways
def test_an_ordinary_address_is_left_alone(desk, tree):
    html = '<p><a href="https://elsewhere.example/?a=1&amp;b=2">there</a></p>'
    assert told(html, desk) == html


def test_an_article_loads_all_its_links_at_once(tree, django_assert_max_num_queries):
    stories = [factories.article(tree.feed) for _ in range(6)]
    papers = [factories.document() for _ in range(3)]
    paragraphs = [to_page(story.pk) for story in stories] + [to_document(paper.pk) for paper in papers]
    with django_assert_max_num_queries(4):
        desk = Targets(body(*paragraphs))
        html = "".join(DeskText(paragraph, desk).__html__() for paragraph in paragraphs)
    assert html.count("href=") == 9


def test_everything_that_a_text_names_is_known_before_it_is_loaded(tree, django_assert_num_queries):
    with django_assert_num_queries(0):
        named = named_in(body(to_page(7), to_document(8), to_page("x"), "<p>no link</p>"))
    assert (named.links, named.documents, named.stories, named.images) == ({7}, {8}, set(), set())


def test_a_chosen_story_is_shown_only_while_it_is_public(tree):
    story, draft = factories.article(tree.feed), factories.article(tree.feed, live=False)
    assert published_story(None, None) is None
    assert published_story(draft, None) is None
    assert published_story(story, None).pk == story.pk
    assert published_story(story, {"targets": "not a desk"}).pk == story.pk
    assert published_story(story, {"targets": Targets(body())}) is None
    assert published_story(story, {"targets": Targets(body(), [story.pk])}).pk == story.pk


def test_chosen_stories_keep_their_order_and_stand_once(tree):
    first, second, third = (factories.article(tree.feed) for _ in range(3))
    draft = factories.article(tree.feed, live=False)
    chosen = [third, None, first, draft, third, second]
    expected = [third.pk, first.pk, second.pk]
    assert [story.pk for story in published_stories(chosen, None)] == expected
    desk = Targets(body(), [page.pk for page in chosen if page])
    assert [story.pk for story in published_stories(chosen, {"targets": desk})] == expected
