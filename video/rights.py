"""Rights in time: from when to when a newsroom may show a video, and what is said before they end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from video.embedding import parse_sites
from video.models.rights import Embedding

if TYPE_CHECKING:
    from video.models import VideoPage

WARNED_BEFORE = timedelta(days=7)
# Ended ones stay in the list so long, for whoever was away.
SHOWN_AFTER = timedelta(days=2)
SHOWN = 10
# More than those who ask may edit are looked at, because some are another's.
LOOKED_AT = 50


def check_rights(page: VideoPage) -> None:
    """Keep the list of sites in its canonical form. Raises ValidationError by field, in an editor's words."""
    errors: dict[str, list[str]] = {}
    if page.rights_from and page.rights_until and page.rights_from >= page.rights_until:
        errors["rights_until"] = [_("The rights must end after they begin.")]
    try:
        sites = parse_sites(page.embed_sites or "")
    except ValidationError as error:
        errors["embed_sites"] = error.messages
    else:
        page.embed_sites = "\n".join(sites)
        if page.embedding == Embedding.LISTED and not sites:
            errors["embed_sites"] = [_("Write at least one site, or choose another answer above.")]
    if errors:
        raise ValidationError(errors)


def pull_publication(page: VideoPage, cleaned: dict) -> None:
    """Let a form's embargo and expiry keep within the rights, so that one rule decides what is public.

    `page` holds what was saved before, `cleaned` what the form says now. A moment that came from the rights
    follows them when they change. Sets the page too, because not everybody's form has the fields.
    """
    _pull(page, cleaned, "rights_from", "embargo_until", max)
    _pull(page, cleaned, "rights_until", "expire_at", min)


def ended_rights(cleaned: dict) -> dict[str, str]:
    """Why a video cannot go out now: its rights are over. Nothing to say if they are not."""
    until = cleaned.get("rights_until")
    if until is None or until > timezone.now():
        return {}
    return {"rights_until": _("These rights have ended. Set a later end, or leave the video a draft.")}


def _pull(page: VideoPage, cleaned: dict, right: str, field: str, narrower: Callable) -> None:
    if right not in cleaned:
        return
    was, now = getattr(page, right), cleaned[right]
    moment = cleaned.get(field, getattr(page, field))
    if was and moment == was:
        moment = None  # it came from the rights as they were
    pulled = narrower(moment, now) if moment and now else moment or now
    if field in cleaned:
        cleaned[field] = pulled
    setattr(page, field, pulled)


# --- The warning --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ending:
    """A video whose rights end soon, or ended just now."""

    page: VideoPage
    moment: datetime
    is_over: bool


def rights_ending(user: AbstractUser) -> list[Ending]:
    """Videos whose rights end within a week, soonest first; those that this user may edit. Two queries and more
    for the user's permissions, however many videos there are.
    """
    from video.models import VideoPage

    now = timezone.now()
    pages = VideoPage.objects.filter(
        first_published_at__isnull=False,
        rights_until__gt=now - SHOWN_AFTER,
        rights_until__lte=now + WARNED_BEFORE,
    )
    found = pages.order_by("rights_until", "pk").defer("description", "transcript", "chapters")[:LOOKED_AT]
    mine = [page for page in found if page.permissions_for_user(user).can_edit()]
    return [Ending(page, page.rights_until, page.rights_until <= now) for page in mine[:SHOWN]]


class RightsPanel(Component):
    """On the admin's first page: which videos come down because the rights in them end."""

    name = "rights"
    order = 225
    template_name = "video/admin/rights_ending.html"

    def __init__(self, user: AbstractUser) -> None:
        self.user = user

    @cached_property
    def endings(self) -> list[Ending]:
        return rights_ending(self.user)

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"endings": self.endings}

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        return super().render_html(parent_context) if self.endings else ""
