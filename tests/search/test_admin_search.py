"""Editors find pages, pictures, films and people with half a word, by credit, caption and byline."""

from __future__ import annotations

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tree, drain, admin_client):
    author = factories.author(name="Ilsabet Corran", job_title="Political editor")
    factories.topic(name="Coast and climate")
    factories.image(title="Quay", credit="Photo: Maren Odell", caption="The boom before the basin")
    factories.document(title="Ruling on the flood maps")
    factories.article(
        tree.feed,
        title="Assembly takes the ferries back",
        standfirst="A contract ends in spring.",
        authors=[author],
    )
    factories.article(tree.feed, title="A draft on dredging", live=False, authors=[author])
    factories.article(tree.feed, title="Something else")
    drain()
    return admin_client


def listed(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("typed", ["ferr", "assembly ferr", "contract", "spri", "corran", "Ilsa", "ferr\x01"])
def test_pages_are_found_by_headline_standfirst_and_byline_as_they_are_typed(desk, typed):
    for address in ("/admin/pages/search/", "/admin/pages/search/results/"):
        page = listed(desk.get(address, {"q": typed}))
        assert "Assembly takes the ferries back" in page
        assert "Something else" not in page


def test_drafts_are_found_in_the_admin(desk):
    assert "A draft on dredging" in listed(desk.get("/admin/pages/search/", {"q": "dredg"}))


def test_the_explorer_and_the_chooser_of_pages_search_alike(desk, tree):
    page = listed(desk.get(f"/admin/pages/{tree.feed.pk}/", {"q": "ferr"}))
    assert "Assembly takes the ferries back" in page
    assert "Something else" not in page
    chosen = listed(desk.get("/admin/choose-page/search/", {"q": "ferr", "page_type": "newsreel.storypage"}))
    assert "Assembly takes the ferries back" in chosen


@pytest.mark.parametrize("typed", ["Qua", "Maren", "odel", "boom basin", "bas"])
def test_pictures_are_found_by_title_credit_and_caption(desk, typed):
    for address in ("/admin/images/", "/admin/images/chooser/results/"):
        assert "Quay" in listed(desk.get(address, {"q": typed}))
    assert "Quay" not in listed(desk.get("/admin/images/results/", {"q": "zebra"}))


@pytest.mark.parametrize(
    ("address", "typed", "title"),
    [
        ("/admin/documents/", "flood", "Ruling on the flood maps"),
        ("/admin/documents/", "rul", "Ruling on the flood maps"),
        ("/admin/snippets/newsreel/author/", "ilsab", "Ilsabet Corran"),
        ("/admin/snippets/newsreel/author/", "politic", "Ilsabet Corran"),
        ("/admin/snippets/newsreel/topic/", "clim", "Coast and climate"),
        ("/admin/snippets/choose/newsreel/author/results/", "corr", "Ilsabet Corran"),
    ],
)
def test_documents_and_people_are_found_with_half_a_word(desk, address, typed, title):
    assert title in listed(desk.get(address, {"q": typed}))


def test_video_files_are_found_by_their_titles(desk, drain):
    factories.video_file(title="Harbour at dawn")
    drain()
    assert "Harbour at dawn" in listed(desk.get("/admin/video-files/", {"q": "harb"}))
