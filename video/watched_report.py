"""The report of what is watched most, in the admin's reports."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

from newsreel.counting import SECONDS
from video.counting import DAYS, VIEW, most_watched
from video.models import VideoPage

SHOWN = 50
ACTIONS = ["add", "change", "publish"]


def may_see(user: AbstractUser) -> bool:
    """Who works with videos."""
    return (
        PagePermissionPolicy().instances_user_has_any_permission_for(user, ACTIONS).type(VideoPage).exists()
    )


def rows(user: AbstractUser) -> list[dict[str, object]]:
    """The videos of the last weeks by views, of those that this user works with. Two queries and the permissions'."""
    counted = most_watched()
    mine = PagePermissionPolicy().instances_user_has_any_permission_for(user, ACTIONS)
    titles = dict(mine.filter(pk__in=list(counted)).values_list("pk", "title"))
    best = sorted(titles, key=lambda key: (-counted[key].get(VIEW, 0), -key))[:SHOWN]
    return [
        {
            "pk": key,
            "title": titles[key],
            "views": counted[key].get(VIEW, 0),
            "minutes": round(counted[key].get(SECONDS, 0) / 60),
            "ended": counted[key].get("quartile_100", 0),
        }
        for key in best
    ]


def most_watched_report(request: HttpRequest) -> HttpResponse:
    if not may_see(request.user):
        raise PermissionDenied
    context = {"rows": rows(request.user), "days": DAYS}
    return TemplateResponse(request, "video/admin/most_watched.html", context)


class MostWatchedItem(MenuItem):
    """Only for those who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


@hooks.register("register_admin_urls")
def report_address() -> list[URLPattern]:
    return [path("reports/most-watched/", most_watched_report, name="most_watched")]


@hooks.register("register_reports_menu_item")
def report_entry() -> MenuItem:
    return MostWatchedItem(_("Most watched"), reverse_lazy("most_watched"), icon_name="view", order=710)
