"""Turning a picture and a role into HTML, from renditions that exist. Nothing is made here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import Filter

from newsreel.renditions import ROLES, ImageRole
from newsreel.storage import public_storage


@dataclass(frozen=True)
class Picture:
    """The renditions of one image for one role, narrowest first."""

    image: object
    role: ImageRole
    jpegs: list
    avifs: list

    @property
    def fallback(self) -> object:
        """The middle JPEG: what a browser without srcset gets."""
        return self.jpegs[len(self.jpegs) // 2]

    def render(self, attributes: dict[str, object]) -> SafeString:
        """<picture> with AVIF and JPEG, width and height always."""
        values = {
            "src": self.fallback.url,
            "width": self.fallback.width,
            "height": self.fallback.height,
            "alt": attributes.pop("alt", None) if "alt" in attributes else self.image.description,
            **self._srcset(self.jpegs),
            **attributes,
        }
        values["alt"] = values["alt"] or ""
        values["class"] = f"{values.get('class') or ''} {focal_classes(self.image)}".strip()
        img = format_html("<img{}>", _attributes(values))
        if not self.avifs:
            return format_html("<picture>{}</picture>", img)
        source = {"type": "image/avif", **self._srcset(self.avifs, always=True)}
        return format_html("<picture><source{}>{}</picture>", _attributes(source), img)

    def _srcset(self, renditions: list, always: bool = False) -> dict[str, str]:
        if len(renditions) < 2 and not always:
            return {}
        srcset = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)
        return {"srcset": srcset, "sizes": self.role.layout}


def picture(image: object, role_name: str) -> Picture | None:
    """What exists of `image` for a role, else the nearest JPEG of it, else nothing."""
    if image is None:
        return None
    role = ROLES[role_name]
    existing = existing_renditions(image)
    jpegs = [existing[spec] for spec in role.specs("jpeg") if spec in existing]
    avifs = [existing[spec] for spec in role.specs("avif") if spec in existing]
    if not jpegs:
        jpegs, avifs = _nearest(existing, role), []
    return Picture(image, role, _distinct(jpegs), _distinct(avifs)) if jpegs else None


@dataclass(slots=True)
class StoredRendition:
    """A row of EditorialRendition as far as pages read it: a page shows hundreds, and a model instance is dear."""

    filter_spec: str
    focal_point_key: str
    width: int
    height: int
    name: str

    @property
    def url(self) -> str:
        return public_storage().url(self.name)


def stored_renditions(image_ids: Iterable[int]) -> dict[int, list[StoredRendition]]:
    """All renditions of these pictures by the picture's key, in one query."""
    from newsreel.models import EditorialRendition

    found: dict[int, list[StoredRendition]] = {pk: [] for pk in image_ids}
    rows = EditorialRendition.objects.filter(image_id__in=found).order_by("pk")
    for image_id, *facts in rows.values_list(
        "image_id", "filter_spec", "focal_point_key", "width", "height", "file"
    ):
        found[image_id].append(StoredRendition(*facts))
    return found


def existing_renditions(image: object) -> dict[str, StoredRendition]:
    """Renditions by spec at the image's present focal point; no query if they were prepared (newsreel.cards)."""
    renditions = getattr(image, "stored_renditions", None)
    if renditions is None:
        renditions = image.stored_renditions = stored_renditions([image.pk])[image.pk]
    focus = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    return {
        rendition.filter_spec: rendition
        for rendition in renditions
        if rendition.focal_point_key == _focal_point_key(rendition.filter_spec, *focus)
    }


@lru_cache(maxsize=4096)
def _focal_point_key(spec: str, x: int | None, y: int | None, width: int | None, height: int | None) -> str:
    """Wagtail's key of a rendition. Kept, because working it out reads the spec anew each time."""
    image = SimpleNamespace(
        focal_point_x=x, focal_point_y=y, focal_point_width=width, focal_point_height=height
    )
    return Filter(spec=spec).get_cache_key(image)


def _nearest(existing: dict[str, object], role: ImageRole) -> list:
    """The JPEG whose width is closest to what the role would show."""
    wanted = int(role.sizes[-1].partition("-")[2].partition("x")[0])
    jpegs = [rendition for spec, rendition in existing.items() if spec.startswith("format-jpeg")]
    return sorted(jpegs, key=lambda rendition: abs(rendition.width - wanted))[:1]


def _distinct(renditions: list) -> list:
    """One rendition per width: a small original gives the same width twice."""
    return list({rendition.width: rendition for rendition in reversed(renditions)}.values())[::-1]


def focal_classes(image: object) -> str:
    """Classes that set object-position in tenths: a strict CSP allows no inline style."""
    if image.focal_point_x is None or image.focal_point_y is None or not image.width or not image.height:
        return ""
    across = min(10, round(10 * image.focal_point_x / image.width))
    down = min(10, round(10 * image.focal_point_y / image.height))
    return f"fx-{across} fy-{down}"


def _attributes(values: dict[str, object]) -> SafeString:
    printed = [(name.replace("_", "-"), value) for name, value in values.items() if value or name == "alt"]
    return format_html_join("", ' {}="{}"', printed)
