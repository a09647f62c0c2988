"""Taking in the bytes of one PATCH: in blocks, by one request at a time, and so that a kill loses almost nothing.

The offset in the database is written only after the bytes before it were handed to the operating system, so it is
never ahead of the file. After a kill the file may be longer than the offset: that tail was never confirmed (a checksum
may not have been compared yet), so the next PATCH cuts it off. As the offset is written every 16 MiB or 5 seconds,
little is sent twice. After a power cut the file may be shorter than the offset: then the file is believed.

Who writes is a claim in the row and no lock of a process: it works across machines, and it lapses when no byte has come
for 20 seconds, because a phone that changes its network leaves a connection behind that never ends by itself.
"""

from __future__ import annotations

import errno
import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from django.conf import settings
from django.db.models import Q
from django.http import UnreadablePostError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsreel.storage import private_storage
from video.models import Upload
from video.uploads import staging
from video.uploads.refusals import Refusal

BLOCK_BYTES = 256 * 1024
CHECKPOINT_BYTES = 16 * 1024 * 1024
CHECKPOINT_SECONDS = 5.0
CLAIM_SECONDS = 20
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Body(Protocol):
    """Where bytes come from: a request."""

    def read(self, size: int) -> bytes: ...


@dataclass(frozen=True)
class Checksum:
    """What a client says its bytes add up to (tus 1.0, Checksum)."""

    algorithm: str
    digest: bytes


def claim(upload: Upload, seconds: float = CLAIM_SECONDS) -> str:
    """Become the only writer; the row is read again. The claim's name, or nothing while another request writes."""
    name = secrets.token_hex(8)
    now = timezone.now()
    free = Q(writer="") | Q(writer_until__lte=now)
    until = now + timedelta(seconds=seconds)
    if not Upload.objects.filter(free, pk=upload.pk, finished_at=None).update(
        writer=name, writer_until=until
    ):
        return ""
    upload.refresh_from_db()
    upload.offset = offset_of(upload)
    return name


def release(upload: Upload, name: str) -> None:
    """Let others write."""
    Upload.objects.filter(pk=upload.pk, writer=name).update(writer="", writer_until=None)


def offset_of(upload: Upload) -> int:
    """How many bytes are safely here."""
    if upload.finished_at is not None:
        return upload.offset
    here = staging.size_of(upload.uuid)
    # Moved already, and killed before the video file got its row.
    if here < upload.length and upload.stored_as and private_storage().exists(upload.stored_as):
        return upload.length
    return min(upload.offset, here)


def keep_until() -> object:
    """When an upload that goes no further is given up, counted from now."""
    return timezone.now() + timedelta(hours=settings.NEWSREEL_UPLOAD_KEEP_HOURS)


class Receiver:
    """One PATCH at work."""

    def __init__(self, upload: Upload, claimed_as: str, checksum: Checksum | None = None) -> None:
        self.upload, self.claimed_as, self.checksum = upload, claimed_as, checksum
        self.offset = upload.offset
        self.noted, self.noted_at = upload.offset, time.monotonic()

    def receive(self, body: Body, length: int) -> int:
        """Take up to `length` bytes from `body`; the new offset, lower than hoped for if the connection broke.

        Raises Refusal if the disk is full, a checksum is wrong, or another request has taken over.
        """
        digest = hashlib.new(self.checksum.algorithm, usedforsecurity=False) if self.checksum else None
        goal = self.offset + length
        try:
            with staging.open_at(self.upload.uuid, self.offset) as descriptor:
                while self.offset < goal:
                    block = read_block(body, min(BLOCK_BYTES, goal - self.offset))
                    if not block:
                        break
                    self._look_after_claim()
                    staging.write(descriptor, block)
                    self.offset += len(block)
                    if digest is not None:
                        digest.update(block)
        except OSError as error:
            self._refuse_full_disk(error)
        if digest is not None and (self.offset < goal or digest.digest() != self.checksum.digest):
            # Nothing of it is kept: the next PATCH cuts it off.
            raise Refusal(460, _("A part of the file was changed on its way. It is sent again."))
        self._note(self.offset)
        return self.offset

    def _look_after_claim(self) -> None:
        """Before bytes are written: prolong the claim now and then, and confirm what came so far."""
        confirmed = self.noted if self.checksum else self.offset
        due = time.monotonic() - self.noted_at > CHECKPOINT_SECONDS
        if due or confirmed - self.noted >= CHECKPOINT_BYTES:
            self._note(confirmed)

    def _note(self, confirmed: int) -> None:
        changed = Upload.objects.filter(pk=self.upload.pk, writer=self.claimed_as).update(
            offset=confirmed,
            expires_at=keep_until(),
            writer_until=timezone.now() + timedelta(seconds=CLAIM_SECONDS),
        )
        if not changed:
            raise Refusal(409, _("The upload was cancelled, or goes on in another window."))
        self.upload.offset = self.noted = confirmed
        self.noted_at = time.monotonic()

    def _refuse_full_disk(self, error: OSError) -> None:
        if error.errno not in NO_ROOM:
            raise error
        self._note(self.noted if self.checksum else self.offset)
        raise Refusal(
            507,
            _(
                "The server’s disk is full, so the upload has stopped. Nothing that was sent is lost: resume it "
                "when there is room again, or ask whoever runs the site."
            ),
        ) from error


def read_block(body: Body, size: int) -> bytes:
    """The next bytes; nothing at the end, and nothing when the connection broke."""
    try:
        return body.read(size)
    except (UnreadablePostError, ConnectionError, TimeoutError):
        return b""
