"""Articles: stories told in blocks."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from news.blocks import StoryBlock
from news.blocks.video import addresses_in
from news.reading import reading_minutes, shows_video
from newsreel.blocks.walking import plain_text
from newsreel.models import StoryKind, StoryPage
from newsreel.models.addresses import reserved_segment_message
from newsreel.querysets import StoryManager
from video.models import ExternalVideo

# Below every feed, the address of its RSS.
RSS_SEGMENT = "rss"


class ArticlePage(StoryPage):
    """A story made of blocks."""

    story_kind = StoryKind.ARTICLE

    body = StreamField(
        StoryBlock(),
        verbose_name=_("body"),
        help_text=_("Paste the whole story into one text block, then put pictures and other blocks between."),
    )
    teaser_video = models.ForeignKey(
        "video.VideoPage",
        verbose_name=_("video teaser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The video shown under the story. Left empty: the feed’s, else the newest."),
    )

    is_creatable = True
    parent_page_types = ["news.NewsFeedPage"]
    subpage_types: list[str] = []
    objects = StoryManager()

    content_panels = [
        *StoryPage.content_panels[:-1],
        FieldPanel("body"),
        "teaser_video",
        StoryPage.content_panels[-1],
    ]
    search_fields = [*StoryPage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        super().clean()
        if self.slug == RSS_SEGMENT:
            raise ValidationError({"slug": reserved_segment_message(self.slug)})

    def body_text(self) -> str:
        return plain_text(self.body)

    def save(self, *args, update_fields=None, **kwargs) -> None:
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or "body" in update_fields:
            self._ask_elsewhere()

    def save_revision(self, *args, **kwargs):
        revision = super().save_revision(*args, **kwargs)
        self._ask_elsewhere()
        return revision

    def _ask_elsewhere(self) -> None:
        """Have the stills and sizes of videos elsewhere fetched, in a task: who saves waits for nobody."""
        for url in addresses_in(self.body):
            ExternalVideo.attached(url)

    def refresh_page_facts(self) -> None:
        super().refresh_page_facts()
        self.reading_time = reading_minutes(self.body)
        self.has_video = shows_video(self.body)

    def get_context(self, request, *args, **kwargs):
        from news.presenting import article_context

        return {**super().get_context(request, *args, **kwargs), **article_context(self)}
