"""Pictures for machines: renditions that exist, with absolute addresses and sizes. Nothing is made here."""

from __future__ import annotations

from dataclasses import dataclass

from newsreel.metadata.addresses import absolute
from newsreel.pictures import existing_renditions, picture
from newsreel.renditions import ROLES

# Search engines ask for several shapes of a picture: https://developers.google.com/search/docs/appearance/structured-data/article
SHAPES = ("lead", "social", "still", "card")


@dataclass(frozen=True)
class MetaImage:
    """One file of a picture."""

    url: str
    width: int
    height: int
    alt: str = ""


def social_image(image: object, alt: str = "") -> MetaImage | None:
    """The JPEG to show where a page is shared, else the nearest JPEG of the same picture."""
    found = picture(image, "social")
    if found is None:
        return None
    return _meta_image(found.jpegs[-1], alt or image.description)


def image_shapes(image: object) -> list[str]:
    """Addresses of the largest JPEG of each shape that exists."""
    if image is None:
        return []
    existing = existing_renditions(image)
    specs = [
        next((spec for spec in reversed(ROLES[role].specs("jpeg")) if spec in existing), "")
        for role in SHAPES
    ]
    return [absolute(existing[spec].url) for spec in dict.fromkeys(specs) if spec]


def _meta_image(rendition: object, alt: str) -> MetaImage:
    return MetaImage(absolute(rendition.url), rendition.width, rendition.height, alt)
