"""SEARCH_URL: which engine answers. Read by the settings, so nothing of Django may be imported here."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

# The first part of the address names engine and version; plain names mean the newest that Wagtail knows.
BACKENDS = {
    "opensearch": "wagtail.search.backends.opensearch3",
    "opensearch2": "wagtail.search.backends.opensearch2",
    "opensearch3": "wagtail.search.backends.opensearch3",
    "elasticsearch": "wagtail.search.backends.elasticsearch9",
    "elasticsearch7": "wagtail.search.backends.elasticsearch7",
    "elasticsearch8": "wagtail.search.backends.elasticsearch8",
    "elasticsearch9": "wagtail.search.backends.elasticsearch9",
}
DATABASE = "search.backends.database"
DEFAULT_INDEX = "newsreel"


def search_backends(url: str) -> dict[str, dict[str, object]]:
    """WAGTAILSEARCH_BACKENDS for an address as in opensearch+https://user:password@host:9200/newsreel.

    Nothing means the database. The path is the beginning of the names of its indexes. Raises ValueError, in an
    operator's words, for an address that cannot be meant.
    """
    if not url.strip():
        return {"default": {"BACKEND": DATABASE}}
    parts = urlsplit(url.strip())
    engine, _plus, scheme = parts.scheme.partition("+")
    if engine not in BACKENDS or scheme not in ("http", "https") or not parts.hostname:
        known = ", ".join(sorted(BACKENDS))
        raise ValueError(
            f"SEARCH_URL must be as in opensearch+https://user:password@host:9200/newsreel, with one of: {known}."
        )
    prefix = parts.path.strip("/") or DEFAULT_INDEX
    address = urlunsplit((scheme, parts.netloc, "", "", ""))
    return {
        "default": {
            "BACKEND": BACKENDS[engine],
            "URLS": [address],
            "INDEX_PREFIX": f"{prefix}_",
            "TIMEOUT": 5,
        }
    }
