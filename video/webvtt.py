"""Caption files: WebVTT (https://www.w3.org/TR/webvtt1/) and SRT read and checked, line by line.

Notes, styles and regions are left out: players draw captions in the reader's own style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from video.cues import TAG, CaptionError, Cue, stamp, write

MAX_FILE = 2_000_000
MAX_CUES = 20_000
MAX_CUE_TEXT = 400
# With markup. Longer lines are not looked at: matching them would cost the square of their length.
MAX_LINE = 2_000
# Cues may touch; players and rounding make a thousandth of a second of overlap.
TOUCH = 0.002

_STAMP = r"(?:([0-9]{1,4}):)?([0-5]?[0-9]):([0-5]?[0-9])[.,]([0-9]{1,3})"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:[ \t]+(.*?))?\s*\Z")
_LONE_BRACKET = re.compile(r"<(?![A-Za-z/0-9])")
_SRT_EXTRAS = re.compile(r"</?font\b[^>]*>|\{\\[^}]*\}", re.IGNORECASE)
_SETTINGS = {
    "vertical": re.compile(r"(?:rl|lr)\Z"),
    "line": re.compile(r"-?[0-9]{1,3}(?:\.[0-9]+)?%?(?:,(?:start|center|end))?\Z"),
    "position": re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?%(?:,(?:line-left|center|line-right))?\Z"),
    "size": re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?%\Z"),
    "align": re.compile(r"(?:start|center|end|left|right)\Z"),
}
# Tags that say more: whose voice, which language.
ANNOTATED_TAGS = frozenset(["lang", "v"])
ALLOWED_TAGS = frozenset(["b", "c", "i", "lang", "rt", "ruby", "u", "v"])


@dataclass
class _Reader:
    """Collects cues and problems while walking the file."""

    cues: list[Cue] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def refuse(self, line: int, problem: str) -> None:
        self.problems.append(_("Line %(line)d: %(problem)s") % {"line": line, "problem": problem})

    def add(self, line: int, cue: Cue) -> None:
        before = self.cues[-1] if self.cues else None
        if cue.end <= cue.start:
            self.refuse(line, _("the caption ends before it starts."))
        elif before is not None and cue.start < before.start:
            self.refuse(line, _("the caption starts before the one above it. Put them in order."))
        elif before is not None and cue.start < before.end - TOUCH:
            self.refuse(
                line,
                _("the caption starts at %(start)s, before the one above it ends at %(end)s.")
                % {"start": stamp(cue.start), "end": stamp(before.end)},
            )
        self.cues.append(cue)


def parse(text: str) -> list[Cue]:
    """The cues of a WebVTT or SRT file. Raises CaptionError naming every line that has to change."""
    if len(text) > MAX_FILE:
        raise CaptionError([_("The captions are longer than two million characters.")])
    lines = (
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    )
    reader = _Reader()
    for number, block in _blocks(lines):
        _read_block(reader, number, block)
    if not reader.cues and not reader.problems:
        reader.problems.append(
            _(
                "There is no caption in this text. A caption is a time line, 00:00.000 --> 00:02.000, and words."
            )
        )
    if len(reader.cues) > MAX_CUES:
        reader.problems.append(_("There are more than %(count)d captions.") % {"count": MAX_CUES})
    if reader.problems:
        raise CaptionError(reader.problems[:20])
    return reader.cues


def canonical(text: str) -> str:
    """The same captions as WebVTT in one form. Raises CaptionError like parse()."""
    return write(parse(text))


# --- Reading -------------------------------------------------------------------------------------------


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between empty ones, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


def _read_block(reader: _Reader, number: int, block: list[str]) -> None:
    if block[0].startswith(("NOTE", "STYLE", "REGION")) and "-->" not in block[0]:
        return
    endless = next((place for place, line in enumerate(block) if len(line) > MAX_LINE), None)
    if endless is not None:
        reader.refuse(
            number + endless, _("the line is longer than %(most)d characters.") % {"most": MAX_LINE}
        )
        return
    if number == 1 or not reader.cues:
        block, number = _without_header(block, number)
    if not block:
        return
    place = next((place for place, line in enumerate(block) if "-->" in line), None)
    if place is None or place > 1:
        shown = block[0][:40]
        reader.refuse(number, _("“%(text)s” stands without a time line above it.") % {"text": shown})
        return
    number += place
    match = _TIMING.match(block[place])
    if match is None:
        reader.refuse(number, _("this is no time line. Write it as 00:01.000 --> 00:03.500."))
        return
    parts = match.groups()
    text = _cue_text(reader, number + 1, block[place + 1 :])
    if text:
        reader.add(number, Cue(_seconds(parts[:4]), _seconds(parts[4:8]), text, _settings(parts[8])))


def _without_header(block: list[str], number: int) -> tuple[list[str], int]:
    """The block without “WEBVTT” and the header lines under it (Kind:, Language:, X-TIMESTAMP-MAP …)."""
    if not re.match(r"WEBVTT(?:[ \t]|\Z)", block[0]):
        return block, number
    for place, line in enumerate(block[1:], 1):
        if "-->" in line:
            return block[place:], number + place
    return [], number


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    milliseconds = int((fraction or "0").ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) + milliseconds / 1000


def _settings(text: str | None) -> str:
    """Cue settings that place the words; others are left out."""
    kept = []
    for item in (text or "").split():
        name, _colon, value = item.partition(":")
        if name in _SETTINGS and _SETTINGS[name].match(value):
            kept.append(item)
    return " ".join(kept)


def _cue_text(reader: _Reader, number: int, lines: list[str]) -> str:
    kept = []
    for offset, line in enumerate(lines):
        cleaned = _LONE_BRACKET.sub("&lt;", _SRT_EXTRAS.sub("", line)).strip()
        if "-->" in cleaned:
            reader.refuse(number + offset, _("a time line inside a caption: leave an empty line above it."))
        problem = _markup_problem(cleaned)
        if problem:
            reader.refuse(number + offset, problem)
        if cleaned:
            kept.append(cleaned)
    text = "\n".join(kept)
    if len(text) > MAX_CUE_TEXT:
        reader.refuse(
            number,
            _("the caption has %(length)d characters; nobody can read more than %(most)d at once.")
            % {"length": len(text), "most": MAX_CUE_TEXT},
        )
    return text


def _markup_problem(line: str) -> str:
    """Why the markup of a line of cue text may not stand; nothing if it may."""
    for match in TAG.finditer(line):
        name = match[2]
        if name is not None and name.lower() not in ALLOWED_TAGS:
            return _("<%(tag)s> may not stand in a caption.") % {"tag": name[:20]}
        if match[4] and name.lower() not in ANNOTATED_TAGS:
            return _("“%(words)s” may not stand in <%(tag)s>.") % {"words": match[4][:20], "tag": name}
    if "<" in TAG.sub("", line):
        return _("a “<” that begins no caption tag. Write &lt; for the sign itself.")
    return ""
