"""What an editor is told about things that were made for another file, and the panel that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel

from newsreel.admin.known_pages import KnownPage, known_pages
from video import rechecking
from video.cues import CaptionError
from video.timecodes import clock
from video.transcripts import transcript_from_text
from video.webvtt import parse

if TYPE_CHECKING:
    from video.forms import VideoPageForm

SHOWN_STORIES = 8


class LookedAgainField(forms.MultipleChoiceField):
    """Boxes “captions-12”: a thing, and the file that it was looked at with. A tick says nothing of a later file."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"required": False, **kwargs})

    def valid_value(self, value: str) -> bool:
        """Any box that was ever offered may be sent; those of other files count for nothing."""
        return value.partition("-")[0] in rechecking.NAMES


def ticked(cleaned: dict) -> set[str]:
    """The things that were looked at with the file that is chosen now."""
    file = cleaned.get("file")
    boxes = set(cleaned.get("looked_again") or ())
    return {name for name in rechecking.NAMES if file and f"{name}-{file.pk}" in boxes}


def described(form: VideoPageForm, entries: list[rechecking.Entry]) -> list[tuple[str, SafeString]]:
    """A box for each entry: its words, why it is on the list, and which of its times lie beyond the end."""
    file = _file(form)
    now, end = rechecking.facts_of(file), file.duration if file else None
    found = []
    for entry in entries:
        name = entry["what"]
        parts = [rechecking.why(entry["was"], now), *_late(form, name, end)]
        label = format_html(
            '<span class="look-again">{} <small>{} {}</small></span>',
            rechecking.NAMES[name],
            " ".join(parts),
            _stories(form, name, end),
        )
        found.append((f"{name}-{file.pk}", label))
    return found


def _file(form: VideoPageForm):
    cleaned = getattr(form, "cleaned_data", {})
    return cleaned.get("file", form.instance.file)


def _late(form: VideoPageForm, name: str, end: float | None) -> list[str]:
    """Sentences about times after the end of the new file."""
    page, cleaned = form.instance, getattr(form, "cleaned_data", {})
    if name == rechecking.CAPTIONS:
        tracks = form.tracks() if form.is_bound else page.caption_tracks.all()
        notes = [(str(track), rechecking.beyond_the_end(_cue_ends(track.text), end)) for track in tracks]
        return [f"{track}: {note}" for track, note in notes if note]
    times = []
    if name == rechecking.CHAPTERS:
        chapters = cleaned.get("chapters", page.chapters)
        times = [entry["start"] for entry in chapters or () if isinstance(entry, dict) and "start" in entry]
    elif name == rechecking.TRANSCRIPT:
        lines = transcript_from_text(cleaned.get("transcript", page.transcript) or "")
        times = [line.start for line in lines if line.start is not None]
    note = rechecking.beyond_the_end(times, end)
    return [note] if note else []


def _cue_ends(text: str) -> list[float]:
    try:
        return [cue.end for cue in parse(text)]
    except CaptionError:
        return []


def _stories(form: VideoPageForm, name: str, end: float | None) -> str:
    """The stories that start the video in the middle; those that start after its end come first.

    Those that the editor may not know of are counted, so that somebody else can be asked.
    """
    if name != rechecking.STARTS:
        return ""
    starts = sorted(rechecking.start_times(form.instance), key=lambda start: -start.seconds)
    stories = {start.story.pk: start.story for start in starts}.values()
    known = known_pages(form.for_user, stories) if form.for_user else {}
    told, others = [], set()
    for start in starts:
        page = known.get(start.story.pk)
        if page and (page.drafts_too or not start.in_draft):
            told.append((_linked(page), _start_note(start, end)))
        else:
            others.add(start.story.pk)
    rows = format_html_join("; ", "{} {}", told[:SHOWN_STORIES])
    if not others:
        return rows
    words = ngettext(
        "%(count)d story that you may not open: ask its editors.",
        "%(count)d stories that you may not open: ask their editors.",
        len(others),
    ) % {"count": len(others)}
    return format_html("{}; {}", rows, words) if rows else words


def _linked(page: KnownPage) -> str:
    return format_html('<a href="{}">{}</a>', page.url, page.title) if page.url else page.title


def _start_note(start: rechecking.StartTime, end: float | None) -> str:
    time = {"time": clock(start.seconds)}
    if end is not None and start.seconds >= end:
        words = _("starts it at %(time)s: after its end") % time
    else:
        words = _("starts it at %(time)s") % time
    return _("%(words)s (in a draft)") % {"words": words} if start.in_draft else words


class LookAgainPanel(FieldPanel):
    """Shown only while something was made for another file."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and bool(getattr(self.form, "pending_checks", ()))
