"""The video item is a story with a page of its own; its address in embeds is its primary key for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from newsreel.delivery.headers import PUBLIC_POLICY, policy_text
from newsreel.languages import language_choices
from newsreel.models import StoryKind, StoryPage
from newsreel.querysets import StoryQuerySet
from video.desk.panels import FilmPanel
from video.forms import VideoPageForm
from video.models.captions import CaptionTrack
from video.models.encoding import OPEN_STATES, EncodingJob
from video.models.rights import Rights
from video.models.sources import ExternalVideo
from video.models.words import SpokenWords
from video.providers import parse_external
from video.reach_panels import reach_panel
from video.replacing import require_film
from video.words.gate import require_words
from video.words.looking import LookAgainPanel

if TYPE_CHECKING:
    from newsreel.metadata.description import EmbeddedPlayer

SCHEDULED = "wagtail.publish.scheduled"
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]


class VideoQuerySet(StoryQuerySet):
    """Videos, with what playing them needs."""

    def for_player(self) -> Self:
        """Join file, provider and pictures, and load the caption tracks without their words: two queries."""
        tracks = CaptionTrack.objects.defer("text")
        jobs = EncodingJob.objects.filter(
            video_file=models.OuterRef("file"), state__in=OPEN_STATES
        ).order_by()
        joined = self.select_related("lead_image", "file__encoding", "external__poster")
        return joined.annotate(open_job=models.Subquery(jobs.values("token")[:1])).prefetch_related(
            models.Prefetch("caption_tracks", tracks)
        )


VideoManager = PageManager.from_queryset(VideoQuerySet)


class VideoPage(SpokenWords, Rights, StoryPage):
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
    description = RichTextField(
        _("text"),
        features=TEXT_FEATURES,
        blank=True,
        help_text=_("What to read beside the video: who speaks, what happened before, what to look at."),
    )
    content_warning = models.CharField(
        _("content warning"),
        max_length=200,
        blank=True,
        help_text=_("Shown before it plays: “Scenes of a shipwreck”."),
    )
    spoken_language = models.CharField(
        _("spoken language"),
        max_length=16,
        choices=language_choices,
        blank=True,
        help_text=_("Only if it is not the language of the story."),
    )
    series = models.ForeignKey(
        "video.Series",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="videos",
    )
    series_number = models.PositiveSmallIntegerField(_("number in the series"), null=True, blank=True)

    is_creatable = True
    parent_page_types = ["video.VideoIndexPage"]
    subpage_types: list[str] = []
    base_form_class = VideoPageForm
    template = "video/video_page.html"
    objects = VideoManager()

    content_panels = [
        LookAgainPanel("looked_again"),
        *StoryPage.content_panels[:1],
        MultiFieldPanel(["file", FilmPanel(), "external_url"], heading=_("Video")),
        *StoryPage.content_panels[1:],
        SpokenWords.words_panel,
        FieldPanel("description"),
        FieldRowPanel(["content_warning", "spoken_language"]),
        FieldRowPanel(["series", "series_number"]),
        Rights.rights_panel,
        reach_panel,
    ]
    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("description"),
        index.SearchField("spoken_words", boost=0.5),
    ]

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    @property
    def source(self):
        """The VideoFile or ExternalVideo behind the page; None while there is neither."""
        return self.file or self.external

    @property
    def embed_path(self) -> str:
        return reverse("video_embed", args=[self.pk])

    def json_ld(self) -> list[dict[str, object]]:
        from video.metadata import video_object

        return [video_object(self)]

    @property
    def offers_oembed(self) -> bool:
        from video.embedding import may_embed

        return may_embed(self)

    def embedded_player(self) -> EmbeddedPlayer | None:
        from video.metadata import embedded_player

        return embedded_player(self)

    def body_text(self) -> str:
        return " ".join(get_text_for_indexing(self.description).split())

    def clean(self) -> None:
        super().clean()
        if not self.external_url:
            return
        if self.file_id:
            raise ValidationError(
                {"external_url": _("Choose one: a video file, or an address. This page has both.")}
            )
        try:
            parse_external(self.external_url)
        except ValidationError as error:
            raise ValidationError({"external_url": error.messages}) from error

    def save(self, *args, **kwargs) -> None:
        self._attach_external()
        super().save(*args, **kwargs)

    def save_revision(self, *args, **kwargs):
        self._attach_external()
        self.settle_words()
        return super().save_revision(*args, **kwargs)

    def _attach_external(self) -> None:
        """Point to the row of the provider's video, and have what it lacks fetched."""
        self.external = None if self.file_id else ExternalVideo.attached(self.external_url)

    def publish(self, revision, **kwargs):
        """The schedule asks again what the form asked: rules may have changed, and films been encoded since.

        Whoever publishes, a film that does not play takes no other's place. Raises ValidationErrors for editors.
        """
        is_scheduled = kwargs.get("log_action") == SCHEDULED
        draft = revision.as_object()
        if is_scheduled:
            require_words(draft)
        require_film(draft, is_waited_for=is_scheduled)
        return super().publish(revision, **kwargs)

    def refresh_page_facts(self) -> None:
        super().refresh_page_facts()
        source = self.source
        self.shape = source.shape if source else ""
        self.duration = round(source.duration) if source and source.duration else None

    def serve_preview(self, request, mode_name):
        self.external = None if self.file_id else ExternalVideo.for_url(self.external_url)
        self.prints_tracks_inline = True
        response = super().serve_preview(request, mode_name)
        policy = {**PUBLIC_POLICY, "media-src": f"{PUBLIC_POLICY['media-src']} data:"}
        response.headers["Content-Security-Policy"] = policy_text(policy)
        return response

    def get_context(self, request, *args, **kwargs):
        from video.watch import watch_context

        return {**super().get_context(request, *args, **kwargs), **watch_context(self, request)}
