"""Text areas that become editors beside the playing video: captions, chapters, transcript.

The text area stays the only stored value. Without JavaScript it is what one edits; with it, the custom elements of
static/js/words/ draw a list over it and write into it, as if somebody typed.
"""

from __future__ import annotations

import json

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from video.words import wording
from video.words.remarks import limits


def _plain(words: dict[str, Promise]) -> str:
    return json.dumps({name: str(text) for name, text in words.items()})


class TimedText(forms.Textarea):
    """Base: a text area inside a custom element that knows its words and where to ask for the video."""

    element = ""
    words: dict[str, Promise] = {}
    rows = 6

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": self.rows, "spellcheck": "true", **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["css/admin-words.css"]}, js=[Script("js/words/editors.js", type="module")]
        )

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        area = super().render(name, value, attrs, renderer)
        return format_html(
            '<{0} class="timed-text" data-words="{1}" data-source="{2}"{3}>{4}{5}</{0}>',
            self.element,
            _plain({**wording.SHARED, **self.words}),
            reverse("video_words:source", args=[0]),
            self.options(),
            area,
            self.after(),
        )

    def options(self) -> SafeString:
        """More attributes of the element, with a space before each."""
        return SafeString("")

    def after(self) -> SafeString:
        """What is printed under the text area, with and without script."""
        return SafeString("")


class CueEditor(TimedText):
    """Captions, cue by cue."""

    element = "caption-editor"
    words = wording.CAPTIONS
    rows = 10
    # Set by the form of a stored track: where it can be kept as a file, and what is worth a look.
    downloads: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()
    is_changed_since_review = False

    def options(self) -> SafeString:
        changed = SafeString(" data-changed-since-review") if self.is_changed_since_review else ""
        return format_html(
            ' data-limits="{}" data-read="{}"{}', json.dumps(limits()), reverse("video_words:read"), changed
        )

    def after(self) -> SafeString:
        links = format_html_join(" · ", '<a href="{}" download>{}</a>', self.downloads)
        kept = format_html('<p class="timed-text__kept">{} {}</p>', wording.KEEP, links) if links else ""
        listed = format_html_join("", "<li>{}</li>", ((text,) for text in self.remarks))
        looks = (
            format_html(
                '<details class="timed-text__remarks"><summary>{}</summary><ul>{}</ul></details>',
                wording.worth_a_look(len(self.remarks)),
                listed,
            )
            if listed
            else ""
        )
        return format_html("{}{}", kept, looks)


class ChapterEditor(TimedText):
    """Chapters, one a line."""

    element = "chapter-editor"
    words = wording.CHAPTERS


class TranscriptEditor(TimedText):
    """The transcript, with a button that makes it from the captions in the form."""

    element = "transcript-editor"
    words = wording.TRANSCRIPT
