"""Who gets the bytes: file, captions and embed in every state of their page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, PageViewRestriction

from tests import factories
from tests.video.encoding_fakes import ready_job
from video.models import CaptionTrack, VideoPage

pytestmark = pytest.mark.django_db

PUBLIC = {"live": {}}
HIDDEN = {
    "draft": {"live": False},
    "scheduled": {"live": False, "go_live_at": timezone.now() + timedelta(days=1)},
    "expired": {"expire_at": timezone.now() - timedelta(seconds=1)},
    "embargoed": {"embargo_until": timezone.now() + timedelta(hours=1)},
}


def addresses(page) -> dict[str, str]:
    return {
        "file": page.file.url,
        "captions": CaptionTrack.objects.get(video=page).url,
        "embed": page.embed_path,
    }


def restrict(page, kind: str = PageViewRestriction.LOGIN, **fields: object) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)


def test_a_published_video_gives_out_its_bytes_to_all(tree, client):
    page = factories.playable_video(tree.videos)
    for name, url in addresses(page).items():
        response = client.get(url)
        assert response.status_code == 200, name
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert response.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
        assert "Cookie" not in response.headers.get("Vary", "")
        assert not response.cookies


@pytest.mark.parametrize(
    ("choice", "outer", "is_open"),
    [
        ({"embedding": "everywhere"}, "*", True),
        ({"embedding": "listed", "embed_sites": "partner.example"}, "*", True),
        ({"embedding": "listed", "embed_sites": ""}, "*", False),
        ({"embedding": "listed", "embed_sites": "no site at all!"}, "*", False),
        ({"embedding": "nowhere"}, "*", False),
        ({"embedding": "everywhere"}, "'self'", False),
    ],
)
def test_bytes_are_open_to_other_sites_as_far_as_the_player_is(
    tree, client, settings, choice, outer, is_open
):
    """A sandboxed frame of a listed site has no name (“null”): whatever may be shown elsewhere is open to all."""
    settings.NEWSREEL_EMBED_ANCESTORS = outer
    page = factories.playable_video(tree.videos)
    VideoPage.objects.filter(pk=page.pk).update(**choice)  # also what no form lets pass
    found = {name: url for name, url in addresses(page).items() if name != "embed"}
    ready_job(page.file)
    file = VideoPage.objects.for_player().get(pk=page.pk).file
    found |= {"playlist": file.hls_url, "film": file.progressive_url, "stills": file.storyboard_url}
    for name, url in found.items():
        response = client.get(url, headers={"Origin": "null"})
        assert response.status_code in (200, 302), name
        assert response.headers["Cache-Control"].startswith("public, max-age="), name
        assert response.headers.get("Access-Control-Allow-Origin") == ("*" if is_open else None), name
        expected = "cross-origin" if is_open else "same-origin"
        assert response.headers["Cross-Origin-Resource-Policy"] == expected, name


def test_a_file_that_one_of_its_pages_opens_is_open(tree, client):
    page = factories.playable_video(tree.videos, embedding="nowhere")
    assert "Access-Control-Allow-Origin" not in client.get(page.file.url).headers
    other = factories.playable_video(tree.videos, file=page.file)
    assert client.get(page.file.url).headers["Access-Control-Allow-Origin"] == "*"
    other.unpublish()
    assert "Access-Control-Allow-Origin" not in client.get(page.file.url).headers


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_not_published_gives_out_nothing(tree, client, state):
    page = factories.playable_video(tree.videos, title="Not to be known", **HIDDEN[state])
    for name, url in addresses(page).items():
        response = client.get(url)
        assert response.status_code == (410 if (name, state) == ("embed", "expired") else 404), name
        assert b"Not to be known" not in response.content
        assert page.file.token.encode() not in response.content
        assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("place", ["page", "index"])
def test_a_private_video_gives_out_nothing_to_strangers(tree, client, place):
    page = factories.playable_video(tree.videos)
    restrict(page if place == "page" else tree.videos)
    for name, url in addresses(page).items():
        assert client.get(url).status_code == 404, name


def test_a_private_video_plays_for_those_let_in_and_is_not_kept(tree, client):
    page = factories.playable_video(tree.videos)
    restrict(page)
    client.force_login(factories.user())
    assert "no-store" in client.get(page.url).headers["Cache-Control"]
    for url in (page.file.url, addresses(page)["captions"]):
        response = client.get(url, headers={"Range": "bytes=0-3"})
        assert response.status_code == 206
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in response.headers
    assert client.get(page.embed_path).status_code == 404, "a frame elsewhere knows no login"


def test_a_private_video_needs_every_door_opened(tree, client):
    page = factories.playable_video(tree.videos)
    restrict(tree.videos)
    restrict(page, PageViewRestriction.GROUPS)
    client.force_login(factories.user())
    assert client.get(page.file.url).status_code == 404


def test_unpublishing_revokes_everything_at_once(tree, client):
    page = factories.playable_video(tree.videos)
    urls = addresses(page)
    page.unpublish()
    assert [client.get(url).status_code for url in urls.values()] == [404, 404, 410]


def test_an_editor_sees_the_draft_and_a_stranger_with_a_login_does_not(tree, client):
    page = factories.playable_video(tree.videos, live=False)
    client.force_login(factories.user())
    assert client.get(page.file.url).status_code == 404
    client.force_login(factories.user(is_superuser=True))
    for url in (page.file.url, addresses(page)["captions"]):
        response = client.get(url)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"


def test_whoever_may_choose_files_sees_one_that_no_page_uses_yet(tree, client):
    file = factories.video_file()
    producer = factories.user()
    producer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(producer)
    assert client.get(file.url).status_code == 404
    group = producer.groups.create(name="Choosers")
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="choose_videofile"),
    )
    client.force_login(type(producer).objects.get(pk=producer.pk))
    assert client.get(file.url).status_code == 200


def test_a_file_on_two_pages_plays_while_one_of_them_is_public(tree, client):
    page = factories.playable_video(tree.videos)
    other = factories.playable_video(tree.videos, file=page.file)
    page.unpublish()
    assert client.get(page.file.url).status_code == 200
    other.unpublish()
    assert client.get(page.file.url).status_code == 404


def test_a_replaced_file_is_what_every_embed_plays(tree, client):
    page = factories.playable_video(tree.videos)
    old, new = page.file, factories.video_file(factories.video_bytes(seconds=2, width=72, height=128))
    page.file = new
    page.save_revision().publish()
    assert new.url.encode() in client.get(page.embed_path).content
    assert client.get(old.url).status_code == 404
    page.refresh_from_db()
    assert (page.duration, page.shape) == (2, "portrait")


def test_a_draft_of_other_captions_leaves_the_live_ones(tree, client):
    page = factories.playable_video(tree.videos)
    url = addresses(page)["captions"]
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    draft.caption_tracks.get().text  # noqa: B018 (loads the children into the draft)
    track = draft.caption_tracks.first()
    track.text = "WEBVTT\n\n00:00.000 --> 00:00.900\nSecret for now\n"
    draft.caption_tracks = [track]
    draft.save_revision()
    assert b"Secret for now" not in client.get(url).getvalue()
    page.get_latest_revision().publish()
    assert b"Secret for now" in client.get(url).getvalue(), "and the address stays"


def test_a_copied_page_gets_captions_of_its_own(tree, client):
    page = factories.playable_video(tree.videos)
    page.copy(update_attrs={"slug": "a-copy", "title": "A copy"}, keep_live=True)
    uuids = set(CaptionTrack.objects.values_list("uuid", flat=True))
    assert len(uuids) == 2


@pytest.mark.parametrize(
    "url",
    [
        "/media/video/none/original.mp4",
        "/media/video/none/",
        "/media/video/" + "x" * 5000 + "/original.mp4",
        "/media/captions/00000000-0000-0000-0000-000000000000.vtt",
        "/media/captions/nonsense.vtt",
        "/embed/0/",
        "/embed/99999999999999999999999999/",
        "/embed/x/",
    ],
)
def test_addresses_of_nothing_are_404(tree, client, url):
    assert client.get(url).status_code == 404


def test_only_the_files_own_name_is_its_address(tree, client):
    page = factories.playable_video(tree.videos)
    stem = page.file.url.rpartition("/")[0]
    for name in ("original.webm", "..%2foriginal.mp4", "secret.txt"):
        assert client.get(f"{stem}/{name}").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_404(tree, client):
    page = factories.playable_video(tree.videos)
    page.file.file.storage.delete(page.file.file.name)
    assert client.get(page.file.url).status_code == 404
    assert client.get(page.url).status_code == 200
    assert client.get(page.embed_path).status_code == 200


def test_video_is_served_in_ranges_with_strong_validators(tree, client):
    page = factories.playable_video(tree.videos)
    whole = client.get(page.file.url)
    etag = whole.headers["ETag"]
    assert etag == f'"{page.file.checksum[:32]}"'
    part = client.get(page.file.url, headers={"Range": "bytes=4-7", "If-Range": etag})
    assert (part.status_code, part.getvalue()) == (206, b"ftyp")
    assert client.get(page.file.url, headers={"If-None-Match": etag}).status_code == 304
    beyond = client.get(page.file.url, headers={"Range": f"bytes={page.file.file_size}-"})
    assert beyond.status_code == 416
    assert beyond.headers["Content-Range"] == f"bytes */{page.file.file_size}"
    head = client.head(page.file.url)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(page.file.file_size))
    assert client.post(page.file.url).status_code == 405


def test_an_address_with_a_null_character_is_not_understood(db, client):
    assert client.get("/media/video/%00/x.mp4").status_code == 400
