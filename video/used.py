"""Where a video is used: the pages that show it or link to it, by Wagtail's reference index and their latest drafts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from newsreel.admin.known_pages import KnownPage, known_pages
from video.draft_uses import drafts_naming

if TYPE_CHECKING:
    from video.models import VideoPage

SHOWN = 30
# Of more than this nobody reads the list, and counting them says enough.
COUNTED = 200


@dataclass(frozen=True)
class Use:
    """One page that uses a video."""

    page: Page
    known: KnownPage
    is_draft: bool  # the page is not out
    in_draft: bool = False  # the page as it stands does not use it, its latest draft does


@dataclass
class Uses:
    """The pages that somebody may know of, and how many there are beside."""

    pages: list[Use] = field(default_factory=list)
    more: int = 0


def uses_of(video: VideoPage, user: AbstractUser) -> Uses:
    """Pages that use a video: live ones first, then drafts, the newest first; last those that do in a draft only.

    What `known_pages` does not name is counted. As many queries for many pages as for few.
    """
    # A page that shows one video at several places is one page.
    references = ReferenceIndex.get_references_to(video).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    keys = references.values_list("object_id", flat=True).distinct().order_by("object_id")[:COUNTED]
    stored = {int(key) for key in keys}
    drafts = {int(draft.object_id) for draft in drafts_naming(video)} - stored
    found = Page.objects.filter(pk__in=stored | drafts).exclude(pk=video.pk)
    pages = sorted(found.order_by("-live", "-last_published_at", "-pk"), key=lambda page: page.pk in drafts)
    known = known_pages(user, pages)
    named = [
        Use(page, known[page.pk], not page.live, page.pk in drafts) for page in pages if page.pk in known
    ]
    shown = [use for use in named if use.known.drafts_too or not use.in_draft][:SHOWN]
    return Uses(shown, len(pages) - len(shown))
