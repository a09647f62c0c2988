"""robots.txt, the manifest and the icon that browsers guess."""

from __future__ import annotations

import json

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db


def test_robots_are_kept_out_of_search_and_admin_and_told_of_the_sitemap(tree, client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert "Disallow: /search/?" in lines
    assert "Sitemap: http://localhost/sitemap.xml" in lines


def test_the_manifest_names_the_newsroom_and_icons_that_exist(tree, client):
    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert manifest["name"] == "Newsreel"
    for icon in manifest["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/")), icon


def test_the_favicon_leads_to_a_file_that_exists(tree, client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert finders.find(response.url.removeprefix("/static/"))


@pytest.mark.parametrize("address", ["/robots.txt", "/manifest.webmanifest", "/favicon.ico", "/sitemap.xml"])
def test_they_only_answer_readers(tree, client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code in (200, 302)


@pytest.mark.parametrize("name", ["apple-touch-icon.png", "apple-touch-icon-precomposed.png", "favicon.ico"])
def test_icons_that_are_asked_for_by_name_lead_to_a_picture(client, name):
    response = client.get(f"/{name}")
    assert response.status_code == 302
    assert response.headers["Location"].endswith(".png")
