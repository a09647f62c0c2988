"""Editors find pages, pictures, films and people with half a word, by credit, caption and byline."""

from __future__ import annotations

import re

import pytest
from django.core.files.base import ContentFile

from newsreel.models import StoryPage
from search.drift import find_drift
from tests import factories

pytestmark = pytest.mark.django_db

# Where each kind of thing is looked for: the list, its part that is fetched while one types, the choosers.
PAGES = ("/admin/pages/search/", "/admin/pages/search/results/", "/admin/choose-page/search/?page_type=")
IMAGES = ("/admin/images/", "/admin/images/results/", "/admin/images/chooser/results/")
DOCUMENTS = ("/admin/documents/", "/admin/documents/results/", "/admin/documents/chooser/results/")
FILES = ("/admin/video-files/", "/admin/video-files/results/", "/admin/video-file-chooser/results/")
AUTHORS = (
    "/admin/snippets/newsreel/author/",
    "/admin/snippets/newsreel/author/results/",
    "/admin/snippets/choose/newsreel/author/results/",
)
TOPICS = ("/admin/snippets/newsreel/topic/", "/admin/snippets/choose/newsreel/topic/results/")
SERIES = ("/admin/snippets/video/series/",)
USERS = ("/admin/users/", "/admin/users/results/")
REGISTERS = ("/admin/searches/", "/admin/encoding-jobs/", "/admin/corrections/")
LISTS = ("/admin/articles/", "/admin/videos/")
EVERYWHERE = (
    *PAGES, *IMAGES, *DOCUMENTS, *FILES, *AUTHORS, *TOPICS, *SERIES, *USERS, *REGISTERS, *LISTS,
)  # fmt: skip


@pytest.fixture
def desk(tree, drain, admin_client):
    author = factories.author(name="Ilsabet Corran", job_title="Political editor")
    factories.topic(name="Coast and climate")
    factories.series(title="Harbour diaries")
    factories.image(
        title="Quay",
        credit="Photo: Maren Odell",
        caption="The boom before the basin",
        file=ContentFile(factories.image_bytes(), name="DSC_4711-harbour.jpg"),
    )
    factories.document(
        title="Ruling on the flood maps", file=ContentFile(b"%PDF-1.4", name="verdict_2026-11.pdf")
    )
    factories.user(
        first_name="Teodora", last_name="Vance", username="tvance", email="teodora@newsreel.example"
    )
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


@pytest.mark.parametrize(
    "typed",
    [
        "ferr", "assembly ferr", "ferr assembly", "asse ferr tak", "contract", "spri contr", "corran", "Ilsa",
        "corr ilsa", "corr ferr", "FERR", "ferr\x01", '"ferr', "ferr!", "  ferr  ", "the ferr",
    ],
)  # fmt: skip
def test_pages_are_found_by_headline_standfirst_and_byline_as_they_are_typed(desk, typed):
    for address in PAGES:
        page = listed(desk.get(address, {"q": typed, "page_type": "newsreel.storypage"}))
        assert "Assembly takes the ferries back" in page
        assert "Something else" not in page


def test_drafts_are_found_in_the_admin(desk):
    assert "A draft on dredging" in listed(desk.get("/admin/pages/search/", {"q": "dredg draf"}))


def test_the_explorer_and_the_lists_of_stories_search_alike(desk, tree):
    for address in (f"/admin/pages/{tree.feed.pk}/", "/admin/articles/"):
        page = listed(desk.get(address, {"q": "ferr assem"}))
        assert "Assembly takes the ferries back" in page
        assert "Something else" not in page


@pytest.mark.parametrize(
    "typed",
    ["Qua", "Maren", "odel", "odel mar", "boom basin", "bas", "bas boo", "bas qua ode", "phot mar", "dsc 47"],
)
def test_pictures_are_found_by_title_credit_and_caption(desk, typed):
    for address in IMAGES:
        assert "Quay" in listed(desk.get(address, {"q": typed}))
    assert "Quay" not in listed(desk.get("/admin/images/results/", {"q": "zebra"}))


@pytest.mark.parametrize(
    ("addresses", "typed", "title"),
    [
        (DOCUMENTS, "flood", "Ruling on the flood maps"),
        (DOCUMENTS, "rul flo", "Ruling on the flood maps"),
        (DOCUMENTS, "verdi 2026", "Ruling on the flood maps"),
        (AUTHORS, "ilsab", "Ilsabet Corran"),
        (AUTHORS, "corr ils", "Ilsabet Corran"),
        (AUTHORS, "politic corr", "Ilsabet Corran"),
        (TOPICS, "clim coa", "Coast and climate"),
        (SERIES, "diar harb", "Harbour diaries"),
        (USERS, "teod", "Teodora"),
        (USERS, "vanc teod", "Teodora"),
        (USERS, "teodora@news", "Teodora"),
    ],
)
def test_documents_and_people_are_found_with_half_a_word(desk, addresses, typed, title):
    for address in addresses:
        assert title in listed(desk.get(address, {"q": typed})), address


HOSTILE = [
    '"',
    "'",
    '"ferr',
    "\\",
    "🙂",
    "%",
    "_",
    "*",
    "-",
    "ferr AND (",
    "x" * 10_000,
    "ferr " * 2_000,
    " ",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=lambda typed: ascii(typed[:12]))
def test_whatever_is_typed_gets_an_answer_everywhere(desk, tree, typed):
    for address in (*EVERYWHERE, f"/admin/pages/{tree.feed.pk}/"):
        response = desk.get(address, {"q": typed})
        assert response.status_code == 200, address


def test_a_lone_quote_after_a_word_still_finds(desk):
    for typed in ('ferries"', '"ferries', "ferries'", "ferries 🙂", "ferries -"):
        assert "Assembly takes" in listed(desk.get("/admin/pages/search/", {"q": typed})), typed


# --- Video files ---------------------------------------------------------------------------------------------


@pytest.fixture
def films(desk, tree, drain):
    author = factories.author(name="Neva Strand")
    harbour = factories.video_file(title="Harbour at dawn", name="DJI_0042.mp4")
    other = factories.video_file(title="Second take", name="C0001.mov")
    factories.video_file(title="Of nobody", name="zzz.mp4")
    factories.video(tree.videos, title="The lighthouse in the storm", file=other, authors=[author])
    factories.video(tree.videos, title="A page without a file", authors=[author])
    drain()
    return {"Harbour at dawn": harbour, "Second take": other}


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("harb", "Harbour at dawn"),
        ("daw harb", "Harbour at dawn"),
        ("DJI_0042", "Harbour at dawn"),
        ("dji 00", "Harbour at dawn"),
        ("0042", "Harbour at dawn"),
        ("c0001.mov", "Second take"),
        ("lighth", "Second take"),
        ("storm lighth", "Second take"),
        ("neva", "Second take"),
    ],
)
def test_video_files_are_found_by_title_file_name_and_watch_page(desk, films, typed, title):
    for address in FILES:
        page = listed(desk.get(address, {"q": typed}))
        assert title in page, address
        assert "Of nobody" not in page
        for other in set(films) - {title}:
            assert other not in page


def test_what_is_no_file_of_theirs_producers_do_not_find(films, client):
    client.force_login(factories.user("Editors"))
    assert client.get("/admin/video-files/", {"q": "lighth"}).status_code == 302
    client.force_login(factories.user("Producers"))
    assert "Second take" in listed(client.get("/admin/video-files/", {"q": "lighth"}))


def test_an_uploaded_file_keeps_its_name_for_finding(db):
    from video.models import VideoFile

    file = VideoFile(title="Take", file=ContentFile(b"....", name="GX010042.MP4"))
    file.save()
    assert file.original_name == "GX010042.MP4"
    assert "GX010042" not in file.file.name
    again = VideoFile.objects.get(pk=file.pk)
    again.title = "Another"
    again.save()
    assert again.original_name == "GX010042.MP4"


def test_a_search_for_files_takes_as_many_queries_for_eight_as_for_two(
    desk, tree, drain, django_assert_max_num_queries
):
    def make(numbers: range) -> None:
        for number in numbers:
            file = factories.video_file(title=f"Dredger {number}")
            factories.video(tree.videos, title=f"Dredger at work {number}", file=file)
        drain()

    make(range(2))
    desk.get("/admin/video-files/results/?q=dredg")
    with django_assert_max_num_queries(60) as few:
        desk.get("/admin/video-files/results/?q=dredg")
    make(range(2, 8))
    with django_assert_max_num_queries(len(few)):
        desk.get("/admin/video-files/results/?q=dredg")


def found(client, typed: str) -> bool:
    pages = (
        listed(client.get(address, {"q": typed, "page_type": "newsreel.storypage"})) for address in PAGES
    )
    return all("Dredging the basin" in page for page in pages)


def test_a_draft_is_found_by_the_headline_it_was_given_last(desk, tree):
    """What is saved by itself while one types is called after the first letters of its headline."""
    draft = factories.article(tree.feed, title="Dr", live=False)
    assert not found(desk, "basin")
    draft.title = "Dredging the basin"
    draft.save_revision()
    assert found(desk, "basin") and found(desk, "dredg bas")


def test_the_next_headline_of_a_story_that_is_out_is_found_by_nobody(tree, client):
    story = factories.article(tree.feed, title="The mayor speaks")
    story.title = "The mayor resigns"
    story.save_revision()
    assert not StoryPage.objects.autocomplete("resig") and not StoryPage.objects.search("resigns")
    assert client.get("/search/suggest/", {"q": "resig"}).json()["groups"] == []
    story.get_latest_revision().publish()
    assert client.get("/search/suggest/", {"q": "resig"}).json()["groups"]
    story.refresh_from_db()
    story.unpublish()
    assert StoryPage.objects.autocomplete("resig")
    assert client.get("/search/suggest/", {"q": "resig"}).json()["groups"] == []
    assert not find_drift().stale


def test_the_search_of_pages_says_what_it_counts(desk):
    for query, counted in (("assembly", "1-1 of 1 page"), ("a", r"1-(\d) of \1 pages")):
        page = desk.get("/admin/pages/search/", {"q": query}).content.decode()
        assert re.search(rf"\s{counted}\s", page)
