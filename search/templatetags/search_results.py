"""Marking the words that were looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(text: object, words: Iterable[str]) -> SafeString:
    """The text with <mark> around each of the words, whatever their case."""
    words = sorted(filter(None, words or ()), key=len, reverse=True)
    if not words:
        return format_html("{}", text)
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    pieces = pattern.split(str(text))
    # split() with one group gives text, match, text, match, …, text.
    return format_html_join(
        "",
        "{}{}",
        ((piece, format_html("<mark>{}</mark>", hit) if hit else "") for piece, hit in _pairs(pieces)),
    )


def _pairs(pieces: list[str]) -> Iterable[tuple[str, str]]:
    return zip(pieces[::2], [*pieces[1::2], ""], strict=True)
