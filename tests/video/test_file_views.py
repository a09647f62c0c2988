"""Video files in the admin: who may do what with which, where a file is used, and choosers that show what there is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from tests import factories
from tests.video.tus import Tus
from video.file_usage import pages_using
from video.models import EncodingJob, VideoFile, VideoPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk_only(producer):
    """The producers may work in the collection “Desk” alone."""
    desk = Collection.get_first_root_node().add_child(name="Desk")
    group = Group.objects.get(name="Producers")
    mine = GroupCollectionPermission.objects.filter(group=group, permission__codename__endswith="videofile")
    mine.update(collection=desk)
    return desk


# --- Whose files -------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["edit", "delete", "inspect"])
def test_a_producer_of_one_collection_reaches_no_file_of_another(desk_only, client, clip, view):
    mine, other = factories.video_file(clip, collection=desk_only), factories.video_file(clip)
    assert client.get(reverse(f"video_files:{view}", args=[mine.pk])).status_code == 200
    response = client.get(reverse(f"video_files:{view}", args=[other.pk]))
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    client.post(reverse(f"video_files:{view}", args=[other.pk]), {"title": "Mine now"})
    other.refresh_from_db()
    assert other.title != "Mine now"


def test_lists_and_choosers_show_files_of_open_collections_only(desk_only, client, clip):
    factories.video_file(clip, collection=desk_only, title="Harbour")
    other = factories.video_file(clip, title="Confidential")
    for name in ("video_files:index", "video_files:add", "video_file_chooser:choose_results"):
        html = client.get(reverse(name)).content.decode()
        assert "Harbour" in html, name
        assert "Confidential" not in html, name
    assert client.get(reverse("video_file_chooser:chosen", args=[other.pk])).status_code == 404


# --- Where a file is used -----------------------------------------------------------------------------


def drafted(page: VideoPage, file: VideoFile) -> None:
    page.file = file
    page.save_revision()
    page.refresh_from_db()


def test_uses_are_found_on_pages_in_drafts_and_in_scheduled_versions(tree, clip):
    file = factories.video_file(clip)
    live = factories.video(tree.videos, file=file)
    only_draft = factories.video(tree.videos, file=file, live=False)
    live_without = factories.video(tree.videos)
    drafted(live_without, file)
    scheduled = factories.video(tree.videos)
    scheduled.file = file
    scheduled.go_live_at = timezone.now() + timedelta(days=1)
    scheduled.save_revision().publish()
    scheduled = VideoPage.objects.get(pk=scheduled.pk)
    drafted(scheduled, None)
    earlier = factories.video(tree.videos)
    drafted(earlier, file)
    drafted(earlier, None)
    assert pages_using(file) == {
        live.pk: False,
        only_draft.pk: True,
        live_without.pk: True,
        scheduled.pk: True,
    }


def test_a_file_that_only_a_draft_uses_cannot_be_deleted_either(tree, producer, client, clip):
    file = factories.video_file(clip)
    page = factories.video(tree.videos, title="It was out with another file")
    drafted(page, file)
    response = client.post(reverse("video_files:delete", args=[file.pk]), follow=True)
    html = response.content.decode()
    assert VideoFile.objects.filter(pk=file.pk).exists()
    assert "was not deleted" in html
    assert "It was out with another file" in html
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html, "the form lists it"


def test_a_page_that_one_may_not_open_is_counted_and_not_named(tree, producer, client, clip):
    page = factories.video(tree.videos, title="Secret investigation", file=factories.video_file(clip))
    GroupPagePermission.objects.filter(group__name="Producers").delete()
    url = reverse("video_files:delete", args=[page.file.pk])
    html = client.post(url, follow=True).content.decode()
    assert "used by 1 page and was not deleted" in html
    assert "1 more page" in html
    assert "Secret investigation" not in html


def test_whoever_may_not_delete_learns_nothing_of_the_pages(tree, client, clip):
    page = factories.video(tree.videos, title="Secret investigation", file=factories.video_file(clip))
    client.force_login(factories.user("Editors"))
    for ask in (client.get, client.post):
        response = ask(reverse("video_files:delete", args=[page.file.pk]), follow=True)
        assert "Secret investigation" not in response.content.decode()
        assert "not deleted" not in response.content.decode()


def test_a_file_that_nothing_uses_is_deleted(tree, producer, client, clip):
    file = factories.video_file(clip)
    url = reverse("video_files:delete", args=[file.pk])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert not VideoFile.objects.exists()


# --- What is seen of files ------------------------------------------------------------------------------


def encoded(file: VideoFile) -> VideoFile:
    stills = [{"seconds": 1.0, "file": f"still-{number}.jpg"} for number in range(4)]
    file.encoding = EncodingJob.objects.create(video_file=file, state=EncodingJob.State.READY, stills=stills)
    file.save(update_fields=["encoding"])
    return file


@pytest.mark.parametrize("name", ["video_files:index", "video_files:add", "video_file_chooser:choose"])
def test_files_are_shown_with_still_duration_size_and_state(tree, producer, client, clip, name):
    file = encoded(factories.video_file(clip))
    response = client.get(reverse(name))
    html = response.json()["html"] if "choose" in name else response.content.decode()
    assert f"/media/video/{file.token}/{file.encoding.token}/still-1.jpg" in html
    assert "0:01" in html
    assert "Ready to play" in html
    assert file.weight_text in html or name == "video_files:add"


def test_a_file_that_was_never_encoded_is_not_called_ready(tree, clip):
    file = factories.video_file(clip)
    assert file.state == "The original plays"
    file.facts = {**file.facts, "browsers_play": False}
    assert file.state == "Not encoded yet, so it cannot be played"


@pytest.mark.parametrize(
    "name",
    [
        "video_files:index",
        "video_files:add",
        "video_file_chooser:choose_results",
        "video_chooser:choose_results",
    ],
)
def test_lists_cost_the_same_for_two_files_as_for_eight(
    tree, producer, client, clip, name, connection_queries
):
    def cost() -> int:
        client.get(reverse(name))
        with connection_queries() as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    def add(number: int) -> None:
        for _number in range(number):
            factories.video(
                tree.videos,
                file=encoded(factories.video_file(clip)),
                lead_image=factories.image(),
                live=False,
            )

    add(2)
    two = cost()
    add(6)
    assert cost() == two


@pytest.fixture
def connection_queries():
    from django.db import connection

    return lambda: CaptureQueriesContext(connection)


def test_files_are_found_by_their_title_in_the_chooser(tree, producer, client, clip, drain):
    factories.video_file(clip, title="The harbour at night")
    factories.video_file(clip, title="A tram in the rain")
    drain()
    for name, query in (("video_file_chooser:choose_results", "harb"), ("video_files:index", "harbour")):
        html = client.get(f"{reverse(name)}?q={query}").content.decode()
        assert "The harbour at night" in html, name
        assert "A tram" not in html, name


def test_the_upload_page_lists_ones_own_unfinished_uploads(tree, producer, client, clip):
    mine, theirs = Tus(client), Tus(type(client)())
    theirs.client.force_login(factories.user("Producers"))
    mine.create(len(clip), "mine.mp4", fingerprint="abc")
    mine.patch(clip[:1024], 0)
    theirs.create(len(clip), "theirs.mp4")
    html = client.get(reverse("video_files:add")).content.decode()
    assert 'data-upload-earlier="abc"' in html
    assert "mine.mp4" in html
    assert "1.0" in html
    assert "theirs.mp4" not in html
    listed = client.get(reverse("video_uploads") + "?fingerprint=abc").json()["uploads"]
    assert [(upload["filename"], upload["offset"]) for upload in listed] == [("mine.mp4", 1024)]
    assert client.get(reverse("video_uploads") + "?fingerprint=other").json() == {"uploads": []}


def test_hostile_names_stay_words_on_the_upload_page(tree, producer, client):
    Tus(client).create(5, '"><script>alert(1)</script>.mp4', title="<b>x</b>")
    html = client.get(reverse("video_files:add")).content.decode()
    assert "<script>alert(1)" not in html
