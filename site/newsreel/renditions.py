"""Which sizes of a picture exist: the one registry of image roles, and the guard that keeps readers from making any.

A role says where a picture stands ("card", "lead" …). `{% picture_for image "card" %}` prints the role's
renditions; the task `newsreel.tasks.make_renditions` makes them when an editor chooses the picture.
The order in a spec is Wagtail's picture tag's order (format first), so that prefetches hit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

# JPEG first: it is what every reader can see, so it is made first.
FORMATS = ("jpeg", "avif")


@dataclass(frozen=True)
class ImageRole:
    """One way to show a picture.

    `sizes` are Wagtail filters without a format, ascending by width; `layout` is the HTML `sizes` attribute.
    """

    sizes: tuple[str, ...]
    layout: str
    formats: tuple[str, ...] = FORMATS

    def specs(self, format_name: str | None = None) -> tuple[str, ...]:
        """The filter specs of this role, of one format or of all."""
        formats = (format_name,) if format_name else self.formats
        return tuple(f"format-{name}|{size}" for name in formats for size in self.sizes)


_NATURAL = ("width-640", "width-1024", "width-1600")

ROLES: dict[str, ImageRole] = {
    "lead": ImageRole(_NATURAL, "(min-width: 80rem) 944px, (min-width: 64rem) 66vw, 100vw"),
    "figure": ImageRole(_NATURAL, "(min-width: 48rem) 36rem, 100vw"),
    "wide": ImageRole(_NATURAL, "(min-width: 80rem) 728px, 100vw"),
    "card": ImageRole(
        ("fill-480x320", "fill-800x533"), "(min-width: 64rem) 25vw, (min-width: 48rem) 46vw, 92vw"
    ),
    "large": ImageRole(("fill-480x320", "fill-800x533"), "(min-width: 64rem) 40vw, 92vw"),
    "square": ImageRole(("fill-224x224",), "112px"),
    "still": ImageRole(
        ("fill-480x270", "fill-960x540"), "(min-width: 64rem) 33vw, (min-width: 48rem) 44vw, 76vw"
    ),
    # The same pictures as "still", where they stand large.
    "stage": ImageRole(("fill-480x270", "fill-960x540"), "(min-width: 64rem) 66vw, 92vw"),
    "tall": ImageRole(("fill-360x640",), "(min-width: 64rem) 16vw, 40vw"),
    "portrait": ImageRole(("fill-96x96", "fill-192x192"), "72px"),
    "social": ImageRole(("fill-1200x630",), "1200px", formats=("jpeg",)),
}

# What each use of a picture needs. A picture may be used in several ways; specs are made once.
STORY_ROLES = ("card", "square", "lead", "still", "social")
TALL_VIDEO_ROLES = ("tall", *STORY_ROLES)
BODY_ROLES = ("figure",)
PORTRAIT_ROLES = ("portrait",)
ALL_ROLES = tuple(ROLES)


def specs_for(roles: Iterable[str]) -> tuple[str, ...]:
    """All filter specs of the roles, each once, JPEG before AVIF."""
    specs = [spec for name in FORMATS for role in roles for spec in _specs_of(role, name)]
    return tuple(dict.fromkeys(specs))


def _specs_of(role: str, format_name: str) -> tuple[str, ...]:
    role_spec = ROLES[role]
    return role_spec.specs(format_name) if format_name in role_spec.formats else ()


class RenditionRefused(RuntimeError):
    """A rendition was asked for where none may be made: in a reader's request."""


_allowed: ContextVar[bool] = ContextVar("renditions_allowed", default=True)


@contextmanager
def renditions_forbidden() -> Iterator[None]:
    """Public requests run inside this: whatever asks for a missing rendition there is a bug, and fails in tests."""
    token = _allowed.set(False)
    try:
        yield
    finally:
        _allowed.reset(token)


@contextmanager
def renditions_allowed() -> Iterator[None]:
    """Admin views and previews run inside this: an editor may wait for a picture, a reader never does."""
    token = _allowed.set(True)
    try:
        yield
    finally:
        _allowed.reset(token)


def check_rendition_allowed(image: object, filters: Iterable[object]) -> None:
    """Raise RenditionRefused inside a reader's request."""
    if not _allowed.get():
        specs = ", ".join(getattr(item, "spec", str(item)) for item in filters)
        raise RenditionRefused(f"A reader's request asked to make {specs} of {image!r}.")
