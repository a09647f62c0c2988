"""Lists and reports of the admin: what an editor may ask of them, and what they write into files."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail_modeladmin.views import IndexView

from news.corrections_register import CorrectionsRegister
from newsreel.admin.own_filters import OwnFilters
from newsreel.models import Correction
from search.report import SearchReport
from tests import factories
from video.desk.job_list import EncodingJobs
from video.encoding import jobs
from video.models import VideoFile

pytestmark = pytest.mark.django_db
LISTS = (CorrectionsRegister, EncodingJobs, SearchReport)


@pytest.fixture
def owner():
    """Whose password nobody shall guess."""
    return factories.user("Moderators")


@pytest.fixture
def corrections(tree, owner, client):
    story = factories.article(tree.feed, owner=owner)
    story.corrections = [Correction(text="It was sixteen.")]
    story.save()
    client.force_login(factories.user("Editors"))
    return reverse(CorrectionsRegister().url_helper.get_action_url_name("index"))


def shown(client, url: str, **parameters: str) -> int:
    response = client.get(url, parameters)
    assert response.status_code == 200
    return len(response.context["object_list"])


@pytest.mark.parametrize("made", LISTS, ids=lambda made: made.__name__)
def test_every_list_takes_its_own_filters_only(made):
    assert issubclass(made.index_view_class, OwnFilters)
    assert issubclass(made.index_view_class, IndexView)


def test_a_list_gives_no_password_away(corrections, owner, client):
    for beginning in (owner.password[:8], "zzzz"):
        assert shown(client, corrections, story__owner__password__startswith=beginning) == 1


def test_the_list_of_jobs_gives_no_password_away(tree, owner, client):
    file = factories.video_file()
    VideoFile.objects.filter(pk=file.pk).update(uploaded_by=owner)
    jobs.queue_first(file)
    client.force_login(factories.user("Producers"))
    url = reverse("encoding-jobs_modeladmin_index")
    for beginning in (owner.password[:8], "zzzz"):
        assert shown(client, url, video_file__uploaded_by__password__startswith=beginning) == 1


def test_an_address_with_anything_else_shows_the_list(corrections, client):
    assert shown(client, corrections, utm_source="mail", story__nothing="1", corrected_at__year="1") == 1


def test_a_day_that_is_none_is_a_bad_request(corrections, client):
    assert client.get(corrections, {"corrected_at__gte": "soon"}).status_code == 400


def test_a_list_still_takes_its_filters(corrections, client):
    assert shown(client, corrections, story__kind__exact="article") == 1
    assert shown(client, corrections, story__kind__exact="video") == 0
    assert shown(client, corrections, corrected_at__gte="2100-01-01 00:00:00+00:00") == 0


# --- Files ----------------------------------------------------------------------------------------------


def exported(client, url: str, **parameters: str) -> str:
    return client.get(url, {"export": "csv", **parameters}).getvalue().decode()


def test_no_cell_of_the_list_of_jobs_runs_as_a_formula(tree, client):
    jobs.queue_first(factories.video_file(title="=HYPERLINK(1)"))
    client.force_login(factories.user("Producers"))
    assert ",'=HYPERLINK(1)," in exported(client, reverse("encoding-jobs_modeladmin_index"))


def test_no_cell_of_the_report_of_words_runs_as_a_formula(tree, client):
    factories.playable_video(tree.videos, title="=HYPERLINK(1)")
    client.force_login(factories.user("Producers"))
    table = exported(client, reverse("video_words:report"), captions="all")
    assert table.splitlines()[1].startswith("'=HYPERLINK(1),")
