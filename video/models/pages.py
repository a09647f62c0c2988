"""The video item is a story with a page of its own; its address in embeds is its primary key for ever."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from newsreel.models import StoryKind, StoryPage
from newsreel.querysets import PublicPageManager, StoryManager

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]


class VideoIndexPage(Page):
    """The list of videos."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["video.VideoPage"]
    objects = PublicPageManager()

    content_panels = [*Page.content_panels, "intro"]

    class Meta:
        verbose_name = _("video index")


class VideoPage(StoryPage):
    """A video: its source, its words, and the story told beside it."""

    story_kind = StoryKind.VIDEO

    file = models.ForeignKey(
        "video.VideoFile",
        verbose_name=_("video file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Choose another file and publish: every embed follows at once."),
    )
    external_url = models.URLField(
        _("YouTube or Vimeo address"),
        blank=True,
        help_text=_(
            "Instead of a file. Readers see a still; nothing is loaded from there before they press play."
        ),
    )
    external = models.ForeignKey(
        "video.ExternalVideo",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    description = RichTextField(_("text"), features=TEXT_FEATURES, blank=True)
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("Left empty, it is made from the captions.")
    )
    chapters = models.JSONField(_("chapters"), default=list, blank=True)
    series = models.CharField(_("series"), max_length=80, blank=True)
    no_speech = models.BooleanField(_("nobody speaks"), default=False)
    captions_burned_in = models.BooleanField(_("captions are part of the picture"), default=False)
    captions_waiver = models.CharField(
        _("why it has no captions"),
        max_length=200,
        blank=True,
        help_text=_("Only if it must go out without."),
    )

    is_creatable = True
    parent_page_types = ["video.VideoIndexPage"]
    subpage_types: list[str] = []
    objects = StoryManager()

    content_panels = [
        *StoryPage.content_panels[:1],
        MultiFieldPanel(["file", "external_url"], heading=_("Video")),
        *StoryPage.content_panels[1:],
        MultiFieldPanel(
            [
                InlinePanel("caption_tracks", heading=_("Caption tracks"), label=_("caption track")),
                "no_speech",
                "captions_burned_in",
                "captions_waiver",
                "transcript",
            ],
            heading=_("Words"),
        ),
        FieldPanel("description"),
        "series",
    ]
    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("description"),
        index.SearchField("transcript"),
    ]

    class Meta:
        verbose_name = _("video")

    @property
    def source(self):
        """The VideoFile or ExternalVideo behind the page; None while there is neither."""
        return self.file or self.external

    @property
    def embed_path(self) -> str:
        return reverse("video_embed", args=[self.pk])

    def refresh_page_facts(self) -> None:
        super().refresh_page_facts()
        source = self.source
        self.shape = source.shape if source else ""
        self.duration = round(source.duration) if source and source.duration else None
