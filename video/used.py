"""Where a video is used: the pages whose live version shows it or links to it, from Wagtail's reference index."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

if TYPE_CHECKING:
    from video.models import VideoPage

SHOWN = 30
# Of more than this nobody reads the list, and counting them says enough.
COUNTED = 200


@dataclass(frozen=True)
class Use:
    """One page that uses a video."""

    page: Page
    is_draft: bool


@dataclass
class Uses:
    """The pages that somebody may know of, and how many there are beside."""

    pages: list[Use] = field(default_factory=list)
    more: int = 0


def uses_of(video: VideoPage, user: AbstractUser) -> Uses:
    """Pages that use a video: live ones first, then drafts, the newest first.

    A page that the public cannot see is named only to those who may edit it; others are counted. Four queries and
    those for the user's permissions, however many pages there are.
    """
    # A page that shows one video at several places is one page.
    references = ReferenceIndex.get_references_to(video).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = references.values_list("object_id", flat=True).distinct().order_by("object_id")[:COUNTED]
    found = Page.objects.filter(pk__in=[int(key) for key in keys]).exclude(pk=video.pk)
    pages = list(found.order_by("-live", "-last_published_at", "-pk"))
    public = set(
        Page.objects.filter(pk__in=[page.pk for page in pages]).live().public().values_list("pk", flat=True)
    )
    named = [page for page in pages if page.pk in public or page.permissions_for_user(user).can_edit()]
    shown = [Use(page, not page.live) for page in named[:SHOWN]]
    return Uses(shown, len(pages) - len(shown))
