"""How often pictures come: an even rate for every video, whatever the camera did."""

from __future__ import annotations

from fractions import Fraction

MAX_RATE = 60
MIN_RATE = 5
GROUP_SECONDS = 2  # from one picture that stands for itself to the next
STANDARD = [
    Fraction(24_000, 1001),
    Fraction(24),
    Fraction(25),
    Fraction(30_000, 1001),
    Fraction(30),
    Fraction(50),
    Fraction(60_000, 1001),
    Fraction(60),
]
NEAR = 0.02  # an uneven source is taken for the standard rate within this share of it
EXACT = 0.0004


def even_rate(facts: dict[str, object]) -> Fraction:
    """Pictures per second of what is encoded: the source's own, made even, from 5 to 60."""
    said = facts.get("frame_rate")
    rate = Fraction(*said) if said else Fraction(25)
    if facts.get("variable_frame_rate") and facts.get("usual_rate"):
        # The average of an uneven recording is that of nothing; what most pictures keep is its rhythm.
        rate = Fraction(facts["usual_rate"]).limit_denominator(1001)
    while rate > MAX_RATE * (1 + Fraction(NEAR)):
        rate /= 2
    rate = max(rate, Fraction(MIN_RATE))
    return _standard(rate, NEAR if facts.get("variable_frame_rate") else EXACT)


def _standard(rate: Fraction, tolerance: float) -> Fraction:
    nearest = min(STANDARD, key=lambda known: abs(known - rate))
    if abs(nearest - rate) <= rate * Fraction(tolerance):
        return nearest
    return min(rate.limit_denominator(1001), Fraction(MAX_RATE))


def group_frames(rate: Fraction) -> int:
    """Pictures from one IDR to the next: two seconds of them, the same in every rung."""
    return max(1, round(rate * GROUP_SECONDS))
