"""Loading the demo newsroom into an empty database, and taking it out again."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from home.demo import content, loader
from home.demo.models import DemoRecord
from newsreel.models import Author, EditorialImage, NewsroomSettings, StoryPage, Topic, User
from tests import factories
from video.models import CaptionTrack, Series, VideoFile

pytestmark = pytest.mark.django_db


def test_the_demo_loads_completely_and_goes_without_a_trace(tree, client):
    call_command("load_demo", password="secret-enough", verbosity=0)
    live = [entry for entry in content.stories() if entry.get("state", "live") == "live"]
    assert StoryPage.objects.published().count() == len(live) + len(content.videos())
    assert [series.videos.count() for series in Series.objects.all()] == [2, 2]
    assert (Author.objects.count(), Topic.objects.count()) == (8, 6)
    assert not VideoFile.objects.filter(duration=None).exists()
    assert client.get("/").status_code == 200
    assert client.login(username="producer", password="secret-enough")
    lead = StoryPage.objects.get(slug="ferries-public-hands")
    assert lead.published_at < lead.updated_at

    with pytest.raises(CommandError, match="already here"):
        call_command("load_demo", verbosity=0)

    own = factories.article(tree.feed, title="A story that the newsroom wrote itself beside the demo")
    call_command("remove_demo", verbosity=0)
    assert list(StoryPage.objects.values_list("pk", flat=True)) == [own.pk]
    for model in (Author, Topic, Series, EditorialImage, VideoFile, DemoRecord, User):
        assert not model.objects.exists(), model
    assert NewsroomSettings.objects.get().publisher == ""
    assert client.get("/").status_code == 200


def test_the_demo_is_not_mixed_with_a_newsrooms_own_stories(tree):
    factories.article(tree.feed)
    with pytest.raises(CommandError, match="stories of its own"):
        call_command("load_demo", verbosity=0)
    assert not loader.is_loaded()


def test_the_captions_of_the_demo_are_reviewed(tree):
    call_command("load_demo", password="secret-enough", verbosity=0)
    tracks = CaptionTrack.objects.all()
    assert len(tracks) >= 8
    assert all(track.reviewed for track in tracks)
