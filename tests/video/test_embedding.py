"""Who may frame a player: what an editor lists, what the operator allows, and what a page around us is told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from video.embedding import frame_ancestors, is_free, may_embed, parse_sites
from video.models import ExternalVideo, VideoPage

OWN = "'self' http://localhost"
# A page that is not stored asks for its content type too.
pytestmark = pytest.mark.django_db


def video(embedding: str = "everywhere", sites: str = "", **fields: object) -> VideoPage:
    return VideoPage(
        external=ExternalVideo(provider_id="x"), embedding=embedding, embed_sites=sites, **fields
    )


# --- What an editor types -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("partner.example", "partner.example"),
        ("https://Partner.Example/some/page?x#y", "partner.example"),
        ("*.partner.example", "*.partner.example"),
        ("partner.example.", "partner.example"),
        ("partner.example:8443", "partner.example:8443"),
        ("localhost:8000", "localhost:8000"),
        ("газета.укр", "xn--80aaf2b5e.xn--j1amh"),
        ("192.0.2.7", "192.0.2.7"),
    ],
)
def test_a_site_is_kept_as_its_host(typed, site):
    found = parse_sites(typed)
    assert len(found) == 1
    assert found[0] == site or (not typed.isascii() and found[0].startswith("xn--"))


def test_lists_may_be_written_in_any_way_and_name_each_once():
    assert parse_sites(" a.example\r\n\r\nb.example, a.example; A.EXAMPLE ") == ("a.example", "b.example")
    assert parse_sites("") == parse_sites(" \n ") == ()


@pytest.mark.parametrize(
    "line",
    ["*", "*.", "'self'", "partner", "a..b", "-a.example", "*.*.example", "data:", "a.b:", "a.b:0", "a.b:99999",
     "javascript:alert(1)", "a_b.example", "a.example'none'", "ä" * 70 + ".example"],
)  # fmt: skip
def test_what_is_no_site_is_named(line):
    with pytest.raises(ValidationError, match="is no site"):
        parse_sites(f"good.example\n{line}")


def test_a_list_has_an_end():
    with pytest.raises(ValidationError, match="more than 50"):
        parse_sites("\n".join(f"site-{number}.example" for number in range(51)))


@given(st.text(max_size=200))
def test_no_text_puts_anything_but_hosts_into_the_policy(text):
    try:
        sites = parse_sites(text)
    except ValidationError:
        return
    policy = frame_ancestors(video("listed", text))
    assert policy == " ".join([OWN, *sites])
    assert not set(policy) - set("abcdefghijklmnopqrstuvwxyz0123456789.-*:/' ")


# --- What comes of it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("embedding", "sites", "policy", "allowed", "free"),
    [
        ("everywhere", "", "*", True, True),
        ("listed", "a.example *.b.example", f"{OWN} a.example *.b.example", True, False),
        ("listed", "", OWN, False, False),
        ("listed", "not a site", OWN, False, False),
        ("nowhere", "a.example", OWN, False, False),
    ],
)
def test_the_rights_decide(embedding, sites, policy, allowed, free):
    page = video(embedding, sites)
    assert (frame_ancestors(page), may_embed(page), is_free(page)) == (policy, allowed, free)


@pytest.mark.parametrize(
    ("outer", "sites", "policy"),
    [
        ("https://a.example", "a.example b.example", f"{OWN} a.example"),
        ("https://*.example.org", "x.example.org example.org", f"{OWN} x.example.org"),
        ("https://x.example.org https://y.org", "*.example.org", f"{OWN} x.example.org"),
        ("'self'", "a.example", OWN),
        ("'none'", "a.example", OWN),
    ],
)
def test_the_operator_is_the_outer_limit(settings, outer, sites, policy):
    settings.NEWSREEL_EMBED_ANCESTORS = outer
    page = video("listed", sites)
    assert frame_ancestors(page) == policy
    assert frame_ancestors(video()) == outer
    assert not is_free(video())
    assert may_embed(video()) is ("example" in outer)


def test_a_video_without_anything_to_play_is_for_nobody():
    assert not may_embed(VideoPage())


# --- The embed page -----------------------------------------------------------------------------------


def framed(client, page, referer: str = "", **headers: str):
    given = {"Sec-Fetch-Dest": "iframe", **({"Referer": referer} if referer else {}), **headers}
    return client.get(page.embed_path, headers=given)


@pytest.fixture
def page(tree):
    return factories.playable_video(tree.videos)


def allow(page, embedding: str, sites: str = "") -> None:
    VideoPage.objects.filter(pk=page.pk).update(embedding=embedding, embed_sites=sites)


def test_a_video_shown_only_here_is_a_notice_that_all_may_frame(client, page):
    allow(page, "nowhere")
    response = framed(client, page, "https://partner.example/story/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "<video" not in html and page.file.token not in html
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("referer", "status"),
    [
        ("https://partner.example/a", 200),
        ("https://sub.other.example/", 200),
        ("https://other.example/", 403),
        ("https://partner.example.evil.example/", 403),
        ("http://localhost/video/", 200),
        ("", 200),
        ("nonsense", 200),
    ],
)
def test_a_list_is_told_to_the_browser_and_strangers_get_words(client, page, referer, status):
    allow(page, "listed", "partner.example\n*.other.example")
    response = framed(client, page, referer)
    assert response.status_code == status
    if status == 200:
        policy = response.headers["Content-Security-Policy"]
        assert f"frame-ancestors {OWN} partner.example *.other.example" in policy
        assert "public" not in response.headers["Cache-Control"]


def test_who_opens_a_listed_player_alone_sees_it(client, page):
    allow(page, "listed", "partner.example")
    response = client.get(page.embed_path, headers={"Referer": "https://elsewhere.example/"})
    assert response.status_code == 200


@pytest.mark.parametrize("embedding", ["nowhere", "listed"])
def test_other_machines_are_told_of_no_player(client, page, embedding):
    allow(page, embedding, "partner.example")
    html = client.get(page.url).content.decode()
    assert "twitter:player" not in html and "og:video" not in html and '"embedUrl"' not in html
    assert '"contentUrl"' in html
