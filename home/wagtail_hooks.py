"""What the home app adds to the admin."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from home.dashboard import PANELS


@hooks.register("construct_homepage_panels")
def add_newsroom_panels(request: HttpRequest, panels: list[Component]) -> None:
    """First steps, fallen places, schedule and drafts; Wagtail itself shows what waits for review."""
    panels.extend(panel(request.user) for panel in PANELS)
