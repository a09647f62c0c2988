"""News Feed pages and articles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from news.blocks import StoryBlock
from newsreel.models import StoryKind, StoryPage
from newsreel.querysets import PublicPageManager, StoryManager


class NewsFeedPage(Page):
    """A dated stream of stories, newest first."""

    class Scope(models.TextChoices):
        NEWSROOM = "newsroom", _("Everything the newsroom publishes")
        OWN = "own", _("Only the stories placed here")

    intro = models.CharField(_("introduction"), max_length=300, blank=True)
    scope = models.CharField(_("shows"), max_length=12, choices=Scope.choices, default=Scope.OWN)
    teaser_video = models.ForeignKey(
        "video.VideoPage",
        verbose_name=_("video teaser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown under stories here that choose no video of their own. Left empty: the newest video."
        ),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.ArticlePage"]
    objects = PublicPageManager()

    content_panels = [*Page.content_panels, "intro", "scope", "teaser_video"]

    class Meta:
        verbose_name = _("News Feed")


class ArticlePage(StoryPage):
    """A story made of blocks."""

    story_kind = StoryKind.ARTICLE

    body = StreamField(StoryBlock(), verbose_name=_("body"))
    teaser_video = models.ForeignKey(
        "video.VideoPage",
        verbose_name=_("video teaser"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The video shown under the story. Left empty: the feed's, else the newest."),
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
