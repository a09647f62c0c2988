"""What a watch page says to search engines and to those who share it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests import factories
from tests.newsreel.heads import ORIGIN, WITH_ZONE, Head
from video.models import CaptionTrack, VideoFile

pytestmark = pytest.mark.django_db

CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nThe boat leaves at six.\n"


@pytest.fixture
def film(db) -> VideoFile:
    file = ContentFile(b"\0" * 64, name="quay.mp4")
    made = VideoFile.objects.create(title="Quay", file=file)
    VideoFile.objects.filter(pk=made.pk).update(
        width=1920,
        height=1080,
        duration=130.0,
        facts={"browsers_play": True, "private": False},
        probed_at=timezone.now(),
    )
    made.refresh_from_db()
    return made


@pytest.fixture
def video(tree, film):
    made = factories.video(
        tree.videos,
        file=film,
        lead_image=factories.image(1920, 1080),
        chapters=[{"start": 0, "title": "The quay"}, {"start": 40.5, "title": "The crossing"}],
        authors=[factories.author(name="Maren Odell")],
    )
    made.lead_image.get_rendition("format-jpeg|fill-960x540")
    made.caption_tracks = [CaptionTrack(language="en", text=CAPTIONS)]
    made.expire_at = timezone.now() + timedelta(days=3)
    made.save()
    return made


def test_the_video_is_described_with_all_that_is_required(client, video, film):
    node = Head(client.get(video.url)).node("VideoObject")
    assert (node["name"], node["description"]) == (video.title, video.standfirst)
    assert node["thumbnailUrl"][0].startswith(f"{ORIGIN}/media/")
    assert WITH_ZONE.match(node["uploadDate"])
    assert WITH_ZONE.match(node["expires"])
    assert node["duration"] == "PT2M10S"
    assert node["embedUrl"] == f"{ORIGIN}/embed/{video.pk}/"
    assert node["contentUrl"] == f"{ORIGIN}{film.url}"
    assert node["transcript"] == "The boat leaves at six."
    assert [author["name"] for author in node["author"]] == ["Maren Odell"]


def test_chapters_are_clips_that_end_where_the_next_begins(client, video):
    clips = Head(client.get(video.url)).node("VideoObject")["hasPart"]
    assert [(clip["name"], clip["startOffset"], clip["endOffset"]) for clip in clips] == [
        ("The quay", 0, 40),
        ("The crossing", 40, 130),
    ]
    assert clips[1]["url"] == f"{ORIGIN}{video.url}?t=40"


def test_sharing_offers_the_player_with_the_videos_own_size(client, video):
    found = Head(client.get(video.url))
    assert found.one("og:type") == "video.other"
    assert found.one("og:video:secure_url") == found.one("twitter:player") == f"{ORIGIN}/embed/{video.pk}/"
    assert (found.one("og:video:width"), found.one("twitter:player:height")) == ("1920", "1080")
    assert found.one("twitter:card") == "player"


def test_a_video_without_a_source_offers_no_player(tree, client):
    found = Head(client.get(factories.video(tree.videos).url))
    assert "twitter:player" not in found.meta
    assert "embedUrl" not in found.node("VideoObject")
    assert "contentUrl" not in found.node("VideoObject")


def test_a_file_that_cannot_be_played_is_not_given_as_content(client, video, film):
    VideoFile.objects.filter(pk=film.pk).update(problem="No picture")
    assert "contentUrl" not in Head(client.get(video.url)).node("VideoObject")
