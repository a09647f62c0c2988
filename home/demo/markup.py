"""The demo's plain text, with **bold**, *italic*, lists and [links](story:slug), as Wagtail's rich text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[(?P<text>[^\]]+)\]\((?P<target>[^)\s]+)\)", re.S
)


def rich_text(text: str, pages: Mapping[str, int]) -> str:
    """Rich text of paragraphs separated by blank lines.

    `pages` gives the primary key for link targets such as “story:flood-maps” or “page:ethics”.
    """
    blocks = [block.strip() for block in text.strip().split("\n\n") if block.strip()]
    return "".join(_block(block, pages) for block in blocks)


def _block(block: str, pages: Mapping[str, int]) -> SafeString:
    lines = block.splitlines()
    if all(line.startswith("- ") for line in lines):
        items = ((_inline(line[2:], pages),) for line in lines)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", items))
    return format_html("<p>{}</p>", _inline(" ".join(lines), pages))


def _inline(text: str, pages: Mapping[str, int]) -> SafeString:
    parts: list[SafeString] = []
    position = 0
    for match in _INLINE.finditer(text):
        parts.append(format_html("{}", text[position : match.start()]))
        parts.append(_marked(match, pages))
        position = match.end()
    parts.append(format_html("{}", text[position:]))
    return mark_safe("".join(parts))


def _marked(match: re.Match, pages: Mapping[str, int]) -> SafeString:
    if match["bold"]:
        return format_html("<b>{}</b>", _inline(match["bold"], pages))
    if match["italic"]:
        return format_html("<i>{}</i>", _inline(match["italic"], pages))
    text, target = _inline(match["text"], pages), match["target"]
    if target in pages:
        return format_html('<a linktype="page" id="{}">{}</a>', pages[target], text)
    if target.startswith("https://"):
        return format_html('<a href="{}">{}</a>', target, text)
    raise KeyError(f"The demo's copy links to {target!r}, which does not exist.")
