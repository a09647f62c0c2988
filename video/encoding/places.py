"""Where an attempt works, and how its whole files get to where readers are given them.

Each attempt has a folder of its own, so that an encoder which outlives its killed worker harms nobody. On a file
system that folder stands beside the outputs, and placing a file is one rename.
"""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files import File

from newsreel.storage import private_storage
from video.models.encoding import EncodingJob

WORK = "work-"


class Workplace:
    """The folder of one attempt; a context manager that removes it in the end."""

    def __init__(self, job: EncodingJob) -> None:
        self.storage = private_storage()
        self.outputs = job.folder
        self.local = _local(self.outputs)
        base = self.local or Path(settings.DATA_DIR) / "encoding" / job.token
        self.folder = base / f"{WORK}{job.claim}"

    def __enter__(self) -> Workplace:
        self.folder.mkdir(parents=True)
        return self

    def __exit__(self, *exception: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.local is None:
            shutil.rmtree(self.folder.parent, ignore_errors=True)

    def bring(self, path: str, size: int) -> bool:
        """Lay a finished output of an earlier attempt into the folder; False if it is not there as a whole.

        Raises OSError if the storage does not answer: that says nothing of the output.
        """
        target = self.folder / Path(path).name
        try:
            if self.storage.size(path) != size:
                return False
            if self.local is not None:
                _link(Path(self.storage.path(path)), target)
            else:
                with self.storage.open(path) as stored, target.open("wb") as copy:
                    shutil.copyfileobj(stored, copy, 1 << 20)
        except FileNotFoundError:
            return False
        if target.stat().st_size != size:
            raise OSError(errno.EIO, "The storage gave only a part")
        return True

    def send(self, name: str) -> str:
        """Do the slow part of placing a file: upload it if the storage is elsewhere. Its path in the storage."""
        path = f"{self.outputs}/{name}"
        if self.local is None:
            if self.storage.exists(path):  # left by an attempt that died before it wrote the row
                self.storage.delete(path)
            with (self.folder / name).open("rb") as file:
                path = self.storage.save(path, File(file))
        else:
            _flush(self.folder / name)
        return path

    def place(self, name: str) -> None:
        """The quick part: put the file in place at once. A link, because later rungs are made from this one."""
        if self.local is None:
            return
        aside = self.folder / f"{name}.placing"
        _link(self.folder / name, aside)
        aside.replace(self.local / name)


def _local(folder: str) -> Path | None:
    """The folder on this machine, if the storage is a file system."""
    try:
        return Path(private_storage().path(folder))
    except NotImplementedError:
        return None


def _link(file: Path, second_name: Path) -> None:
    """Give a file a second name; a copy where the file system knows no links."""
    try:
        os.link(file, second_name)
    except OSError:
        shutil.copyfile(file, second_name)


def _flush(path: Path) -> None:
    """Have the bytes on the disk before a row says so: a power cut must not leave a row without its file."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
