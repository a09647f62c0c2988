"""Reading the head of a page as a search engine would."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

ORIGIN = "http://localhost"
WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[23]:00\Z")


class Head(HTMLParser):
    """Reads <meta>, <link> and JSON-LD of a page as a browser would."""

    def __init__(self, response) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[str]] = {}
        self.scripts: list[str] = []
        self._in_data = False
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "meta" and values.get("content") is not None:
            self.meta.setdefault(values.get("property") or values.get("name") or "", []).append(
                values["content"]
            )
        if tag == "link":
            self.links.setdefault(values["rel"], []).append(values["href"])
        self._in_data = tag == "script" and values.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self._in_data:
            self.scripts.append(data)

    def handle_endtag(self, tag):
        self._in_data = False

    def one(self, name: str) -> str:
        (value,) = self.meta[name]
        return value

    @property
    def canonical(self) -> str:
        (value,) = self.links["canonical"]
        return value

    def node(self, schema_type: str) -> dict:
        (script,) = self.scripts
        data = json.loads(script)
        assert data["@context"] == "https://schema.org"
        (found,) = [node for node in data["@graph"] if node["@type"] == schema_type]
        return found


def head(client, address: str) -> Head:
    response = client.get(address)
    assert response.status_code == 200
    return Head(response)
