"""Guards before an upload, links in its folder, and what the worker sweeps away."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission

from newsreel import leases
from newsreel.storage import private_storage
from tests import factories
from tests.video.tus import Body, Tus, stored, the_upload
from video.models import Upload, VideoFile
from video.uploads import limits, receiving, staging, sweeping

pytestmark = pytest.mark.django_db


# --- Guards ----------------------------------------------------------------------------------------


def test_another_kind_of_file_is_refused_with_those_that_are_taken(tus):
    response = tus.create(5, "clip.exe")
    assert response.status_code == 415
    assert ".mp4" in response.json()["message"]
    assert tus.create(5, "").status_code == 400
    assert tus.create(5, ".mp4").status_code == 415


def test_one_user_cannot_fill_the_newsroom_with_unfinished_uploads(tus, clip, settings):
    settings.NEWSREEL_UPLOADS_PER_USER = 2
    assert [tus.create(len(clip)).status_code for _number in range(3)] == [201, 201, 429]
    assert "cancel" in tus.create(len(clip)).json()["message"]
    tus.patch(clip, 0)
    assert tus.create(len(clip)).status_code == 201
    theirs = Tus(type(tus.client)())
    theirs.client.force_login(factories.user("Producers"))
    assert theirs.create(5).status_code == 201


def test_nor_with_bytes_that_are_only_promised(tus, settings):
    settings.NEWSREEL_VIDEO_MAX_BYTES = 1000
    settings.NEWSREEL_UPLOAD_RESERVE_BYTES = 0
    assert [tus.create(900).status_code for _number in range(4)] == [201, 201, 201, 429]


def test_the_disk_keeps_its_reserve_when_all_uploads_are_whole(tus, settings, monkeypatch):
    settings.NEWSREEL_UPLOAD_RESERVE_BYTES = 1000
    monkeypatch.setattr(limits, "free_bytes", lambda: 10_000)
    assert tus.create(6000).status_code == 201
    response = tus.create(6000)
    assert response.status_code == 507
    assert "not enough room" in response.json()["message"]
    assert tus.create(3000).status_code == 201


def test_there_is_an_answer_to_how_much_room_there_is_before_the_first_upload(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "staging": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "not" / "yet")},
        },
    }
    storages._storages.pop("staging", None)
    try:
        assert limits.free_bytes() > 0
    finally:
        storages._storages.pop("staging", None)


@pytest.mark.parametrize("wanted", ["999999", "0", "-1", "x", "1" * 30, "٣", "1; drop table"])
def test_a_collection_that_is_closed_or_made_up_is_refused(tus, wanted):
    assert tus.create(5, collection=wanted).status_code == 403


def test_a_producer_of_one_desk_uploads_into_that_desk_only(tus, clip):
    root = Collection.get_first_root_node()
    desk, other = root.add_child(name="Desk"), root.add_child(name="Other")
    group = Group.objects.get(name="Producers")
    mine = GroupCollectionPermission.objects.filter(group=group, permission__codename__endswith="videofile")
    mine.update(collection=desk)
    assert tus.create(5, collection=str(other.pk)).status_code == 403
    tus.send(clip)
    assert VideoFile.objects.get().collection == desk


# --- Links in the staging folder ----------------------------------------------------------------------


def test_no_link_in_the_staging_folder_is_followed(tus, clip, tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    tus.create(len(clip))
    path = staging.path_of(the_upload().uuid)
    path.unlink()
    path.symlink_to(victim)
    with pytest.raises(OSError, match="symbolic link"):
        tus.patch(clip, 0)
    Upload.objects.update(offset=len(clip), writer="")
    assert tus.head().headers["Upload-Offset"] == "0"
    with pytest.raises(OSError, match="plain file"):
        staging.move(the_upload().uuid, private_storage(), "video/x/original.mp4", may_copy=True)
    tus.delete()
    assert victim.read_bytes() == b"precious"
    assert not path.is_symlink()


def test_an_upload_never_takes_the_place_of_a_file_that_is_there(tus):
    tus.create(5)
    with pytest.raises(FileExistsError):
        staging.create(the_upload().uuid)


# --- The sweep -------------------------------------------------------------------------------------


def test_uploads_that_stood_still_go_with_their_bytes_and_others_stay(tus, clip, sweep):
    tus.create(len(clip))
    tus.patch(clip[:100], 0)
    late = the_upload()
    tus.create(len(clip))
    Upload.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert sweep()["expired"] == 1
    assert not staging.path_of(late.uuid).exists()
    assert tus.patch(clip, 0).status_code == 204


def test_what_is_whole_is_finished_even_if_it_is_late(tus, clip, sweep):
    tus.create(len(clip))
    upload = the_upload()
    receiving.Receiver(upload, receiving.claim(upload)).receive(Body(clip), len(clip))
    Upload.objects.update(writer="", expires_at=timezone.now() - timedelta(seconds=1))
    assert sweep() == {"finished": 1, "expired": 0, "orphans": 0, "unread": 0}
    assert stored() == clip


def test_files_without_a_row_go_after_a_day_and_nothing_else_does(tus, sweep):
    tus.create(5)
    orphan = "0" * 32
    names = [f"{orphan}.part", f"{'1' * 32}.part", "notes.txt", f"{orphan}.mp4"]
    for name in names:
        (staging.folder() / name).write_bytes(b"x")
    yesterday = timezone.now().timestamp() - 2 * 24 * 3600
    for name in (names[0], names[2], names[3], staging.path_of(the_upload().uuid).name):
        os.utime(staging.folder() / name, (yesterday, yesterday))
    assert sweep()["orphans"] == 1
    assert sorted(entry.name for entry in staging.folder().iterdir() if entry.name in names) == sorted(
        names[1:]
    )
    assert staging.path_of(the_upload().uuid).exists()
    for name in names[1:]:
        (staging.folder() / name).unlink()


def test_rows_of_finished_uploads_go_after_a_day_and_their_files_stay(tus, clip, sweep):
    tus.send(clip)
    sweep()
    assert Upload.objects.exists()
    Upload.objects.update(finished_at=timezone.now() - timedelta(days=2))
    sweep()
    assert not Upload.objects.exists()
    assert stored() == clip


def test_one_worker_sweeps_at_a_time():
    assert sweeping.sweep()
    leases.Lease.objects.filter(name=sweeping.LEASE).update(holder="elsewhere:1")
    assert sweeping.sweep() == {}


def test_the_worker_has_the_sweep_among_its_duties():
    from newsreel.worker import NewsroomWorker

    duties = [duty for _pace, duty in NewsroomWorker(["default"]).housekeeping.duties]
    assert sweeping.sweep in duties
    assert sweeping.sweep not in [duty for _pace, duty in NewsroomWorker(["video"]).housekeeping.duties]
