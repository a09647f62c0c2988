"""A real web server is killed in the middle of a part of an upload: what had come counts, and the rest follows."""

from __future__ import annotations

import http.client
import os
import random
import sys
from dataclasses import dataclass

import pytest
from django.utils import timezone

from tests import processes
from tests.processes import wait_until
from tests.video.tus import TYPE, encoded, stored, the_upload
from video.models import Upload
from video.uploads import staging

pytestmark = pytest.mark.django_db(transaction=True)

LENGTH = 4 * 1024 * 1024
SHOTS = 3
PART = 200_000
TOKEN = "t" * 32


@dataclass
class Sender:
    """A producer's client whose connections go to whatever server listens there now."""

    session: str
    port: int = 0
    url: str = ""

    def headers(self, **more: object) -> dict[str, str]:
        cookies = f"sessionid={self.session}; csrftoken={TOKEN}"
        said = {name.replace("_", "-"): str(value) for name, value in more.items()}
        return {"Tus-Resumable": "1.0.0", "Cookie": cookies, "X-CSRFToken": TOKEN, **said}

    def ask(self, method: str, url: str, body: bytes = b"", **headers: object) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, url, body, self.headers(**headers))
        response = connection.getresponse()
        response.read()
        return response

    def create(self, length: int) -> None:
        answer = self.ask(
            "POST",
            "/admin/video-uploads/",
            Upload_Length=length,
            Upload_Metadata=encoded(filename="clip.mp4"),
        )
        self.url = answer.headers["Location"]

    def offset(self) -> int:
        return int(self.ask("HEAD", self.url).headers["Upload-Offset"])

    def begin_part(self, content: bytes, offset: int, most: int) -> http.client.HTTPConnection:
        """Announce all that is left, and send only some of it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest("PATCH", self.url)
        said = {"Upload_Offset": offset, "Content_Type": TYPE, "Content_Length": len(content) - offset}
        for name, value in self.headers(**said).items():
            connection.putheader(name, value)
        connection.endheaders(content[offset : offset + most])
        return connection

    def send(self, content: bytes, offset: int, most: int = LENGTH) -> int:
        part = content[offset : offset + most]
        return self.ask("PATCH", self.url, part, Upload_Offset=offset, Content_Type=TYPE).status


def test_a_server_killed_in_the_middle_of_a_part_loses_nothing_that_was_confirmed(
    tree, client, producer, clip
):
    seed = int(os.environ.get("NEWSREEL_TEST_SEED") or random.randrange(10**6))
    sys.stdout.write(f"The moments of the shots: NEWSREEL_TEST_SEED={seed}\n")
    moments = random.Random(seed)
    rest = LENGTH - len(clip)
    content = clip + rest.to_bytes(4, "big") + b"free" + moments.randbytes(rest - 8)
    sender = Sender(client.cookies["sessionid"].value)
    confirmed = 0
    for shot in range(SHOTS):
        sender.port = processes.free_port()
        with processes.web_server(sender.port) as server:
            if not shot:
                sender.create(LENGTH)
            uuid = the_upload().uuid
            offset = sender.offset()
            assert confirmed <= offset <= staging.size_of(uuid)
            assert sender.send(content, offset, PART) == 204
            confirmed = offset + PART
            begun = sender.begin_part(content, confirmed, moments.randrange(600_000, 900_000))
            wait_until(lambda: staging.size_of(uuid) > confirmed)  # noqa: B023
            processes.kill(server)
            begun.close()
        assert the_upload().writer, "it was killed while it wrote"
        # Its claim lapses after 20 seconds without a byte.
        Upload.objects.update(writer_until=timezone.now())
    sender.port = processes.free_port()
    with processes.web_server(sender.port):
        assert sender.send(content, sender.offset()) == 204
        assert sender.offset() == LENGTH
    assert stored() == content
