"""Caption tracks: the words of a video, in one language and of one kind."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from newsreel.languages import default_language, language_choices
from video.cues import CaptionError
from video.webvtt import canonical
from video.words.widgets import CueEditor


class CaptionTrack(Orderable):
    """WebVTT text (https://www.w3.org/TR/webvtt1/), versioned with its page; the uuid is its address for ever."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("Captions (speech and sounds)")
        SUBTITLES = "subtitles", _("Subtitles (a translation)")
        DESCRIPTIONS = "descriptions", _("Descriptions (what is seen)")

    video = ParentalKey("video.VideoPage", on_delete=models.CASCADE, related_name="caption_tracks")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    # The key of the page that the uuid was made for. A copied page brings both along and makes a uuid of its own.
    made_for = models.BigIntegerField(null=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=16,
        choices=language_choices,
        default=default_language,
        help_text=_("The language of these captions. One track in the story's own language is needed."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Kind.choices,
        default=Kind.CAPTIONS,
        help_text=_("Captions also say what is heard; subtitles translate what is said."),
    )
    text = models.TextField(
        _("captions"), help_text=_("Paste a WebVTT or SRT file here, or choose one above.")
    )
    reviewed = models.BooleanField(
        _("reviewed"),
        default=False,
        help_text=_("Someone has checked every line. Publishing asks for it."),
    )
    # SHA-256 of the words that were reviewed: other words are not.
    reviewed_words = models.CharField(max_length=64, blank=True, editable=False)

    panels = [
        FieldRowPanel(["language", "kind"]),
        FieldPanel("upload"),
        FieldPanel("text", widget=CueEditor),
        "reviewed",
    ]

    class Meta(Orderable.Meta):
        # Those added by a program have no place: the first that was made comes first, on every surface.
        ordering = ["sort_order", "pk"]
        verbose_name = _("caption track")
        verbose_name_plural = _("caption tracks")

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.get_kind_display()}"

    def clean(self) -> None:
        """Check the captions line by line and keep them as canonical WebVTT, whatever they were pasted as."""
        super().clean()
        if self.text:
            try:
                self.text = canonical(self.text)
            except CaptionError as error:
                raise ValidationError({"text": error.problems}) from error

    def save(self, *args, **kwargs) -> None:
        """Store canonical WebVTT, reviewed only if these very words were, at an address of this page's own."""
        self.settle_review()
        self.settle_address()
        super().save(*args, **kwargs)

    def settle_review(self) -> None:
        """“Reviewed” is said of words, not of a track: it ends when they change, however they are written down."""
        with contextlib.suppress(CaptionError):
            self.text = canonical(self.text)
        words = hashlib.sha256(self.text.encode()).hexdigest()
        if self.reviewed and not self.reviewed_words:
            self.reviewed_words = words
        self.reviewed = self.reviewed and self.reviewed_words == words

    @property
    def changed_since_review(self) -> bool:
        """Whether these words were reviewed once, and then changed."""
        return bool(self.reviewed_words) and not self.reviewed

    def settle_address(self) -> None:
        """A copied page gets addresses of its own: the same at every publication, whatever becomes of the original."""
        if self.made_for is None:
            taken = CaptionTrack.objects.filter(uuid=self.uuid).exclude(video_id=self.video_id).exists()
            self.made_for = 0 if taken else self.video_id
        if self.made_for != self.video_id:
            self.uuid, self.made_for = uuid.uuid5(self.uuid, str(self.video_id)), self.video_id

    @property
    def url(self) -> str:
        return reverse("video_captions", args=[self.uuid])

    @property
    def inline_url(self) -> str:
        """The words themselves as an address (RFC 2397), for previews: the other one gives out what is live."""
        return f"data:text/vtt;charset=utf-8;base64,{base64.b64encode(self.text.encode()).decode()}"
