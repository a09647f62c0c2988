"""A small tus client over Django's test client, for the tests of uploads."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

TYPE = "application/offset+octet-stream"


def encoded(**values: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


@dataclass
class Tus:
    """Speaks the protocol as a well-behaved client does; each method returns the response."""

    client: Client
    url: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Tus-Resumable": "1.0.0"})

    def create(self, length: object, filename: str = "clip.mp4", **metadata: str):
        header = encoded(filename=filename, **metadata)
        return self.post({"Upload-Length": str(length), "Upload-Metadata": header})

    def post(self, headers: dict[str, str]):
        response = self.client.post(reverse("video_uploads"), headers={**self.headers, **headers})
        self.url = response.headers.get("Location", self.url)
        return response

    def head(self, **headers: str):
        return self.client.head(self.url, headers={**self.headers, **headers})

    def patch(self, content: bytes, offset: object, content_type: str = TYPE, **headers: str):
        said = {"Upload-Offset": str(offset)} if offset is not None else {}
        return self.client.patch(self.url, content, content_type, headers={**self.headers, **said, **headers})

    def delete(self):
        return self.client.delete(self.url, headers=self.headers)

    def get(self):
        return self.client.get(self.url).json()

    def send(self, content: bytes, *, sizes: list[int] | None = None, **metadata: str):
        """The whole of a file, in parts of these sizes; the last response."""
        response = self.create(len(content), **metadata)
        place = 0
        for size in [*(sizes or []), len(content)]:
            part = content[place : place + size]
            if part:
                response = self.patch(part, place)
                place += len(part)
        return response
