"""Tells editors, in words, which chosen stories readers do not see on the front page, and what they see instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Revision

from home.layout import ALSO, LARGE, LEAD, SECONDARY, STORY, VIDEO
from home.slots import Fallback, seat
from newsreel.models import StoryPage
from newsreel.visibility import private_paths

PLACES = {
    LEAD: gettext_lazy("Lead"),
    SECONDARY: gettext_lazy("Beside the lead"),
    ALSO: gettext_lazy("Under the lead"),
    STORY: gettext_lazy("Story list"),
    VIDEO: gettext_lazy("Video strip"),
    LARGE: gettext_lazy("Large story"),
}


@dataclass(frozen=True)
class PlaceWarning:
    """One place whose story is not what the editor chose."""

    place: str
    title: str
    reason: str
    edit_url: str
    instead: str

    def __str__(self) -> str:
        parts = {"place": self.place, "title": self.title, "reason": self.reason, "instead": self.instead}
        if not self.title:
            text = _("%(place)s: the story chosen there %(reason)s; readers see %(instead)s.")
        else:
            text = _("%(place)s: “%(title)s” %(reason)s; readers see %(instead)s.")
        return text % parts


def fallback_warnings(raw_blocks: Iterable[dict]) -> list[PlaceWarning]:
    """Warnings for a front page as it would stand now; empty if every chosen story is where it was put."""
    fallbacks = seat(raw_blocks).fallbacks
    if not fallbacks:
        return []
    keys = {pk for fallback in fallbacks for pk in (fallback.wanted, fallback.shown) if pk}
    stories = StoryPage.objects.in_bulk(keys)
    scheduled = set(
        Revision.page_revisions.filter(
            object_id__in=[str(pk) for pk in keys], approved_go_live_at__isnull=False
        ).values_list("object_id", flat=True)
    )
    return [_warning(fallback, stories, scheduled) for fallback in fallbacks]


def _warning(fallback: Fallback, stories: dict[int, StoryPage], scheduled: set[str]) -> PlaceWarning:
    story, shown = stories.get(fallback.wanted), stories.get(fallback.shown)
    return PlaceWarning(
        place=_place(fallback),
        title=story.title if story else "",
        reason=_("stands further up already") if fallback.stands_elsewhere else _reason(story, scheduled),
        edit_url=reverse("wagtailadmin_pages:edit", args=[story.pk]) if story else "",
        instead=_("“%s”") % shown.title if shown else _("nothing in its place"),
    )


def _place(fallback: Fallback) -> str:
    heading = fallback.part.value.get("heading")
    place = str(PLACES[fallback.role])
    return f"{place} ({heading})" if heading else place


def _reason(story: StoryPage | None, scheduled: set[str]) -> str:
    """Why published() does not hold, in an editor's words."""
    if story is None:
        return _("has been deleted")
    now = timezone.now()
    if str(story.pk) in scheduled and not story.live:
        return _("is scheduled and not public yet")
    if story.expired or (story.expire_at and story.expire_at <= now):
        return _("has expired")
    if not story.live:
        return _("is not public (unpublished)") if story.published_at else _("is not public (still a draft)")
    if story.embargo_until and story.embargo_until > now:
        return _("is under embargo")
    if any(story.path.startswith(path) for path in private_paths()):
        return _("is private")
    return _("is not public yet")
