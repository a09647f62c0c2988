"""The words of a video: captions, chapters and transcript, versioned with its page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, MultiFieldPanel

from video.chapters import Chapter, chapters_from_json, validate_chapters
from video.models.captions import CaptionTrack
from video.transcripts import TranscriptLine, transcript_from_captions, transcript_from_text


class SpokenWords(models.Model):
    """What is said and heard in a video. A part of VideoPage."""

    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_(
            "Left empty, it is made from the captions. A line may begin with its time: “0:31 Words”."
        ),
    )
    chapters = models.JSONField(_("chapters"), default=list, blank=True, validators=[validate_chapters])
    no_speech = models.BooleanField(
        _("nobody speaks"), default=False, help_text=_("Readers are told so, and no captions are asked for.")
    )
    captions_burned_in = models.BooleanField(
        _("captions are part of the picture"),
        default=False,
        help_text=_("They cannot be switched off, so no caption track is asked for."),
    )
    captions_waiver = models.CharField(
        _("why it has no captions"),
        max_length=200,
        blank=True,
        help_text=_("Only if it must go out without; add captions as soon as you can."),
    )
    # What was made for another file and shall be looked at again: names from video.rechecking.
    check_again = models.JSONField(default=list, blank=True, editable=False)

    words_panel = MultiFieldPanel(
        [
            InlinePanel("caption_tracks", heading=_("Caption tracks"), label=_("caption track")),
            "no_speech",
            "captions_burned_in",
            "captions_waiver",
            "transcript",
            "chapters",
        ],
        heading=_("Words"),
    )

    class Meta:
        abstract = True

    @property
    def chapter_list(self) -> list[Chapter]:
        return chapters_from_json(self.chapters)

    @property
    def own_captions(self) -> CaptionTrack | None:
        """The captions in the page's own language, which the transcript is made from."""
        kinds = (CaptionTrack.Kind.CAPTIONS, CaptionTrack.Kind.SUBTITLES)
        tracks = [track for track in self.caption_tracks.all() if track.language == self.language]
        return next((track for kind in kinds for track in tracks if track.kind == kind), None)

    @property
    def transcript_lines(self) -> tuple[TranscriptLine, ...]:
        """What is said, line by line: as typed by an editor, else from the captions."""
        if self.transcript:
            return transcript_from_text(self.transcript)
        captions = self.own_captions
        return transcript_from_captions(captions.text) if captions else ()

    @property
    def spoken_words(self) -> str:
        """The transcript as one text, for search."""
        return " ".join(line.text for line in self.transcript_lines)
