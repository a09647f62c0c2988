"""Absolute addresses. NEWSREEL_ORIGIN is their only source."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, QueryDict

# What may stand behind the “?” of a canonical address, in this order; anything else says nothing of the page.
CANONICAL_PARAMETERS = ("topic", "before", "page")


def absolute(address: str) -> str:
    """The address with scheme and host; one that has them already stays as it is."""
    if address.startswith(("http://", "https://")):
        return address
    return f"{settings.NEWSREEL_ORIGIN}/{address.lstrip('/')}"


def canonical_listing(request: HttpRequest) -> str:
    """A listing's own address: its path with the cursor and filter, without the rest of the query string."""
    kept = QueryDict(mutable=True)
    for name in CANONICAL_PARAMETERS:
        if request.GET.get(name):
            kept[name] = request.GET[name]
    return absolute(request.path) + (f"?{kept.urlencode()}" if kept else "")
