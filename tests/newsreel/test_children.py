"""What belongs to a story stands in one order on every surface, also where a program gave it no place."""

from __future__ import annotations

import pytest

from newsreel.models import Byline, Correction, StoryTopic
from tests import factories
from video.models import CaptionTrack, VideoPage

pytestmark = pytest.mark.django_db

LATER, EARLIER = 2_000_002, 2_000_001


@pytest.fixture
def video(tree):
    """A video with two of everything, none with a place; those that were made later stand first in the tables."""
    page = factories.playable_video(tree.videos, captions="")
    for pk, language in ((LATER, "uk"), (EARLIER, "en")):
        author, topic = factories.author(), factories.topic()
        Byline.objects.create(pk=pk, story=page, author=author)
        StoryTopic.objects.create(pk=pk, story=page, topic=topic)
        Correction.objects.create(pk=pk, story=page, text="It was sixteen.")
        CaptionTrack.objects.create(pk=pk, video=page, language=language, text=factories.CAPTIONS)
    return page


@pytest.mark.parametrize("name", ["bylines", "story_topics", "corrections", "caption_tracks"])
def test_children_without_a_place_stand_in_the_order_in_which_they_were_made(video, name):
    for queryset in (VideoPage.objects.all(), VideoPage.objects.prefetch_related(name)):
        children = getattr(queryset.get(pk=video.pk), name).all()
        assert [child.pk for child in children] == [EARLIER, LATER]
    # SQLite reads in the order of keys anyway.
    assert list(children.model._meta.ordering) == ["sort_order", "pk"]


def test_player_and_page_name_captions_in_one_order(video, client):
    page = VideoPage.objects.for_player().get(pk=video.pk)
    assert [track.language for track in page.caption_tracks.all()] == ["en", "uk"]
    assert "Captions: English, Українська" in client.get(video.url).content.decode()
