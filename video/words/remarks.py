"""What is worth a look in captions that are well formed: too fast, too long, too wide. Advice, never a refusal."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from video.cues import Cue, plain

# After the practice of broadcasters and streaming services; a reader keeps up with about 17 characters a second.
MOST_CHARACTERS_IN_LINE = 42
MOST_LINES = 2
FASTEST = 20.0  # characters a second
SHORTEST, LONGEST = 0.8, 7.0  # seconds


@dataclass(frozen=True)
class Remark:
    """A sentence about one caption, by its number from 1."""

    cue: int
    text: str

    def __str__(self) -> str:
        return _("Caption %(number)d: %(text)s") % {"number": self.cue, "text": self.text}


def limits() -> dict[str, float]:
    """The same figures for the editor's script."""
    return {
        "lineLength": MOST_CHARACTERS_IN_LINE,
        "lines": MOST_LINES,
        "speed": FASTEST,
        "shortest": SHORTEST,
        "longest": LONGEST,
    }


def remarks(cues: list[Cue], length: float | None = None) -> list[Remark]:
    """All there is to say of the captions of a film of so many seconds (None: not known)."""
    return [Remark(number, text) for number, cue in enumerate(cues, 1) for text in _about(cue, length)]


def _about(cue: Cue, length: float | None) -> list[str]:
    lines = [plain(line) for line in cue.text.split("\n")]
    seconds, characters = cue.end - cue.start, sum(map(len, lines))
    widest = max(map(len, lines))
    found = []
    if length is not None and cue.end > length + 0.5:
        found.append(_("it lasts beyond the end of the video."))
    if widest > MOST_CHARACTERS_IN_LINE:
        found.append(
            _("a line has %(count)d characters; up to %(most)d fit on a telephone.")
            % {"count": widest, "most": MOST_CHARACTERS_IN_LINE}
        )
    if len(lines) > MOST_LINES:
        found.append(_("it has %(count)d lines; more than two hide the picture.") % {"count": len(lines)})
    if seconds < SHORTEST:
        found.append(_("it is seen for %(seconds).1f seconds only.") % {"seconds": seconds})
    elif characters / seconds > FASTEST:
        found.append(
            _("%(speed)d characters a second are too fast to read.") % {"speed": round(characters / seconds)}
        )
    if seconds > LONGEST:
        found.append(_("it stays for %(seconds).1f seconds: split it.") % {"seconds": seconds})
    return found
