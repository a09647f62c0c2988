"""Watch pages that begin as drafts outside their form: from the chooser's window and from a shell."""

from __future__ import annotations

from itertools import count

from django.db import transaction

from newsreel.models import User
from newsreel.models.addresses import ascii_slug
from video.models import VideoIndexPage, VideoPage


def add_draft(section: VideoIndexPage, page: VideoPage, user: User | None) -> VideoPage:
    """Put a new watch page below a section. A draft may lack anything but an address, in ASCII whatever its script."""
    page.live, page.owner = False, user
    with transaction.atomic():
        page.slug = _free_slug(section, ascii_slug(page.title, fallback="video"))
        section.add_child(instance=page)
        page.save_revision(user=user, clean=False)
    return page


def _free_slug(section: VideoIndexPage, stem: str) -> str:
    taken = set(section.get_children().filter(slug__startswith=stem).values_list("slug", flat=True))
    others = (f"{stem}-{number}" for number in count(2))
    return stem if stem not in taken else next(slug for slug in others if slug not in taken)
