"""What stands under a video in the admin once readers have it: the code for partners, where it is used, the numbers."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, Panel

from video.counting import DAYS, numbers_of
from video.embed import embed_codes
from video.embedding import may_embed
from video.models.rights import Embedding
from video.player import player_for
from video.used import uses_of


class KnownPagePanel(Panel):
    """A panel without fields, for pages that are stored already."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.pk) and self.request is not None and super().is_shown()

        def facts(self) -> dict[str, Any]:
            """What the template prints beside the panel itself."""
            raise NotImplementedError

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), **self.facts()}


class EmbedCodePanel(KnownPagePanel):
    """The code that a partner pastes, in sizes."""

    class BoundPanel(KnownPagePanel.BoundPanel):
        template_name = "video/admin/embed_code_panel.html"

        @property
        def media(self) -> Media:
            return Media(js=[Script("js/share.js", type="module")])

        def facts(self) -> dict[str, Any]:
            # The live version decides what others may show, whatever is being typed here.
            page = type(self.instance).objects.for_player().get(pk=self.instance.pk)
            allowed = may_embed(page)
            return {
                "codes": embed_codes(page, player_for(page)) if allowed else [],
                "is_listed": page.embedding == Embedding.LISTED,
                "is_live": page.live,
            }


class UsesPanel(KnownPagePanel):
    """Which pages show or link to it."""

    class BoundPanel(KnownPagePanel.BoundPanel):
        template_name = "video/admin/uses_panel.html"

        def facts(self) -> dict[str, Any]:
            return {"uses": uses_of(self.instance, self.request.user)}


class NumbersPanel(KnownPagePanel):
    """How often it was watched in the last weeks."""

    class BoundPanel(KnownPagePanel.BoundPanel):
        template_name = "video/admin/numbers_panel.html"

        def facts(self) -> dict[str, Any]:
            return {"numbers": numbers_of(self.instance.pk), "days": DAYS}


reach_panel = MultiFieldPanel(
    [
        NumbersPanel(heading=_("Views")),
        EmbedCodePanel(heading=_("Embed code")),
        UsesPanel(heading=_("Where it is used")),
    ],
    heading=_("Out there"),
)
