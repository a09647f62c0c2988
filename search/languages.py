"""In which languages the indexed texts are written: a query is analysed in each of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.cache import cache

from search.analysis.stems import primary
from search.models import Document

CACHE_KEY = "search.languages"
CACHE_SECONDS = 60


def index_tags() -> tuple[str, ...]:
    """The languages as texts name them: "en", "pt-BR"."""
    known = cache.get(CACHE_KEY)
    if known is None:
        tags = Document.objects.order_by().values_list("language", flat=True).distinct()
        known = tuple(sorted(tags))
        cache.set(CACHE_KEY, known, CACHE_SECONDS)
    return known


def index_languages() -> tuple[str, ...]:
    """Primary languages, the newsroom's own first."""
    return tuple(dict.fromkeys(map(primary, [settings.LANGUAGE_CODE, *index_tags()])))


def note_languages(tags: Iterable[str]) -> None:
    """Texts in these languages are being indexed: what is remembered may be too little."""
    known = cache.get(CACHE_KEY)
    if known is not None and not set(tags).issubset(known):
        cache.delete(CACHE_KEY)
