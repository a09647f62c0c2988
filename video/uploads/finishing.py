"""A whole upload becomes a VideoFile. Each step can be done again, so a kill between two of them loses nothing:

1. the token of the future file is written to the upload's row, which settles the place in the private storage;
2. the bytes are looked at, and moved to that place (a rename within one disk);
3. in one transaction the VideoFile is made and the upload says that it is finished.

Whoever comes next (the client that asks again, or the worker's sweep) finds at which step it stopped by looking.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log
from wagtail.models import Collection

from newsreel.storage import private_storage
from newsreel.tasks import UPLOAD_PRIORITY, enqueue_once
from video.containers import HEAD_BYTES, check_head, check_name, container_of
from video.models import Upload, VideoFile
from video.models.sources import new_token
from video.uploads import receiving, staging
from video.uploads.limits import collection_for
from video.uploads.refusals import CannotMoveNow, Refusal

COPY_SECONDS = 600  # how long a copy is left alone; if it takes longer, another attempt finds it at work


def finish(upload: Upload, *, may_copy: bool = False) -> VideoFile | None:
    """Make a whole upload a VideoFile; whoever calls has claimed it. None if a task will do it, as it takes long.

    Raises Refusal if the file is no video; the upload is over then and its bytes are gone.
    """
    if upload.finished_at is not None:
        return upload.video_file
    name = _settle_place(upload)
    try:
        if not private_storage().exists(name):
            _check_content(upload)
            staging.move(upload.uuid, private_storage(), name, may_copy=may_copy)
    except CannotMoveNow:
        enqueue_once(store_upload, upload.pk)
        return None
    except FileNotFoundError:
        if Upload.objects.filter(pk=upload.pk, finished_at=None).exists():
            raise
        return _made_by_another(upload, name)
    return _make_file(upload, name)


def _settle_place(upload: Upload) -> str:
    """Where the bytes will be, the same for all who ask. Raises Refusal if the upload was cancelled meanwhile."""
    open_row = Upload.objects.filter(pk=upload.pk, finished_at=None)
    open_row.filter(token="").update(token=new_token())
    upload.token = Upload.objects.filter(pk=upload.pk).values_list("token", flat=True).first() or ""
    if not upload.token:
        raise _cancelled()
    return upload.stored_as


def discard(upload: Upload) -> None:
    """Forget an upload with its bytes, wherever they are; a VideoFile that came of it stays.

    Another request may be finishing it at this moment. The row is closed first: whoever finishes finds that out when
    it writes the VideoFile (or when the bytes are gone), and takes away what it has moved since.
    """
    closed = {"finished_at": timezone.now(), "writer": "", "writer_until": None}
    Upload.objects.filter(pk=upload.pk, finished_at=None).update(**closed)
    upload.token = Upload.objects.filter(pk=upload.pk).values_list("token", flat=True).first() or upload.token
    staging.remove(upload.uuid)
    if upload.token and not VideoFile.objects.filter(token=upload.token).exists():
        private_storage().delete(upload.stored_as)
    upload.delete()


def _check_content(upload: Upload) -> None:
    with staging.open_whole(upload.uuid) as file:
        try:
            check_name(container_of(file), upload.filename)
        except ValidationError as error:
            refuse(upload, " ".join(error.messages))


def refuse(upload: Upload, words: str) -> None:
    """End an upload for good; its row keeps the reason. Raises Refusal."""
    Upload.objects.filter(pk=upload.pk).update(
        finished_at=timezone.now(), problem=words[:400], writer="", writer_until=None
    )
    staging.remove(upload.uuid)
    raise Refusal(422, words)


def _make_file(upload: Upload, name: str) -> VideoFile:
    finished = {"finished_at": timezone.now(), "offset": upload.length}
    with transaction.atomic():
        # The row first: of all who finish or cancel at this moment, one has it.
        row = Upload.objects.filter(pk=upload.pk, finished_at=None)
        video_file = None
        if row.update(**finished, writer="", writer_until=None):
            video_file = _file_of(upload, name)
            video_file.save()  # which queues its probing
            log(instance=video_file, action="wagtail.create", user=upload.owner)
            Upload.objects.filter(pk=upload.pk).update(video_file=video_file)
    if video_file is None:
        return _made_by_another(upload, name)
    upload.video_file, upload.finished_at = video_file, finished["finished_at"]
    return video_file


def _file_of(upload: Upload, name: str) -> VideoFile:
    video_file = VideoFile(
        token=upload.token,
        title=(upload.title or upload.filename)[:255],
        original_name=upload.filename,
        collection=_collection_of(upload),
        uploaded_by=upload.owner,
        file_size=upload.length,
    )
    video_file.file.name = name
    return video_file


def _made_by_another(upload: Upload, name: str) -> VideoFile:
    """What somebody else made of the same upload. Raises Refusal if it was cancelled: its bytes go then."""
    video_file = VideoFile.objects.filter(token=upload.token).first()
    if video_file is None:
        private_storage().delete(name)
        raise _cancelled()
    upload.video_file, upload.finished_at = video_file, timezone.now()
    return video_file


def _cancelled() -> Refusal:
    return Refusal(410, _("The upload was cancelled."))


def _collection_of(upload: Upload) -> Collection:
    """Where it was meant to go. If that was deleted meanwhile, where its owner may put it."""
    if upload.collection is not None:
        return upload.collection
    try:
        return collection_for(upload.owner)
    except Refusal:
        return Collection.get_first_root_node()


@task(priority=UPLOAD_PRIORITY)
def store_upload(upload_id: int) -> str:
    """Copy a whole upload to another disk or over the network; “stored”, “refused”, “busy” or “gone”."""
    upload = Upload.objects.filter(pk=upload_id, finished_at=None).first()
    if upload is None or not upload.is_whole:
        return "gone"
    claimed_as = receiving.claim(upload, COPY_SECONDS)
    if not claimed_as:
        return "busy"  # the sweep comes back to it
    try:
        finish(upload, may_copy=True)
    except Refusal:
        return "refused"
    except BlockingIOError:
        return "busy"
    finally:
        receiving.release(upload, claimed_as)
    return "stored"


def check_beginning(upload: Upload, before: int) -> None:
    """Look at a file as soon as its first bytes are here: nobody shall send 20 GB in vain. Raises Refusal.

    `before` is the offset before the bytes that came now.
    """
    if before >= HEAD_BYTES or upload.offset < min(HEAD_BYTES, upload.length):
        return
    with staging.open_whole(upload.uuid) as file:
        try:
            check_head(file.read(HEAD_BYTES))
        except ValidationError as error:
            refuse(upload, " ".join(error.messages))
