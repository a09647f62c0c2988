"""Caption tracks in the form of a video: files, reviews, twins, and what publishing asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from newsreel import scheduler
from newsreel.models import ScheduleProblem
from tests import factories
from tests.video.forms import errors_of, page_form, send, stored_tracks, track
from video.models import CaptionTrack, VideoPage
from video.words.gate import WordsMissingError, missing_words, require_words

pytestmark = pytest.mark.django_db

MENDED = factories.CAPTIONS.replace("Goodbye", "Farewell")
SRT = "1\n00:00:00,000 --> 00:00:00,900\nПривіт\n"
PUBLISH = "action-publish"


@pytest.fixture
def media(db):
    return {"file": factories.video_file().pk, "lead_image": factories.image().pk}


def upload(data: bytes, name: str = "captions.srt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def published(client, tree, media) -> VideoPage:
    data = page_form(tracks=[track(reviewed="on")], **media)
    assert not errors_of(send(client, tree.videos, data, PUBLISH))
    return VideoPage.objects.get()


# --- Files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_a_caption_file_becomes_a_track(tree, client, editor, media, encoding):
    tracks = [track("", "uk", upload=upload(SRT.encode(encoding)), reviewed="on")]
    data = page_form(tracks=tracks, language="uk", **media)
    assert not errors_of(send(client, tree.videos, data, PUBLISH))
    stored = CaptionTrack.objects.get()
    assert stored.text == "WEBVTT\n\n00:00:00.000 --> 00:00:00.900\nПривіт\n"
    assert stored.reviewed


def test_a_file_wins_over_the_text_below_it(tree, client, editor, media):
    data = page_form(tracks=[track(upload=upload(MENDED.encode(), "mended.vtt"))], **media)
    assert not errors_of(send(client, tree.videos, data))
    assert "Farewell" in CaptionTrack.objects.get().text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 10_000_000, "10.0 MB"),
        (bytes(4000), "no caption file"),
        (b"WEBVTT\n\n00:03.000 --> 00:01.000\nA", "Line 3: the caption ends before it starts"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<script>x</script>", "may not stand in a caption"),
        ("Вірш\n".encode("cp1251"), "without a time line"),
        (b"", "empty"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_nothing_is_lost(tree, client, editor, media, content, words):
    data = page_form(tracks=[track("", upload=upload(content))], title="Typed with care", **media)
    response = send(client, tree.videos, data)
    assert words in errors_of(response)
    assert "Typed with care" in response.content.decode()
    assert not VideoPage.objects.exists()


def test_a_track_without_words_waits_in_a_draft_and_no_longer(tree, client, editor, media):
    data = page_form(tracks=[track("")], **media)
    assert "choose their file" in errors_of(send(client, tree.videos, data, PUBLISH))
    assert not errors_of(send(client, tree.videos, data))


def test_several_tracks_are_kept_in_their_order(tree, client, editor, media):
    tracks = [
        track(reviewed="on", ORDER="2"),
        track(SRT, "uk", "subtitles", ORDER="1"),
        track("", "de", "subtitles", upload=upload(SRT.encode()), ORDER="3"),
        track(kind="descriptions", ORDER="4"),
    ]
    assert not errors_of(send(client, tree.videos, page_form(tracks=tracks, **media), PUBLISH))
    found = CaptionTrack.objects.order_by("sort_order")
    assert [(one.language, one.kind) for one in found] == [
        ("uk", "subtitles"),
        ("en", "captions"),
        ("de", "subtitles"),
        ("en", "descriptions"),
    ]


def test_two_tracks_of_one_language_and_kind_are_refused_in_words(tree, client, editor, media):
    data = page_form(tracks=[track(reviewed="on"), track(MENDED)], **media)
    assert "another track of this language and kind" in errors_of(send(client, tree.videos, data))
    removed = page_form(tracks=[track(reviewed="on"), track(MENDED, DELETE="on")], **media)
    assert not errors_of(send(client, tree.videos, removed))


def test_the_form_speaks_to_the_list_editor_and_works_without_it(tree, client, editor, media):
    page = published(client, tree, media)
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert html.count("<caption-editor") == 2, "one track, and the template of the next"
    assert "<chapter-editor" in html
    assert "<transcript-editor" in html
    assert 'enctype="multipart/form-data"' in html
    assert "js/words/editors.js" in html
    assert f"{page.caption_tracks.get().uuid}.srt" in html


# --- Reviewed -------------------------------------------------------------------------------------------


def test_a_video_is_published_with_reviewed_captions_only(tree, client, editor, media):
    unread = page_form(tracks=[track()], **media)
    assert "Nobody has reviewed" in errors_of(send(client, tree.videos, unread, PUBLISH))
    assert not errors_of(send(client, tree.videos, unread)), "a draft may wait for it"


def test_changed_words_are_not_reviewed_any_more(tree, client, editor, media):
    page = published(client, tree, media)
    changed = page_form(page, stored_tracks(page, text=MENDED), **media)
    response = send(client, page, changed, PUBLISH)
    assert "changed after they were reviewed" in errors_of(response)
    html = response.content.decode()
    assert "data-changed-since-review" in html
    assert 'value="again"' in html, "the box may be ticked for the words as they are now"
    again = page_form(page, stored_tracks(page, text=MENDED, reviewed="again"), **media)
    assert not errors_of(send(client, page, again, PUBLISH))
    assert CaptionTrack.objects.get().reviewed


def test_a_draft_remembers_that_words_changed_after_the_review(tree, client, editor, media):
    page = published(client, tree, media)
    send(client, page, page_form(page, stored_tracks(page, text=MENDED), **media))
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object().caption_tracks.all()[0]
    assert (draft.reviewed, draft.changed_since_review) == (False, True)
    assert "data-changed-since-review" in client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    ticked = page_form(page, stored_tracks(page, reviewed="on"), **media)
    assert not errors_of(send(client, page, ticked, PUBLISH))


def test_other_spacing_is_no_other_words(tree, client, editor, media):
    page = published(client, tree, media)
    spaced = factories.CAPTIONS.replace("\n\n", "\n\n\n").replace("Hello", "  Hello")
    assert not errors_of(
        send(client, page, page_form(page, stored_tracks(page, text=spaced), **media), PUBLISH)
    )


def test_code_that_marks_a_track_as_reviewed_means_its_words(tree):
    page = factories.playable_video(tree.videos)
    stored = page.caption_tracks.get()
    assert stored.reviewed
    stored.text = MENDED
    stored.save()
    stored.refresh_from_db()
    assert not stored.reviewed


# --- The gate -------------------------------------------------------------------------------------------


def test_captions_are_asked_for_in_the_language_that_is_spoken(tree, client, editor, media):
    data = page_form(tracks=[track(reviewed="on")], spoken_language="uk", **media)
    assert "Українська" in errors_of(send(client, tree.videos, data, PUBLISH))
    both = [track(reviewed="on"), track(SRT, "uk", reviewed="on")]
    data = page_form(tracks=both, spoken_language="uk", **media)
    assert not errors_of(send(client, tree.videos, data, PUBLISH))


def test_a_waiver_keeps_who_gave_it_and_when(tree, client, editor, media):
    before = timezone.now()
    data = page_form(captions_waiver="The minister resigned a minute ago", **media)
    assert not errors_of(send(client, tree.videos, data, PUBLISH))
    page = VideoPage.objects.get()
    assert page.waived_by == editor
    assert before <= page.waived_at <= timezone.now()
    other = factories.user(is_superuser=True)
    client.force_login(other)
    send(
        client, page, page_form(page, captions_waiver="The minister resigned a minute ago", **media), PUBLISH
    )
    page.refresh_from_db()
    assert page.waived_by == editor, "who only saves it again has not waived anything"
    send(client, page, page_form(page, [track(reviewed="on")], captions_waiver="", **media), PUBLISH)
    page.refresh_from_db()
    assert (page.waived_by, page.waived_at) == (None, None)


@pytest.mark.parametrize("excuse", ["no_speech", "captions_burned_in", "captions_waiver"])
def test_an_excuse_is_enough_for_whoever_publishes_without_a_form(tree, excuse):
    page = factories.playable_video(tree.videos, captions="")
    assert "no captions in its language" in missing_words(page)
    with pytest.raises(WordsMissingError):
        require_words(page)
    setattr(page, excuse, True if excuse != "captions_waiver" else "Because")
    assert missing_words(page) == ""


def test_without_the_rule_nothing_is_asked(tree, settings):
    settings.NEWSREEL_REQUIRE_CAPTIONS = False
    assert missing_words(factories.playable_video(tree.videos, captions="")) == ""


def test_the_schedule_asks_again_and_keeps_what_it_could_not_publish(tree):
    page = factories.playable_video(tree.videos, live=False)
    draft = page.get_latest_revision_as_object()
    draft.caption_tracks = [CaptionTrack(language="en", text=factories.CAPTIONS)]
    revision = draft.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    outcome = scheduler.tick()
    assert outcome.published == []
    assert "Nobody has reviewed" in ScheduleProblem.objects.get().error
    page.refresh_from_db()
    assert not page.live
    revision.delete()
    draft = VideoPage.objects.get(pk=page.pk)
    draft.caption_tracks = [CaptionTrack(language="en", text=factories.CAPTIONS, reviewed=True)]
    draft.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    ScheduleProblem.objects.update(next_attempt_at=timezone.now())
    assert [found.pk for found in scheduler.tick().published] == [page.pk]
