"""Asking a provider over the network: only whole, small, direct answers count, and what they say is made harmless."""

from __future__ import annotations

import io
import json
import math
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request

import pytest
from PIL import Image

from newsreel.models import EditorialImage
from tests import factories
from video import elsewhere
from video.models import ExternalVideo
from video.tasks import fetch_external_video

ADDRESS = "https://www.youtube.com/oembed?url=x"


@pytest.fixture
def provider(monkeypatch):
    """A server that stands in for every provider: `provider.answer` writes the response."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            server.answer(self)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    local = f"http://127.0.0.1:{server.server_port}/asked"
    monkeypatch.setattr(elsewhere, "Request", lambda url, headers: Request(local, headers=headers))
    yield server
    server.shutdown()
    server.server_close()


def send(status: int = 200, body: bytes = b"", **headers: str):
    def answer(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def test_a_plain_answer_is_read_whole(provider):
    provider.answer = send(body=b"x" * 70_000)
    assert elsewhere.fetch(ADDRESS, elsewhere.HOSTS, 100_000) == b"x" * 70_000


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(provider, status):
    provider.answer = send(status, Location=f"http://127.0.0.1:{provider.server_port}/inside")
    with pytest.raises(elsewhere.NotFetched, match=str(status)):
        elsewhere.fetch(ADDRESS, elsewhere.HOSTS, 1000)
    assert provider.asked == ["/asked"], "the second address was not asked"


@pytest.mark.parametrize("status", [401, 404, 429, 500, 503])
def test_an_error_of_the_provider_is_no_answer(provider, status):
    provider.answer = send(status, b'{"title": "Error page"}')
    with pytest.raises(elsewhere.NotFetched, match=r"www\.youtube\.com"):
        elsewhere.fetch(ADDRESS, elsewhere.HOSTS, 1000)


def test_an_answer_that_is_too_long_is_cut_off_while_reading(provider):
    provider.answer = send(body=b"x" * 200_000)
    with pytest.raises(elsewhere.NotFetched, match="too long an answer"):
        elsewhere.fetch(ADDRESS, elsewhere.HOSTS, 1000)


def test_an_answer_that_drips_is_given_up(provider, monkeypatch):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _number in range(20):
            handler.wfile.write(b"x" * 40_000)
            time.sleep(0.05)

    provider.answer = drip
    monkeypatch.setattr(elsewhere, "TIMEOUT_SECONDS", 0.3)
    with pytest.raises(elsewhere.NotFetched):
        elsewhere.fetch(ADDRESS, elsewhere.HOSTS, 10_000_000)


@pytest.mark.parametrize(
    "garbage", [b"", b"not http at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"]
)
def test_a_broken_connection_is_no_answer(provider, garbage):
    provider.answer = lambda handler: handler.wfile.write(garbage)
    with pytest.raises(elsewhere.NotFetched):
        elsewhere.fetch(ADDRESS, elsewhere.HOSTS, 1000)


# --- What is said -----------------------------------------------------------------------------------


@pytest.fixture
def says(monkeypatch):
    """The provider's oEmbed answer and its still, without a network."""
    known: dict[str, bytes] = {}

    def fetch(url, hosts, most):
        if hosts is elsewhere.POSTER_HOSTS:
            if "still" not in known:
                raise elsewhere.NotFetched("no still")
            return known["still"]
        return known["oembed"]

    monkeypatch.setattr(elsewhere, "fetch", fetch)
    return known


@pytest.fixture
def external(tree):
    return factories.video(tree.videos, external_url="https://vimeo.com/76979871/abcdef0123").external


def oembed(**fields: object) -> bytes:
    return json.dumps({"title": "A film", "thumbnail_url": "https://i.vimeocdn.com/x.jpg", **fields}).encode()


def png_of(width: int, height: int) -> bytes:
    """A tiny file that claims to be a picture of this size."""
    data = io.BytesIO()
    Image.new("1", (8, 8)).save(data, "PNG")
    body = bytearray(data.getvalue())
    body[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    body[29:33] = zlib.crc32(bytes(body[12:29])).to_bytes(4, "big")
    return bytes(body)


def test_the_secret_of_an_unlisted_video_is_part_of_the_question(external, monkeypatch):
    asked = []
    monkeypatch.setattr(elsewhere, "fetch", lambda url, hosts, most: asked.append(url) or b"{}")
    elsewhere.ask_provider(external)
    assert asked == [
        "https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F76979871%2Fabcdef0123&format=json"
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (0, None), (-5, None), (True, 1), (61.9, 61), ("61", None), (None, None), ([61], None),
        (48 * 3600, 48 * 3600), (48 * 3600 + 1, None), (math.inf, None), (math.nan, None), (10**400, None),
    ],
)  # fmt: skip
def test_a_duration_is_a_number_of_seconds_or_nothing(external, says, said, kept):
    says["oembed"] = oembed(duration=said)
    assert elsewhere.fill_external_video(external) == "ready"
    external.refresh_from_db()
    assert external.duration == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Two\n words\t", "Two words"),
        ("A\0B", "AB"),
        ("x" * 5000, "x" * 255),
        ("Half a sign \ud83d", "Half a sign"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ({"a": 1}, ""),
        (None, ""),
    ],
)
def test_a_title_becomes_one_line_that_any_database_holds(external, says, said, kept):
    says["oembed"] = oembed(title=said)
    assert elsewhere.fill_external_video(external) == "ready"
    external.refresh_from_db()
    assert external.title == kept


@pytest.mark.parametrize("body", [b"[" * 150_000, b'{"a":' * 30_000, b'{"title": "\xff"}', b"9" * 9000])
def test_an_answer_made_to_break_the_reader_is_no_answer(external, says, body):
    says["oembed"] = body
    assert "answer is no" in elsewhere.fill_external_video(external)
    external.refresh_from_db()
    assert external.fetched_at is None, "it may be asked again"


@pytest.mark.parametrize("size", [(5000, 5000), (30_000, 30_000)], ids=["over our limit", "over any limit"])
def test_a_still_that_would_fill_the_memory_is_left(external, says, size):
    says.update(oembed=oembed(), still=png_of(*size))
    assert elsewhere.fill_external_video(external) == "ready"
    assert not EditorialImage.objects.exists()
    external.refresh_from_db()
    assert external.title == "A film", "the words are kept all the same"


@pytest.mark.parametrize("format_name", ["GIF", "BMP", "TIFF", "ICO"])
def test_only_three_kinds_of_pictures_become_stills(external, says, format_name):
    says.update(oembed=oembed(), still=factories.image_bytes(64, 48, format_name))
    elsewhere.fill_external_video(external)
    assert not EditorialImage.objects.exists()


@pytest.mark.parametrize(("format_name", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_still_gets_the_ending_of_what_it_is_and_no_secret_in_its_name(external, says, format_name, ending):
    says.update(oembed=oembed(author_name="A school"), still=factories.image_bytes(640, 360, format_name))
    elsewhere.fill_external_video(external)
    poster = EditorialImage.objects.get()
    assert poster.file.name.endswith(f".{ending}")
    assert "abcdef0123" not in poster.file.name
    assert (poster.title, poster.credit, poster.description) == ("A film", "Vimeo: A school", "A film")


def test_a_still_that_is_there_already_is_kept(external, says):
    ours = factories.image(title="Chosen by an editor")
    ExternalVideo.objects.update(poster=ours)
    external.refresh_from_db()
    says.update(oembed=oembed(), still=factories.image_bytes())
    elsewhere.fill_external_video(external)
    external.refresh_from_db()
    assert external.poster == ours
    assert EditorialImage.objects.count() == 1


def test_a_page_learns_duration_and_shape_and_keeps_its_own_words(tree, external, says):
    says["oembed"] = oembed(duration=75, width=720, height=1280)
    page = tree.videos.get_children().get().specific
    title = page.title
    assert fetch_external_video.func(external.pk) == "ready"
    page.refresh_from_db()
    assert (page.duration, page.shape, page.title) == (75, "portrait", title)


def test_a_task_for_a_row_that_is_gone_is_content(db):
    assert fetch_external_video.func(4711) == "gone"
