"""The head of a page."""

from __future__ import annotations

from django import template

from newsreel.metadata.description import describe

register = template.Library()


@register.inclusion_tag("components/metadata.html", takes_context=True)
def page_metadata(context: template.Context) -> dict[str, object]:
    """Title, description, canonical, OpenGraph and structured data of what this page shows."""
    request = context.get("request")
    if request is None:
        return {}
    return {"metadata": describe(context.flatten(), request), "newsroom": context.get("newsroom")}
