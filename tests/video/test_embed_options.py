"""The parameters of the embedded player, whatever a partner writes there; and the code partners paste."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from video.embed import EmbedOptions
from video.models import CaptionTrack
from video.player import Player, Source, Track, language_name
from video.timecodes import MAX_SECONDS

SWITCHES = ["autoplay", "muted", "loop", "captions"]
LANGUAGES = ["en", "uk", "de-AT"]


def options(query: str) -> EmbedOptions:
    return EmbedOptions.from_query(QueryDict(query))


def player(default: str = "en") -> Player:
    tracks = tuple(
        Track(f"/media/captions/{code}.vtt", code, language_name(code), "captions", code == default)
        for code in LANGUAGES
    )
    sources = (Source("/media/video/t/original.mp4", "video/mp4"),)
    return Player(1, "Title", "en", "landscape", 1280, 720, sources=sources, tracks=tracks)


def defaults(shown: Player) -> list[str]:
    return [track.language for track in shown.tracks if track.is_default]


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((word, True) for word in ("1", "true", "YES", "on")),
        *((word, False) for word in ("0", "False", "no", "off")),
    ],
)
def test_a_switch_is_understood_in_every_usual_way(name, value, expected):
    assert getattr(options(f"{name}={value}"), name) is expected


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("value", ["", "2", "-1", "null", "%00", "1%20", "tr%C3%BCe", "<script>"])
def test_a_value_that_is_not_understood_leaves_the_switch_alone(name, value):
    assert options(f"{name}={value}") == EmbedOptions()


def test_of_a_parameter_written_twice_the_last_counts():
    assert options("t=10&t=20").start == 20


@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("t=90", 90), ("t=1h2m3s", 3723), ("t=4%3A31", 271), ("t=90.9", 90), ("t=-5", 0), ("t=99h", 0),
        ("t=" + "9" * 500, 0), ("start=9", 0),
    ],
)  # fmt: skip
def test_the_start_is_whole_seconds_within_the_longest_film(query, start):
    assert options(query).start == start
    assert options(query).start <= MAX_SECONDS


@pytest.mark.parametrize(
    ("asked", "on"),
    [
        ("", ["en"]), ("lang=uk", ["uk"]), ("lang=UK", ["uk"]), ("lang=de", ["de-AT"]), ("lang=de-CH", ["de-AT"]),
        ("lang=fr", ["en"]), ("lang=en-GB", ["en"]), ("lang=x", ["en"]), ("lang=uk%0d%0a", ["en"]),
        ("captions=0", []), ("captions=0&lang=uk", []),
    ],
)  # fmt: skip
def test_the_language_asked_for_is_on_if_there_is_one(asked, on):
    assert defaults(options(asked).apply(player())) == on


def test_of_two_tracks_in_the_language_asked_for_the_first_is_on():
    twice = replace(player(), tracks=(Track("/a.vtt", "uk-UA", "", "subtitles"), *player().tracks))
    assert defaults(options("lang=uk").apply(twice)) == ["uk-UA"]


VALUES = st.sampled_from(["0", "1", "uk", "90", "x", ""])


@given(st.dictionaries(st.sampled_from([*SWITCHES, "controls", "t", "lang", "other"]), VALUES))
def test_nothing_that_plays_by_itself_is_loud_or_cannot_be_stopped(values):
    query = QueryDict(mutable=True)
    query.update(values)
    shown = EmbedOptions.from_query(query).apply(player())
    assert shown.muted or not shown.autoplay
    assert shown.controls
    assert shown.sources == player().sources
    assert [track.src for track in shown.tracks] == [track.src for track in player().tracks]
    assert len(defaults(shown)) <= 1


@pytest.mark.parametrize(
    ("code", "name"), [("uk", "Українська"), ("de-AT", "Deutsch"), ("xx", "Xx"), ("", "")]
)
def test_a_track_is_labelled_in_its_own_language(code, name):
    assert language_name(code) == name


# --- As partners get it ---------------------------------------------------------------------------


def pasted(client, page) -> dict[str, str]:
    """The attributes of the iframe in the code to copy."""
    found = re.search(r"&lt;iframe (.*?)&gt;", client.get(page.url).content.decode(), re.DOTALL)
    return dict(re.findall(r'([a-z]+)="([^"]*)"', html.unescape(found[1])))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("size", "frame"), [((128, 72), ("640", "360")), ((96, 96), ("480", "480")), ((72, 128), ("360", "640"))]
)
def test_the_frame_to_paste_has_the_shape_of_the_video(tree, client, size, frame):
    file = factories.video_file(factories.video_bytes(width=size[0], height=size[1]))
    code = pasted(client, factories.playable_video(tree.videos, file=file))
    assert (code["width"], code["height"]) == frame


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title", ['"><script>alert(1)</script>', "'; onload=alert(1) //", "&quot;&gt;<b>", "{{ 7 }}"]
)
def test_a_hostile_title_stays_a_title_in_page_player_and_pasted_code(tree, client, title):
    page = factories.playable_video(tree.videos, title=title)
    for url in (page.url, page.embed_path, tree.videos.url):
        shown = client.get(url).content.decode()
        assert "<script>alert" not in shown
        assert "&gt;<b>" not in shown
    code = re.search(r"<textarea[^>]*>(.*?)</textarea>", client.get(page.url).content.decode(), re.DOTALL)[1]
    assert html.unescape(html.unescape(code)).count(title) == 1
    assert html.unescape(code).count("<iframe") == 1
    assert "<script>" not in html.unescape(code)


@pytest.mark.django_db
def test_descriptions_are_offered_but_are_neither_captions_nor_on_from_the_start(tree, client):
    page = factories.playable_video(tree.videos, captions="")
    page.caption_tracks = [CaptionTrack(language="en", kind="descriptions", text=factories.CAPTIONS)]
    page.save()
    shown = client.get(page.embed_path).content.decode()
    assert 'kind="descriptions"' in shown
    assert " data-default" not in shown[shown.index("<video") : shown.index("</video>")]
    assert page.own_captions is None


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?t=5", "?autoplay=1", "?" + "a=1&" * 300, "?lang=uk", "?<script>=1"])
def test_a_withdrawn_video_is_gone_whatever_is_asked_of_it(tree, client, query):
    page = factories.playable_video(tree.videos, title="Not to be known")
    page.unpublish()
    response = client.get(page.embed_path + query)
    assert response.status_code == 410
    assert response.headers["Cache-Control"] == "no-store"
    assert b"Not to be known" not in response.content


@pytest.mark.django_db
def test_a_video_that_was_never_public_does_not_say_that_it_exists(tree, client):
    never = factories.playable_video(tree.videos, live=False)
    assert client.get(never.embed_path).status_code == client.get("/embed/987654/").status_code == 404


@pytest.mark.django_db
def test_a_video_put_back_plays_in_every_embed_again(tree, client):
    page = factories.playable_video(tree.videos)
    page.save_revision()
    page.unpublish()
    assert client.get(page.embed_path).status_code == 410
    page.get_latest_revision().publish()
    assert client.get(page.embed_path).status_code == 200


@pytest.mark.django_db
def test_a_deleted_video_leaves_nothing_at_its_addresses(tree, client):
    page = factories.playable_video(tree.videos)
    urls = [page.url, page.embed_path, page.file.url, page.caption_tracks.get().url]
    page.delete()
    assert [client.get(url).status_code for url in urls] == [404] * 4
