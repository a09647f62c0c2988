"""The video desk: words for each state, the panel's endpoints, posters."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission

from newsreel.models import EditorialImage
from newsreel.storage import private_storage
from tests import factories
from tests.video.encoding_fakes import ready_job
from video.desk import posters
from video.desk.states import film_state
from video.encoding import jobs
from video.encoding.results import EncodingError
from video.encoding.running import run_job
from video.models import EncodingJob, VideoFile

pytestmark = pytest.mark.django_db
State = EncodingJob.State


def url(name: str, file: VideoFile, *more: str) -> str:
    return reverse(f"video_desk:{name}", args=[file.pk, *more])


# --- Words ----------------------------------------------------------------------------------------------


def test_each_state_has_words_and_says_what_readers_get(video_file, fake):
    def state() -> tuple[str, str, str, tuple[str, ...]]:
        found = film_state(VideoFile.objects.select_related("encoding").get(pk=video_file.pk))
        return found.tone, found.words, " ".join(found.details), found.actions

    job = jobs.queue_first(video_file)
    assert state() == (
        "busy", "It waits for the encoder.", "Until then the original plays.", ("cancel",)
    )  # fmt: skip
    seen = []
    fake.before = lambda name: seen.append(state())
    run_job(job.pk)
    assert seen[0][1] == "Being encoded: 0 %"
    assert "watched already, in up to 360p" in seen[2][2]
    tone, _words, details, actions = state()
    assert (tone, actions) == ("good", ("again",))
    assert "720p, 360p · one MP4 ·" in details
    EncodingJob.objects.update(state=State.FAILED, problem="The disk is full.")
    tone, _words, details, actions = state()
    assert (tone, actions) == ("bad", ("retry",))
    assert "The disk is full." in details
    EncodingJob.objects.update(state=State.CANCELLED)
    assert state()[1] == "Its encoding was cancelled."


def test_a_file_that_is_read_refused_or_waits_for_another_try_says_so(video_file):
    broken = factories.video_file(b"words")
    assert film_state(broken).tone == "bad"
    assert broken.problem in film_state(broken).details
    new = factories.video_file()
    new.probed_at = None
    assert film_state(new).tone == "busy"
    job = jobs.queue_first(video_file)
    EncodingJob.objects.filter(pk=job.pk).update(
        run_after=timezone.now() + timedelta(minutes=1), problem="Full."
    )
    assert "tried again at" in film_state(video_file).words
    assert "Full." in film_state(video_file).details


def test_those_before_it_in_the_queue_are_counted(video_file):
    for _number in range(2):
        jobs.queue_first(factories.video_file())
    jobs.queue_first(video_file)
    assert film_state(video_file).details[0] == "2 videos are before it."


def test_an_original_that_no_browser_plays_is_not_promised(video_file):
    VideoFile.objects.update(facts={"browsers_play": False})
    video_file.refresh_from_db()
    jobs.queue_first(video_file)
    assert "cannot be watched yet" in " ".join(film_state(video_file).details)


# --- The panel's endpoints ------------------------------------------------------------------------------


def test_after_a_failed_repeat_what_was_made_before_is_not_called_the_original(video_file):
    job = ready_job(video_file)
    EncodingJob.objects.filter(pk=job.pk).update(made=["mp4"], is_streamable=False)
    jobs.encode_again(VideoFile.objects.get(pk=video_file.pk))
    EncodingJob.objects.exclude(pk=job.pk).update(state=State.FAILED, problem="The disk is full.")
    found = film_state(VideoFile.objects.select_related("encoding").get(pk=video_file.pk))
    assert found.tone == "bad"
    assert found.details == ("The disk is full.", "It can be watched, as it was made before.")


def test_the_panel_learns_the_state_and_the_stills(video_file, producer, client):
    ready_job(video_file)
    data = client.get(url("state", video_file)).json()
    assert data["settled"] is True
    assert "Ready" in data["state"]
    assert "still-1.jpg" in data["posters"]
    assert data["source"].endswith("mp4.mp4")
    assert data["may_pick"] is True


def test_without_an_encoder_no_pictures_are_promised(video_file, producer, client, settings):
    settings.NEWSREEL_FFMPEG = "none"
    data = client.get(url("state", video_file)).json()
    assert "no encoder" in data["state"] and "choose an image from the library" in data["state"]
    assert (data["may_pick"], data["may_look"]) == (False, False)
    assert "Four pictures" not in data["posters"]
    jobs.queue_first(video_file)
    data = client.get(url("state", video_file)).json()
    assert (data["may_pick"], data["may_look"]) == (True, False), "another server encodes it"
    assert "Four pictures" in data["posters"]


def test_strangers_and_readers_learn_nothing(video_file, client):
    addresses = [url("state", video_file), url("frame", video_file)]
    assert all(client.get(one).status_code == 302 for one in addresses)
    client.force_login(factories.user())
    assert all(client.get(one).status_code in (302, 403, 404) for one in addresses)
    client.force_login(factories.user("Editors"))
    assert client.get(addresses[0]).status_code == 404


def test_retry_cancel_and_again_by_post_only(video_file, producer, client):
    job = jobs.queue_first(video_file)
    assert client.get(url("act", video_file, "cancel")).status_code == 405
    assert "cancelled" in client.post(url("act", video_file, "cancel")).json()["state"]
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    client.post(url("act", video_file, "retry"))
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert client.post(url("act", video_file, "anything")).status_code == 404
    job.refresh_from_db()
    assert job.state == State.QUEUED, "what is no action does nothing"
    refused = client.post(url("act", video_file, "again"))
    assert refused.status_code == 409
    assert "already" in refused.json()["problem"]


def test_who_may_only_choose_a_file_cannot_stop_its_encoding(video_file, client):
    user = factories.user("Editors")
    group = user.groups.create(name="Choosers")
    from django.contrib.auth.models import Permission

    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="choose_videofile"),
    )
    client.force_login(user)
    jobs.queue_first(video_file)
    data = client.get(url("state", video_file)).json()
    assert "data-film-act" not in data["state"]
    assert client.post(url("act", video_file, "cancel")).status_code in (302, 403)
    assert EncodingJob.objects.get().state == State.QUEUED


def test_titles_in_the_panel_are_escaped(video_file, producer, client):
    job = jobs.queue_first(video_file)
    EncodingJob.objects.filter(pk=job.pk).update(state=State.FAILED, problem="<script>alert(1)</script>")
    assert "<script>" not in client.get(url("state", video_file)).json()["state"]


# --- Posters --------------------------------------------------------------------------------------------


def test_a_candidate_becomes_a_picture_with_alt_and_credit(video_file, producer, client):
    ready_job(video_file)
    values = {"still": "0", "title": "Ferry", "alt": "A ferry in fog", "credit": "Newsreel"}
    data = client.post(url("poster", video_file), values).json()
    image = EditorialImage.objects.get(pk=data["id"])
    assert (image.title, image.description, image.credit) == ("Ferry", "A ferry in fog", "Newsreel")
    assert image.uploaded_by_user == producer
    assert (image.width, image.height) == (640, 360)
    assert data["preview"]["url"]
    assert data["edit_url"]


def test_null_characters_are_left_out(video_file, producer, client):
    ready_job(video_file)
    values = {"still": "0", "title": "Fer\0ry", "alt": "Fog\0", "credit": "\0"}
    image = EditorialImage.objects.get(pk=client.post(url("poster", video_file), values).json()["id"])
    assert (image.title, image.description, image.credit) == ("Ferry", "Fog", "")


def test_a_candidate_whose_picture_is_gone_is_refused_in_words(video_file, producer, client):
    job = ready_job(video_file)
    private_storage().delete(f"{job.folder}/{job.stills[0]['file']}")
    response = client.post(url("poster", video_file), {"still": "0", "alt": "A ferry"})
    assert response.status_code == 400
    assert "cannot be read" in response.json()["problems"][""]


def test_any_moment_becomes_a_picture(video_file, producer, client, monkeypatch):
    asked = []

    def still_at(path: object, seconds: float, facts: object) -> bytes:
        asked.append(seconds)
        return factories.image_bytes()

    monkeypatch.setattr(posters, "still_at", still_at)
    response = client.get(url("frame", video_file), {"t": "0:00.5"})
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in response.headers["Cache-Control"]
    data = client.post(url("poster", video_file), {"t": "0.25", "alt": "A quay"}).json()
    assert EditorialImage.objects.get(pk=data["id"]).title == video_file.title
    assert asked == [0.5, 0.25]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"t": "0.5"}, "alt"),
        ({"t": "0.5", "alt": "  "}, "alt"),
        ({"t": "soon", "alt": "x"}, "time"),
        ({"t": "-1", "alt": "x"}, "time"),
        ({"t": "nan", "alt": "x"}, "time"),
        ({"t": "9:00", "alt": "x"}, "time"),
        ({"alt": "x"}, "time"),
        ({"t": "0", "alt": "x" * 256}, "alt"),
        ({"t": "0", "alt": "x", "credit": "x" * 201}, "credit"),
        ({"still": "7", "alt": "x"}, ""),
        ({"still": "../../secret", "alt": "x"}, ""),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_is_made(video_file, producer, client, values, field):
    response = client.post(url("poster", video_file), values)
    assert response.status_code == 400
    assert set(response.json()["problems"]) == {field}
    assert not EditorialImage.objects.exists()


def test_an_encoder_that_cannot_is_quoted(video_file, producer, client, monkeypatch):
    def fail(*args: object) -> bytes:
        raise EncodingError("There is no encoder on this server.")

    monkeypatch.setattr(posters, "still_at", fail)
    response = client.get(url("frame", video_file), {"t": "0"})
    assert (response.status_code, response.json()["problems"][""]) == (
        400,
        "There is no encoder on this server.",
    )


def test_nobody_adds_images_who_may_not(video_file, client):
    user = factories.user("Producers")
    GroupCollectionPermission.objects.filter(permission__codename="add_image").delete()
    client.force_login(user)
    assert client.get(url("state", video_file)).json()["may_pick"] is False
    response = client.post(url("poster", video_file), {"t": "0", "alt": "x"})
    assert response.status_code in (302, 403)
    assert not EditorialImage.objects.exists()


def test_the_form_of_a_video_has_the_panel(tree, producer, client):
    page = factories.playable_video(tree.videos)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'data-film-field="id_file"' in html
    assert "admin-film.js" in html
    add = client.get(reverse("wagtailadmin_pages:add", args=["video", "videopage", tree.videos.pk]))
    assert "data-film" in add.content.decode()


def test_the_form_of_a_file_has_its_state(video_file, producer, client):
    html = client.get(reverse("video_files:edit", args=[video_file.pk])).content.decode()
    assert "data-film-state" in html
