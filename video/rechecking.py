"""“Check again”: what was made for another file, and may not fit the one chosen since.

A video page keeps in `check_again` a list of `{"what": name, "was": facts}`: a thing that was last right for a file
with these facts. It is versioned with the page. Going back to a file that fits, editing the thing, or a tick of the
editor's takes it off the list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from video.timecodes import clock

if TYPE_CHECKING:
    from wagtail.models import Page

    from video.models import VideoFile, VideoPage

CAPTIONS, CHAPTERS, TRANSCRIPT, POSTER, STARTS = "captions", "chapters", "transcript", "poster", "starts"
NAMES = {
    CAPTIONS: gettext_lazy("I have looked at the captions"),
    CHAPTERS: gettext_lazy("I have looked at the chapters"),
    TRANSCRIPT: gettext_lazy("I have looked at the transcript"),
    POSTER: gettext_lazy("I have looked at the lead picture"),
    STARTS: gettext_lazy("I have looked at the stories that start it in the middle"),
}
SHORT_NAMES = {
    CAPTIONS: gettext_lazy("captions"),
    CHAPTERS: gettext_lazy("chapters"),
    TRANSCRIPT: gettext_lazy("transcript"),
    POSTER: gettext_lazy("lead picture"),
    STARTS: gettext_lazy("starts in stories"),
}
# Encoders round to a frame: two files this close (in seconds) are as long as each other.
SAME_LENGTH = 0.1
SHOWN = 5

Entry = dict[str, object]


@dataclass(frozen=True)
class StartTime:
    """A story that plays a video from a moment on. What the hook `video_start_times` returns for a video page.

    Who may be told the title of the story is decided where it is shown.
    """

    story: Page
    seconds: int
    in_draft: bool = False  # readers do not see it yet


def facts_of(file: VideoFile | None) -> dict[str, object]:
    """What is remembered of the file that words were made for."""
    if file is None:
        return {}
    return {"file": file.pk, "duration": file.duration, "has_audio": file.has_audio}


def fits(was: dict[str, object], now: dict[str, object]) -> bool:
    """Whether what was made for one file serves for the other: the same length, and sound or none as before.

    While a file has not been read its length is not known, and nothing is said to fit.
    """
    if was.get("file") == now.get("file"):
        return True
    before, after = was.get("duration"), now.get("duration")
    if not isinstance(before, int | float) or not isinstance(after, int | float):
        return False
    return abs(before - after) <= SAME_LENGTH and was.get("has_audio") == now.get("has_audio")


def entries_of(value: object) -> list[Entry]:
    """The stored list; what is no entry is passed over."""
    found = value if isinstance(value, list) else []
    return [
        entry
        for entry in found
        if isinstance(entry, dict) and entry.get("what") in NAMES and isinstance(entry.get("was"), dict)
    ]


def carry_over(
    entries: object, was: dict[str, object], now: dict[str, object], things: Iterable[str], settled: set[str]
) -> list[Entry]:
    """The list after an editor has saved: `things` there are, made for the file `was`; `settled` are done with."""
    listed = entries_of(entries)
    kept = [
        entry
        for entry in listed
        if entry["what"] not in settled and entry["what"] in things and not _surely_fits(entry["was"], now)
    ]
    if was and not _surely_fits(was, now):
        # What was on the list keeps the file that it was made for, not the one in between.
        known = {entry["what"] for entry in listed} | settled
        kept += [{"what": thing, "was": was} for thing in things if thing not in known]
    return kept


def _surely_fits(was: dict[str, object], now: dict[str, object]) -> bool:
    """No file at all fits nothing: what was made for the last one is remembered until there is another."""
    return bool(now) and fits(was, now)


def pending(page: VideoPage) -> list[Entry]:
    """What has to be looked at before the page goes out with the file it has. No queries beyond the file's row."""
    now = facts_of(page.file)
    return [entry for entry in entries_of(page.check_again) if now and not fits(entry["was"], now)]


def start_times(page: VideoPage) -> list[StartTime]:
    """Stories that start the video in the middle, as other apps say through the hook `video_start_times`."""
    if page.pk is None:
        return []
    return [found for ask in hooks.get_hooks("video_start_times") for found in ask(page)]


# --- In words --------------------------------------------------------------------------------------------


def why(was: dict[str, object], now: dict[str, object]) -> str:
    """What the two files differ in: “made for a video of 1:30; this one lasts 1:15.”"""
    before, after = was.get("duration"), now.get("duration")
    if not isinstance(before, int | float) or not isinstance(after, int | float):
        return _("made for another file; the length of this one is not known yet.")
    if abs(before - after) > SAME_LENGTH:
        return _("made for a video of %(before)s; this one lasts %(after)s.") % {
            "before": _length(before),
            "after": _length(after),
        }
    if now.get("has_audio"):
        return _("made for a silent video; this one has sound.")
    return _("made for a video with sound; this one is silent.")


def _length(seconds: float) -> str:
    """“1:30”, with tenths where clocks would show no difference."""
    return f"{clock(seconds)}.{int(seconds * 10) % 10}"


def beyond_the_end(times: Iterable[float], end: float | None) -> str:
    """“2 after its end, the first at 1:16.” Nothing if all lie within `end` seconds, or that is not known."""
    late = sorted(time for time in times if end is not None and time > end + SAME_LENGTH)
    if not late:
        return ""
    return _("%(count)d after its end, the first at %(time)s.") % {"count": len(late), "time": clock(late[0])}
