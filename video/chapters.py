"""Chapters of a video: edited as lines “0:00 Title”, kept as data, printed as links."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from video.timecodes import clock, parse_time
from video.words.widgets import ChapterEditor

MAX_CHAPTERS = 100
MAX_TITLE = 120


@dataclass(frozen=True)
class Chapter:
    """A stretch of the video with a name."""

    start: float
    title: str

    @property
    def time(self) -> str:
        return clock(self.start)

    @property
    def query(self) -> str:
        """The part of the address that starts the video here: “?t=106”."""
        return f"?t={int(self.start)}"


def chapters_from_json(value: object) -> list[Chapter]:
    """Chapters from the stored field; what is not a chapter is passed over."""
    found = []
    for entry in value if isinstance(value, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("start"), int | float) and entry.get("title"):
            found.append(Chapter(float(entry["start"]), str(entry["title"])))
    return sorted(found, key=lambda chapter: chapter.start)


def chapters_from_lines(text: str) -> list[Chapter]:
    """Read “0:00 Title” lines. Raises ValidationError with one message per line that cannot be used."""
    chapters: list[Chapter] = []
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            chapters.append(_chapter(line.strip(), chapters[-1] if chapters else None))
        except ValueError as error:
            problems.append(_("Line %(number)d: %(problem)s") % {"number": number, "problem": error})
    if len(chapters) > MAX_CHAPTERS:
        problems.append(_("At most %(count)d chapters, please.") % {"count": MAX_CHAPTERS})
    if problems:
        raise ValidationError(problems)
    return chapters


def _chapter(line: str, before: Chapter | None) -> Chapter:
    time, _space, title = line.partition(" ")
    start, title = parse_time(time), title.strip(" \t–—-")
    if start is None:
        raise ValueError(_("begin with the time, as in “1:46 The lamp and the book”."))
    if not title:
        raise ValueError(_("write the chapter's title after the time."))
    if len(title) > MAX_TITLE:
        raise ValueError(_("the title is longer than %(count)d characters.") % {"count": MAX_TITLE})
    if before is not None and start <= before.start:
        raise ValueError(_("%(time)s is not after the chapter before it.") % {"time": clock(start)})
    return Chapter(start, title)


def validate_chapters(value: object) -> None:
    """The stored form is a list of {"start": seconds, "title": words}."""
    if not isinstance(value, list) or len(chapters_from_json(value)) != len(value):
        raise ValidationError(gettext_lazy("Chapters need a time and a title each."))


class ChaptersField(forms.CharField):
    """A text area with one chapter a line; its value is what the model's JSON field stores."""

    widget = ChapterEditor(attrs={"placeholder": "0:00 …"})

    def __init__(self, **kwargs: object) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(**{"required": False, **kwargs})

    def prepare_value(self, value: object) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(f"{chapter.time} {chapter.title}" for chapter in chapters_from_json(value))

    def clean(self, value: object) -> list[dict[str, object]]:
        chapters = chapters_from_lines(super().clean(value))
        return [{"start": chapter.start, "title": chapter.title} for chapter in chapters]

    def has_changed(self, initial: object, data: object) -> bool:
        return self.prepare_value(initial).splitlines() != str(data or "").splitlines()
