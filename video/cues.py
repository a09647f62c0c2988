"""Captions as they are kept and written: one cue after the other, canonical WebVTT (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

TAG = re.compile(r"<(/?)([A-Za-z]+)((?:\.[\w-]+)*)(?:[ \t]+([^<>]*))?>|<([0-9:.]+)>", re.ASCII)


@dataclass(frozen=True)
class Cue:
    """Words on the screen from `start` to `end`, in seconds. `text` is WebVTT cue text, with its markup."""

    start: float
    end: float
    text: str
    settings: str = ""


class CaptionError(ValueError):
    """What is wrong with a caption file, a sentence each, with the number of the line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def write(cues: Iterable[Cue]) -> str:
    """Cues as a WebVTT file."""
    parts = ["WEBVTT"]
    for cue in cues:
        timing = f"{stamp(cue.start)} --> {stamp(cue.end)} {cue.settings}".rstrip()
        parts.append(f"{timing}\n{cue.text}")
    return "\n\n".join(parts) + "\n"


def stamp(seconds: float) -> str:
    """“00:01:02.500”, as WebVTT writes times."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def plain(text: str) -> str:
    """Cue text without markup, on one line."""
    return " ".join(html.unescape(TAG.sub("", text)).split())
