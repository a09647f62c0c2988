"""The sweep of a video: every public address on which it, or a byte of it, can be had, in every state it can be in.

What is common to all stories stands in tests/newsreel/surfaces.py; this adds what only videos have. A new address of
a video belongs in SURFACES.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsreel.models import StoryPage
from tests import factories
from tests.newsreel.surfaces import QUERY, VIDEO, Surface, World, build, surfaces_for
from tests.newsreel.test_surfaces import STATES as STORY_STATES
from tests.video.encoding_fakes import ready_job
from video.models import CaptionTrack, VideoFile, VideoPage
from video.rights import pull_publication

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
# What a refusal may look like; 401 is oEmbed's word for private.
REFUSALS = (401, 403, 404, 410)


def file_of(world: World) -> VideoFile:
    return VideoFile.objects.select_related("encoding").get(pk=world.story.specific.file_id)


def encoded(name: str) -> Callable[[World], str]:
    """The address of an output of the job, known from the time when the video was public."""
    return lambda world: reverse(
        "video_encoded", args=[file_of(world).token, file_of(world).encoding.token, name]
    )


def track_of(world: World) -> CaptionTrack:
    return CaptionTrack.objects.get(video=world.story.pk)


def oembed(address: Callable[[World], str], wanted: str = "json") -> Callable[[World], str]:
    def url(world: World) -> str:
        question = {"url": f"http://localhost{address(world)}", "format": wanted}
        return f"/oembed/?{urlencode(question)}"

    return url


def watch_address(world: World) -> str:
    return f"/video/{world.story.slug}/"


def embed_address(world: World) -> str:
    return f"/embed/{world.story.pk}/"


def bytes_at(name: str) -> Surface:
    return Surface(f"encoded {name}", encoded(name), is_bytes=True)


SURFACES = [
    Surface("series page", lambda world: world.story.specific.series.url),
    Surface("feed of the series", lambda world: world.story.specific.series.feed_url),
    Surface("feed of all video", lambda world: "/feeds/video.xml"),
    Surface("next part of the series", lambda world: world.hosts["next-part"].url),
    Surface("embed with parameters", lambda world: f"{embed_address(world)}?t=1&captions=1&lang=en"),
    Surface("oEmbed of the watch page", oembed(watch_address)),
    Surface("oEmbed of the watch page, XML", oembed(watch_address, "xml")),
    Surface("oEmbed of the embed page", oembed(embed_address)),
    Surface("search in the transcript", lambda world: f"/search/?q={QUERY}&kind=video"),
    *map(
        bytes_at,
        [
            *("master.m3u8", "wordless.m3u8", "360p.m3u8", "360p-keys.m3u8", "720p.m3u8", "audio.m3u8"),
            *("360p.mp4", "720p.mp4", "audio.mp4", "mp4.mp4"),
            *("storyboard.vtt", "storyboard.webp", "still-1.jpg"),
        ],
    ),
    Surface(
        "playlist of the captions",
        lambda world: encoded(f"captions-{track_of(world).uuid}.m3u8")(world),
        is_bytes=True,
    ),
]
ALL = [*surfaces_for(VIDEO), *SURFACES]


def rights_ended(world: World) -> None:
    """The rights that a producer typed pass, and nobody does anything."""
    page = VideoPage.objects.get(pk=world.story.pk)
    pull_publication(page, {"rights_from": None, "rights_until": timezone.now() + HOUR})
    page.save_revision().publish()
    assert StoryPage.objects.published().filter(pk=page.pk).exists()


STATES: dict[str, Callable[[World], None]] = {**STORY_STATES, "rights-ended": rights_ended}
# How long after the change one looks: rights end by themselves.
LATER = {"rights-ended": 2 * HOUR}


@pytest.fixture
def world(tree, drain) -> World:
    series = factories.series("Inquiries on film")
    made = build(tree, VIDEO, drain, series=series, series_number=1)
    made.hosts["next-part"] = factories.playable_video(
        tree.videos, series=series, series_number=2, age=timedelta(hours=20)
    )
    ready_job(VideoFile.objects.get(pk=made.story.specific.file_id))
    drain()
    return made


def shown(client: Client, world: World) -> list[str]:
    return [surface.name for surface in ALL if surface.shows(client, world)]


def test_a_public_video_appears_on_every_surface(world, client):
    found = shown(client, world)
    assert [surface.name for surface in ALL if surface.name not in found] == []


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_video_ends_on_every_surface_at_once(world, state, client):
    reader = Client()
    reader.force_login(factories.user())
    assert client.get(embed_address(world)).status_code == 200, "what a process remembers is warm"
    # Neither a task runs nor a cache is emptied between the change and the next request.
    STATES[state](world)
    with time_machine.travel(timezone.now() + LATER.get(state, timedelta()), tick=True):
        assert shown(client, world) == []
        assert shown(reader, world) == []
        assert pieces_given(client, world) == []
        assert careless_refusals(client, world) == []


def pieces_given(client: Client, world: World) -> list[str]:
    """Bytes that are given in ranges, or described by HEAD."""
    given = []
    for address in (surface.address(world) for surface in ALL if surface.is_bytes):
        for response in (client.head(address), client.get(address, headers={"Range": "bytes=0-1"})):
            if response.status_code not in REFUSALS or "ETag" in response.headers:
                given.append(address)
    return given


def careless_refusals(client: Client, world: World) -> list[str]:
    """Answers to partners that are no refusals, or that a cache between us may keep."""
    careless = []
    for surface in SURFACES:
        if surface.name.startswith(("embed", "oEmbed")):
            response = client.get(surface.address(world))
            if response.status_code not in REFUSALS or "no-store" not in response.headers["Cache-Control"]:
                careless.append(surface.name)
    return careless


def test_a_file_on_another_public_page_stays_available_there_only(world, client, tree):
    other = factories.playable_video(tree.videos, file=file_of(world))
    world.story.specific_class.objects.get(pk=world.story.pk).unpublish()
    assert client.get(encoded("master.m3u8")(world)).status_code == 200
    assert client.get(embed_address(world)).status_code == 410
    assert client.get(f"/media/captions/{track_of(world).uuid}.vtt").status_code == 404
    other.unpublish()
    assert client.get(encoded("master.m3u8")(world)).status_code == 404


def test_a_draft_on_a_public_video_shows_nowhere(world, client, drain):
    draft = VideoPage.objects.get(pk=world.story.pk)
    draft.title, draft.standfirst = "Hollowgarth is the new title", "Hollowgarth too."
    draft.transcript = "Hollowgarth is said."
    draft.embedding = "nowhere"
    draft.save_revision()
    drain()
    assert [surface.name for surface in ALL if "hollowgarth" in surface.read(client, world)[1]] == []
    assert client.get(embed_address(world)).status_code == 200, "the rights of a draft are not in force"


def test_every_surface_is_named_once():
    names = [surface.name for surface in ALL]
    assert len(names) == len(set(names))
