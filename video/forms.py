"""The editor's form of a video page: what readers need before it goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsreel.forms import StoryForm
from video import rechecking
from video.chapters import ChaptersField
from video.replacing import not_ready
from video.rights import ended_rights, pull_publication
from video.words.gate import EXCUSES, missing_captions
from video.words.looking import LookedAgainField, described, ticked

if TYPE_CHECKING:
    from video.models import CaptionTrack


class VideoPageForm(StoryForm):
    """Asks for a source, a poster and captions before a video goes out to readers."""

    chapters = ChaptersField(
        label=gettext_lazy("Chapters"),
        help_text=gettext_lazy("One a line: the time, a space, the title. “1:46 The lamp and the book”."),
    )
    looked_again = LookedAgainField(
        label=gettext_lazy("Made for another file"),
        help_text=gettext_lazy("Play the new file, and mend what does not fit it any more."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        self._file_before = rechecking.facts_of(page.file)
        self._waiver_before = page.captions_waiver
        self.show_pending(rechecking.pending(page) if page.check_again else [])

    def show_pending(self, entries: list[rechecking.Entry]) -> None:
        """Offer a box for each thing to look at again; the panel is left out while there is none."""
        self.pending_checks = entries
        if "looked_again" in self.fields:
            self.fields["looked_again"].widget.choices = described(self, entries) if entries else []

    def clean(self) -> dict:
        self._check_again = None
        cleaned = super().clean()
        pull_publication(self.instance, cleaned)
        self._refuse_twins()
        if "file" in cleaned:
            self.instance.check_again = self.check_again(cleaned)
        return cleaned

    def require_for_readers(self, cleaned: dict) -> None:
        super().require_for_readers(cleaned)
        # A field with an error of its own is not in `cleaned`; it is not asked for a second time.
        if not cleaned.get("file") and not cleaned.get("external_url") and "external_url" in cleaned:
            self.add_error("file", _("Choose a video file, or write the address of one on YouTube or Vimeo."))
        self._require_playable(cleaned)
        self._require_poster(cleaned)
        self._require_captions(cleaned)
        self._require_looked_again(cleaned)
        for field, words in ended_rights(cleaned).items():
            self.add_error(field, words)

    def _require_playable(self, cleaned: dict) -> None:
        file = cleaned.get("file")
        if file and file.problem:
            self.add_error("file", _("This file cannot be played. %(problem)s") % {"problem": file.problem})
            return
        problem = not_ready(self.instance, file, cleaned.get("go_live_at"))
        if problem:
            self.add_error("file", problem)

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

    # --- Captions ---------------------------------------------------------------------------------------

    def _require_captions(self, cleaned: dict) -> None:
        if not cleaned.get("file") or any(cleaned.get(name) for name in EXCUSES):
            return  # the captions of a provider are its own
        language = cleaned.get("spoken_language") or cleaned.get("language") or ""
        problem = missing_captions(self.tracks(), language)
        if problem:
            self.add_error(None, problem)

    def tracks(self) -> list[CaptionTrack]:
        """The caption tracks as they would be saved, without removed ones and those with errors."""
        return [child.instance for child in self._kept_tracks() if child.is_valid()]

    def _kept_tracks(self) -> list[forms.ModelForm]:
        children = self.formsets["caption_tracks"].forms if "caption_tracks" in self.formsets else []
        return [
            child
            for child in children
            if (child.instance.pk or child.has_changed())
            and not (child.is_valid() and child.cleaned_data.get("DELETE"))
        ]

    def _refuse_twins(self) -> None:
        """Two tracks of one language and kind would have one name in every player's menu."""
        seen = set()
        for child in self._kept_tracks():
            if not child.is_valid():
                continue
            key = (child.cleaned_data.get("language"), child.cleaned_data.get("kind"))
            if key in seen:
                words = _("There is another track of this language and kind. Keep one, or change this one's.")
                child.add_error("language", words)
            seen.add(key)

    # --- Made for another file --------------------------------------------------------------------------

    def check_again(self, cleaned: dict) -> list[rechecking.Entry]:
        """What has to be looked at again once this form is saved."""
        if self._check_again is None:
            settled = ticked(cleaned) | self._edited_things(cleaned)
            self._check_again = rechecking.carry_over(
                self.instance.check_again,
                self._file_before,
                rechecking.facts_of(cleaned.get("file")),
                self._things(cleaned),
                settled,
            )
        return self._check_again

    def _things(self, cleaned: dict) -> list[str]:
        there = {
            rechecking.CAPTIONS: bool(self._kept_tracks()),
            rechecking.CHAPTERS: bool(cleaned.get("chapters")),
            rechecking.TRANSCRIPT: bool(cleaned.get("transcript")),
            rechecking.POSTER: bool(cleaned.get("lead_image")),
        }
        things = [name for name, is_there in there.items() if is_there]
        return [*things, rechecking.STARTS] if rechecking.start_times(self.instance) else things

    def _edited_things(self, cleaned: dict) -> set[str]:
        """Who edits a thing has looked at it."""
        fields = {"chapters": rechecking.CHAPTERS, "lead_image": rechecking.POSTER}
        edited = {thing for name, thing in fields.items() if name in self.changed_data}
        # Browsers send other line ends than they were given.
        typed = (self.initial.get("transcript") or "", cleaned.get("transcript") or "")
        if typed[0].split() != typed[1].split():
            edited.add(rechecking.TRANSCRIPT)
        if any(child.has_new_words for child in self._kept_tracks()):
            edited.add(rechecking.CAPTIONS)
        return edited

    def _require_looked_again(self, cleaned: dict) -> None:
        now = rechecking.facts_of(cleaned.get("file"))
        if not now:
            return
        entries = [entry for entry in self.check_again(cleaned) if not rechecking.fits(entry["was"], now)]
        if entries:
            self.show_pending(entries)
            self.add_error(
                "looked_again",
                _("Some things were made for another file. Look at them, mend them, or tick that they fit."),
            )

    def save(self, commit: bool = True):
        page = self.instance
        if page.captions_waiver != self._waiver_before:
            page.waived_by = self.for_user if page.captions_waiver else None
            page.waived_at = timezone.now() if page.captions_waiver else None
        return super().save(commit)
