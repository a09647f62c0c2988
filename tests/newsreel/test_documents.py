"""Documents are given out only while a page that the reader may see offers them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsreel.models import EditorialDocument
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(db) -> EditorialDocument:
    file = ContentFile(b"%PDF-1.4 the ruling", name="ruling.pdf")
    return EditorialDocument.objects.create(title="The ruling", file=file)


def offering(tree, drain, document: EditorialDocument, **fields: object):
    link = f'<p>Read <a linktype="document" id="{document.pk}">the ruling</a>.</p>'
    story = factories.article(tree.feed, body=[("paragraph", link)], **fields)
    drain()
    return story


def status(client, document: EditorialDocument) -> int:
    return client.get(document.url).status_code


def test_a_document_that_no_page_offers_does_not_exist(tree, client, document):
    assert status(client, document) == 404


def test_a_document_of_a_published_story_is_given_out(tree, client, document, drain):
    offering(tree, drain, document)
    response = client.get(document.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.4 the ruling"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert response.headers["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "fields",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(seconds=1)},
        {"embargo_until": timezone.now() + timedelta(hours=1)},
    ],
    ids=["draft", "expired", "embargoed"],
)
def test_a_story_that_is_not_public_gives_out_nothing(tree, client, document, drain, fields):
    offering(tree, drain, document, **fields)
    assert status(client, document) == 404


def test_unpublishing_takes_the_document_along_at_once(tree, client, document, drain):
    story = offering(tree, drain, document)
    story.unpublish()
    assert status(client, document) == 404


def test_removing_the_link_takes_it_back(tree, client, document, drain):
    story = offering(tree, drain, document)
    story.body = [("paragraph", "<p>No link any more.</p>")]
    story.save_revision().publish()
    drain()
    assert status(client, document) == 404


def test_a_private_page_gives_its_document_to_those_it_lets_in(tree, client, document, drain):
    story = offering(tree, drain, document)
    PageViewRestriction.objects.create(page=story, restriction_type="login")
    assert status(client, document) == 404
    client.force_login(factories.user())
    response = client.get(document.url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_those_who_work_with_documents_always_have_them(tree, client, document):
    client.force_login(factories.user())
    assert status(client, document) == 404
    client.force_login(factories.user(is_superuser=True))
    response = client.get(document.url)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


def test_what_a_browser_might_run_is_saved_and_never_shown(tree, client, drain):
    file = ContentFile(b"<script>alert(1)</script>", name="page.html")
    hostile = EditorialDocument.objects.create(title="Page", file=file)
    offering(tree, drain, hostile)
    response = client.get(hostile.url)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_an_unchanged_document_is_not_sent_again(tree, client, document, drain):
    document.get_file_hash()
    offering(tree, drain, document)
    etag = client.get(document.url).headers["ETag"]
    response = client.get(document.url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_wrong_name_or_a_lost_file_is_404(tree, client, document, drain):
    offering(tree, drain, document)
    assert client.get(f"/documents/{document.pk}/other.pdf").status_code == 404
    assert client.get(f"/documents/{10**30}/ruling.pdf").status_code == 404
    document.file.storage.delete(document.file.name)
    assert status(client, document) == 404


def test_reading_a_document_writes_nothing(tree, client, document, drain, django_assert_max_num_queries):
    offering(tree, drain, document)
    with django_assert_max_num_queries(8) as counted:
        client.get(document.url)
    assert not [query for query in counted if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
