"""Where a video file is used: on pages that are out, on drafts, and in versions that are scheduled."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ReferenceIndex, Revision

from video.models import VideoFile, VideoPage

NAMED = 5


@dataclass(frozen=True)
class Use:
    """A page that uses a file, as one user may know of it."""

    title: str
    url: str
    in_draft: bool  # only in a version that is not out


def pages_using(file: VideoFile) -> dict[int, bool]:
    """Keys of the pages, and whether they use it in a draft only; lowest first.

    Wagtail's reference index knows what is stored on a page; what a draft or a scheduled version of a live page
    names, only its revision says.
    """
    index = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ReferenceIndex._get_base_content_type(VideoPage)
    )
    stored = {int(key) for key in index.values_list("object_id", flat=True)}
    stored |= set(VideoPage.objects.filter(file=file).order_by().values_list("pk", flat=True))
    # Of all revisions, those that may still come out.
    waiting = Q(pk__in=VideoPage.objects.order_by().values("latest_revision")) | Q(
        approved_go_live_at__isnull=False
    )
    drafts = Revision.page_revisions.filter(waiting, content__file=file.pk).values_list(
        "object_id", flat=True
    )
    keys = stored | {int(key) for key in drafts}
    live = set(VideoPage.objects.filter(file=file, live=True).order_by().values_list("pk", flat=True))
    return {key: key not in live for key in sorted(keys)}


def uses_for(user: AbstractBaseUser, file: VideoFile) -> tuple[list[Use], int]:
    """Those that `user` may edit, at most five, and how many there are beside them."""
    keys = pages_using(file)
    pages = VideoPage.objects.filter(pk__in=keys).order_by("pk")
    named = []
    for page in pages:
        if len(named) < NAMED and page.permissions_for_user(user).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            named.append(Use(page.get_admin_display_title(), url, keys[page.pk]))
    return named, len(pages) - len(named)


def refusal(user: AbstractBaseUser, file: VideoFile) -> str:
    """Why a file cannot be deleted now, and what to do; nothing if it can."""
    named, others = uses_for(user, file)
    if not named and not others:
        return ""
    count = len(named) + others
    told = ngettext(
        "“%(file)s” is used by %(count)d page and was not deleted.",
        "“%(file)s” is used by %(count)d pages and was not deleted.",
        count,
    ) % {"file": file, "count": count}
    if not named:
        return f"{told} " + _("You may not open it: ask its producers to choose another file there.")
    titles = ", ".join(_("“%s” (draft)") % use.title if use.in_draft else f"“{use.title}”" for use in named)
    return f"{told} " + _("Choose another file there first: %(titles)s.") % {"titles": titles}
