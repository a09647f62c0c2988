"""The boxes of the first level of an MP4 or MOV file (ISO 14496-12, section 4.2), without reading what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

MAX_BOXES = 10_000


@dataclass(frozen=True)
class TopBox:
    """A box by what its head says, in bytes: it may say more than the file has. `start`: of its head."""

    kind: bytes
    start: int
    size: int
    head: int

    @property
    def is_possible(self) -> bool:
        """Whether it is as large as its own head; what follows an impossible one is not known."""
        return self.size >= self.head


def top_boxes(file: BinaryIO) -> Iterator[TopBox]:
    """The first MAX_BOXES in their order; an impossible one is the last."""
    end, place = file.seek(0, 2), 0
    for _number in range(MAX_BOXES):
        if place >= end:
            return
        file.seek(place)
        said = file.read(16)
        size, head = int.from_bytes(said[:4], "big"), 8
        if size == 0:  # to the end of the file
            size = end - place
        elif size == 1:
            size, head = int.from_bytes(said[8:16], "big"), 16
        box = TopBox(said[4:8], place, size, head)
        yield box
        if not box.is_possible:
            return
        place += box.size
