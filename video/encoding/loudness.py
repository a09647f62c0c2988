"""As loud as the others: one gain for the whole sound, measured as EBU R128 says. Nothing is squeezed or clipped."""

from __future__ import annotations

import re

PEAK_CEILING = -1.0  # dBTP (EBU R128, 2020)
MOST_GAIN = 15.0  # dB: beyond this one hears only noise
SILENCE = -60.0  # LUFS
_INTEGRATED = re.compile(r"^\s*I:\s+(-?[\d.]+) LUFS", re.MULTILINE)
_PEAK = re.compile(r"^\s*Peak:\s+(-?[\d.]+) dBFS", re.MULTILINE)


def gain_for(log: str, target: float) -> float:
    """The gain in dB that brings what ffmpeg's ebur128 filter reported to `target` (LUFS); 0 for silence.

    Raising stops where the loudest moment would pass the ceiling: a piece of great contrasts stays softer than
    the target, and keeps its contrasts.
    """
    loudness, peak = _last(_INTEGRATED, log), _last(_PEAK, log)
    if loudness is None or loudness <= SILENCE:
        return 0.0
    gain = target - loudness
    if gain > 0 and peak is not None:
        gain = max(0.0, min(gain, PEAK_CEILING - peak))
    return min(gain, MOST_GAIN)


def _last(pattern: re.Pattern[str], log: str) -> float | None:
    found = pattern.findall(log)
    return float(found[-1]) if found else None
