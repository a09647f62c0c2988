"""Series: videos that belong together, with a page of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.search import index

from newsreel.models.addresses import PublicSnippet

if TYPE_CHECKING:
    from django.http import HttpRequest

    from newsreel.metadata.description import Metadata


class Series(PublicSnippet, PreviewableMixin, RevisionMixin, index.Indexed, models.Model):
    """A run of videos under one title; each has its number in it."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the series' address. A changed slug leaves a redirect behind."),
    )
    description = models.TextField(
        _("description"),
        max_length=600,
        blank=True,
        help_text=_("What the series is about, at the top of its page and in its feed."),
    )
    picture = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands at the top of the page, in the feed, and where the page is shared."),
    )

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("description"),
        index.AutocompleteField("title"),
        index.AutocompleteField("description"),
    ]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("video_series", args=[self.slug])

    @property
    def feed_url(self) -> str:
        return reverse("video_series_feed", args=[self.slug])

    def metadata(self, request: HttpRequest) -> Metadata:
        """What the head of its page says to machines; see newsreel.metadata.description."""
        from video.metadata import describe_series

        return describe_series(self, request)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "video/series_page.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, object]:
        from video.series import series_context

        return {**super().get_preview_context(request, mode_name), **series_context(self)}
