"""The words of a video as text beside it: typed by an editor, or made from the captions."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from video.cues import CaptionError, Cue, plain
from video.timecodes import clock, parse_time
from video.webvtt import parse

_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]+)>", re.ASCII)
_TIMED_LINE = re.compile(r"\[?((?:[0-9]{1,2}:)?[0-9]{1,3}:[0-9]{2})\]?\s+(.+)\Z", re.DOTALL)


@dataclass(frozen=True)
class TranscriptLine:
    """Words, who says them (if known), and when (if known), in seconds."""

    text: str
    start: float | None = None
    speaker: str = ""

    @property
    def time(self) -> str:
        return "" if self.start is None else clock(self.start)

    @property
    def query(self) -> str:
        """The part of the address that starts the video here."""
        return "" if self.start is None else f"?t={int(self.start)}"


def transcript_from_captions(text: str) -> tuple[TranscriptLine, ...]:
    """A line for each caption, or for each voice in it. Nothing if the text cannot be read."""
    return _from_captions(text)


@lru_cache(maxsize=64)
def _from_captions(text: str) -> tuple[TranscriptLine, ...]:
    try:
        cues = parse(text)
    except CaptionError:
        return ()
    return tuple(line for cue in cues for line in _voices(cue))


def _voices(cue: Cue) -> list[TranscriptLine]:
    # split() gives: words before any voice, then name, words, name, words …
    first, *rest = _VOICE.split(cue.text)
    lines = [TranscriptLine(plain(first), cue.start)]
    for name, words in zip(rest[::2], rest[1::2], strict=True):
        lines.append(TranscriptLine(plain(words), cue.start, html.unescape(name).strip()))
    return [line for line in lines if line.text]


def transcript_from_text(text: str) -> tuple[TranscriptLine, ...]:
    """A line for each paragraph that an editor typed; “0:31 Words” gives it a time."""
    lines = []
    for paragraph in re.split(r"\n+", text.replace("\r\n", "\n")):
        words = " ".join(paragraph.split())
        match = _TIMED_LINE.match(words)
        start = parse_time(match[1]) if match else None
        if words:
            lines.append(TranscriptLine(match[2] if start is not None else words, start))
    return tuple(lines)
