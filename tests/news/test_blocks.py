"""Every body block: its template, its preview in the picker, and what is left of it when its target is gone."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.blocks import StreamBlock

from news.blocks import StoryBlock
from news.models import ArticlePage
from newsreel.models import EditorialDocument, EditorialImage, StoryPage
from tests import factories
from tests.news.bodies import every_block, stored

pytestmark = pytest.mark.django_db

NAMES = list(StoryBlock.base_blocks)
SAYS = {
    "paragraph": "Words of a paragraph.",
    "heading": 'id="words-of-a-heading"',
    "quote": "“Words of a quote”",
    "pull_quote": "Words of a pull quote",
    "key_points": "Second point of three",
    "notice": "Words of a notice",
    "image": "A caption of its own",
    "gallery": "Gallery caption",
    "video": "Words under a video",
    "video_teaser": "Words of a teaser",
    "video_strip": "The video that is shown in a story",
    "external_embed": "https://vimeo.com/76979871",
    "related_story": "The story that is related to another",
    "fact_box": "41 marks",
    "timeline": "A vote",
    "qa": "Words of a question?",
    "table": "Words of a table",
    "download": "Words of a document",
}
CHOOSING = ["image", "gallery", "video", "video_teaser", "video_strip", "related_story", "download"]


def page_with(tree, blocks: dict[str, object]) -> ArticlePage:
    return factories.article(tree.feed, body=json.dumps(stored(blocks)))


def html_of(tree, client, blocks: dict[str, object]) -> str:
    response = client.get(page_with(tree, blocks).url)
    assert response.status_code == 200
    return response.content.decode()


def body_of(page: ArticlePage) -> str:
    """The body alone, without the rail and cards around it."""
    request = RequestFactory().get(page.url)
    page = ArticlePage.objects.get(pk=page.pk)
    return page.body.stream_block.render(page.body, context=page.get_context(request)).strip()


def test_the_list_of_blocks_is_complete():
    assert sorted(SAYS) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_block_prints_one_element_with_its_words(tree, name):
    html = body_of(page_with(tree, {name: every_block(tree)[name]}))
    assert SAYS[name] in html
    assert html.startswith("<")


@pytest.mark.parametrize("name", NAMES)
def test_a_block_has_wording_and_a_preview_in_the_picker(tree, admin_client, name):
    every_block(tree)
    block = StoryBlock().child_blocks[name]
    assert block.meta.icon
    assert block.meta.label
    assert block.get_description()
    assert block.is_previewable
    response = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "css/newsreel.css" in response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_a_preview_does_without_anything_in_the_library(tree, name):
    block = StoryBlock().child_blocks[name]
    assert isinstance(block.render(block.get_preview_value(), context={}), str)


@pytest.mark.parametrize("name", CHOOSING)
def test_a_block_whose_target_is_deleted_prints_nothing(tree, name):
    page = page_with(tree, {name: every_block(tree)[name]})
    EditorialImage.objects.all().delete()
    EditorialDocument.objects.all().delete()
    for story in StoryPage.objects.exclude(pk=page.pk):
        story.specific.delete()
    assert body_of(page) == ""


@pytest.mark.parametrize("name", ["video", "video_teaser", "video_strip", "related_story"])
def test_a_block_whose_story_is_unpublished_prints_nothing(tree, client, name):
    page = page_with(tree, {name: every_block(tree)[name]})
    for story in StoryPage.objects.exclude(pk=page.pk):
        story.specific.unpublish()
    assert body_of(page) == ""
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("name", CHOOSING)
def test_a_block_whose_chooser_is_empty_prints_nothing(tree, name):
    empty = {
        "gallery": {"heading": "", "images": [{"image": None, "caption": ""}]},
        "video_strip": {"heading": "Words of a strip", "videos": [None]},
        "image": {"image": None, "width": "column"},
        "related_story": {"story": None},
        "download": {"document": None, "title": "Gone"},
    }
    assert body_of(page_with(tree, {name: empty.get(name, {"video": None})})) == ""


def test_a_body_of_every_block_can_be_saved_as_a_revision_and_published(tree, client):
    page = page_with(tree, every_block(tree))
    page.save_revision().publish()
    assert client.get(page.url).status_code == 200


def test_a_link_to_a_story_loses_its_address_while_the_story_is_not_public(tree):
    target = factories.article(tree.feed, slug="linked")
    words = f'<p>Read <a linktype="page" id="{target.pk}">the other story</a>.</p>'
    page = page_with(tree, {"paragraph": words})
    assert '<a href="/news/linked/">the other story</a>' in body_of(page)
    target.unpublish()
    assert "<a>the other story</a>" in body_of(page)
    target.delete()
    assert "<a>the other story</a>" in body_of(page)


def test_a_decorative_picture_is_silent_and_an_override_wins(tree):
    image = factories.image(description="What the library says")
    own = {"image": image.pk, "alt": "What this story says", "decorative": False, "width": "column"}
    assert 'alt="What this story says"' in body_of(page_with(tree, {"image": own}))
    silent = {"image": image.pk, "alt": "", "decorative": True, "width": "column"}
    assert 'alt=""' in body_of(page_with(tree, {"image": silent}))


def test_equal_headings_get_different_anchors(tree):
    data = [{"type": "heading", "value": {"text": "Що далі?"}, "id": f"h{number}"} for number in range(3)]
    html = body_of(factories.article(tree.feed, body=json.dumps(data)))
    assert [f'id="{anchor}"' in html for anchor in ("shcho-dali", "shcho-dali-2", "shcho-dali-3")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com/",
        "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
        "javascript:alert(1)",
    ],
)
def test_an_embed_of_an_unknown_address_is_refused(url):
    block = StoryBlock().child_blocks["external_embed"]
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"url": url, "title": "A film", "text": "", "poster": None}))


def test_an_embed_loads_nothing_from_its_provider(tree):
    html = body_of(page_with(tree, {"external_embed": every_block(tree)["external_embed"]}))
    assert "<iframe" not in html
    assert "<script" not in html
    assert 'src="http' not in html


def test_wording_stands_in_meta_so_that_it_makes_no_migration():
    def leaves(block, path):
        for name, child in getattr(block, "child_blocks", {}).items():
            kwargs = child.deconstruct()[2] if not isinstance(child, StreamBlock) else {}
            assert "label" not in kwargs, f"{path}.{name}"
            assert "help_text" not in kwargs, f"{path}.{name}"
            leaves(getattr(child, "child_block", child), f"{path}.{name}")

    leaves(StoryBlock(), "story")


def test_an_unready_body_is_refused_in_the_words_of_editors():
    block = StoryBlock()
    for raw, words in [([], "add at least one block"), ([{"type": "heading", "value": {}}], "red words")]:
        with pytest.raises(ValidationError) as refused:
            block.clean(block.to_python(raw))
        assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("length", "fold"), [(120, None), (170, 'class="fold fold--phone"'), (300, 'class="fold"')]
)
def test_the_words_of_a_teaser_fold_where_they_need_more_than_three_lines(tree, length, fold):
    text = ("The last boat leaves at dusk. " * 12)[:length]
    video = factories.video(tree.videos)
    html = render_to_string("components/video_teaser.html", {"video": video, "text": text})
    assert (fold in html) if fold else ("<details>" not in html)
