"""The words of a video: captions, chapters and transcript, versioned with its page."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from video.chapters import Chapter, chapters_from_json, validate_chapters
from video.models.captions import CaptionTrack
from video.transcripts import TranscriptLine, transcript_from_captions, transcript_from_text
from video.words.comparing import ChaptersPanel
from video.words.forms import CaptionTracksPanel
from video.words.widgets import TranscriptEditor


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
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    waived_at = models.DateTimeField(null=True, blank=True, editable=False)
    # What was made for another file and shall be looked at again, as video.rechecking writes it.
    check_again = models.JSONField(default=list, blank=True, editable=False)

    # In previews the tracks are printed into the page: their addresses give out what is live.
    prints_tracks_inline = False

    words_panel = MultiFieldPanel(
        [
            CaptionTracksPanel("caption_tracks", heading=_("Caption tracks"), label=_("caption track")),
            FieldRowPanel(["no_speech", "captions_burned_in"]),
            "captions_waiver",
            ChaptersPanel("chapters"),
            FieldPanel("transcript", widget=TranscriptEditor),
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
        """The captions that the transcript is made from: in the page's own language, else in the one spoken."""
        kinds = (CaptionTrack.Kind.CAPTIONS, CaptionTrack.Kind.SUBTITLES)
        tracks = list(self.caption_tracks.all())
        wanted = [(language, kind) for language in (self.language, self.spoken_language) for kind in kinds]
        found = {(track.language, track.kind): track for track in reversed(tracks)}
        return next((found[key] for key in wanted if key in found), None)

    @property
    def transcript_language(self) -> str:
        """The language of transcript_lines."""
        captions = None if self.transcript else self.own_captions
        return captions.language if captions else self.language

    @property
    def transcript_lines(self) -> tuple[TranscriptLine, ...]:
        """What is said, line by line: as typed by an editor, else from the captions."""
        if self.transcript:
            return transcript_from_text(self.transcript)
        captions = self.own_captions
        return transcript_from_captions(captions.text) if captions else ()

    def settle_words(self) -> None:
        """What goes into a revision says of itself for which page it was made, and which words were reviewed."""
        for track in self.caption_tracks.all():
            track.settle_review()
            if track.made_for is None and self.pk:
                track.video_id = self.pk
                track.settle_address()

    @property
    def spoken_words(self) -> str:
        """The transcript as one text, for search."""
        return " ".join(line.text for line in self.transcript_lines)
