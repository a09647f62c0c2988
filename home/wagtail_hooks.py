"""What the home app adds to the admin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from home.dashboard import PANELS
from home.models import HomePage
from home.patterns import pattern_page


def edit_front_page(request: HttpRequest) -> HttpResponse:
    """A lasting address for the form of the front page."""
    return redirect("wagtailadmin_pages:edit", get_object_or_404(HomePage).pk)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("front-page/", edit_front_page, name="edit_front_page"),
        path("patterns/", pattern_page, name="patterns"),
    ]


class FrontPageMenuItem(MenuItem):
    """Straight to the form of the front page, for those who may edit it."""

    def is_shown(self, request: HttpRequest) -> bool:
        home = HomePage.objects.first()
        return home is not None and home.permissions_for_user(request.user).can_edit()


@hooks.register("register_admin_menu_item")
def front_page_menu_item() -> MenuItem:
    """Above the lists of articles and videos."""
    url = reverse_lazy("edit_front_page")
    return FrontPageMenuItem(_("Front page"), url, name="front-page", icon_name="home", order=105)


@hooks.register("construct_homepage_panels")
def add_newsroom_panels(request: HttpRequest, panels: list[Component]) -> None:
    """First steps, fallen places, schedule and drafts; Wagtail itself shows what waits for review."""
    panels.extend(panel(request.user) for panel in PANELS)
