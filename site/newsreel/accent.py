"""The newsroom's own accent colour as a style sheet of two rules: a strict policy allows no inline style."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsreel.colour import contrast

LIGHT_GROUNDS = ("#FBFAF7", "#FFFFFF", "#F1EEE7")
DARK_GROUNDS = ("#121315", "#1B1D20", "#0B0C0D", "#191B1E")
WHITE, INK = "#FFFFFF", "#16171A"
MINIMUM_TEXT = 4.8
STEPS = 40
A_YEAR = 31_536_000


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` in it."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


def readable(colour: str, grounds: tuple[str, ...], towards: str) -> str:
    """The colour itself, or as little of `towards` mixed in as makes it readable on all grounds."""
    for step in range(STEPS + 1):
        candidate = mix(colour, towards, step / STEPS)
        if all(contrast(candidate, ground) >= MINIMUM_TEXT for ground in grounds):
            return candidate
    return towards


def tones(colour: str) -> dict[str, str]:
    """What becomes of one accent on light and on dark paper, with the colour of words printed on each.

    Raises ValueError for what is no colour.
    """
    contrast(colour, WHITE)
    light = readable(colour, LIGHT_GROUNDS, "#000000")
    dark = readable(colour, DARK_GROUNDS, WHITE)
    return {
        "light": light,
        "dark": dark,
        "on_light": _on(light),
        "on_dark": _on(dark),
        "link_light": mix(light, "#000000", 0.2),
        "link_dark": mix(dark, WHITE, 0.25),
    }


def _on(colour: str) -> str:
    return max((WHITE, INK), key=lambda ink: contrast(ink, colour))


@require_safe
def accent_css(request: HttpRequest, digits: str) -> HttpResponse:
    """/accent/<six hexadecimal digits>.css: the colour is in the address, so it may be kept for ever."""
    try:
        context = tones(f"#{digits}")
    except ValueError as error:
        raise Http404(digits) from error
    response = render(request, "newsreel/accent.css", context, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
