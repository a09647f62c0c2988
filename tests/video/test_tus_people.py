"""Who may upload: the owner alone, one request at a time, and nobody through another site."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.video.tus import Tus
from video.models import Upload, VideoFile
from video.uploads import receiving, staging

pytestmark = pytest.mark.django_db


# --- Who -------------------------------------------------------------------------------------------


def test_others_do_not_even_learn_that_an_upload_exists(tus, clip):
    tus.create(len(clip))
    for other in (factories.user("Producers"), factories.user(is_superuser=True)):
        theirs = Tus(Client(), tus.url)
        theirs.client.force_login(other)
        answers = (theirs.head(), theirs.patch(clip, 0), theirs.delete(), theirs.client.get(tus.url))
        assert [response.status_code for response in answers] == [404] * 4
        assert theirs.client.get(reverse("video_uploads")).json() == {"uploads": []}
    assert Upload.objects.get().offset == 0


def test_whoever_may_not_add_files_is_refused_in_words(tree, client):
    client.force_login(factories.user("Editors"))
    response = Tus(client).create(5)
    assert response.status_code == 403
    assert "no right" in response.json()["message"]
    assert not Upload.objects.exists()


def test_whoever_loses_the_right_cannot_go_on(tus, producer, clip):
    tus.create(len(clip))
    producer.groups.clear()
    producer.groups.add(*factories.user("Editors").groups.all())
    assert tus.patch(clip, 0).status_code == 403
    assert not VideoFile.objects.exists()


def test_strangers_are_sent_to_the_login_or_refused(tree, client):
    assert Tus(client).create(5).status_code == 302
    tus = Tus(client)
    tus.headers["X-Requested-With"] = "XMLHttpRequest"
    assert tus.create(5).status_code == 403


def test_other_sites_cannot_upload_with_a_producers_cookies(tus, producer, clip):
    tus.create(len(clip))
    theirs = Tus(Client(enforce_csrf_checks=True), tus.url)
    theirs.client.force_login(producer)
    assert theirs.create(5).status_code == 403
    assert theirs.patch(clip, 0).status_code == 403
    assert theirs.delete().status_code == 403
    override = {**theirs.headers, "X-HTTP-Method-Override": "DELETE"}
    assert theirs.client.post(tus.url, b"", "text/plain", headers=override).status_code == 403
    assert Upload.objects.get().offset == 0
    theirs.client.get(reverse("wagtailadmin_home"))
    theirs.headers["X-CSRFToken"] = theirs.client.cookies["csrftoken"].value
    assert theirs.patch(clip, 0).status_code == 204


# --- Two at once -----------------------------------------------------------------------------------


def test_while_one_part_is_taken_another_gets_423(tus, clip):
    tus.create(len(clip))
    claimed_as = receiving.claim(Upload.objects.get())
    response = tus.patch(clip, 0)
    assert (response.status_code, response.headers["Retry-After"]) == (423, "3")
    assert tus.head().status_code == 200
    receiving.release(Upload.objects.get(), claimed_as)
    assert tus.patch(clip, 0).status_code == 204


def test_a_connection_that_is_silent_for_long_loses_its_claim_and_writes_no_more(tus, clip):
    tus.create(len(clip))
    upload = Upload.objects.get()
    silent = receiving.Receiver(upload, receiving.claim(upload))

    class Late:
        def read(self, size: int) -> bytes:
            Upload.objects.update(writer_until=timezone.now() - timedelta(seconds=1))
            assert tus.patch(clip[:1000], 0).status_code == 204
            silent.noted_at -= 60
            return b"\0" * size

    with pytest.raises(receiving.Refusal) as refused:
        silent.receive(Late(), 50)
    assert refused.value.status == 409
    assert tus.head().headers["Upload-Offset"] == "1000"
    assert staging.path_of(upload.uuid).read_bytes() == clip[:1000]
