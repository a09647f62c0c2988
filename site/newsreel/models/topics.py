"""Topics: what a story is about."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, PreviewableMixin, RevisionMixin
from wagtail.search import index

from newsreel.models.addresses import PublicSnippet


class Topic(PublicSnippet, PreviewableMixin, RevisionMixin, index.Indexed, models.Model):
    """A subject with a public page and a feed of its own."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the topic's address. A changed slug leaves a redirect behind."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences at the top of the topic's page."),
    )
    picture = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when the topic's page is shared."),
    )

    search_fields = [
        index.SearchField("name", boost=10),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.AutocompleteField("description"),
        index.FilterField("slug"),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def feed_url(self) -> str:
        return reverse("topic_feed", args=[self.slug])

    def get_preview_template(self, request, mode_name: str) -> str:
        return "newsreel/topic.html"

    def get_preview_context(self, request, mode_name: str) -> dict:
        from newsreel.people_views import topic_context

        return {**super().get_preview_context(request, mode_name), **topic_context(self)}


class StoryTopic(Orderable):
    """A story's place in a topic's list. The copy of `published_at` makes that list start at an index."""

    story = ParentalKey("newsreel.StoryPage", on_delete=models.CASCADE, related_name="story_topics")
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), null=True, on_delete=models.SET_NULL, related_name="story_topics"
    )
    published_at = models.DateTimeField(null=True, editable=False)

    panels = ["topic"]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        indexes = [models.Index(fields=["topic", "published_at", "story"], name="story_topic_list")]

    def __str__(self) -> str:
        return str(self.topic or "")
