"""Caption tracks: the words of a video, in one language and of one kind."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from newsreel.languages import default_language, language_choices


class CaptionTrack(Orderable):
    """WebVTT text (https://www.w3.org/TR/webvtt1/), versioned with its page; the uuid is its address for ever."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("Captions (speech and sounds)")
        SUBTITLES = "subtitles", _("Subtitles (a translation)")
        DESCRIPTIONS = "descriptions", _("Descriptions (what is seen)")

    video = ParentalKey("video.VideoPage", on_delete=models.CASCADE, related_name="caption_tracks")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    language = models.CharField(
        _("language"), max_length=16, choices=language_choices, default=default_language
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.CAPTIONS)
    text = models.TextField(_("captions"), help_text=_("WebVTT: paste it here, starting with WEBVTT."))
    reviewed = models.BooleanField(
        _("reviewed"), default=False, help_text=_("Someone has checked every line.")
    )

    panels = ["language", "kind", "text", "reviewed"]

    class Meta(Orderable.Meta):
        verbose_name = _("caption track")
        verbose_name_plural = _("caption tracks")

    def __str__(self) -> str:
        return f"{self.get_language_display()}, {self.get_kind_display()}"
