"""The oEmbed provider, as the specification says question by question."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from newsreel.models import StoryPage
from tests import factories
from video.models import VideoPage

pytestmark = pytest.mark.django_db

ORIGIN = "http://localhost"
CEILING = 12


def ask(client, url: str, **parameters: object):
    return client.get("/oembed/", {"url": url, **parameters})


def address(page) -> str:
    return f"{ORIGIN}{page.url}"


@pytest.fixture
def page(tree):
    poster = factories.image(1920, 1080)
    for spec in ("format-jpeg|fill-480x270", "format-jpeg|fill-960x540"):
        poster.get_rendition(spec)
    file = factories.video_file(factories.video_bytes(width=320, height=180))
    authors = [factories.author(name="Maren Odell"), factories.author(name="Jorun Kestrel")]
    return factories.playable_video(
        tree.videos, file=file, lead_image=poster, title='The "gates" & <the> river', authors=authors
    )


# --- What is answered -------------------------------------------------------------------------------


def test_a_video_is_answered_as_the_specification_says(client, page):
    response = ask(client, address(page))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    found = response.json()
    assert (found["type"], found["version"]) == ("video", "1.0")
    assert found["title"] == page.title
    assert found["author_name"] == "Maren Odell and Jorun Kestrel"
    assert "author_url" not in found
    assert (found["provider_name"], found["provider_url"]) == ("Newsreel", f"{ORIGIN}/")
    assert (found["width"], found["height"]) == (640, 360)
    assert f'src="{ORIGIN}/embed/{page.pk}/"' in found["html"]
    assert 'title="The &quot;gates&quot; &amp; &lt;the&gt; river"' in found["html"]
    assert "fill-960x540" in found["thumbnail_url"]
    assert (found["thumbnail_width"], found["thumbnail_height"]) == (960, 540)
    assert found["cache_age"] == 3600


def test_xml_says_the_same_as_json(client, page):
    json = ask(client, address(page)).json()
    response = ask(client, address(page), format="xml")
    assert response.headers["Content-Type"].startswith("text/xml")
    root = ET.fromstring(response.content)
    assert root.tag == "oembed"
    assert {element.tag: element.text for element in root} == {
        name: str(value) for name, value in json.items()
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda page: f"{ORIGIN}/embed/{page.pk}/",
        lambda page: f"{ORIGIN}/embed/{page.pk}",
        lambda page: f"{ORIGIN}/embed/{page.pk}/?t=30&autoplay=1",
        lambda page: f"https://LOCALHOST{page.url}",
        lambda page: f"{ORIGIN}{page.url.rstrip('/')}?t=7#here",
    ],
)
def test_the_video_is_known_by_each_of_its_addresses(client, page, make):
    assert ask(client, make(page)).json()["title"] == page.title


def test_an_address_that_moved_is_known_too(client, page):
    Redirect.objects.create(old_path="/video/once-here", redirect_page=page.page_ptr)
    assert ask(client, f"{ORIGIN}/video/once-here/").json()["title"] == page.title


@pytest.mark.parametrize(
    ("limits", "size"),
    [
        ({"maxwidth": 320}, (320, 180)),
        ({"maxheight": 90}, (160, 90)),
        ({"maxwidth": 320, "maxheight": 90}, (160, 90)),
        ({"maxwidth": 5000, "maxheight": 5000}, (640, 360)),
        ({"maxwidth": 1}, (1, 1)),
        ({"maxwidth": "999999999"}, (640, 360)),
    ],
)
def test_limits_keep_the_ratio(client, page, limits, size):
    found = ask(client, address(page), **limits).json()
    assert (found["width"], found["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in found["html"]
    assert found.get("thumbnail_width", 0) <= int(limits.get("maxwidth", 10_000))
    assert found.get("thumbnail_height", 0) <= int(limits.get("maxheight", 10_000))


def test_an_upright_video_stays_upright(client, tree):
    file = factories.video_file(factories.video_bytes(width=180, height=320))
    page = factories.playable_video(tree.videos, file=file)
    found = ask(client, address(page), maxheight=320).json()
    assert (found["width"], found["height"]) == (180, 320)


def test_an_article_answers_with_a_link(client, tree):
    author = factories.author(name="Ana")
    article = factories.article(tree.feed, authors=[author], lead_image=factories.image())
    found = ask(client, address(article)).json()
    assert (found["type"], found["title"]) == ("link", article.title)
    assert found["author_url"] == f"{ORIGIN}{author.url}"
    assert found["thumbnail_url"].startswith(f"{ORIGIN}/media/")
    assert "html" not in found


def test_an_answer_is_kept_no_longer_than_the_video_is_public(client, page):
    StoryPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(seconds=90))
    assert 80 <= ask(client, address(page)).json()["cache_age"] <= 90


# --- What is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://elsewhere.example/video/x/",
        "ftp://localhost/video/",
        "javascript:alert(1)",
        "http://[",
        "http://localhost:99999999/video/",
        "http://localhost/embed/99999999999999999999999/",
        "http://localhost/embed/-1/",
        "http://localhost/embed/٣/",
        "http://localhost/admin/",
        "http://localhost/",
        "http://localhost/video/",
        "http://localhost/../../etc/passwd",
        "http://user:secret@localhost/video/",
        "x" * 1999,
        "http://localhost/video/%00/",
        "http://localhost//[x",
        "http://localhost//%5Bx]/",
    ],
)
def test_unknown_addresses_are_404(client, tree, url):
    response = ask(client, url)
    assert response.status_code == 404
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": "x" * 2001}, 400),
        ({"url": "ok", "maxwidth": "wide"}, 400),
        ({"url": "ok", "maxwidth": "-1"}, 400),
        ({"url": "ok", "maxheight": "0"}, 400),
        ({"url": "ok", "maxheight": "1e3"}, 400),
        ({"url": "ok", "maxheight": "٣"}, 400),
        ({"url": "ok", "maxheight": "9" * 5000}, 400),
        ({"url": "ok", "format": "yaml"}, 501),
        ({"url": "ok", "format": "JSON"}, 404),
    ],
)
def test_bad_parameters_have_the_statuses_of_the_specification(client, tree, query, status):
    for name in ("url",):
        if query.get(name) == "ok":
            query = {**query, name: f"{ORIGIN}/nothing/"}
    assert client.get("/oembed/", query).status_code == status


def test_a_title_with_a_character_that_xml_has_not_is_written_without(client, page):
    VideoPage.objects.filter(pk=page.pk).update(title="Fog\x0b and \x01ferries")
    answer = ask(client, address(page), format="xml")
    assert answer.status_code == 200
    assert "Fog and ferries" in ET.fromstring(answer.content).findtext("html")


def test_nothing_is_written_here(client):
    assert client.post("/oembed/").status_code == 405


@pytest.mark.parametrize("hidden", ["draft", "expired", "embargoed"])
def test_what_the_public_may_not_see_is_not_there(client, page, hidden):
    moment = timezone.now()
    states = {
        "draft": {"live": False},
        "expired": {"expire_at": moment - timedelta(seconds=1)},
        "embargoed": {"embargo_until": moment + timedelta(hours=1)},
    }
    StoryPage.objects.filter(pk=page.pk).update(**states[hidden])
    for url in (address(page), f"{ORIGIN}/embed/{page.pk}/"):
        response = ask(client, url)
        assert (response.status_code, page.title in response.content.decode()) == (404, False)


def test_a_private_video_is_401_for_everybody(client, page):
    PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")
    client.force_login(factories.user())
    response = ask(client, address(page))
    assert (response.status_code, page.title in response.content.decode()) == (401, False)


@pytest.mark.parametrize(
    ("rights", "status"),
    [
        ({"embedding": "nowhere"}, 401),
        ({"embedding": "listed", "embed_sites": ""}, 401),
        ({"embedding": "listed", "embed_sites": "partner.example"}, 200),
    ],
)
def test_rights_decide_whether_there_is_a_player(client, page, rights, status):
    VideoPage.objects.filter(pk=page.pk).update(**rights)
    assert ask(client, address(page)).status_code == status
    head = client.get(page.url).content.decode()
    assert ("application/json+oembed" in head) is (status == 200)


def test_an_operator_who_lets_nobody_frame_has_the_last_word(client, page, settings):
    settings.NEWSREEL_EMBED_ANCESTORS = "'none'"
    assert ask(client, address(page)).status_code == 401


def test_queries_are_few_and_none_for_strangers(client, page):
    ask(client, address(page))
    with CaptureQueriesContext(connection) as captured:
        ask(client, address(page))
    assert len(captured) <= CEILING
    with CaptureQueriesContext(connection) as captured:
        ask(client, "http://elsewhere.example/")
    assert not [query for query in captured if "newsreel_storypage" in query["sql"]]
