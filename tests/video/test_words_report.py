"""The report of words: what is missing, what goes without and why, on the screen and as a file."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories
from video.models import CaptionTrack, VideoPage

pytestmark = pytest.mark.django_db

MENDED = factories.CAPTIONS.replace("Goodbye", "Farewell")


@pytest.fixture
def newsroom(tree) -> dict[str, VideoPage]:
    """A video in each state of words."""

    def made(title: str, **fields: object) -> VideoPage:
        return factories.playable_video(tree.videos, title=title, **fields)

    pages = {
        "reviewed": made("All is well", chapters=[{"start": 0.0, "title": "A"}]),
        "none": made("No captions here", captions=""),
        "unread": made("Nobody read these"),
        "foreign": made("Captions of another language", spoken_language="uk"),
        "waived": made("Out in a hurry", captions="", captions_waiver="Breaking news"),
        "silent": made("A silent film", captions="", no_speech=True),
        "draft": made("Only a draft", captions="", live=False),
        "scheduled": made("Comes tomorrow", captions="", live=False),
        "elsewhere": factories.video(tree.videos, title="Somebody else's", external_url="https://youtu.be/aqz-KE-bpKQ"),
    }  # fmt: skip
    CaptionTrack.objects.filter(video=pages["unread"]).update(reviewed=False, reviewed_words="")
    tomorrow = timezone.now() + timedelta(days=1)
    pages["scheduled"].save_revision(approved_go_live_at=tomorrow)
    return pages


def listed(client, **query: str) -> set[str]:
    response = client.get(reverse("video_words:report"), query)
    assert response.status_code == 200
    return {page.title for page in response.context["object_list"]}


def test_the_report_lists_live_and_scheduled_videos_without_reviewed_captions(client, editor, newsroom):
    missing = {
        "No captions here",
        "Nobody read these",
        "Captions of another language",
        "Comes tomorrow",
    }
    assert listed(client) == missing
    assert listed(client, captions="without") == {"Out in a hurry", "A silent film"}
    assert "Only a draft" not in listed(client, captions="all")
    assert len(listed(client, captions="all")) == 8
    assert "All is well" not in listed(client, captions="chapters")


def test_a_scheduled_version_is_judged_by_what_it_holds(client, editor, newsroom):
    page = newsroom["unread"]
    draft = page.get_latest_revision_as_object()
    draft.caption_tracks = [CaptionTrack(language="en", text=MENDED, reviewed=True)]
    draft.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1))
    assert "Nobody read these" not in listed(client)


def test_the_report_says_why_and_by_whom(client, editor, newsroom):
    VideoPage.objects.filter(pk=newsroom["waived"].pk).update(waived_by=editor, waived_at=timezone.now())
    html = client.get(reverse("video_words:report"), {"captions": "all"}).content.decode()
    for words in (
        "Breaking news",
        "Nobody speaks",
        "Not reviewed",
        "Reviewed",
        "Українська",
        editor.username,
    ):
        assert words in html


def test_the_report_is_kept_as_csv(client, editor, newsroom):
    response = client.get(reverse("video_words:report"), {"captions": "all", "export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert text.splitlines()[0].startswith("Title,State,Language spoken,Captions,Reason")
    assert "Out in a hurry" in text
    assert "Breaking news" in text
    sheet = client.get(reverse("video_words:report"), {"export": "xlsx"})
    assert io.BytesIO(b"".join(sheet.streaming_content)).getvalue()[:2] == b"PK"


def test_the_report_costs_the_same_for_two_videos_and_for_eight(
    tree, client, editor, django_assert_max_num_queries
):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("video_words:report"), {"captions": "all"})
        return len(queries)

    file, image = factories.video_file(), factories.image()
    for _number in range(2):
        factories.playable_video(tree.videos, file=file, lead_image=image)
    count()
    few = count()
    for _number in range(6):
        factories.playable_video(tree.videos, file=file, lead_image=image)
    assert count() == few


def test_editors_and_producers_find_the_report_among_the_others(client, db):
    for group in ("Editors", "Producers", "Moderators"):
        client.force_login(factories.user(group))
        assert client.get(reverse("video_words:report")).status_code == 200, group
