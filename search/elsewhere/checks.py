"""`manage.py check` for another engine: what cannot be asked is found before the first reader asks."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import Error, register

from newsreel.search_engines import ELSEWHERE
from search.elsewhere.backend import wagtails

CLIENTS = {
    "opensearch2": "opensearch-py>=2,<3",
    "opensearch3": "opensearch-py>=3,<4",
    "elasticsearch7": "elasticsearch>=7.17,<8",
    "elasticsearch8": "elasticsearch>=8,<9",
    "elasticsearch9": "elasticsearch>=9,<10",
}


@register()
def check_client(app_configs: object, **kwargs: object) -> list[Error]:
    """The library that talks to the engine of SEARCH_URL is no part of Newsreel."""
    options = settings.WAGTAILSEARCH_BACKENDS["default"]
    if options["BACKEND"] != ELSEWHERE:
        return []
    engine = options["ENGINE"]
    try:
        wagtails(engine)
    except ImportError as problem:
        return [
            Error(
                f"SEARCH_URL names {engine}, whose client is not installed: {problem}",
                hint=f'Install it beside Newsreel: pip install "{CLIENTS[engine]}"',
                id="search.E001",
            )
        ]
    return []
