"""Authors and bylines: who wrote, filmed or drew a story."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index

from newsreel.models.addresses import PublicSnippet


class Author(PublicSnippet, PreviewableMixin, RevisionMixin, index.Indexed, models.Model):
    """Someone whose name stands over stories. Not a user, and never a draft."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the author's address. A changed slug leaves a redirect behind."),
    )
    job_title = models.CharField(
        _("job title"), max_length=120, blank=True, help_text=_("For example “Political editor”.")
    )
    bio = models.TextField(
        _("bio"),
        blank=True,
        max_length=1500,
        help_text=_("Two or three sentences. The first lines stand on the card under each story."),
    )
    portrait = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A head, cropped to a circle; mark the face as the focal point."),
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Printed on the author's page."))

    search_fields = [
        index.SearchField("name", boost=10),
        index.AutocompleteField("name"),
        index.SearchField("job_title"),
        index.AutocompleteField("job_title"),
        index.SearchField("bio"),
        index.FilterField("slug"),
    ]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    @property
    def feed_url(self) -> str:
        return reverse("author_feed", args=[self.slug])

    def get_preview_template(self, request, mode_name: str) -> str:
        return "newsreel/author.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        from newsreel.people_views import author_context

        return {**super().get_preview_context(request, mode_name), **author_context(self)}


class Byline(Orderable):
    """One name over a story, as it was printed. The copy of `published_at` makes an author's list start at an index."""

    story = ParentalKey("newsreel.StoryPage", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bylines",
    )
    printed_name = models.CharField(
        _("printed name"),
        max_length=120,
        blank=True,
        help_text=_(
            "Left empty, it is the author's name. For a guest, choose no author and write the name here."
        ),
    )
    role = models.CharField(
        _("role"),
        max_length=80,
        blank=True,
        help_text=_("Only if it is not writing: “Photography”, “Editing”."),
    )
    published_at = models.DateTimeField(null=True, editable=False)

    panels = ["author", "printed_name", "role"]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        indexes = [models.Index(fields=["author", "published_at", "story"], name="byline_list")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as printed; kept even if the author's entry is gone."""
        return self.printed_name or (self.author.name if self.author else "")

    def save(self, *args, **kwargs) -> None:
        if not self.printed_name and self.author:
            self.printed_name = self.author.name
        super().save(*args, **kwargs)
