"""SEARCH_URL: which engine answers. Read by the settings, so nothing may be imported here that needs them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

# The first part of the address names engine and version; plain names mean the newest that Wagtail knows.
ENGINES = {
    "opensearch": "opensearch3",
    "opensearch2": "opensearch2",
    "opensearch3": "opensearch3",
    "elasticsearch": "elasticsearch9",
    "elasticsearch7": "elasticsearch7",
    "elasticsearch8": "elasticsearch8",
    "elasticsearch9": "elasticsearch9",
}
DATABASE, ELSEWHERE = "search.backends.database", "search.elsewhere.backend"
DEFAULT_INDEX = "newsreel"
# What both engines take for the beginning of an index's name.
_INDEX = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


def search_backends(url: str) -> dict[str, dict[str, object]]:
    """WAGTAILSEARCH_BACKENDS for an address as in opensearch+https://user:password@host:9200/newsreel.

    Nothing means the database. The path is the beginning of the names of its indexes. Raises ImproperlyConfigured,
    in an operator's words, for an address that cannot be meant.
    """
    if not url.strip():
        return {"default": {"BACKEND": DATABASE}}
    parts = urlsplit(url.strip())
    engine, _plus, scheme = parts.scheme.partition("+")
    if engine not in ENGINES or scheme not in ("http", "https") or not parts.hostname or not _has_port(parts):
        known = ", ".join(sorted(ENGINES))
        raise ImproperlyConfigured(
            f"SEARCH_URL must be as in opensearch+https://user:password@host:9200/newsreel, with one of: {known}."
        )
    prefix = parts.path.strip("/") or DEFAULT_INDEX
    if not _INDEX.fullmatch(prefix):
        raise ImproperlyConfigured(
            f"SEARCH_URL ends in “{prefix}”: names of indexes begin with small letters, digits, _ and - only."
        )
    return {
        "default": {
            "BACKEND": ELSEWHERE,
            "ENGINE": ENGINES[engine],
            "URLS": [urlunsplit((scheme, parts.netloc, "", "", ""))],
            "INDEX_PREFIX": f"{prefix}_",
            "TIMEOUT": 5,
        }
    }


def _has_port(parts: SplitResult) -> bool:
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False
