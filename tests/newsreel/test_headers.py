"""What goes out with every answer: policies, and that answering a reader changes nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from home.models import StandardPage
from newsreel.models import EditorialRendition, NewsroomSettings
from newsreel.renditions import RenditionRefused, check_rendition_allowed
from tests import factories

pytestmark = pytest.mark.django_db

READS = re.compile(r"^\s*\(*(SELECT|PRAGMA|EXPLAIN|WITH)\b", re.IGNORECASE)


@pytest.fixture
def newsroom(tree):
    """A newsroom with pictures everywhere, none of whose renditions exists but the one of the upload."""
    author = factories.author(portrait=factories.image())
    topic = factories.topic(picture=factories.image())
    settings = NewsroomSettings.for_site(Site.objects.get())
    settings.logo_light = settings.social_image = factories.image()
    settings.save()
    stories = [
        factories.article(
            tree.feed,
            lead_image=factories.image(),
            authors=[author],
            topics=[topic],
            social_image=factories.image(),
        )
        for _ in range(3)
    ]
    video = factories.video(tree.videos, lead_image=factories.image(), authors=[author])
    about = tree.home.add_child(instance=StandardPage(title="About", slug="about"))
    return {
        "front page": "/",
        "feed": tree.feed.url,
        "feed's RSS": f"{tree.feed.url}rss/",
        "article": stories[0].url,
        "videos": tree.videos.url,
        "watch page": video.url,
        "embed": f"/embed/{video.pk}/",
        "standard page": about.url,
        "author": author.url,
        "topic": topic.url,
        "authors": "/authors/",
        "topics": "/topics/",
        "search": "/search/?q=council",
        "sitemap": "/sitemap.xml",
        "robots": "/robots.txt",
        "manifest": "/manifest.webmanifest",
        "nothing": "/nothing/here/",
    }


SURFACES = (
    "front page", "feed", "feed's RSS", "article", "videos", "watch page", "embed", "standard page", "author",
    "topic", "authors", "topics", "search", "sitemap", "robots", "manifest", "nothing",
)  # fmt: skip


@pytest.mark.parametrize("surface", SURFACES)
def test_answering_a_reader_writes_nothing_and_makes_no_rendition(surface, client, newsroom):
    before = EditorialRendition.objects.count()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(newsroom[surface])
    assert response.status_code == (404 if surface == "nothing" else 200)
    assert EditorialRendition.objects.count() == before
    assert [query["sql"] for query in queries if not READS.match(query["sql"])] == []
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_reader_who_asked_for_a_rendition_would_fail_loudly(tree, rf):
    from newsreel.delivery.readers import ReadersRequestMiddleware

    image = factories.image()

    def view(request):
        check_rendition_allowed(image, ["width-1"])
        return "made"

    middleware = ReadersRequestMiddleware(view)
    with pytest.raises(RenditionRefused):
        middleware(rf.get("/news/"))
    assert middleware(rf.get("/admin/images/")) == "made"
    preview = rf.get("/news/story/")
    preview.is_dummy = True
    assert middleware(preview) == "made"
    check_rendition_allowed(image, ["width-1"])


@pytest.mark.parametrize("surface", [name for name in SURFACES if name != "embed"])
def test_public_answers_carry_the_strict_policy(surface, client, newsroom):
    headers = client.get(newsroom[surface]).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'self'" in policy
    assert "base-uri 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_an_embed_may_be_framed_by_others_and_runs_nothing_inline(client, newsroom):
    policy = client.get(newsroom["embed"]).headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "unsafe" not in policy


class Forbidden(HTMLParser):
    """Collects what the policy would block: inline code and styles, and addresses of others."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        data = (values.get("type") or "").endswith("json")
        if tag == "style" or (tag == "script" and "src" not in values and not data):
            self.found.append(f"inline {tag}")
        self.found += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]
        address = values.get("src") or (values.get("href") if tag == "link" else "") or ""
        own = ("http://localhost", "/", "data:")
        if (tag in LOADED and address and not address.startswith(own)) or address.startswith("//"):
            self.found.append(f"{tag} {address}")


LOADED = ("script", "link", "img", "iframe", "source", "video", "audio", "track")


@pytest.mark.parametrize(
    "surface", [name for name in SURFACES if name not in ("feed's RSS", "sitemap", "robots", "manifest")]
)
def test_no_page_has_what_the_policy_forbids(surface, client, newsroom):
    parser = Forbidden()
    parser.feed(client.get(newsroom[surface]).content.decode())
    assert parser.found == []


def test_the_admin_has_a_policy_of_its_own_that_names_nobody_else(client):
    client.force_login(factories.user(is_superuser=True))
    policy = client.get(reverse("wagtailadmin_home")).headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy


def test_an_address_that_only_looks_like_the_admin_is_public(client, tree):
    for path in ("/administration/", "/Admin/", "//admin/"):
        assert "unsafe" not in client.get(path).headers.get("Content-Security-Policy", "")
