"""Which months hold the newest stories: a word that stands in very many is looked for there first.

The rows of the index are in the order of publication only as long as nobody imports an archive or indexes anew.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime

from django.core.cache import cache

from newsreel.models import StoryPage
from search.matching.tree import All, Any, Mark, Node, simplified
from search.periods import marks_between

# Shares are rounded up to so many parts, and the moment that each begins at is remembered: it changes slowly.
PARTS = 64
REMEMBERED_SECONDS = 600
# More than that is no narrowing.
MOST = 0.5


def newest(share: float, until: float | None = None, since: float | None = None) -> Node | None:
    """The months of the newest stories, at least this share of all; None where looking there alone would not help.

    In seconds since 1970: `until`, the newest of those before this moment; `since`, nothing older is wanted anyway.
    """
    if share > MOST:
        return None
    parts = math.ceil(share * PARTS)
    if until is None:
        remembered, end = f"search.newest.{parts}", None
        begun = cache.get_or_set(remembered, lambda: _beginning(parts / PARTS), REMEMBERED_SECONDS)
    else:
        end = datetime.fromtimestamp(until, UTC)
        begun = _beginning(parts / PARTS, end)
    if begun is None or (since is not None and begun.timestamp() <= since):
        return None
    months = marks_between(begun, end)
    return Any(tuple(map(Mark, months))) if months else None


def among_newest(node: Node, share: float) -> Node | None:
    """The same of the newest stories alone; None where there are too few to help."""
    months = newest(share)
    return simplified(All((node, months))) if months else None


def _beginning(share: float, until: datetime | None = None) -> datetime | None:
    """When the first of the newest stories was published, or is to be."""
    dated = StoryPage.objects.filter(published_at__isnull=False).order_by("-published_at")
    before = dated.filter(published_at__lt=until) if until else dated
    size = cache.get_or_set("search.newest.size", dated.count, REMEMBERED_SECONDS)
    place = int(size * share)
    return before.values_list("published_at", flat=True)[place : place + 1].first()
