"""The editor's form of one caption track: words pasted, edited, or read from a file; and who says they are right."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel
from wagtail.admin.panels.base import get_form_for_model

from video.cues import CaptionError
from video.webvtt import parse
from video.words.files import EXTENSIONS, MAX_BYTES, decode, too_large
from video.words.remarks import remarks

SHOWN_REMARKS = 20


class CaptionTrackForm(WagtailAdminModelForm):
    """A track's words come from the file chosen, else from the text area. Changed words are not reviewed any more."""

    upload = forms.FileField(
        label=gettext_lazy("Caption file"),
        required=False,
        help_text=gettext_lazy("WebVTT or SRT, in any encoding. It replaces the captions below."),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "text" not in self.fields:
            return
        self.fields["text"].required = False  # it may come from the file
        editor, track = self.fields["text"].widget, self.instance
        editor.is_changed_since_review = track.changed_since_review
        if track.video_id and track.text:
            address = [track.video_id, track.uuid]
            editor.downloads = tuple(
                (reverse("video_words:track", args=[*address, extension]), name)
                for extension, name in (("vtt", "WebVTT"), ("srt", "SRT"))
            )
        editor.remarks = tuple(self._remarks(track))

    @staticmethod
    def _remarks(track) -> list[str]:
        try:
            cues = parse(track.text) if track.text else []
        except CaptionError:
            return []
        file = track.video.file if track.video_id else None
        found = remarks(cues, file.duration if file else None)
        return [str(remark) for remark in found[:SHOWN_REMARKS]]

    def clean_upload(self) -> object:
        upload = self.cleaned_data.get("upload")
        if upload and upload.size > MAX_BYTES:
            raise ValidationError(too_large(upload.size))
        return upload

    def clean(self) -> dict:
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if upload:
            self._read(upload, cleaned)
        elif not cleaned.get("text") and "text" in cleaned and not self.is_deferred_validation:
            self.add_error("text", _("Paste the captions here, or choose their file."))
        return cleaned

    def _read(self, upload, cleaned: dict) -> None:
        """Take the words of the file. A guess at its encoding is asked to be looked at: they are not reviewed."""
        try:
            cleaned["text"] = decode(upload.read()).text
            parse(cleaned["text"])
        except CaptionError as error:
            self.add_error("upload", error.problems)

    def _post_clean(self) -> None:
        said_now = bool(self.cleaned_data.get("reviewed")) and self._is_newly_reviewed()
        super()._post_clean()
        track = self.instance
        if said_now:
            track.reviewed_words = ""
        track.settle_review()
        if self.cleaned_data.get("reviewed") and not track.reviewed:
            self._ask_for_review_again()

    @property
    def has_new_words(self) -> bool:
        """Whether the captions are others than before; other spacing is no other words."""
        return self.is_valid() and self.instance.text != (self.initial.get("text") or "")

    def _is_newly_reviewed(self) -> bool:
        """Ticked just now; the editor's script, or a form shown a second time, says “again”."""
        value = self.data.get(self.add_prefix("reviewed"))
        return value == "again" or not self.initial.get("reviewed")

    def _ask_for_review_again(self) -> None:
        """If the form is shown again, the box is empty and may be ticked for the words as they are now."""
        name = self.add_prefix("reviewed")
        self.data = {key: value for key, value in self.data.items() if key != name}
        self.fields["reviewed"].widget.attrs["value"] = "again"
        self.fields["text"].widget.is_changed_since_review = True


class CaptionTracksPanel(InlinePanel):
    """Wagtail's inline panel, with the form above."""

    def get_form_options(self) -> dict:
        options = super().get_form_options()
        given = options["formsets"][self.relation_name]
        deferred = given.pop("form")._meta.defer_required_on_fields if "form" in given else []
        given["form"] = get_form_for_model(
            self.db_field.related_model, form_class=CaptionTrackForm, defer_required_on_fields=deferred
        )
        return options
