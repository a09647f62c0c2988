"""Printing passages with marks."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from search.passages import Passage

register = template.Library()

_INNER = str.maketrans(dict.fromkeys('“”„‟«»″＂"', "’"))


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


@register.filter
def quoted(query: str) -> str:
    """A query between quotation marks; its own become inner ones: “‘court of audit’”."""
    inner = re.sub(r'(^|[\s(-])["“„«″＂‟](?=\S)', r"\1‘", query).translate(_INNER)
    return _("“%(text)s”") % {"text": inner}
