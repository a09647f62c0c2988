"""A whole upload becomes a video file, whatever is killed between two steps; or it is refused in words."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection

from newsreel.storage import private_storage
from tests.video.tus import Body, stored, the_upload
from video.models import Upload, VideoFile
from video.uploads import finishing, receiving, staging
from video.uploads.refusals import CannotMoveNow

pytestmark = pytest.mark.django_db


# --- Kills between two steps --------------------------------------------------------------------------


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs but what the operating system does."""


def kill(*args, **kwargs):
    raise Killed


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


def originals() -> set[Path]:
    """All that was ever moved in; other tests leave some."""
    return set(Path(private_storage().path("video")).glob("*/original.mp4"))


@pytest.mark.parametrize("step", STEPS)
def test_cancelling_while_it_is_finished_leaves_a_whole_file_or_nothing(tus, clip, sweep, monkeypatch, step):
    target, before = STEPS[step]
    module, name = target.rsplit(".", 1)
    real = getattr(__import__(module, fromlist=[name]), name)
    others = originals()
    tus.create(len(clip))
    seen_by_the_other = the_upload()  # as the other request read it, before anything was settled
    uuid = seen_by_the_other.uuid

    def cancel(*args, **kwargs):
        monkeypatch.setattr(target, real)
        made = None if before else real(*args, **kwargs)
        finishing.discard(seen_by_the_other)
        return real(*args, **kwargs) if before else made

    monkeypatch.setattr(target, cancel)
    response = tus.patch(clip, 0)
    assert not staging.path_of(uuid).exists()
    assert not Upload.objects.exists()
    if VideoFile.objects.exists():
        assert (response.status_code, stored()) == (204, clip)
    else:
        assert response.status_code == 410
        assert "cancelled" in response.json()["message"]
        assert originals() == others


def test_what_a_killed_cancelling_has_left_goes_with_its_row(tus, clip, sweep, monkeypatch):
    tus.create(len(clip))
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(finishing, "_make_file", kill)
        tus.patch(clip, 0)
    moved = Path(private_storage().path(the_upload().stored_as))
    assert moved.exists()
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(staging, "remove", kill)
        tus.delete()
    assert sweep()["finished"] == 0, "what was cancelled becomes no file any more"
    Upload.objects.update(finished_at=timezone.now() - timedelta(days=2))
    sweep()
    assert not moved.exists()
    assert not Upload.objects.exists()


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


def test_of_two_who_copy_the_same_file_the_late_one_leaves_the_whole_one_alone(tus, clip, monkeypatch):
    """The second has opened the file aside, when the first switches it and gives its lock back."""
    tus.create(len(clip))
    upload = the_upload()
    source, target = staging.path_of(upload.uuid), tmp_target(upload.uuid)
    source.write_bytes(clip)
    lock = staging.fcntl.flock

    def late(file, how):
        monkeypatch.setattr(staging.fcntl, "flock", lock)
        staging._copy(source, target)
        lock(file, how)

    monkeypatch.setattr(staging.fcntl, "flock", late)
    with pytest.raises(BlockingIOError):
        staging._copy(source, target)
    assert target.read_bytes() == clip
    assert list(target.parent.iterdir()) == [target]


def tmp_target(uuid) -> Path:
    target = Path(private_storage().path(f"video/{uuid.hex}/original.mp4"))
    target.parent.mkdir(parents=True)
    return target


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


def test_one_upload_that_cannot_be_finished_holds_up_nothing_else(tus, clip, sweep, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("An error occurred (SlowDown)")  # as of a storage's own library

    tus.create(len(clip))
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(staging, "move", fail)
        tus.patch(clip, 0)
    stuck = the_upload()
    tus.create(len(clip))
    Upload.objects.exclude(pk=stuck.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with monkeypatch.context() as patched:
        patched.setattr(staging, "move", fail)
        assert sweep() == {"finished": 0, "expired": 1, "orphans": 0, "unread": 0}
    assert sweep()["finished"] == 1
    assert stored() == clip
