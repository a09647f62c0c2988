"""Wagtail's own Elasticsearch backend, all of it but the server: requests are kept, and answered from a list.

It is named in WAGTAILSEARCH_BACKENDS as a module, as Wagtail's own are.
"""

from __future__ import annotations

import json

from django.core.serializers.json import DjangoJSONEncoder
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend

from search.elsewhere.backend import ours


class Unreachable(Exception):
    """What a client says of a server that is gone."""


class NotFound(Exception):
    """What a client says of a document that is not there."""


class Server:
    """Answers as the client library does. `found`: primary keys; `requests`: bodies that were sent.

    `furthest`: the last place that results were asked from.
    `documents`: what was indexed, by index and primary key; `lacks`: indexes that were never made.
    """

    def __init__(self) -> None:
        self.found: list[int] = []
        self.requests: list[dict] = []
        self.is_gone = False
        self.furthest = 0
        self.documents: dict[tuple[str, str], dict] = {}
        self.lacks: set[str] = set()
        self.indices = self

    def ping(self) -> bool:
        return not self.is_gone

    def exists(self, index: str) -> bool:
        self._receive({"exists": index})
        return index not in self.lacks

    def index(self, index: str, document: dict, id: str) -> None:
        self._receive(document)
        self.documents[index, id] = document

    def delete(self, index: str, id: str) -> None:
        self._receive({"delete": id})
        if self.documents.pop((index, id), None) is None:
            raise NotFound(id)

    def search(self, body: dict, **options: object) -> dict:
        self._receive(body)
        if "aggregations" in body:
            (name,) = body["aggregations"]
            buckets = [{"key": "article", "doc_count": len(self.found)}] if name == "kind" else []
            return {"aggregations": {name: {"buckets": buckets}}}
        first = options.get("from_", 0)
        self.furthest = max(self.furthest, first)
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


class Wagtails(ElasticsearchBaseSearchBackend):
    """The base of Wagtail's backends for Elasticsearch and OpenSearch with `server` for a client."""

    NotFoundError = NotFound

    def __init__(self, params: dict) -> None:
        self.index_prefix, self.settings = "newsreel_", {}
        self.es = server


SearchBackend = ours(Wagtails)
