"""Caption tracks: the words of a video, in one language and of one kind."""

from __future__ import annotations

import contextlib
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from newsreel.languages import default_language, language_choices
from video.webvtt import CaptionError, canonical


class CaptionTrack(Orderable):
    """WebVTT text (https://www.w3.org/TR/webvtt1/), versioned with its page; the uuid is its address for ever."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("Captions (speech and sounds)")
        SUBTITLES = "subtitles", _("Subtitles (a translation)")
        DESCRIPTIONS = "descriptions", _("Descriptions (what is seen)")

    video = ParentalKey("video.VideoPage", on_delete=models.CASCADE, related_name="caption_tracks")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
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
    text = models.TextField(_("captions"), help_text=_("Paste a WebVTT or SRT file here."))
    reviewed = models.BooleanField(
        _("reviewed"), default=False, help_text=_("Someone has checked every line.")
    )

    panels = ["language", "kind", "text", "reviewed"]

    class Meta(Orderable.Meta):
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
        """Store canonical WebVTT. A copied page gets addresses of its own, the same however often it is published."""
        with contextlib.suppress(CaptionError):
            self.text = canonical(self.text)
        others = CaptionTrack.objects.filter(uuid=self.uuid).exclude(video_id=self.video_id)
        if others.exists():
            self.uuid = uuid.uuid5(self.uuid, str(self.video_id))
        super().save(*args, **kwargs)

    @property
    def url(self) -> str:
        return reverse("video_captions", args=[self.uuid])
