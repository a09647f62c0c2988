"""What a picture file says beside the picture stays with us: place, camera, serial numbers, comments, names.

Willow copies it into every rendition. Each rendition is first turned upright; that is where it is dropped.
"""

from __future__ import annotations

from PIL import ImageOps
from willow.plugins.pillow import PillowImage
from willow.registry import registry

# What the picture itself needs to look right.
KEPT = frozenset(["icc_profile", "transparency", "background", "gamma", "duration", "loop"])


def auto_orient(willow: PillowImage) -> PillowImage:
    """Willow's operation of that name, forgetting all metadata but colours and animation."""
    upright = ImageOps.exif_transpose(willow.image)
    upright.info = {name: value for name, value in upright.info.items() if name in KEPT}
    return PillowImage(upright)


def connect() -> None:
    """Put ours in the place of Willow's; called when the app is ready."""
    registry.register_operation(PillowImage, "auto_orient", auto_orient)
    PillowImage.auto_orient = auto_orient
