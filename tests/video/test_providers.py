"""Addresses of videos elsewhere, read strictly; and asking their providers, who may say anything."""

from __future__ import annotations

import contextlib
import json

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from newsreel.models import EditorialImage
from tests import factories
from video import elsewhere
from video.models import ExternalVideo
from video.providers import ExternalReference, parse_external

YOUTUBE = ExternalReference("youtube", "aqz-KE-bpKQ")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "http://m.youtube.com/watch?list=x&v=aqz-KE-bpKQ",
        " https://youtu.be/aqz-KE-bpKQ ",
        "https://www.youtube.com/shorts/aqz-KE-bpKQ",
        "https://www.youtube.com/live/aqz-KE-bpKQ?feature=share",
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    ],
)
def test_every_form_of_a_youtube_address_is_the_same_video(url):
    assert parse_external(url) == YOUTUBE


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://vimeo.com/76979871", "76979871"),
        ("https://vimeo.com/channels/staffpicks/76979871", "76979871"),
        ("https://vimeo.com/76979871/abcdef0123", "76979871/abcdef0123"),
        ("https://player.vimeo.com/video/76979871?h=abcdef0123", "76979871/abcdef0123"),
    ],
)
def test_every_form_of_a_vimeo_address_is_read(url, key):
    assert parse_external(url) == ExternalReference("vimeo", key)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "aqz-KE-bpKQ",
        "https://example.org/watch?v=aqz-KE-bpKQ",
        "https://youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
        "https://evil.example/https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://user@www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com:8080/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com:port/watch?v=aqz-KE-bpKQ",
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ%22%3E",
        "https://www.youtube.com/@channel",
        "javascript:alert(1)//www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://[::1",
        "https://vimeo.com/about",
        "https://www.youtube.com/watch?" + "&".join(f"a{n}=1" for n in range(100)),
    ],
)
def test_other_addresses_are_refused_in_words(url):
    with pytest.raises(ValidationError, match="YouTube or Vimeo"):
        parse_external(url)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_addresses(text):
    for url in (text, f"https://www.youtube.com/{text}", f"https://vimeo.com/{text}"):
        with contextlib.suppress(ValidationError):
            parse_external(url)


def test_nothing_is_framed_but_the_players_that_set_no_cookie():
    assert YOUTUBE.embed_url.startswith("https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?")
    secret = ExternalReference("vimeo", "76979871/abcdef0123", start=7)
    assert secret.embed_url == "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=abcdef0123#t=7s"


# --- Asking the provider ---------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch):
    """The internet: a dictionary of addresses."""
    known: dict[str, bytes] = {}

    def fetch(url, hosts, most):
        for start, body in known.items():
            if url.startswith(start):
                return body
        raise elsewhere.NotFetched("no answer")

    monkeypatch.setattr(elsewhere, "fetch", fetch)
    return known


@pytest.fixture
def external(tree, db):
    page = factories.video(tree.videos, external_url="https://youtu.be/aqz-KE-bpKQ")
    return page.external


def test_a_page_points_to_one_row_of_the_providers_video(tree, external):
    again = factories.video(tree.videos, external_url="https://www.youtube.com/watch?v=aqz-KE-bpKQ")
    assert again.external == external
    assert ExternalVideo.objects.count() == 1


def test_what_the_provider_says_is_stored_in_fields_and_a_picture_of_ours(external, answers):
    answers["https://www.youtube.com/oembed"] = json.dumps(
        {
            "title": "A  film\0",
            "author_name": "A school",
            "width": 200,
            "height": 113,
            "html": "<script>alert(1)</script>",
            "thumbnail_url": "https://i.ytimg.com/vi/aqz-KE-bpKQ/hq.jpg",
        }
    ).encode()
    answers["https://i.ytimg.com/"] = factories.image_bytes(480, 360)
    assert elsewhere.fill_external_video(external) == "ready"
    external.refresh_from_db()
    assert (external.title, external.channel, external.shape) == ("A film", "A school", "landscape")
    assert external.poster.credit == "YouTube: A school"
    assert external.fetched_at is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b'{"title": 5, "width": "x", "height": -1, "duration": 1e99, "thumbnail_url": []}',
    ],
)
def test_a_strange_answer_breaks_nothing(external, answers, body):
    answers["https://www.youtube.com/oembed"] = body
    elsewhere.fill_external_video(external)
    external.refresh_from_db()
    assert (external.title, external.width, external.duration, external.poster) == ("", None, None, None)


def test_a_still_that_is_no_picture_is_left(external, answers):
    answers["https://www.youtube.com/oembed"] = (
        b'{"title": "T", "thumbnail_url": "https://i.ytimg.com/x.jpg"}'
    )
    answers["https://i.ytimg.com/"] = b"<svg onload=alert(1)>"
    assert elsewhere.fill_external_video(external) == "ready"
    assert not EditorialImage.objects.exists()


def test_no_answer_leaves_the_page_working(client, tree, external, answers):
    assert elsewhere.fill_external_video(external) == "no answer"
    response = client.get("/video/" + tree.videos.get_children().get().slug + "/")
    assert response.status_code == 200
    assert b"youtube-nocookie.com/embed/aqz-KE-bpKQ" in response.content
    assert b"<iframe" not in response.content.replace(b"&lt;iframe", b"")


@pytest.mark.parametrize(
    "url",
    [
        "http://www.youtube.com/oembed",
        "https://169.254.169.254/latest",
        "https://localhost/",
        "https://www.youtube.com:22/",
        "https://www.youtube.com@127.0.0.1/",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_fixed_hosts_are_asked(url):
    with pytest.raises(elsewhere.NotFetched, match="not an address we ask"):
        elsewhere.fetch(url, elsewhere.HOSTS, 1000)


def test_a_still_that_did_not_come_is_asked_for_at_the_next_save(external, answers):
    answers["https://www.youtube.com/oembed"] = (
        b'{"title": "T", "thumbnail_url": "https://i.ytimg.com/vi/aqz-KE-bpKQ/hq.jpg"}'
    )
    elsewhere.fill_external_video(external)
    external.refresh_from_db()
    assert (external.title, external.poster, external.fetched_at) == ("T", None, None)
    answers["https://i.ytimg.com/"] = factories.image_bytes(480, 360)
    elsewhere.fill_external_video(external)
    external.refresh_from_db()
    assert external.poster is not None
    assert external.fetched_at is not None
