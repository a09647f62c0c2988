"""The page that lists all videos."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from newsreel.forms import OwnCopyForm
from newsreel.models.addresses import TopLevelAddress
from newsreel.querysets import PublicPageManager
from newsreel.visibility import RememberedPrivacy


class VideoIndexPage(TopLevelAddress, RememberedPrivacy, Page):
    """The list of videos."""

    intro = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("A sentence under the title: what readers find here."),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["video.VideoPage"]
    written_by = "Producers"
    copy_form_class = OwnCopyForm
    objects = PublicPageManager()

    template = "video/video_index_page.html"
    content_panels = [*Page.content_panels, "intro"]

    class Meta:
        verbose_name = _("video index")

    @property
    def rss_path(self) -> str:
        """The feed of all videos, wherever they are listed."""
        return reverse("video_feed")

    def get_context(self, request, *args, **kwargs):
        from video.watch import index_context

        own = {"rss_url": self.rss_path}
        return {**super().get_context(request, *args, **kwargs), **own, **index_context(request)}
