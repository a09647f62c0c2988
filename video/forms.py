"""The editor's form of a video page: what readers need before it goes out."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsreel.forms import StoryForm
from video.chapters import ChaptersField


class VideoPageForm(StoryForm):
    """Asks for a source, a poster and captions before a video goes out to readers."""

    chapters = ChaptersField(
        label=gettext_lazy("Chapters"),
        help_text=gettext_lazy("One a line: the time, a space, the title. “1:46 The lamp and the book”."),
    )

    def require_for_readers(self, cleaned: dict) -> None:
        super().require_for_readers(cleaned)
        # A field with an error of its own is not in `cleaned`; it is not asked for a second time.
        if not cleaned.get("file") and not cleaned.get("external_url") and "external_url" in cleaned:
            self.add_error("file", _("Choose a video file, or write the address of one on YouTube or Vimeo."))
        self._require_playable(cleaned)
        self._require_poster(cleaned)
        self._require_captions(cleaned)

    def _require_playable(self, cleaned: dict) -> None:
        file = cleaned.get("file")
        if file and file.problem:
            self.add_error("file", _("This file cannot be played. %(problem)s") % {"problem": file.problem})

    def _require_poster(self, cleaned: dict) -> None:
        if cleaned.get("lead_image") or "lead_image" not in cleaned:
            return
        # The provider's still was fetched when the draft was saved: publishing takes it, as the editor can see.
        external = type(self.instance).external.field.related_model.for_url(cleaned.get("external_url"))
        if external and external.poster:
            cleaned["lead_image"] = external.poster
            return
        if cleaned.get("external_url"):
            words = _(
                "Choose a lead picture: it is the still before the video plays. The provider's own still is "
                "fetched some seconds after a draft is saved; publishing then takes it by itself."
            )
        else:
            words = _("Choose a lead picture: it is the still before the video plays.")
        self.add_error("lead_image", words)

    def _require_captions(self, cleaned: dict) -> None:
        if not settings.NEWSREEL_REQUIRE_CAPTIONS or not cleaned.get("file"):
            return  # the captions of a provider are its own
        excused = ("no_speech", "captions_burned_in", "captions_waiver")
        if any(cleaned.get(name) for name in excused) or cleaned.get("language") in self.caption_languages():
            return
        self.add_error(
            None,
            _(
                "The video has no captions in its language. Add a caption track, or say under “Words” that "
                "nobody speaks, that the captions are part of the picture, or why it must go out without."
            ),
        )

    def caption_languages(self) -> set[str]:
        """Languages that have captions or subtitles here, without removed tracks."""
        children = self.formsets["caption_tracks"].forms if "caption_tracks" in self.formsets else ()
        tracks = [child.cleaned_data for child in children if child.is_valid()]
        kept = [track for track in tracks if track.get("text") and not track.get("DELETE")]
        return {track["language"] for track in kept if track.get("kind") != "descriptions"}
