"""A small tus client over Django's test client, for the tests of uploads."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from newsreel.storage import private_storage
from video.models import Upload, VideoFile
from video.uploads import receiving

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


# --- Looking behind it ----------------------------------------------------------------------------


def the_upload() -> Upload:
    """The only upload there is."""
    return Upload.objects.get()


def stored() -> bytes:
    """The bytes of the only video file there is."""
    return private_storage().open(VideoFile.objects.get().file.name).read()


class Body:
    """A request's body that ends as it is told: with the bytes, or with an error."""

    def __init__(self, content: bytes, end: BaseException | None = None) -> None:
        self.content, self.end = content, end

    def read(self, size: int) -> bytes:
        block, self.content = self.content[:size], self.content[size:]
        if not block and self.end is not None:
            raise self.end
        return block


def receive(content: bytes, said: int, end: BaseException | None = None) -> int:
    """Take in a part of the only upload as a request would; the new offset."""
    upload = the_upload()
    claimed_as = receiving.claim(upload)
    try:
        return receiving.Receiver(upload, claimed_as).receive(Body(content, end), said)
    finally:
        receiving.release(upload, claimed_as)
