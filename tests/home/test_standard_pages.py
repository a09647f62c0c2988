"""Standard pages as readers get them: words, pages below, pictures gone, and what is hidden."""

from __future__ import annotations

import json

import pytest
from wagtail.models import PageViewRestriction

from home.models import StandardPage
from home.standard_blocks import StandardPageBlock
from news.blocks import StoryBlock
from newsreel.models import EditorialDocument, EditorialImage
from tests import factories
from tests.news.bodies import every_block, stored

pytestmark = pytest.mark.django_db

NAMES = list(StandardPageBlock.base_blocks)


def page_of(tree, blocks=(), **fields: object) -> StandardPage:
    fields = {"title": "About us", "slug": "about", "body": json.dumps(list(blocks)), **fields}
    return tree.home.add_child(instance=StandardPage(**fields))


def test_its_blocks_are_those_of_a_story_under_the_same_names():
    story = StoryBlock.base_blocks
    for name, block in StandardPageBlock.base_blocks.items():
        assert type(block) is type(story[name]), name
    assert set(story) - set(NAMES) == {"pull_quote", "video", "video_teaser", "video_strip", "external_embed"}


@pytest.mark.parametrize("name", NAMES)
def test_a_block_prints_on_a_standard_page_what_it_prints_in_a_story(tree, client, name):
    value = every_block(tree)[name]
    page = page_of(tree, stored({name: value}))
    story = factories.article(tree.feed, body=json.dumps(stored({name: value})))

    def words(url: str) -> str:
        response = client.get(url)
        assert response.status_code == 200
        return response.content.decode()

    sign = {
        "image": "A caption of its own",
        "gallery": "Gallery caption",
        "related_story": "The story that is related",
        "fact_box": "41 marks",
        "timeline": "A vote",
        "key_points": "Second point of three",
    }.get(
        name, f"Words of a {name.replace('_', ' ')}".replace("qa", "question").replace("download", "document")
    )
    assert sign in words(page.url)
    assert sign in words(story.url)


def test_a_page_outlives_everything_that_it_names(tree, client, admin_client):
    blocks = {name: every_block(tree)[name] for name in NAMES}
    page = page_of(tree, stored(blocks))
    page.save_revision()
    EditorialImage.objects.all().delete()
    EditorialDocument.objects.all().delete()
    for story in tree.feed.get_children().specific():
        story.delete()
    html = client.get(page.url).content.decode()
    assert "Words of a paragraph." in html
    assert "The story that is related" not in html
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    page.get_latest_revision().publish()
    assert client.get(page.url).status_code == 200


def test_pages_below_it_are_offered_in_their_order_if_the_public_may_see_them(tree, client):
    about = page_of(tree)
    names = ("Ethics", "Contact", "Draft", "Private")
    made = {
        name: about.add_child(instance=StandardPage(title=name, slug=name.lower(), live=name != "Draft"))
        for name in names
    }
    PageViewRestriction.objects.create(page=made["Private"], restriction_type="login")
    response = client.get("/about/")
    assert [page.title for page in response.context["subpages"]] == ["Ethics", "Contact"]
    assert 'href="/about/ethics/"' in response.content.decode()
    assert client.get("/about/private/").status_code == 302


def test_an_empty_page_is_a_page_with_its_headline(tree, client):
    page_of(tree)
    html = client.get("/about/").content.decode()
    assert html.count("About us</h1>") == 1


def test_a_page_may_not_stand_below_a_story_or_above_the_front_page(tree):
    story = factories.article(tree.feed)
    assert not StandardPage.can_create_at(story)
    assert not StandardPage.can_create_at(tree.home.get_parent().specific)
    assert StandardPage.can_create_at(page_of(tree))
