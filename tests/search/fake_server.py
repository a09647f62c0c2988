"""Wagtail's own Elasticsearch backend, all of it but the server: requests are kept, and answered from a list.

It is named in WAGTAILSEARCH_BACKENDS as a module, as Wagtail's own are.
"""

from __future__ import annotations

import json

from django.core.serializers.json import DjangoJSONEncoder
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend


class Unreachable(Exception):
    """What a client says of a server that is gone."""


class Server:
    """Answers as the client library does. `found`: primary keys; `requests`: bodies that were sent."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self.requests: list[dict] = []
        self.is_gone = False

    def search(self, body: dict, **options: object) -> dict:
        self._receive(body)
        if "aggregations" in body:
            (name,) = body["aggregations"]
            return {"aggregations": {name: {"buckets": [{"key": "article", "doc_count": len(self.found)}]}}}
        first = options.get("from_", 0)
        page = self.found[first : first + options.get("size", 10)]
        return {"hits": {"hits": [{"fields": {"pk": [str(pk)]}, "_score": 1.0} for pk in page]}}

    def count(self, body: dict | None = None, **options: object) -> dict:
        self._receive(body or options)
        return {"count": len(self.found)}

    def _receive(self, body: dict) -> None:
        if self.is_gone:
            raise Unreachable("Connection refused")
        # Clients write dates too.
        self.requests.append(json.loads(json.dumps(body, cls=DjangoJSONEncoder)))


server = Server()


class SearchBackend(ElasticsearchBaseSearchBackend):
    """The base of Wagtail's backends for Elasticsearch and OpenSearch with `server` for a client."""

    def __init__(self, params: dict) -> None:
        self.index_prefix, self.settings = "newsreel_", {}
        self.es = server
