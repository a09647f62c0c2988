"""Whatever stands in a block's fields is printed as words: in the story, in the picker, in feeds and in search."""

from __future__ import annotations

import json
from html import escape
from html.parser import HTMLParser

import pytest

from news.blocks import StoryBlock
from news.models import ArticlePage
from newsreel.models import EditorialDocument, EditorialImage, StoryPage
from tests import factories
from tests.news.bodies import every_block, stored

pytestmark = pytest.mark.django_db

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)"]
# What is chosen from a list, or is an address that the form checks: there no words of one's own can stand.
FIXED = {"kind", "width", "type", "url"}


def poisoned(value: object, text: str, name: str = "") -> object:
    """The same value with the text added to each of its words; in rich text as the editor's form stores it."""
    if isinstance(value, dict):
        return {key: poisoned(item, text, key) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, text, name) for item in value]
    if not value or not isinstance(value, str) or name in FIXED:
        return value
    return value.replace("</p>", f"{escape(text)}</p>") if value.endswith("</p>") else value + text


class Intruders(HTMLParser):
    """Collects what a browser would run of our hostile words: handlers, pictures and scripts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.script = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.found += [name for name in attributes if name.startswith("on")]
        self.found += [tag] if attributes.get("src") == "x" else []
        self.script = tag == "script" and attributes.get("type") != "application/ld+json"

    def handle_data(self, data):
        self.found += [data] if self.script and "alert(1)" in data else []

    def handle_endtag(self, tag):
        self.script = False


def intruders(html: str) -> list[str]:
    return Intruders(html).found


@pytest.mark.parametrize("html", [*HOSTILE[:2], f"<p title='{HOSTILE[2]}'>"])
def test_the_watch_for_intruders_is_awake(html):
    assert intruders(html)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", list(StoryBlock.base_blocks))
def test_words_of_a_block_never_become_markup(tree, client, name, text):
    value = poisoned(every_block(tree)[name], text)
    if name in ("video", "video_teaser", "video_strip", "related_story"):
        for story in StoryPage.objects.all():
            story.specific_class.objects.filter(pk=story.pk).update(title=f"Chosen {text}")
    EditorialImage.objects.update(title=text, caption=text, credit=text, description=text)
    EditorialDocument.objects.update(title=text)
    page = factories.article(tree.feed, body=json.dumps(stored({name: value})))
    response = client.get(page.url)
    assert response.status_code == 200
    html = response.content.decode()
    assert "alert(1)" in html, "it is printed"
    assert intruders(html) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_words_around_a_story_never_become_markup_on_any_page_that_shows_them(tree, client, text):
    author, topic = (
        factories.author(name=f"A {text}", bio=text, slug="a"),
        factories.topic(name=f"T {text}", slug="t"),
    )
    image = factories.image(title=text, caption=text, credit=text, description=text)
    story = {"kicker": text[:40], "standfirst": text, "lead_image_caption": text, "lead_image_alt": text}
    factories.article(
        tree.feed,
        title=f"Harbour {text}",
        slug="harbour",
        authors=[author],
        topics=[topic],
        lead_image=image,
        **story,
    )
    for url in (
        "/",
        "/news/",
        "/news/harbour/",
        "/authors/a/",
        "/topics/t/",
        "/search/?q=harbour",
        "/news/?rail=0",
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        html = response.content.decode()
        assert intruders(html) == [], url
        assert "&lt;" in html or "&#x27;" in html, f"{url} prints it as words"


@pytest.mark.parametrize("text", HOSTILE)
def test_structured_data_cannot_be_left_by_a_headline(tree, client, text):
    factories.article(tree.feed, title=f"</script>{text}", slug="harbour")
    html = client.get("/news/harbour/").content.decode()
    start = html.index('type="application/ld+json"')
    data = html[html.index(">", start) + 1 : html.index("</script>", start)]
    assert f"</script>{text}" in json.dumps(json.loads(data), ensure_ascii=False).replace('\\"', '"')


def test_the_words_of_a_body_without_its_markup_are_what_search_and_excerpts_read():
    body = json.dumps([{"type": "paragraph", "value": "<p>One &amp; <b>two</b></p><p>three</p>"}])
    found = ArticlePage(title="T", body=body).body_text()
    assert found.split() == ["One", "&", "two", "three"]
