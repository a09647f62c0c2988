"""What the word editors ask the admin for; drafts in previews, versions compared, copies."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.video.forms import errors_of, page_form, send, stored_tracks
from video.models import CaptionTrack, VideoPage

pytestmark = pytest.mark.django_db

MENDED = factories.CAPTIONS.replace("Goodbye", "Farewell")


def read(client, data: bytes) -> dict:
    upload = SimpleUploadedFile("c.srt", data)
    return client.post(reverse("video_words:read"), {"file": upload}).json()


# --- What the editors ask -------------------------------------------------------------------------------


def test_the_editor_learns_where_the_chosen_file_plays(tree, client, editor):
    file = factories.video_file()
    found = client.get(reverse("video_words:source", args=[file.pk])).json()
    assert found["sources"] == [{"src": file.url, "type": "video/mp4"}]
    assert found["duration"] == pytest.approx(1.0, abs=0.1)
    type(file).objects.filter(pk=file.pk).update(problem="Many browsers cannot play it.")
    assert client.get(reverse("video_words:source", args=[file.pk])).json()["sources"] == []
    assert client.get(reverse("video_words:source", args=[10**9])).status_code == 404


def test_nobody_else_learns_it(tree, client):
    file = factories.video_file()
    page = factories.playable_video(tree.videos, live=False)
    addresses = [
        reverse("video_words:source", args=[file.pk]),
        reverse("video_words:track", args=[page.pk, page.caption_tracks.get().uuid, "vtt"]),
        reverse("video_words:report"),
    ]
    for address in addresses:
        assert client.get(address).status_code == 302, "to the login"
    assert client.post(reverse("video_words:read")).status_code == 302
    client.force_login(factories.user("Nobody"))
    for address in addresses:
        assert client.get(address).status_code in (302, 403, 404)


def test_a_file_is_read_into_the_editor_and_not_stored(client, editor):
    found = read(client, "1\n00:00:01,000 --> 00:00:02,000\nПривіт усім\n".encode("cp1251"))
    assert found["text"] == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nПривіт усім\n"
    assert "Windows-1251" in found["notice"]
    assert found["problems"] == []
    assert not CaptionTrack.objects.exists()


def test_a_wrong_file_is_explained_to_the_editor(client, editor):
    assert "Line 3" in read(client, b"WEBVTT\n\n00:02.000 --> 00:01.000\nA")["problems"][0]
    assert "10.0 MB" in read(client, b"x" * 10_000_000)["problems"][0]
    assert client.post(reverse("video_words:read")).status_code == 400
    assert client.get(reverse("video_words:read")).status_code == 405


@pytest.mark.parametrize(
    ("extension", "beginning"), [("vtt", "WEBVTT"), ("srt", "1\n00:00:00,000 --> 00:00:00,600\nHello")]
)
def test_a_track_of_the_draft_can_be_kept_as_a_file(tree, client, editor, extension, beginning):
    page = factories.playable_video(tree.videos, captions=MENDED)
    uuid = page.caption_tracks.get().uuid
    response = client.get(reverse("video_words:track", args=[page.pk, uuid, extension]))
    assert response.content.decode().startswith(beginning)
    assert "Farewell" in response.content.decode()
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="{page.slug}-en-captions.{extension}"'
    )
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get(reverse("video_words:track", args=[page.pk, uuid, "exe"])).status_code == 404
    other = factories.playable_video(tree.videos)
    assert client.get(reverse("video_words:track", args=[other.pk, uuid, extension])).status_code == 404


# --- Previews, versions, copies -------------------------------------------------------------------------


def draft_with(client, page: VideoPage, text: str) -> None:
    assert not errors_of(send(client, page, page_form(page, stored_tracks(page, text=text))))


def inline_words(html: str) -> str:
    start = html.index("data:text/vtt;charset=utf-8;base64,") + len("data:text/vtt;charset=utf-8;base64,")
    return base64.b64decode(html[start : html.index('"', start)]).decode()


def test_a_preview_plays_the_captions_of_the_draft(tree, client, editor):
    page = factories.playable_video(tree.videos)
    draft_with(client, page, MENDED)
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "Farewell" in inline_words(response.content.decode())
    assert "data:" in response.headers["Content-Security-Policy"].partition("media-src")[2].partition(";")[0]
    public = client.get(page.url)
    assert "data:text/vtt" not in public.content.decode()
    assert (
        "data:" not in public.headers["Content-Security-Policy"].partition("media-src")[2].partition(";")[0]
    )
    track = client.get(page.caption_tracks.get().url)
    assert "Goodbye" in b"".join(track).decode(), "readers get what is live"


def test_the_preview_beside_the_form_plays_what_was_just_typed(tree, client, editor):
    page = factories.playable_video(tree.videos)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = page_form(page, stored_tracks(page, text=MENDED.replace("Farewell", "So long")))
    assert client.post(url, data).json()["is_valid"]
    assert "So long" in inline_words(client.get(url).content.decode())


def test_scheduled_captions_go_live_with_their_version(tree, client, editor):
    from newsreel import scheduler

    page = factories.playable_video(tree.videos)
    draft = page.get_latest_revision_as_object()
    draft.caption_tracks = [CaptionTrack(language="en", text=MENDED, reviewed=True)]
    draft.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    assert "Goodbye" in VideoPage.objects.get().spoken_words
    assert scheduler.tick().published
    assert "Farewell" in VideoPage.objects.get().spoken_words


def test_scheduled_chapters_and_transcripts_go_live_with_their_version(tree, client, editor):
    from newsreel import scheduler

    page = factories.playable_video(tree.videos, chapters=[{"start": 0.0, "title": "Gates open"}])
    draft = page.get_latest_revision_as_object()
    draft.chapters = [{"start": 0.0, "title": "Gates open"}, {"start": 0.5, "title": "Gates closed"}]
    draft.transcript = "0:00 The keeper speaks."
    draft.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))

    def told() -> list[bool]:
        """On the watch page, in its structured data, and in the embedded player: chapters, and words."""
        watch, embed = (client.get(url).content.decode() for url in (page.url, page.embed_path))
        data = watch.partition("application/ld+json")[2]
        return ["Gates closed" in html for html in (watch, data, embed)] + [
            "The keeper speaks" in html for html in (watch, embed)
        ]

    assert not any(told())
    assert scheduler.tick().published
    assert all(told())


def test_versions_are_compared_in_words(tree, client, editor):
    page = factories.playable_video(tree.videos, chapters=[{"start": 0.0, "title": "Gates open"}])
    first = page.save_revision()
    tracks = stored_tracks(VideoPage.objects.get(), text=MENDED)
    data = page_form(page, tracks, chapters="0:00 Gates open\n0:01 Gates closed")
    assert not errors_of(send(client, page, data))
    latest = VideoPage.objects.get().latest_revision
    url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, latest.pk])
    html = client.get(url).content.decode()
    assert "Gates closed" in html
    assert "&#x27;start&#x27;" not in html
    assert "Farewell" in html


def copy(client, page: VideoPage, slug: str) -> VideoPage:
    data = {
        "new_title": slug,
        "new_slug": slug,
        "new_parent_page": str(page.get_parent().pk),
        "copy_subpages": "",
        "publish_copies": "",
    }
    assert client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data).status_code == 302
    return VideoPage.objects.get(slug=slug)


def publish(page: VideoPage) -> str:
    page.get_latest_revision().publish()
    return str(CaptionTrack.objects.get(video_id=page.pk).uuid)


def test_a_copy_keeps_its_caption_addresses_when_the_original_is_deleted(tree, client, editor):
    page = factories.playable_video(tree.videos)
    draft_with(client, page, factories.CAPTIONS.replace("Hello", "Good morning"))
    made = copy(client, page, "copied")
    own = publish(made)
    assert own != str(page.caption_tracks.get().uuid)
    twice = publish(copy(client, VideoPage.objects.get(pk=made.pk), "copied-twice"))
    page.delete()
    again = VideoPage.objects.get(pk=made.pk)
    assert publish(again) == own, "published from the version that still has the old address"
    again.get_latest_revision_as_object().save_revision()
    assert publish(VideoPage.objects.get(pk=made.pk)) == own
    assert twice not in (own, "")
    assert client.get(reverse("video_captions", args=[own])).status_code == 200


def test_a_track_added_in_a_draft_and_copied_before_it_was_live_has_two_addresses(tree, client, editor):
    page = factories.playable_video(tree.videos, captions="")
    tracks = [{"language": "en", "kind": "captions", "text": MENDED, "reviewed": "on"}]
    assert not errors_of(send(client, page, page_form(page, tracks)))
    made = copy(client, VideoPage.objects.get(pk=page.pk), "copied-early")
    assert publish(VideoPage.objects.get(pk=page.pk)) != publish(made)


def test_two_tracks_of_one_language_have_two_names_in_menus(tree):
    from video.player import tracks_of

    page = factories.playable_video(tree.videos)
    assert [track.label for track in tracks_of(page)] == ["English"]
    page.caption_tracks.add(CaptionTrack(language="en", kind="descriptions", text=MENDED))
    page.caption_tracks.add(CaptionTrack(language="uk", kind="subtitles", text=MENDED))
    page.save()
    assert [track.label for track in tracks_of(VideoPage.objects.get(pk=page.pk))] == [
        "English (captions)",
        "English (descriptions)",
        "Українська",
    ]


def test_the_transcript_of_a_film_in_another_language_is_made_of_what_there_is(tree):
    page = factories.playable_video(tree.videos, captions="", spoken_language="uk")
    assert page.transcript_lines == ()
    page.caption_tracks.add(CaptionTrack(language="uk", text=MENDED))
    assert (page.transcript_lines[0].text, page.transcript_language) == ("Hello from the quay", "uk")
    page.caption_tracks.add(CaptionTrack(language="en", kind="subtitles", text=factories.CAPTIONS))
    assert (page.transcript_lines[1].text, page.transcript_language) == ("Goodbye", "en")
    page.transcript = "Typed."
    assert page.transcript_language == "en"
