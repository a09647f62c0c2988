"""Contrast of two colours, after WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""

import re

# int() alone would also take signs, blanks and the digits of other scripts.
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def _luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB", 0 to 1. Raises ValueError for anything else."""
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"Not a colour: {colour!r}")
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, 1 to 21. Raises ValueError for anything else."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
