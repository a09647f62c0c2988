"""Choosers that can be answered from a desk of objects loaded beforehand.

Wagtail loads what a stream's choosers name once per block type and field. A body with ten kinds of blocks would
cost ten queries; newsreel.blocks.targets loads everything at once and answers these choosers from memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from wagtail.blocks import ChooserBlock, PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from newsreel.renditions import BODY_ROLES


class Desk(Protocol):
    """Whoever has loaded the chosen objects, and the pages and documents behind links."""

    pages: dict[int, object]
    documents: dict[int, object]

    def find(self, block: ChooserBlock, pk: int) -> object | None: ...


_desk: ContextVar[Desk | None] = ContextVar("desk_of_chosen_objects", default=None)


@contextmanager
def answering(desk: Desk) -> Iterator[None]:
    """Within this context choosers ask the desk, not the database."""
    token = _desk.set(desk)
    try:
        yield
    finally:
        _desk.reset(token)


def desk_now() -> Desk | None:
    """The desk of the innermost answering() context."""
    return _desk.get()


class DeskAnswers:
    """A chooser that asks the desk first. What the desk does not have is gone or not public: None."""

    def to_python(self, value):
        return self.bulk_to_python([value])[0] if _desk.get() is not None else super().to_python(value)

    def bulk_to_python(self, values):
        desk = _desk.get()
        if desk is None:
            return super().bulk_to_python(values)
        return [desk.find(self, value) if value is not None else None for value in values]


class StoryChooserBlock(DeskAnswers, PageChooserBlock):
    """A story, for its card."""

    class Meta:
        icon = "doc-full-inverse"


class PictureChooserBlock(DeskAnswers, ImageChooserBlock):
    """A picture of the library."""

    # What it is chosen for: see newsreel.renditions and newsreel.chosen_images.
    image_roles: tuple[str, ...] = BODY_ROLES


class PosterChooserBlock(PictureChooserBlock):
    """The still that stands for a video."""

    image_roles = ("still",)


class FileChooserBlock(DeskAnswers, DocumentChooserBlock):
    """A document of the library."""
