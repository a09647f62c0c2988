"""Videos of YouTube and Vimeo in a story: their still and shape are ours, fetched after the page was saved."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.blocks import StoryBlock
from news.blocks.video import addresses_in
from news.models import ArticlePage
from newsreel.models import EditorialImage
from tests import factories
from tests.news.test_queries import ARTICLE_CEILING, listing, queries
from video import elsewhere
from video.models import ExternalVideo, VideoPage
from video.providers import parse_external

pytestmark = pytest.mark.django_db

FILM, SHORT = "https://vimeo.com/76979871", "https://www.youtube.com/shorts/aqz-KE-bpKQ"


def embed(url: str = FILM, poster: int | None = None) -> dict[str, object]:
    return {"type": "external_embed", "value": {"url": url, "title": "A film", "text": "", "poster": poster}}


def story(tree, *blocks: dict[str, object], **fields: object):
    return factories.article(tree.feed, body=json.dumps(blocks), **fields)


@pytest.fixture
def provider(monkeypatch) -> dict[str, object]:
    """What providers answer by the beginning of an address, and in “asked” what they were asked."""
    known: dict[str, object] = {"asked": []}

    def fetch(url: str, hosts: set[str], most: int) -> bytes:
        known["asked"].append(url)
        found = [body for start, body in known.items() if start != "asked" and url.startswith(start)]
        if not found:
            raise elsewhere.NotFetched("it is down")
        return found[0]

    monkeypatch.setattr(elsewhere, "fetch", fetch)
    return known


def say(provider: dict[str, object], oembed: str, width: int, height: int, still: str) -> None:
    facts = {"title": "At sea", "author_name": "A school", "width": width, "height": height, "duration": 62}
    provider[oembed] = json.dumps({**facts, "thumbnail_url": still}).encode()
    provider[still] = factories.image_bytes(640, 360)


@pytest.fixture
def vimeo(provider):
    say(provider, "https://vimeo.com/api/oembed.json", 720, 1280, "https://i.vimeocdn.com/video/1.jpg")
    return provider


def test_the_still_and_the_shape_are_fetched_after_the_page_was_saved(
    tree, client, drain, vimeo, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = story(tree, embed())
    assert vimeo["asked"] == [], "who saves waits for nobody"
    before = client.get(page.url).content.decode()
    assert (
        "facade__title" in before and "<img" not in before.partition("data-facade")[2].partition("</div>")[0]
    )
    drain()
    row = ExternalVideo.objects.get()
    assert (row.title, row.channel, row.duration, row.shape) == ("At sea", "A school", 62, "portrait")
    html = client.get(page.url).content.decode()
    facade = html[html.index('class="facade"') :].partition("</button>")[0]
    assert "facade__frame--tall" in facade
    assert "facade__title" not in facade
    assert (
        f"/images/{row.poster.file.name.rpartition('/')[2].partition('.')[0]}" in facade or "<img" in facade
    )
    assert "vimeocdn" not in html and "<iframe" not in html, "nothing of theirs before the click"


def test_a_draft_has_it_too_before_it_is_published(tree, drain, vimeo, django_capture_on_commit_callbacks):
    page = story(tree)
    page.body = json.dumps([embed()])
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    drain()
    assert ExternalVideo.objects.get().poster is not None


def test_a_provider_that_is_down_holds_up_neither_saving_nor_showing(
    tree, client, drain, provider, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = story(tree, embed(), embed(SHORT))
        page.save_revision().publish()
    drain()
    assert len(provider["asked"]) >= 2
    html = client.get(page.url).content.decode()
    assert html.count("facade__title") == 2
    assert not EditorialImage.objects.exists()
    assert ExternalVideo.objects.filter(fetched_at=None).count() == 2, "asked again at the next save"


def test_a_picture_that_the_editor_chose_goes_before_the_providers(tree, client):
    ExternalVideo.objects.create(
        provider="vimeo",
        provider_id="76979871",
        poster=factories.image(description="Theirs"),
        width=4,
        height=4,
    )
    own = factories.image(title="Ours")
    block = StoryBlock().child_blocks["external_embed"]
    context = block.get_context(block.to_python(embed(poster=own.pk)["value"]))
    assert context["poster"] == own
    assert context["shape"] == "square"


def test_the_watch_page_and_stories_share_one_row(tree, drain, vimeo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        film = factories.video(tree.videos, external_url="https://player.vimeo.com/video/76979871")
        story(tree, embed(), embed())
    drain()
    assert ExternalVideo.objects.get() == VideoPage.objects.get(pk=film.pk).external
    assert EditorialImage.objects.count() == 1
    asked = len(vimeo["asked"])
    with django_capture_on_commit_callbacks(execute=True):
        story(tree, embed())
    drain()
    assert len(vimeo["asked"]) == asked, "what is known is not asked again"


@pytest.mark.parametrize("url", ["", "https://example.org/x", "javascript:alert(1)"])
def test_an_address_that_is_no_longer_understood_shows_nothing_and_asks_nobody(tree, client, url):
    page = story(tree, embed(url))
    assert client.get(page.url).status_code == 200
    assert not ExternalVideo.objects.exists()


def test_many_of_them_cost_what_two_cost(tree, client):
    def page(count: int):
        numbers = [76979871 + number for number in range(count)]
        for number in numbers:
            ExternalVideo.objects.get_or_create(
                provider="vimeo", provider_id=str(number), defaults={"poster": factories.image()}
            )
        return story(tree, *[embed(f"https://vimeo.com/{number}") for number in numbers])

    few, many = (queries(client, page(count).url) for count in (2, 8))
    assert len(many) == len(few), listing(many)
    assert len(many) <= ARTICLE_CEILING, listing(many)
    with CaptureQueriesContext(connection) as captured:
        client.get(story(tree).url)
    assert "video_externalvideo" not in " ".join(
        query["sql"] for query in captured if "SELECT" in query["sql"][:6]
    )


# --- YouTube's Shorts ---------------------------------------------------------------------------------


def test_a_short_is_asked_for_by_its_own_address_and_stands_upright(
    tree, client, drain, provider, django_capture_on_commit_callbacks
):
    say(
        provider,
        "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fshorts",
        113,
        200,
        "https://i.ytimg.com/1.jpg",
    )
    with django_capture_on_commit_callbacks(execute=True):
        page = story(tree, embed(SHORT))
    assert "facade__frame--tall" in client.get(page.url).content.decode(), "also before anything is fetched"
    drain()
    row = ExternalVideo.objects.get()
    assert (row.shape, row.width) == ("portrait", 113)
    assert row.address.page_url == SHORT
    html = client.get(page.url).content.decode()
    assert "facade__frame--tall" in html and f'href="{SHORT}"' in html


def test_a_video_known_as_wide_becomes_upright_once_it_is_named_as_a_short():
    row = ExternalVideo.attached("https://youtu.be/aqz-KE-bpKQ")
    ExternalVideo.objects.update(width=200, height=113, fetched_at="2026-01-01T00:00:00Z")
    assert ExternalVideo.attached("https://youtu.be/aqz-KE-bpKQ").shape == "landscape"
    again = ExternalVideo.attached(SHORT)
    assert (again.pk, again.shape, again.fetched_at) == (row.pk, "portrait", None)
    assert ExternalVideo.attached("https://youtu.be/aqz-KE-bpKQ").shape == "portrait"


def test_a_short_is_linked_and_framed_as_the_same_video():
    short, plain = parse_external(SHORT), parse_external("https://youtu.be/aqz-KE-bpKQ")
    assert short == plain
    assert short.embed_url == plain.embed_url
    assert (short.page_url, plain.page_url) == (SHORT, "https://www.youtube.com/watch?v=aqz-KE-bpKQ")


@pytest.mark.parametrize("value", [None, "https://vimeo.com/1", 5, {}, {"url": None}, {"url": 5}], ids=repr)
def test_a_block_that_an_import_wrote_wrongly_names_no_video(value):
    raw = json.dumps(
        [{"type": "external_embed", "value": value}, {"type": "external_embed", "value": {"url": FILM}}]
    )
    assert addresses_in(ArticlePage._meta.get_field("body").to_python(raw)) == [FILM]
