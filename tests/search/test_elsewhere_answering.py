"""What editors see while another engine does not answer."""

from __future__ import annotations

import re

import pytest
from modelsearch.backends.base import FilterFieldError
from wagtail.users.models import UserProfile

from newsreel.models import StoryPage
from search.elsewhere.answering import EngineAway
from tests.search import fake_server

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/admin/pages/search/", "/admin/images/", "/admin/articles/", "/admin/choose-page/search/"]
)
def test_editors_are_told_that_search_does_not_answer(server, admin_client, path):
    assert admin_client.get(path).status_code == 200, "without a search there is nothing to ask"
    server.is_gone = True
    response = admin_client.get(path, {"q": "ferry"})
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    page = response.content.decode()
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert "Search does not answer" in heading
    assert f'href="{path}?q=ferry"' in page
    assert "Unreachable" not in page


def test_what_is_put_into_a_page_of_the_admin_is_the_sentence_alone(server, admin_client):
    server.is_gone = True
    headers = {"X-Requested-With": "XMLHttpRequest"}
    response = admin_client.get("/admin/images/results/", {"q": "ferry"}, headers=headers)
    assert response.status_code == 200, "Wagtail's script shows nothing else"
    page = response.content.decode()
    assert 'role="alert"' in page
    assert "<html" not in page


def test_editors_are_told_in_their_language(server, admin_client, admin_user):
    UserProfile.get_for_user(admin_user).delete()
    UserProfile.objects.create(user=admin_user, preferred_language="uk")
    server.is_gone = True
    page = admin_client.get("/admin/images/", {"q": "ferry"}).content.decode()
    assert '<html lang="uk"' in page.replace("\n", " ")


def test_mistakes_of_a_program_are_none_of_the_engine(server, monkeypatch):
    server.is_gone = True
    found = fake_server.SearchBackend({}).search("ferry", StoryPage.objects.all())
    with pytest.raises(EngineAway) as raised:
        found.count()
    assert isinstance(raised.value.__cause__, fake_server.Unreachable)
    with pytest.raises(FilterFieldError):
        found.facet("no_such_field")
    monkeypatch.setattr(server, "count", None)
    with pytest.raises(TypeError):
        found.count()
