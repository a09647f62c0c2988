"""Printing passages with marks."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from search.passages import Passage

register = template.Library()


@register.filter
def marked(passage: Passage) -> SafeString:
    """The pieces of a passage, each escaped by itself, with <mark> around what was looked for."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece.text) if piece.is_hit else piece.text,)
            for piece in passage.pieces
        ),
    )
