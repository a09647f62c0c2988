"""oEmbed as consumers that nobody here wrote use it: Wagtail's own finder, micawber and pyoembed.

They ask our own site through the test client; the internet is never asked.
"""

from __future__ import annotations

import io
from email.message import Message
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from django.test import Client
from django.utils import timezone
from micawber.exceptions import ProviderException
from micawber.providers import Provider, ProviderRegistry
from pyoembed import PyOembedException, oEmbed
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.oembed import OEmbedFinder

from tests import factories
from tests.newsreel.heads import head
from tests.video.test_oembed import ORIGIN, address
from video.models import VideoPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(tree):
    file = factories.video_file(factories.video_bytes(width=320, height=180))
    return factories.playable_video(tree.videos, file=file, title='The "gates" & <the> river')


# --- Discovery ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["video", "article"])
def test_heads_lead_to_the_answer(client, tree, page, kind):
    story = page if kind == "video" else factories.article(tree.feed)
    found = [href for href in head(client, story.url).links["alternate"] if "/oembed/" in href]
    assert len(found) == 2
    types = []
    for href in found:
        parts = urlsplit(href)
        response = client.get(f"{parts.path}?{parts.query}")
        assert response.status_code == 200
        types.append(response.headers["Content-Type"].partition(";")[0])
    assert types == ["application/json", "text/xml"]


# --- Consumers that nobody here wrote -----------------------------------------------------------------


def answered(url: str, params: dict | None = None) -> requests.Response:
    """What `requests` would bring from our own site."""
    parts = urlsplit(url)
    assert parts.netloc == "localhost", f"the internet was asked for {url}"
    query = "&".join(text for text in (parts.query, urlencode(params or {})) if text)
    found = Client().get(f"{parts.path}?{query}")
    response = requests.Response()
    response.status_code, response._content, response.url = found.status_code, found.content, url
    response.headers.update(found.headers)
    response.encoding = "utf-8"
    return response


@pytest.fixture
def web(monkeypatch):
    def opened(request, timeout=None):
        response = answered(request.full_url)
        if not response.ok:
            raise HTTPError(request.full_url, response.status_code, "", {}, io.BytesIO())
        body = io.BytesIO(response.content)
        body.headers = Message()
        body.headers["Content-Type"] = response.headers["Content-Type"]
        return body

    monkeypatch.setattr("requests.get", lambda url, params=None, **kwargs: answered(url, params))
    monkeypatch.setattr("micawber.providers.urlopen", opened)


def test_wagtails_own_finder_embeds_a_video(page, web):
    finder = OEmbedFinder([{"endpoint": f"{ORIGIN}/oembed/", "urls": [rf"^{ORIGIN}/.+$"]}])
    found = finder.find_embed(address(page), max_width=320)
    assert (found["type"], found["width"], found["height"]) == ("video", 320, 180)
    assert found["html"].startswith("<iframe ")
    assert found["cache_until"] > timezone.now()
    with pytest.raises(EmbedNotFoundException):
        finder.find_embed(f"{ORIGIN}/nothing/")


def test_micawber_embeds_a_video(page, web):
    registry = ProviderRegistry()
    registry.register(rf"{ORIGIN}/\S*", Provider(f"{ORIGIN}/oembed/"))
    found = registry.request(address(page), maxwidth=400)
    assert (found["type"], found["width"]) == ("video", 400)
    assert "<iframe " in registry.parse_text(address(page))
    with pytest.raises(ProviderException):
        registry.request(f"{ORIGIN}/nothing/")


def test_pyoembed_discovers_and_validates_a_video(page, web):
    found = oEmbed(address(page), maxwidth=320, maxheight=320)
    assert (found["type"], int(found["width"])) == ("video", 320)


def test_pyoembed_discovers_an_article(tree, web):
    article = factories.article(tree.feed)
    assert oEmbed(address(article))["title"] == article.title


def test_pyoembed_finds_nothing_where_embedding_is_not_allowed(page, web):
    VideoPage.objects.filter(pk=page.pk).update(embedding="nowhere")
    with pytest.raises(PyOembedException):
        oEmbed(address(page))
