"""What becomes of an upload: breaks, kills between two steps, sweeps, guards, and files that are no videos."""

from __future__ import annotations

import errno
import os
import tracemalloc
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.http import UnreadablePostError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, GroupCollectionPermission

from newsreel import leases
from newsreel.storage import private_storage
from tests import factories
from tests.video.tus import Tus
from video.models import Upload, VideoFile
from video.uploads import finishing, limits, receiving, staging, sweeping
from video.uploads.refusals import CannotMoveNow, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def clip() -> bytes:
    return factories.video_bytes()


@pytest.fixture
def producer(tree, client):
    person = factories.user("Producers")
    client.force_login(person)
    return person


@pytest.fixture
def tus(client, producer) -> Tus:
    return Tus(client)


@pytest.fixture
def sweep():
    """One round of the worker's sweep, whoever held its lease before."""

    def run() -> dict[str, int]:
        leases.Lease.objects.filter(name=sweeping.LEASE).delete()
        return sweeping.sweep()

    return run


def the_upload() -> Upload:
    return Upload.objects.get()


def stored() -> bytes:
    return private_storage().open(VideoFile.objects.get().file.name).read()


class Body:
    """A request's body that ends as it is told: with the bytes, with an error, or with a call."""

    def __init__(self, content: bytes, end: object = None) -> None:
        self.content, self.end = content, end

    def read(self, size: int) -> bytes:
        block, self.content = self.content[:size], self.content[size:]
        if not block and self.end is not None:
            raise self.end
        return block


def receive(content: bytes, said: int, end: object = None) -> int:
    upload = the_upload()
    claimed_as = receiving.claim(upload)
    try:
        return receiving.Receiver(upload, claimed_as).receive(Body(content, end), said)
    finally:
        receiving.release(upload, claimed_as)


# --- Breaks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "end", [None, UnreadablePostError("reset"), ConnectionResetError(), TimeoutError()], ids=repr
)
def test_when_the_connection_breaks_what_came_is_kept_and_the_rest_follows(tus, clip, end):
    tus.create(len(clip))
    assert receive(clip[:700], len(clip), end) == 700
    assert tus.head().headers["Upload-Offset"] == "700"
    assert tus.patch(clip[700:], 700).status_code == 204
    assert stored() == clip


def test_after_a_kill_the_unconfirmed_tail_is_cut_off_and_sent_again(tus, clip):
    """The process died after writing, before it noted the offset; its claim has lapsed since."""
    tus.create(len(clip))
    tus.patch(clip[:500], 0)
    with staging.path_of(the_upload().uuid).open("ab") as file:
        file.write(b"half a block of something")
    Upload.objects.update(writer="dead", writer_until=timezone.now() - timedelta(seconds=1))
    assert tus.head().headers["Upload-Offset"] == "500"
    assert tus.patch(clip[500:], 500).status_code == 204
    assert stored() == clip


def test_after_a_power_cut_the_file_is_believed_and_not_the_row(tus, clip):
    tus.create(len(clip))
    tus.patch(clip[:500], 0)
    os.truncate(staging.path_of(the_upload().uuid), 300)
    assert tus.head().headers["Upload-Offset"] == "300"
    assert tus.patch(clip[500:], 500).status_code == 409
    assert tus.patch(clip[300:], 300).status_code == 204
    assert stored() == clip


def test_a_long_part_is_confirmed_on_its_way(tus, clip, monkeypatch):
    monkeypatch.setattr(receiving, "CHECKPOINT_BYTES", 256)
    monkeypatch.setattr(receiving, "BLOCK_BYTES", 100)
    tus.create(len(clip))
    seen = []

    class Watched(Body):
        def read(self, size: int) -> bytes:
            upload = the_upload()
            seen.append((upload.offset, staging.size_of(upload.uuid)))
            return super().read(size)

    upload = the_upload()
    receiving.Receiver(upload, receiving.claim(upload)).receive(Watched(clip[:1000]), 1000)
    assert seen[-1][0] >= 600
    assert all(noted <= written for noted, written in seen), "the row is never ahead of the file"


def test_a_cancelled_upload_takes_no_more_bytes(tus, clip, monkeypatch):
    monkeypatch.setattr(receiving, "CHECKPOINT_BYTES", 1)
    tus.create(len(clip))
    upload = the_upload()
    receiver = receiving.Receiver(upload, receiving.claim(upload))
    assert tus.delete().status_code == 204
    with pytest.raises(Refusal, match="cancelled"):
        receiver.receive(Body(clip), len(clip))


def test_memory_does_not_grow_with_the_file(tus, monkeypatch):
    length = 200 * 1024 * 1024
    tus.create(length)
    block = bytes(receiving.BLOCK_BYTES)

    class Endless:
        def read(self, size: int) -> bytes:
            return block[:size]

    # Sparse on the disk as well: what is written is not what is measured here.
    monkeypatch.setattr(
        staging, "write", lambda descriptor, data: os.lseek(descriptor, len(data), os.SEEK_CUR)
    )
    upload = the_upload()
    receiver = receiving.Receiver(upload, receiving.claim(upload))
    receiver.receive(Endless(), 1024 * 1024)
    tracemalloc.start()
    receiver.receive(Endless(), length - 1024 * 1024)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert the_upload().offset == length
    assert peak < 2 * 1024 * 1024


def test_a_full_disk_stops_the_upload_in_words_and_keeps_what_came(tus, clip, monkeypatch):
    tus.create(len(clip))
    tus.patch(clip[:500], 0)

    def full(descriptor, block):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(staging, "write", full)
        response = tus.patch(clip[500:], 500)
    assert response.status_code == 507
    assert "disk is full" in response.json()["message"]
    assert tus.patch(clip[500:], 500).status_code == 204


# --- Kills between two steps --------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs but what the operating system does."""


STEPS = {
    "before the place is settled": ("video.uploads.finishing.new_token", True),
    "before the move": ("video.uploads.staging.move", True),
    "after the move": ("video.uploads.staging.move", False),
    "before the row": ("video.uploads.finishing._make_file", True),
    "before the commit": ("video.uploads.finishing.log", True),
    "before the reading is queued": ("video.models.sources.enqueue_once", True),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("comes_next", ["sweep", "client"])
def test_a_kill_between_two_steps_loses_nothing(tus, clip, sweep, monkeypatch, step, comes_next):
    target, before = STEPS[step]
    module, name = target.rsplit(".", 1)
    real = getattr(__import__(module, fromlist=[name]), name)

    def kill(*args, **kwargs):
        if not before:
            real(*args, **kwargs)
        raise Killed

    tus.create(len(clip), title="Kept")
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(target, kill)
        tus.patch(clip, 0)
    Upload.objects.update(writer="dead", writer_until=timezone.now() - timedelta(seconds=1))
    if comes_next == "sweep":
        assert sweep()["finished"] == 1
    else:
        assert tus.head().headers["Upload-Offset"] == str(len(clip))
    assert stored() == clip
    assert VideoFile.objects.get().title == "Kept"
    assert tus.get()["file"]["title"] == "Kept"
    assert sweep()["finished"] == 0
    assert VideoFile.objects.count() == 1


def test_a_file_whose_reading_was_never_queued_is_found(tus, clip, sweep, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        tus.send(clip)
    DBTaskResult.objects.all().delete()
    assert sweep()["unread"] == 0, "not while it may still be queued"
    VideoFile.objects.update(created_at=timezone.now() - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep()["unread"] == 1
        assert sweep()["unread"] == 1
    assert sweep()["unread"] == 0
    assert DBTaskResult.objects.count() == 1


def test_two_who_finish_at_once_make_one_file(tus, clip):
    tus.create(len(clip))
    upload = the_upload()
    receiver = receiving.Receiver(upload, receiving.claim(upload))
    receiver.receive(Body(clip), len(clip))
    first, second = the_upload(), the_upload()
    assert finishing.finish(first) == finishing.finish(second)
    assert VideoFile.objects.count() == 1


def test_where_a_rename_is_impossible_a_task_copies(
    tus, clip, drain, monkeypatch, django_capture_on_commit_callbacks
):
    def other_disk(source, target):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "rename", other_disk)
    with django_capture_on_commit_callbacks(execute=True):
        assert tus.send(clip).status_code == 204
    assert tus.get()["file"] is None, "not while it is copied"
    assert not VideoFile.objects.exists()
    drain()
    assert stored() == clip
    assert not staging.path_of(the_upload().uuid).exists()
    assert tus.get()["file"]


def test_a_storage_over_the_network_gets_the_file_from_a_task(tus, clip, monkeypatch):
    class Remote:
        """As of an object storage: no paths."""

        def __init__(self) -> None:
            self.kept: dict[str, bytes] = {}

        def path(self, name: str) -> str:
            raise NotImplementedError

        def save(self, name: str, content: object) -> str:
            self.kept[name] = b"".join(content.chunks())
            return name

    remote = Remote()
    tus.create(len(clip))
    uuid = the_upload().uuid
    staging.path_of(uuid).write_bytes(clip)
    with pytest.raises(CannotMoveNow):
        staging.move(uuid, remote, "video/x/original.mp4", may_copy=False)
    staging.move(uuid, remote, "video/x/original.mp4", may_copy=True)
    assert remote.kept == {"video/x/original.mp4": clip}
    assert not staging.path_of(uuid).exists()


def test_if_the_collection_is_gone_when_the_file_is_whole_it_goes_where_its_owner_may_put_it(tus, clip):
    root = Collection.get_first_root_node()
    desk = root.add_child(name="Desk")
    tus.create(len(clip), collection=str(desk.pk))
    assert the_upload().collection == desk
    desk.delete()
    tus.patch(clip, 0)
    assert VideoFile.objects.get().collection == root


# --- What is no video -------------------------------------------------------------------------------


def test_what_is_no_video_is_refused_at_its_first_bytes(tus):
    tus.create(10 * 1024**3)
    response = tus.patch(b"#EXTM3U\nfile:///etc/passwd\n" + b"\n" * 5000, 0)
    assert response.status_code == 422
    assert "whatever its name says" in response.json()["message"]
    assert not staging.path_of(the_upload().uuid).exists()
    assert (tus.head().status_code, tus.patch(b"x", 5027).status_code) == (410, 410)
    assert "whatever its name says" in tus.get()["problem"]


def test_first_bytes_in_many_small_parts_are_looked_at_together(tus, clip):
    tus.create(len(clip))
    assert all(tus.patch(clip[place : place + 1], place).status_code == 204 for place in range(20))


def test_a_video_that_was_cut_off_is_refused_when_it_is_whole(tus, clip):
    response = tus.send(clip[:-100], title="The harbour")
    assert response.status_code == 422
    assert "stops in the middle" in response.json()["message"]
    assert (tus.get()["title"], tus.get()["file"]) == ("The harbour", None)
    assert not VideoFile.objects.exists()


def test_a_wrong_ending_is_named(tus, clip):
    assert "end its name in “.mp4”" in tus.send(clip, filename="clip.webm").json()["message"]


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
