"""Series: videos that belong together, with a page of their own."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.search import index

from newsreel.models.addresses import PublicSnippet


class Series(PublicSnippet, PreviewableMixin, RevisionMixin, index.Indexed, models.Model):
    """A run of videos under one title; each has its number in it."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    description = models.TextField(_("description"), max_length=600, blank=True)
    picture = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    search_fields = [
        index.SearchField("title", boost=4),
        index.SearchField("description"),
        index.AutocompleteField("title"),
    ]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("video_series", args=[self.slug])
