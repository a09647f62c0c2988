"""What the admin's home shows a newsroom: first steps, places that fell back, drafts, what goes live today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, Site

from home.fallbacks import fallback_warnings
from home.models import HomePage
from news.models import ArticlePage, NewsFeedPage
from newsreel.models import NewsroomSettings, ScheduleAction, ScheduleProblem, StoryPage
from video.models import VideoIndexPage, VideoPage

DRAFTS = 6
SCHEDULED = 10
# From here on a newsroom knows its way, even if it never uploads a video.
STARTED = 5


class DashboardPanel(Component):
    """A panel for one user, which prints nothing when it has nothing to say."""

    name = ""
    order = 0

    def __init__(self, user: AbstractUser) -> None:
        self.user = user

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the template prints; an empty dictionary hides the panel."""
        return {}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return self.facts

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        return super().render_html(parent_context) if self.facts else ""


@dataclass(frozen=True)
class Step:
    """One thing that a new newsroom does first."""

    title: str
    text: str
    url: str
    action: str
    icon: str
    is_done: bool


class FirstStepsPanel(DashboardPanel):
    """Leads from an empty site to its first story."""

    name = "first_steps"
    order = 40
    template_name = "home/admin/first_steps.html"

    @cached_property
    def facts(self) -> dict[str, Any]:
        if StoryPage.objects.count() >= STARTED:
            return {}
        steps = [step for step in (self.name_step(), self.story_step(), self.video_step()) if step]
        return {"steps": steps} if not all(step.is_done for step in steps) else {}

    def name_step(self) -> Step | None:
        if not self.user.has_perm("newsreel.change_newsroomsettings"):
            return None
        site = Site.objects.filter(is_default_site=True).first()
        return Step(
            title=_("Name your site"),
            text=_("Its name, its logo and who publishes it."),
            url=reverse(
                "wagtailsettings:edit", args=["newsreel", "newsroomsettings", *([site.pk] if site else [])]
            ),
            action=_("Open the settings"),
            icon="site",
            is_done=_is_named(NewsroomSettings.objects.filter(site=site).first()),
        )

    def story_step(self) -> Step | None:
        feed = NewsFeedPage.objects.order_by("path").first()
        if feed is None or not feed.permissions_for_user(self.user).can_add_subpage():
            return None
        return Step(
            title=_("Write the first story"),
            text=_("A headline is enough for a draft. Published, it leads the front page by itself."),
            url=reverse("wagtailadmin_pages:add", args=["news", "articlepage", feed.pk]),
            action=_("New article"),
            icon="edit",
            is_done=ArticlePage.objects.exists(),
        )

    def video_step(self) -> Step | None:
        videos = VideoIndexPage.objects.order_by("path").first()
        if videos is None or not videos.permissions_for_user(self.user).can_add_subpage():
            return None
        return Step(
            title=_("Upload a video"),
            text=_("A file of your own, or a video on YouTube or Vimeo."),
            url=reverse("wagtailadmin_pages:add", args=["video", "videopage", videos.pk]),
            action=_("New video"),
            icon="media",
            is_done=VideoPage.objects.exists(),
        )


def _is_named(newsroom: NewsroomSettings | None) -> bool:
    """Opening the settings makes a row; only words of one's own in it count."""
    default = NewsroomSettings().name
    return newsroom is not None and (
        newsroom.name != default or bool(newsroom.description or newsroom.publisher)
    )


class FrontPagePanel(DashboardPanel):
    """Tells those who may edit the front page which of its places fell back."""

    name = "front_page"
    order = 50
    template_name = "home/admin/front_page_warnings.html"

    @cached_property
    def facts(self) -> dict[str, Any]:
        home = HomePage.objects.first()
        if home is None or not home.permissions_for_user(self.user).can_edit():
            return {}
        warnings = fallback_warnings(home.body.raw_data)
        edit_url = reverse("wagtailadmin_pages:edit", args=[home.pk])
        return {"warnings": warnings, "edit_url": edit_url} if warnings else {}


class DraftsPanel(DashboardPanel):
    """Stories of one's own that readers do not see yet, or not in their latest form."""

    name = "drafts"
    order = 240
    template_name = "home/admin/drafts.html"

    @cached_property
    def facts(self) -> dict[str, Any]:
        mine = Q(owner=self.user) | Q(latest_revision__user=self.user)
        drafts = Page.objects.filter(mine, has_unpublished_changes=True, expired=False)
        drafts = drafts.order_by("-latest_revision_created_at", "-pk").specific(defer=True)[:DRAFTS]
        found = [page for page in drafts if page.permissions_for_user(self.user).can_edit()]
        return {"drafts": found} if found else {}


@dataclass(frozen=True)
class Due:
    """Something that the schedule does soon, or tried to do: `error` says what went wrong."""

    moment: object
    page: Page
    is_expiry: bool
    error: str = ""


class SchedulePanel(DashboardPanel):
    """What goes public or comes down within a day."""

    name = "schedule"
    order = 230
    template_name = "home/admin/schedule.html"

    @cached_property
    def facts(self) -> dict[str, Any]:
        until = timezone.now() + timedelta(days=1)
        revisions = (
            Revision.page_revisions.filter(approved_go_live_at__lte=until)
            .order_by("approved_go_live_at", "pk")
            .prefetch_related("content_object")[:SCHEDULED]
        )
        due = [Due(revision.approved_go_live_at, revision.content_object, False) for revision in revisions]
        expiring = Page.objects.live().filter(expire_at__lte=until).order_by("expire_at", "pk")[:SCHEDULED]
        due += [Due(page.expire_at, page, True) for page in expiring]
        due = [*failed_schedules(), *due]
        # A failed item is in the schedule still: it is told once, with its error.
        once = {(item.page.pk, item.is_expiry): item for item in reversed(due) if item.page}.values()
        seen = [item for item in once if item.page.permissions_for_user(self.user).can_edit()]
        seen.sort(key=lambda item: item.moment)
        return {"due": seen[:SCHEDULED]} if seen else {}


def failed_schedules() -> list[Due]:
    """What should have happened and could not; the worker goes on trying."""
    problems = ScheduleProblem.objects.order_by("due_at", "pk").prefetch_related("target")[:SCHEDULED]
    return [
        Due(problem.due_at, problem.target, problem.action == ScheduleAction.EXPIRE, problem.error)
        for problem in problems
        if isinstance(problem.target, Page)
    ]


PANELS = (FirstStepsPanel, FrontPagePanel, SchedulePanel, DraftsPanel)
