"""The video desk: the list of jobs with what can be done, and the storage report."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.video.encoding_fakes import ready_job
from video.desk.storage import totals, with_sizes
from video.encoding import jobs
from video.models import EncodingJob, VideoFile

pytestmark = pytest.mark.django_db
State = EncodingJob.State


def job_url(name: str, *args: object) -> str:
    return reverse(f"encoding-jobs_modeladmin_{name}", args=args)


# --- Jobs -----------------------------------------------------------------------------------------------


def test_the_list_of_jobs_shows_states_and_problems(video_file, producer, client):
    job = jobs.queue_first(video_file)
    EncodingJob.objects.filter(pk=job.pk).update(state=State.FAILED, problem="The disk <b>is</b> full.")
    html = client.get(job_url("index")).content.decode()
    assert video_file.title in html
    assert "The disk &lt;b&gt;is&lt;/b&gt; full." in html
    assert "Try again" in html


def test_the_list_filters_and_finds(video_file, producer, client):
    jobs.queue_first(video_file)
    other = factories.video_file(title="Somewhere else")
    jobs.cancel(jobs.queue_first(other))
    assert "Somewhere else" not in client.get(job_url("index"), {"state__exact": "queued"}).content.decode()
    assert video_file.title not in client.get(job_url("index"), {"q": "Somewhere"}).content.decode()
    export = client.get(job_url("index"), {"export": "csv"})
    assert export.status_code == 200


def test_the_list_costs_the_same_for_many(producer, client, django_assert_max_num_queries):
    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            assert client.get(job_url("index")).status_code == 200
        return len(queries)

    for _number in range(2):
        ready_job(factories.video_file())
    count()
    few = count()
    for _number in range(6):
        ready_job(factories.video_file())
    assert count() <= few + 1


def test_one_job_with_all_that_is_known(video_file, producer, client):
    job = ready_job(video_file)
    EncodingJob.objects.filter(pk=job.pk).update(log_tail="<frame> 1")
    html = client.get(job_url("inspect", job.pk)).content.decode()
    for words in (
        "720p",
        "1280 × 720",
        "avc1.64001f",
        "&lt;frame&gt; 1",
        "Browsers play it as it is",
        "Readers are given",
    ):
        assert words in html, words


def test_an_action_asks_first_and_posts(video_file, producer, client):
    job = jobs.queue_first(video_file)
    act = reverse("video_job_act", args=[job.pk, "cancel"])
    assert client.get(act).status_code == 200
    assert EncodingJob.objects.get().state == State.QUEUED
    assert client.post(act).status_code == 302
    assert EncodingJob.objects.get().state == State.CANCELLED
    page = client.post(act, follow=True)
    assert "nothing to cancel" in page.content.decode()
    assert client.post(reverse("video_job_act", args=[job.pk, "explode"])).status_code in (302, 403)


@pytest.mark.parametrize(("group", "status"), [("Producers", 200), ("Moderators", 200), ("Editors", 302)])
def test_producers_and_moderators_have_the_desk(video_file, client, group, status):
    job = jobs.queue_first(video_file)
    client.force_login(factories.user(group))
    assert client.get(job_url("index")).status_code == status
    assert client.get(job_url("inspect", job.pk)).status_code == status
    assert client.get(reverse("video_desk:storage")).status_code == status
    assert client.get(reverse("video_job_act", args=[job.pk, "cancel"])).status_code == status
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("encoding-jobs" in home) is (status == 200)


# --- Storage --------------------------------------------------------------------------------------------


def test_sizes_of_originals_rungs_and_what_was_replaced(video_file):
    ready_job(video_file)
    ready_job(video_file)
    small = factories.video_file()
    files = list(with_sizes(VideoFile.objects.all()))
    assert files == [video_file, small]
    made = sum(len(name) * 3 for name in ("360p", "audio", "720p", "mp4"))
    assert (files[0].rung_bytes, files[0].shown_bytes) == (2 * made, made)
    assert files[0].all_bytes == video_file.file_size + 2 * made
    found = totals()
    assert (found.rungs, found.replaced) == (2 * made, made)
    assert found.originals == video_file.file_size + small.file_size
    assert found.free > 0


def test_the_report_reads_and_costs_the_same_for_many(producer, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    assert "no video files yet" in client.get(reverse("video_desk:storage")).content.decode()
    counts = []
    for more in (2, 6):
        for _number in range(more):
            factories.video_file()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("video_desk:storage"), {"p": "x"}).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0]
