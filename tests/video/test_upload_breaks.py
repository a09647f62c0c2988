"""Uploads whose connection, process or disk gives out while bytes come in."""

from __future__ import annotations

import errno
import os
import tracemalloc
from datetime import timedelta

import pytest
from django.http import UnreadablePostError
from django.utils import timezone

from tests.video.tus import Body, receive, stored, the_upload
from video.models import Upload
from video.uploads import receiving, staging
from video.uploads.refusals import Refusal

pytestmark = pytest.mark.django_db


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
