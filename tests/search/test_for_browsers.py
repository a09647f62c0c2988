"""What browsers and other machines are told: how to search here, that results are no pages of theirs, what to keep."""

from __future__ import annotations

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.utils.html import escape
from wagtail.models import Site

from newsreel.models import NewsroomSettings
from search.models import QueryDay
from tests import factories

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def description(client) -> ElementTree.Element:
    response = client.get("/search/opensearch.xml")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_a_browser_learns_how_to_search_here(tree, client):
    root = description(client)
    assert root.tag == f"{NAMESPACE}OpenSearchDescription"
    urls = {url.get("type"): url.get("template") for url in root.iter(f"{NAMESPACE}Url")}
    assert urls["text/html"] == "http://localhost/search/?q={searchTerms}"
    assert urls["application/opensearchdescription+xml"] == "http://localhost/search/opensearch.xml"
    assert root.findtext(f"{NAMESPACE}InputEncoding") == "UTF-8"
    template = (
        urls["text/html"].removeprefix("http://localhost").replace("{searchTerms}", quote("ферма & “x”"))
    )
    assert client.get(template).status_code == 200


def test_the_description_keeps_to_the_lengths_of_its_format_and_escapes_the_name(tree, client):
    newsroom = NewsroomSettings.for_site(Site.objects.get(is_default_site=True))
    newsroom.name = "Fish & <Chips> of the long, long coast of Halvane and its many islands"
    newsroom.save()
    root = description(client)
    assert root.findtext(f"{NAMESPACE}ShortName") == newsroom.name[:16]
    assert len(root.findtext(f"{NAMESPACE}LongName")) <= 48
    assert len(root.findtext(f"{NAMESPACE}Description")) <= 1024
    icon = root.find(f"{NAMESPACE}Image")
    assert (icon.get("width"), icon.get("height"), icon.get("type")) == ("32", "32", "image/png")


def test_every_page_leads_to_the_description(tree, client):
    link = re.compile(r'<link rel="search" type="application/opensearchdescription\+xml"[^>]*href="([^"]+)"')
    for address in ("/", "/search/"):
        found = link.search(client.get(address).content.decode())
        assert found, address
        assert found.group(1).endswith("/search/opensearch.xml")


@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=ferry", "/search/?q=zzqx", "/search/?q=ferry&kind=video"]
)
def test_no_state_of_the_search_page_is_for_other_engines(tree, client, address):
    factories.article(tree.feed, title="Ferry leaves")
    page = client.get(address).content.decode()
    assert re.search(r'<meta name="robots" content="[^"]*noindex', page)


def test_the_front_page_says_where_to_search(tree, client):
    blocks = re.findall(
        r'<script type="application/ld\+json">(.+?)</script>', client.get("/").content.decode(), re.DOTALL
    )
    things = [thing for block in blocks for thing in _things(json.loads(block))]
    actions = [thing["potentialAction"] for thing in things if "potentialAction" in thing]
    actions = [one for one in actions if isinstance(one, dict) and one["@type"] == "SearchAction"]
    assert len(actions) == 1
    target = actions[0]["target"]
    template = target["urlTemplate"] if isinstance(target, dict) else target
    assert template == "http://localhost/search/?q={search_term_string}"
    assert actions[0]["query-input"] == "required name=search_term_string"


def _things(data: object) -> list[dict]:
    return data.get("@graph", [data]) if isinstance(data, dict) else list(data)


# --- Recent searches: in the reader's browser, nowhere else ----------------------------------------------------


def test_a_page_tells_its_script_what_to_keep_only_if_something_was_found(tree, client):
    factories.article(tree.feed, title="Ferry leaves")
    assert 'data-keep="ferry"' in client.get("/search/?q=ferry").content.decode()
    for address in ("/search/", "/search/?q=zzqx"):
        assert "data-keep" not in client.get(address).content.decode()


@pytest.mark.parametrize("query", ['" onload="x', "<b>ferry</b>", "ferry&quot;"])
def test_what_is_kept_is_escaped(tree, client, query):
    factories.article(tree.feed, title="Ferry leaves, onload x b quot")
    page = client.get("/search/", {"q": query}).content.decode()
    assert f'data-keep="{escape(query)}"' in page or "data-keep" not in page
    assert "<b>ferry</b>" not in page


def test_a_search_sets_no_cookie_and_opens_no_session(tree, client):
    factories.article(tree.feed, title="Ferry leaves")
    for address in ("/search/?q=ferry", "/search/suggest/?q=fer", "/search/opensearch.xml"):
        response = client.get(address)
        assert not response.cookies, address
        assert "sessionid" not in client.cookies
    note = client.get("/search/?q=ferry").context["note"]
    response = client.post("/search/note/", note, content_type="text/plain")
    assert (response.status_code, response.content, dict(response.cookies)) == (204, b"", {})


def test_nothing_of_what_is_stored_can_hold_an_address_or_a_moment():
    """One row a query and day: whoever adds a column has to look at this test, and at decision 11."""
    assert {field.name for field in QueryDay._meta.get_fields()} == {
        "id", "query", "day", "searches", "nothing", "partly", "results",
    }  # fmt: skip
