"""Another file takes the place of a film that readers watch once it plays, and never before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from newsreel import scheduler
from newsreel.models import ScheduleProblem
from tests import factories
from tests.video.encoding_fakes import ready_job
from tests.video.forms import errors_of, page_form, send, stored_tracks
from video.encoding import jobs
from video.encoding.running import run_job
from video.models import ExternalVideo, VideoFile, VideoPage
from video.probing import fill_video_file
from video.replacing import FilmNotReadyError

PUBLISH = "action-publish"
LATER = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def page(tree, editor) -> VideoPage:
    """A published film that plays."""
    page = factories.playable_video(tree.videos)
    page.save_revision(clean=False).publish()
    return page


def new_file(state: str = "queued") -> VideoFile:
    """A file that browsers do not play, as phones write it: not read yet, waiting, cancelled or encoded."""
    file = factories.video_file()
    VideoFile.objects.filter(pk=file.pk).update(facts={**file.facts, "browsers_play": False})
    file.refresh_from_db()
    if state == "reading":
        VideoFile.objects.filter(pk=file.pk).update(probed_at=None, facts={})
    elif state == "ready":
        ready_job(file)
    else:
        job = jobs.queue_first(file)
        if state == "cancelled":
            jobs.cancel(job)
    return VideoFile.objects.get(pk=file.pk)


def choose(client, page: VideoPage, file: VideoFile, action: str = PUBLISH, **fields: object):
    page = VideoPage.objects.get(pk=page.pk)
    return send(client, page, page_form(page, stored_tracks(page), file=file.pk, **fields), action)


def playing(client, page: VideoPage) -> bytes:
    return client.get(page.embed_path).content


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("reading", "is not ready yet: Being read"),
        ("queued", "is not ready yet: Waits for the encoder"),
        ("cancelled", "cannot be watched: Encoding was cancelled"),
    ],
)
def test_a_film_that_does_not_play_yet_takes_no_other_ones_place(page, client, state, words):
    file = new_file(state)
    said = errors_of(choose(client, page, file))
    assert words in said
    assert "Readers go on watching" in said and "Save a draft, and publish when" in said
    assert f'src="{page.file.url}"'.encode() in playing(client, page)


def test_the_draft_is_kept_and_published_when_the_film_is_ready(page, client):
    file = new_file()
    assert errors_of(choose(client, page, file, action="")) == ""
    assert VideoPage.objects.get(pk=page.pk).get_latest_revision_as_object().file == file
    assert page.file.url.encode() in playing(client, page)
    ready_job_of = file.newest_job
    jobs.cancel(ready_job_of)
    ready_job(file)
    assert errors_of(choose(client, page, file)) == ""
    content = playing(client, page)
    assert VideoFile.objects.get(pk=file.pk).progressive_url.encode() in content
    assert page.file.url.encode() not in content


def test_the_words_of_the_same_film_are_published_while_it_is_encoded_anew(page, client):
    ready_job(page.file)
    jobs.encode_again(page.file)
    assert errors_of(choose(client, page, page.file, standfirst="Corrected.")) == ""


def test_a_new_page_may_go_out_while_its_film_is_prepared(tree, client, editor):
    """Nobody loses anything: readers see that it comes."""
    page = factories.playable_video(tree.videos, live=False)
    page.save_revision(clean=False)
    assert errors_of(choose(client, page, new_file())) == ""
    assert b"being prepared" in playing(client, page)


def test_a_film_elsewhere_is_not_given_up_for_one_that_does_not_play(tree, client, editor):
    page = factories.video(
        tree.videos,
        external_url="https://vimeo.com/76979871",
        external=ExternalVideo.objects.create(
            provider="vimeo", provider_id="76979871", fetched_at=timezone.now()
        ),
        lead_image=factories.image(),
    )
    page.save_revision(clean=False)
    said = errors_of(choose(client, page, new_file(), external_url="", no_speech="on"))
    assert "is not ready yet" in said


def test_the_schedule_waits_for_the_film_and_readers_watch_the_old_one(page, client):
    file = new_file()
    assert errors_of(choose(client, page, file, go_live_at=LATER)) == "", "it may be ready by then"
    draft = VideoPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.go_live_at = None
    draft.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    assert scheduler.tick().published == []
    told = ScheduleProblem.objects.get().error
    assert told.startswith("This film is not ready yet: ") and told.endswith("as soon as it plays.")
    assert page.file.url.encode() in playing(client, page)
    jobs.cancel(file.newest_job)
    ready_job(file)
    ScheduleProblem.objects.update(next_attempt_at=timezone.now())
    assert [found.pk for found in scheduler.tick().published] == [page.pk]
    assert VideoFile.objects.get(pk=file.pk).progressive_url.encode() in playing(client, page)
    assert not ScheduleProblem.objects.exists()


def test_the_schedule_goes_on_as_soon_as_the_film_plays(page, fake):
    """However long its pause has grown meanwhile."""
    page.file = new_file()
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    assert scheduler.tick().published == []
    ScheduleProblem.objects.update(next_attempt_at=timezone.now() + timedelta(minutes=15))
    assert scheduler.tick().published == []
    run_job(page.file.newest_job.pk)
    assert [found.pk for found in scheduler.tick().published] == [page.pk]


def test_the_schedule_goes_on_as_soon_as_a_film_that_plays_by_itself_was_read(page):
    page.file = new_file("reading")
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    assert scheduler.tick().published == []
    ScheduleProblem.objects.update(next_attempt_at=timezone.now() + timedelta(minutes=15))
    fill_video_file(VideoFile.objects.get(pk=page.file.pk))
    assert [found.pk for found in scheduler.tick().published] == [page.pk]


# --- Without a form -----------------------------------------------------------------------------------


def test_code_that_publishes_leaves_readers_the_film_they_have(page, client):
    old, page.file = page.file, new_file()
    revision = page.save_revision()
    with pytest.raises(FilmNotReadyError, match="is not ready yet"):
        revision.publish()
    assert VideoPage.objects.get().file == old
    assert old.url.encode() in playing(client, page)
    jobs.cancel(page.file.newest_job)
    ready_job(page.file)
    revision.publish()
    assert VideoPage.objects.get().file == page.file


def test_code_may_set_a_time_for_a_film_that_is_being_prepared(page):
    page.file, page.go_live_at = new_file(), timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    revision.refresh_from_db()
    assert revision.approved_go_live_at == page.go_live_at


def test_a_review_does_not_end_with_a_film_that_does_not_play(page, admin_client):
    """Where it is approved from a list, and no form asks."""
    old, page.file = page.file, new_file()
    page.save_revision()
    page.get_workflow().start(page, factories.user("Producers"))
    state = page.current_workflow_state.current_task_state
    url = f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/"
    html = admin_client.post(url, {"comment": "", "next": "/admin/"}, follow=True).content.decode()
    assert "This film is not ready yet" in html
    assert VideoPage.objects.get().file == old
    state.refresh_from_db()
    assert state.status == "in_progress"
