"""The bytes of uploads in progress: one file each in the staging folder, named by the upload's uuid alone.

Nothing that a client says becomes part of a path, and no symbolic link in the folder is ever followed.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.core.files import File
from django.core.files.storage import Storage

from newsreel.storage import staging_storage
from video.uploads.refusals import CannotMoveNow

NAME = re.compile(r"([0-9a-f]{32})\.part\Z")
COPY_BYTES = 1 << 20
# Files with which the project is deployed may be read by the proxy in front, which has a group of its own.
DEFAULT_MODE = 0o644


def folder() -> Path:
    """Where uploads are collected. It must be a folder of this machine, or one that all machines share."""
    return Path(staging_storage().path("uploads"))


def path_of(uuid: UUID) -> Path:
    return folder() / f"{uuid.hex}.part"


def create(uuid: UUID) -> None:
    """Make the empty file of a new upload. Raises FileExistsError if there is one, OSError if it cannot be made."""
    folder().mkdir(parents=True, exist_ok=True)
    os.close(os.open(path_of(uuid), os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600))


def size_of(uuid: UUID) -> int:
    """Bytes that are there; 0 if the file is gone or is no plain file."""
    try:
        found = os.lstat(path_of(uuid))
    except FileNotFoundError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


@contextmanager
def open_at(uuid: UUID, offset: int) -> Iterator[int]:
    """A file descriptor for writing at `offset`; what lies behind it was never confirmed and is cut off.

    Raises OSError, also for a symbolic link.
    """
    folder().mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path_of(uuid), os.O_CREAT | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    try:
        os.ftruncate(descriptor, offset)
        os.lseek(descriptor, offset, os.SEEK_SET)
        yield descriptor
    finally:
        os.close(descriptor)


def write(descriptor: int, block: bytes) -> None:
    """Hand all of the block to the operating system: from then on a killed process loses none of it."""
    view = memoryview(block)
    while view:
        view = view[os.write(descriptor, view) :]


@contextmanager
def open_whole(uuid: UUID) -> Iterator[File]:
    """The collected file for reading. Raises OSError, also for a symbolic link."""
    with os.fdopen(os.open(path_of(uuid), os.O_RDONLY | os.O_NOFOLLOW), "rb") as file:
        yield File(file, name=f"{uuid.hex}.part")


def remove(uuid: UUID) -> None:
    """Delete the file, if there is one. A link is deleted itself, never what it points to."""
    path_of(uuid).unlink(missing_ok=True)


# --- Into the private storage -----------------------------------------------------------------------


def move(uuid: UUID, storage: Storage, name: str, *, may_copy: bool) -> None:
    """Move the collected file to `name`, where it appears whole or not at all.

    Within one disk that is a rename, at once whatever its size. Else it has to be copied, a block at a time: with
    `may_copy` false CannotMoveNow is raised instead.
    """
    source = path_of(uuid)
    if not stat.S_ISREG(os.lstat(source).st_mode):
        raise OSError(errno.ELOOP, "Not a plain file", str(source))
    try:
        target = Path(storage.path(name))
    except NotImplementedError:
        _send(uuid, storage, name, may_copy=may_copy)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    os.chmod(source, getattr(storage, "file_permissions_mode", None) or DEFAULT_MODE)
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        if not may_copy:
            raise CannotMoveNow from error
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    """To another disk: written aside, then switched. Raises BlockingIOError while another process does it."""
    aside = target.with_name(f"{target.name}.part")
    with source.open("rb") as original, aside.open("ab") as copy:
        fcntl.flock(copy, fcntl.LOCK_EX | fcntl.LOCK_NB)  # a kill gives it back
        if not _is_at(
            copy, aside
        ):  # another process has switched it since it was opened: it is the target now
            raise BlockingIOError(errno.EAGAIN, "Copied by another process", str(aside))
        copy.truncate(0)
        shutil.copyfileobj(original, copy, COPY_BYTES)
        copy.flush()
        os.fsync(copy.fileno())  # the original goes next
        os.replace(aside, target)
    source.unlink(missing_ok=True)


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether an open file is still the one of this name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.lstat(path))
    except FileNotFoundError:
        return False


def _send(uuid: UUID, storage: Storage, name: str, *, may_copy: bool) -> None:
    """To a storage over the network, which shows an object when all of it is there."""
    if not may_copy:
        raise CannotMoveNow
    with open_whole(uuid) as file:
        storage.save(name, file)
    remove(uuid)


# --- Orphans ----------------------------------------------------------------------------------------


def orphans(known: set[UUID], older_than_seconds: float) -> list[UUID]:
    """Files of uploads that nobody knows any more. Anything with another kind of name is not ours."""
    if not folder().is_dir():
        return []
    limit = time.time() - older_than_seconds
    found = []
    for entry in os.scandir(folder()):
        match = NAME.match(entry.name)
        if match and UUID(match[1]) not in known and entry.stat(follow_symlinks=False).st_mtime < limit:
            found.append(UUID(match[1]))
    return found
