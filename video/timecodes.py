"""Times in a video as people write them: “4:31”, “1:02:40”, “90”, “1m30s”."""

from __future__ import annotations

import re

MAX_SECONDS = 48 * 3600

_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5]?[0-9](?:\.[0-9]{1,3})?)\Z")
_UNITS = re.compile(r"(?=[0-9])(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6}(?:\.[0-9]{1,3})?)s?)?\Z")


def parse_time(text: str) -> float | None:
    """Seconds of “4:31”, “1:02:40”, “90”, “90.5s” or “1h2m3s”; None if it is no time."""
    text = text.strip().lower()
    match = _CLOCK.match(text) or _UNITS.match(text)
    if match is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    total = hours * 3600 + minutes * 60 + seconds
    return total if total <= MAX_SECONDS else None


def clock(seconds: float) -> str:
    """“4:31”, or “1:02:40” from an hour on."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
