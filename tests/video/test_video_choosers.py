"""The windows in which files and videos are chosen, and where a new one is uploaded in place."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.video.tus import Tus
from video.models import EncodingJob, Upload, VideoFile, VideoPage

pytestmark = pytest.mark.django_db


def encoded(file: VideoFile) -> VideoFile:
    stills = [{"seconds": 1.0, "file": f"still-{number}.jpg"} for number in range(4)]
    file.encoding = EncodingJob.objects.create(video_file=file, state=EncodingJob.State.READY, stills=stills)
    file.save(update_fields=["encoding"])
    return file


# --- The chooser's window -------------------------------------------------------------------------------


def hand_over(client, uuid: object, name: str = "video_file_chooser:create", **fields: str):
    return client.post(reverse(name), {"title": "Typed", "upload": str(uuid), **fields}).json()


def test_the_window_takes_a_file_that_came_by_the_resumable_way(tree, producer, client, clip):
    Tus(client).send(clip)
    answer = hand_over(client, Upload.objects.get().uuid)
    file = VideoFile.objects.get()
    assert (answer["step"], answer["result"]["id"], answer["result"]["title"]) == (
        "chosen",
        str(file.pk),
        "Typed",
    )
    assert (file.title, file.uploaded_by) == ("Typed", producer)


def test_the_window_takes_no_upload_of_others_nor_half_of_one_and_keeps_what_was_typed(
    tree, producer, client, clip
):
    theirs = Tus(type(client)())
    theirs.client.force_login(factories.user("Producers"))
    theirs.send(clip)
    foreign = Upload.objects.get()
    Tus(client).create(len(clip))
    half = Upload.objects.get(owner=producer)
    for uuid in (foreign.uuid, half.uuid, "nonsense", "00000000-0000-0000-0000-000000000000", ""):
        answer = hand_over(client, uuid)
        assert answer["step"] == "reshow_creation_form", uuid
        assert "Typed" in answer["htmlFragment"]
    assert VideoFile.objects.get().title != "Typed"


# --- Videos in articles ---------------------------------------------------------------------------------


def test_videos_for_articles_are_shown_with_still_duration_and_state(tree, producer, client, clip):
    factories.video(
        tree.videos,
        title="Out",
        file=encoded(factories.video_file(clip)),
        lead_image=factories.image(),
        duration=61,
    )
    draft = factories.video(
        tree.videos, title="Not out", file=encoded(factories.video_file(clip)), live=False
    )
    VideoFile.objects.filter(pk=draft.file.pk).update(probed_at=None)
    html = client.get(reverse("video_chooser:choose")).json()["html"]
    for words in ("Out", "0:01", "Not out", "draft", "Being read", "still-1.jpg", "max-165x165"):
        assert words in html, words
    chosen = client.get(reverse("video_chooser:chosen", args=[draft.pk])).json()["result"]
    assert (chosen["id"], chosen["title"]) == (str(draft.pk), "Not out")


def test_a_video_uploaded_in_an_article_gets_a_draft_of_its_watch_page(tree, producer, client, clip):
    Tus(client).send(clip)
    answer = hand_over(client, Upload.objects.get().uuid, "video_chooser:create", title="The quay at night")
    page = VideoPage.objects.get()
    assert answer["result"]["id"] == str(page.pk)
    assert (page.live, page.title, page.file, page.owner) == (
        False,
        "The quay at night",
        VideoFile.objects.get(),
        producer,
    )
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_a_headline_in_any_script_gives_the_draft_an_address_of_its_own(tree, producer, client, clip):
    for _number in range(2):
        Tus(client).send(clip)
        uuid = Upload.objects.order_by("-pk").first().uuid
        assert hand_over(client, uuid, "video_chooser:create", title="Причал уночі")["step"] == "chosen"
    slugs = sorted(VideoPage.objects.values_list("slug", flat=True))
    assert all(slug.isascii() for slug in slugs)
    assert slugs[1] == f"{slugs[0]}-2"


def test_whoever_may_make_no_videos_chooses_only(tree, client):
    client.force_login(factories.user("Editors"))
    answer = client.get(reverse("video_chooser:choose")).json()
    assert "data-upload" not in answer["html"]
    response = client.post(reverse("video_chooser:create"), {"title": "X"})
    assert response.status_code in (302, 403)
    assert not VideoPage.objects.exists()


def test_an_article_keeps_and_shows_the_video_that_was_chosen(tree, client, clip):
    client.force_login(factories.user(is_superuser=True))
    video = factories.video(tree.videos, title="The quay at night", file=factories.video_file(clip))
    article = factories.article(tree.feed, body=[("video", {"video": video})])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "The quay at night" in html
    assert "video-chooser" in html
