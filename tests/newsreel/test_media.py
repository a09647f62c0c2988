"""Files over HTTP: pictures in public, byte ranges for everything, and no header that can break them."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import RequestFactory
from django.utils.http import http_date
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreel.delivery.ranges import (
    OPEN_RANGE_BYTES,
    FileOnOffer,
    Range,
    RangeNotSatisfiable,
    file_response,
    parse_range,
)
from tests import factories

CONTENT = bytes(range(256)) * 4
ETAG = '"abc"'
MODIFIED = datetime(2026, 3, 1, 12, tzinfo=UTC)


def answer(method: str = "GET", content: bytes = CONTENT, **headers: str):
    request = RequestFactory().generic(
        method, "/", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    return file_response(request, FileOnOffer(io.BytesIO(content), len(content), "video/mp4", ETAG, MODIFIED))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", Range(0, 0)),
        ("bytes=5-9", Range(5, 9)),
        ("bytes=1000-", Range(1000, 1023)),
        ("bytes=-10", Range(1014, 1023)),
        ("bytes=-99999", Range(0, 1023)),
        ("bytes=10-99999999999999999999999999", Range(10, 1023)),
        ("BYTES= 1-2 ", Range(1, 2)),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=0-1,4-5", None),
        ("lines=0-1", None),
        ("bytes=٣-٤", None),
        ("", None),
    ],
)
def test_a_range_header_is_read_as_the_standard_says(header, expected):
    assert parse_range(header, 1024) == expected


@pytest.mark.parametrize("header", ["bytes=1024-", "bytes=1024-2000", "bytes=-0", f"bytes={'9' * 300}-"])
def test_a_range_outside_the_file_cannot_be_satisfied(header):
    with pytest.raises(RangeNotSatisfiable):
        parse_range(header, 1024)


def test_an_open_ended_range_gets_a_bounded_part():
    assert parse_range("bytes=0-", 10 * OPEN_RANGE_BYTES) == Range(0, OPEN_RANGE_BYTES - 1)


@settings(max_examples=300)
@given(
    header=st.one_of(st.text(max_size=60), st.from_regex(r"bytes=[0-9]{0,30}-[0-9]{0,30}")),
    size=st.integers(0, 10**12),
)
def test_no_range_header_breaks_anything_or_leaves_the_file(header, size):
    try:
        found = parse_range(header, size)
    except RangeNotSatisfiable:
        return
    if found is not None:
        assert 0 <= found.first <= found.last < size


def test_the_whole_file_comes_with_its_validators():
    response = answer()
    assert response.status_code == 200
    assert response.getvalue() == CONTENT
    assert response.headers["Content-Length"] == "1024"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["ETag"] == ETAG
    assert response.headers["Last-Modified"] == http_date(MODIFIED.timestamp())


def test_a_part_comes_as_206_with_its_place():
    response = answer(Range="bytes=10-19")
    assert response.status_code == 206
    assert response.getvalue() == CONTENT[10:20]
    assert response.headers["Content-Range"] == "bytes 10-19/1024"
    assert response.headers["Content-Length"] == "10"


def test_several_ranges_get_the_whole_file():
    response = answer(Range="bytes=0-1,5-6")
    assert (response.status_code, len(response.getvalue())) == (200, 1024)


@pytest.mark.parametrize("content", [CONTENT, b""], ids=["some", "empty"])
def test_what_cannot_be_satisfied_is_416_with_the_size(content):
    response = answer(content=content, Range="bytes=5000-")
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(content)}"
    assert response.getvalue() == b""


def test_an_empty_file_is_sent_whole():
    response = answer(content=b"")
    assert (response.status_code, response.getvalue(), response.headers["Content-Length"]) == (200, b"", "0")


def test_head_has_the_headers_and_no_bytes_and_ignores_ranges():
    response = answer("HEAD", Range="bytes=0-9")
    assert response.status_code == 200
    assert response.headers["Content-Length"] == "1024"
    assert response.getvalue() == b""


@pytest.mark.parametrize(
    ("validator", "status"),
    [
        (ETAG, 206),
        ('"other"', 200),
        (f"W/{ETAG}", 200),
        (http_date(MODIFIED.timestamp()), 206),
        (http_date(MODIFIED.timestamp() + 60), 200),
        ("Thu, 99 Foo", 200),
    ],
)
def test_if_range_gives_a_part_only_of_the_same_file(validator, status):
    assert answer(Range="bytes=0-9", If_Range=validator).status_code == status


def test_a_known_file_is_304_also_for_a_part():
    response = answer(If_None_Match=ETAG, Range="bytes=0-9")
    assert response.status_code == 304
    assert response.getvalue() == b""
    assert response.headers["ETag"] == ETAG


def test_a_precondition_that_fails_is_412():
    assert answer(If_Match='"other"').status_code == 412


@pytest.mark.django_db
def test_the_file_is_closed_with_the_response():
    file = io.BytesIO(CONTENT)
    request = RequestFactory().get("/", headers={"Range": "bytes=0-9"})
    response = file_response(request, FileOnOffer(file, len(CONTENT), "video/mp4", ETAG))
    assert not file.closed
    response.close()
    assert file.closed


# --- Pictures --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_picture_is_public_immutable_and_open_to_framed_players(client):
    picture = factories.image()
    response = client.get(f"/media/{picture.file.name}", headers={"Range": "bytes=0-3"})
    assert response.status_code == 206
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    etag = response.headers["ETag"]
    assert client.get(f"/media/{picture.file.name}", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "images/none.jpg",
        "images",
        "../private/x.jpg",
        "..%2f..%2fetc%2fpasswd.jpg",
        "%F0%9F%90%8D.jpg",
        "a" * 3000 + ".jpg",
        "/etc/hostname.jpg",
        "C:\\x.jpg",
    ],
)
def test_what_is_no_picture_is_404(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_only_pictures_are_given_out_in_public(client):
    name = storages["public"].save("images/x/note.html", ContentFile(b"<script>alert(1)</script>"))
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db
def test_pictures_are_only_read(client):
    picture = factories.image()
    assert client.post(f"/media/{picture.file.name}").status_code == 405


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=80),
    header=st.sampled_from(["Range", "If-Range", "If-None-Match", "If-Match", "If-Modified-Since"]),
)
def test_no_conditional_header_is_an_error(client, value, header):
    name = "images/fixed/still.jpg"
    if not storages["public"].exists(name):
        storages["public"].save(name, ContentFile(factories.image_bytes(20, 20)))
    response = client.get(
        f"/media/{name}", headers={header: value, **({} if header == "Range" else {"Range": "bytes=0-3"})}
    )
    assert response.status_code in (200, 206, 304, 412, 416)
