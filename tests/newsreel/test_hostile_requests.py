"""Whatever is asked, the answer is a designed page and never a server error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsreel.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db

SLUGS = ["nobody", "-", "_", "ferry", "0", "a" * 300]
NUMBERS = ["0", "1", "00", "9" * 8, "9" * 19, "9" * 40]
CURSORS = [
    "",
    "x",
    "-",
    "0-0",
    "1-1",
    "9" * 17 + "-1",
    "9" * 40,
    "1-" + "9" * 40,
    "\x00",
    "1\n-1",
    "-1--1",
    "1-1 ",
    "Ⅳ-Ⅳ",
]
PAGES = ["", "0", "1", "2", "-1", "1.5", "x", "9" * 40, "\x00", "²", "٣", "1 ", "+1", "0x1", "last", "NaN"]
ENCODINGS = [
    "%ff",
    "%c3%28",
    "%ed%a0%80",
    "%00",
    "a%00b",
    "%",
    "%zz",
    "%2e%2e%2f",
    "%2f",
    "%252f",
    "%0d%0aX:y",
    "%F0%9F%99",
]
PREFIXES = [
    "/",
    "/news/",
    "/news/rss/",
    "/video/",
    "/authors/",
    "/topics/",
    "/search/",
    "/embed/",
    "/media/",
    "/media/video/",
    "/media/captions/",
    "/documents/",
    "/documents/1/",
    "/feeds/",
    "/feeds/authors/",
    "/feeds/topics/",
    "/health/",
    "/sitemap",
    "/static/",
]


def own_patterns() -> Iterator[str]:
    """Routes of ours, as they are written. The admin has its own tests; a health check may say 503."""
    for pattern, route in _walk(get_resolver().url_patterns, "/"):
        if (
            not route.startswith(("/admin/", "/django-admin/", "/health/ready"))
            and pattern.lookup_str.partition(".")[0] != "wagtail"
        ):
            yield route


def _walk(patterns: list, prefix: str) -> Iterator[tuple[URLPattern, str]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) != "admin/":
                yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield pattern, prefix + str(pattern.pattern)


@pytest.fixture
def site(tree):
    author, topic = factories.author(slug="ferry"), factories.topic(slug="ferry")
    factories.article(tree.feed, slug="ferry", authors=[author], topics=[topic])
    factories.video(tree.videos, slug="ferry")
    return tree


def answer(client: Client, address: str, method: str = "get", **extra: object) -> int:
    """The status. A server error is drawn, as it would be for a reader, and never raised."""
    client.raise_request_exception = False
    response = getattr(client, method)(address, **extra)
    assert response.status_code < 500, (method, address[:200], response.status_code)
    return response.status_code


def test_there_is_something_to_sweep():
    assert len(list(own_patterns())) >= 18


@pytest.mark.parametrize("values", [SLUGS, NUMBERS, ENCODINGS], ids=["slugs", "numbers", "encodings"])
def test_every_route_takes_any_value(site, client, values):
    for route in own_patterns():
        for value in values:
            bare = route.replace("^", "").replace("\\Z", "").replace("$", "").replace("\\", "")
            address = re.sub(r"<[^>]+>|\(\?P[^)]*\)", lambda match, value=value: value, bare)
            answer(client, address)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_broken_encodings_in_paths_and_queries_are_answered(site, client, encoding):
    for prefix in PREFIXES:
        answer(client, prefix + encoding)
        answer(client, f"{prefix}{encoding}/")
        answer(client, f"{prefix}?q={encoding}&page={encoding}&before={encoding}&topic={encoding}&{encoding}")


@pytest.mark.parametrize(
    "address", ["/news/", "/video/", "/authors/ferry/", "/topics/ferry/", "/news/ferry/", "/"]
)
def test_any_cursor_is_answered_with_a_page_or_a_designed_refusal(site, client, address):
    client.raise_request_exception = False
    for cursor in CURSORS:
        response = client.get(address, {"before": cursor})
        assert response.status_code in (200, 400, 404), (cursor, response.status_code)
        if response.status_code != 200:
            assert b"</html>" in response.content


@pytest.mark.parametrize("address", ["/search/", "/news/", "/video/", "/authors/", "/authors/ferry/", "/"])
def test_any_page_number_is_answered(site, client, address):
    for number in PAGES:
        answer(client, address, data={"q": "ferry", "page": number})


def test_a_filter_by_a_topic_that_does_not_exist_is_answered(site, client):
    for slug in [*SLUGS, "\x00", "' OR 1=1", "🙂", "x" * 5000]:
        answer(client, "/news/", data={"topic": slug})


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_methods_that_pages_do_not_know_are_refused(site, client, method):
    pages = ["/", "/news/", "/video/", "/news/ferry/", "/video/ferry/", "/news/rss/"]
    views = [
        "/authors/",
        "/topics/",
        "/authors/ferry/",
        "/topics/ferry/",
        "/search/",
        "/sitemap.xml",
        "/robots.txt",
    ]
    for address in [*pages, *views]:
        status = answer(client, address, method)
        if method != "options":
            assert status == 405, (address, status)


@pytest.mark.parametrize("address", ["/", "/news/ferry/", "/search/", "/admin/login/"])
def test_a_form_without_its_token_gets_a_designed_page(site, address):
    response = Client(enforce_csrf_checks=True).post(address, {"q": "ferry"})
    assert response.status_code == 403
    assert "This page is not open to you" in response.content.decode()


def test_head_is_answered_like_get_without_a_body(site, client):
    for address in [
        "/",
        "/news/",
        "/video/",
        "/news/ferry/",
        "/authors/ferry/",
        "/search/?q=ferry",
        "/sitemap.xml",
    ]:
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "",
        "localhost:x",
        "a b",
        "[::1",
        "localhost/",
        "ü.example",
        "x" * 5000,
        "@",
    ],
)
def test_a_host_that_is_not_ours_gets_a_designed_400(site, client, host):
    client.raise_request_exception = False
    for address in ("/", "/news/ferry/", "/search/?q=x", "/nothing/"):
        response = client.get(address, headers={"host": host})
        assert response.status_code == 400, (address, host, response.status_code)
        assert b"</html>" in response.content


def test_ten_kilobytes_of_anything_are_answered(site, client):
    long = "x" * 10_000
    for address in ["/", "/news/", "/search/", "/authors/ferry/", "/video/"]:
        answer(client, address, data={"q": long, "before": long, "page": "1", "topic": long, long: long})
    answer(client, f"/{long}/")
    answer(client, "/" + "a/" * 2_000)
    answer(client, "/search/?" + "&".join(f"q{number}=1" for number in range(900)))
    answer(client, "/search/?" + "&".join("q=1" for _ in range(20_000)))


def test_headers_of_any_kind_are_answered(site, client):
    hostile = ["\xff", "x" * 10_000, "*/*;q=9", "bytes=9-1", 'W/"', "Mon, 99 Foo 2026", "en;q=x," * 500, "-1"]
    names = [
        "accept",
        "accept-language",
        "cookie",
        "if-none-match",
        "if-modified-since",
        "range",
        "referer",
        "user-agent",
    ]
    names += [
        "content-length",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "authorization",
        "user-agent",
    ]
    for name in names:
        for value in hostile:
            if name == "content-length" and not value.lstrip("-").isdigit():
                continue
            answer(client, "/news/ferry/", headers={name: value})
            answer(client, "/search/?q=ferry", headers={name: value})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    prefix=st.sampled_from(PREFIXES),
    tail=st.text(max_size=30) | st.text(alphabet="/.%-_~:;,@&=+$!*'()09az\\\"<>{}|^`", max_size=30),
    slash=st.booleans(),
)
def test_any_path_is_answered(site, client, prefix, tail, slash):
    path = quote(prefix + tail, safe="/%", errors="surrogatepass") + ("/" if slash else "")
    answer(client, path if path.startswith("/") else f"/{path}")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    address=st.sampled_from(
        ["/", "/news/", "/video/", "/search/", "/authors/ferry/", "/topics/ferry/", "/news/ferry/"]
    ),
    values=st.dictionaries(
        st.sampled_from(["q", "page", "before", "topic", "kind", "type", "sort", "t", "rail", ""]),
        st.text(max_size=30) | st.integers().map(str) | st.sampled_from(CURSORS),
        max_size=4,
    ),
)
def test_any_query_string_is_answered(site, client, address, values):
    query = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in values.items())
    answer(client, f"{address}?{query}")


def test_a_story_whose_parts_are_gone_still_answers(site, client):
    story = StoryPage.objects.get(slug="ferry", kind="article").specific
    story.bylines.get().author.delete()
    story.topic_list[0].delete()
    assert answer(client, "/news/ferry/") == 200


@pytest.mark.parametrize(
    "address", ["/ne%00ws/", "/news/?topic=%00", "/authors/%00/", "/nothing/?a=%00", "/?%00"]
)
def test_a_null_character_is_a_designed_400_but_for_search(site, client, address):
    response = client.get(address)
    assert response.status_code == 400
    assert b"</html>" in response.content
    assert client.get("/search/?q=%00").status_code == 200
