"""What a player is given to print: addresses, shape, loops and what is said before it plays."""

from __future__ import annotations

import json
from html import unescape
from re import search

import pytest
from django.urls import reverse
from django.utils import timezone

from news.blocks.video import VideoBlock
from tests import factories
from tests.video.encoding_fakes import ready_job
from video.chapters import Chapter
from video.embed import embed_size
from video.encoding import jobs
from video.models import VideoFile, VideoPage
from video.models.rights import Embedding
from video.player import HLS_TYPE, LONGEST_CLIP, Player, Source, player_for


def player(width: int = 1280, height: int = 720, **fields: object) -> Player:
    fields.setdefault("sources", (Source("/media/video/t/original.mp4", "video/mp4"),))
    return Player(1, "Title", "en", "landscape", width, height, **fields)


def shown(page) -> Player:
    return player_for(VideoPage.objects.for_player().get(pk=page.pk))


# --- Shape ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "frame"),
    [((1920, 1080), (1920, 1080)), ((128, 72), (1920, 1080)), ((720, 1280), (1080, 1920)), ((5, 5), (1920, 1920)),
     ((10_000, 1), (1920, 1)), ((1, 10_000), (1, 1920)), ((2048, 858), (1920, 804))],
)  # fmt: skip
def test_the_frame_has_the_ratio_of_the_video_and_is_never_empty(size, frame):
    made = player(*size)
    assert (made.frame_width, made.frame_height) == frame


@pytest.mark.parametrize(
    ("limits", "size"),
    [((None, None), (640, 360)), ((320, None), (320, 180)), ((None, 180), (320, 180)), ((2000, 2000), (640, 360)),
     ((1, 1), (1, 1)), ((400, 90), (160, 90))],
)  # fmt: skip
def test_a_frame_for_partners_keeps_the_ratio_within_their_limits(limits, size):
    assert embed_size(player(), *limits) == size


# --- Loops ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "is_clip"),
    [
        ({"loop": True, "clip": True, "duration": LONGEST_CLIP}, True),
        ({"loop": True, "clip": True, "duration": LONGEST_CLIP + 1}, False),
        ({"loop": True, "clip": True, "duration": 0}, False),
        ({"loop": True, "duration": 5}, False),
        ({"clip": True, "duration": 5}, False),
        ({"loop": True, "clip": True, "duration": 5, "sources": ()}, False),
        ({"loop": True, "clip": True, "duration": 5, "content_warning": "Blood"}, False),
    ],
)
def test_only_a_short_loop_in_a_text_is_silent_and_without_controls(fields, is_clip):
    assert player(**fields).is_clip is is_clip


@pytest.mark.django_db
def test_a_short_loop_in_an_article_is_silent_with_a_button_that_stops_it(tree):
    page = factories.playable_video(tree.videos)
    block = VideoBlock()
    html = block.render(block.to_python({"video": page.pk, "loop": True}))
    video = html[html.index("<video") : html.index("</video>")]
    assert 'data-kind="loop"' in html
    assert " muted" in video
    assert " loop" in video
    assert " autoplay" not in video
    assert "data-hls" not in video, "one small file is enough"
    assert "player__toggle" in html
    assert "player__cover" not in html


@pytest.mark.django_db
def test_a_short_loop_with_a_warning_waits_behind_its_cover(tree):
    page = factories.playable_video(tree.videos, content_warning="Scenes of a shipwreck")
    block = VideoBlock()
    html = block.render(block.to_python({"video": page.pk, "loop": True}))
    video = html[html.index("<video") : html.index("</video>")]
    assert 'data-kind="clip"' in html, "nothing starts this kind by itself"
    assert "player__cover" in html and "Scenes of a shipwreck" in html
    assert " muted" not in video and " autoplay" not in video
    assert " loop" in video


@pytest.mark.django_db
def test_a_video_in_an_article_is_an_ordinary_player(tree):
    page = factories.playable_video(tree.videos, content_warning="Scenes of a <shipwreck>")
    block = VideoBlock()
    html = block.render(block.to_python({"video": page.pk, "start": 7}))
    assert 'data-kind="clip"' in html
    assert 'data-start="7"' in html
    assert f"{page.file.url}#t=7" in html
    assert html.count("Scenes of a &lt;shipwreck&gt;") == 2, "over the picture, and for those without script"
    assert f'href="{page.url}"' in html


# --- Addresses ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_before_anything_is_encoded_the_original_plays(tree):
    page = factories.playable_video(tree.videos)
    made = shown(page)
    assert made.sources == (Source(page.file.url, "video/mp4"),)
    assert (made.hls, made.storyboard, made.download_url) == ("", "", "")


@pytest.mark.django_db
def test_only_a_notice_of_what_will_come_is_looked_at_again(tree, client):
    """Somebody who cannot see it is told when it changes."""
    page = factories.playable_video(tree.videos)
    VideoFile.objects.filter(pk=page.file.pk).update(probed_at=None, facts={"browsers_play": False})
    html = client.get(page.url).content.decode()
    assert 'class="player__notice" role="status" data-preparing=' in html
    VideoFile.objects.filter(pk=page.file.pk).update(probed_at=timezone.now(), problem="damaged")
    html = client.get(page.url).content.decode()
    assert 'class="player__notice">' in html
    assert "cannot be played at the moment" in html


@pytest.mark.django_db
def test_what_was_encoded_is_preferred(tree, client):
    page = factories.playable_video(tree.videos, download_allowed=True)
    ready_job(page.file)
    made = shown(page)
    assert made.hls.endswith("/master.m3u8")
    assert made.storyboard.endswith("/storyboard.vtt")
    assert made.sources == (Source(made.download_url, "video/mp4"),)
    assert made.download_url != page.file.url
    html = client.get(page.url).content.decode()
    video = html[html.index("<video") : html.index("</video>")]
    assert f'data-hls="{made.hls}"' in video
    assert f'data-storyboard="{made.storyboard}"' in video
    assert f'data-count="{page.pk}"' in video
    assert 'preload="none"' in video
    assert f'href="{made.download_url}" download' in html


@pytest.mark.django_db
def test_while_only_streams_are_finished_they_stand_in_the_page(tree):
    page = factories.playable_video(tree.videos, download_allowed=True)
    job = ready_job(page.file)
    job.made = [name for name in job.made if name != "mp4"]
    job.save()
    VideoFile.objects.filter(pk=page.file.pk).update(facts={"browsers_play": False})
    made = shown(page)
    assert made.sources == (Source(made.hls, HLS_TYPE),)
    assert made.download_url == ""


@pytest.mark.django_db
def test_while_only_the_original_plays_the_page_says_where_its_streams_will_be(tree, client):
    page = factories.playable_video(tree.videos)
    assert shown(page).coming == "", "nothing is being made"
    job = jobs.queue_first(page.file)
    address = reverse("video_encoded", args=[page.file.token, job.token, "master.m3u8"])
    assert (shown(page).coming, shown(page).hls) == (address, "")
    assert f'data-coming="{address}"' in client.get(page.url).text
    assert f'data-coming="{address}"' in client.get(page.embed_path).text
    page.prints_tracks_inline = True
    assert player_for(page).coming == address.replace("master", "wordless")
    jobs.cancel(job)
    assert shown(page).coming == ""
    ready_job(page.file)
    assert (shown(page).coming, bool(shown(page).hls)) == ("", True)


@pytest.mark.django_db
def test_what_is_to_come_is_known_without_a_query_for_each_film(tree, django_assert_num_queries):
    for _number in range(3):
        jobs.queue_first(factories.playable_video(tree.videos, lead_image=None).file)
    pages = list(VideoPage.objects.for_player())
    with django_assert_num_queries(0):
        assert all(player_for(page).coming for page in pages)


@pytest.mark.django_db
def test_a_file_may_be_kept_only_if_its_rights_say_so(tree, client):
    page = factories.playable_video(tree.videos)
    assert " download>" not in client.get(page.url).content.decode()


# --- Words before it plays ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_foreign_language_is_said_before_it_is_heard(tree, client):
    page = factories.playable_video(tree.videos, spoken_language="uk")
    assert shown(page).spoken_language == "Українська"
    assert "Spoken language: Українська · Captions: English" in client.get(page.url).content.decode()
    assert shown(factories.playable_video(tree.videos, spoken_language="en")).spoken_language == ""


@pytest.mark.django_db
def test_a_warning_covers_the_player_on_page_and_embed(tree, client):
    page = factories.playable_video(tree.videos, content_warning="Scenes of a shipwreck")
    for url in (page.url, page.embed_path):
        html = client.get(url).content.decode()
        assert '<div class="player__cover" data-warning hidden>' in html
        assert "Scenes of a shipwreck" in html
        assert "Watch all the same" in html


def test_chapters_are_data_that_a_template_escapes():
    made = player(chapters=(Chapter(0, '"><script>'), Chapter(6.5, "Closing")))
    assert json.loads(made.chapters_json)[1] == {"start": 6.5, "title": "Closing"}


@pytest.mark.django_db
def test_hostile_chapters_stay_words(tree, client):
    title = '"><script>alert(1)</script>'
    page = factories.playable_video(tree.videos, chapters=[{"start": 0, "title": title}])
    html = client.get(page.url).content.decode()
    assert "<script>alert" not in html
    attribute = search(r'data-chapters="([^"]*)"', html)[1]
    assert json.loads(unescape(attribute)) == [{"start": 0, "title": title}]


@pytest.mark.django_db
def test_the_end_leads_to_the_next_of_the_series_and_nothing_starts_by_itself(tree, client):
    series = factories.series("Coast at night")
    first = factories.playable_video(tree.videos, series=series, series_number=1)
    second = factories.playable_video(tree.videos, series=series, series_number=2, title="The second night")
    newer = factories.playable_video(tree.videos, title="Newer than all")
    html = client.get(first.url).content.decode()
    end = html[html.index('class="player__next"') : html.index("</a>", html.index('class="player__next"'))]
    assert second.title in end
    assert newer.title not in end
    assert "autoplay" not in html[html.index("<video") : html.index("</video>")]


# --- Embeds ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_embed_has_the_words_of_the_video_and_the_direction_of_its_language(tree, client):
    page = factories.playable_video(tree.videos)
    html = client.get(page.embed_path).content.decode()
    assert 'dir="ltr"' in html
    assert "Hello from the quay" in html
    assert 'data-seek="0.60"' in html
    assert "localStorage" not in html


@pytest.mark.django_db
def test_a_video_for_our_pages_only_is_a_notice_elsewhere(tree, client):
    page = factories.playable_video(tree.videos, embedding=Embedding.NOWHERE)
    response = client.get(page.embed_path)
    html = response.content.decode()
    assert response.status_code == 403
    assert "<video" not in html
    assert f'href="http://localhost{page.url}"' in html
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "embed-code" not in client.get(page.url).content.decode()


@pytest.mark.django_db
def test_a_video_for_some_sites_may_be_framed_by_them(tree, client):
    page = factories.playable_video(tree.videos, embedding=Embedding.LISTED, embed_sites="partner.example")
    response = client.get(page.embed_path)
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "partner.example" in policy[policy.index("frame-ancestors") :]
    assert "private" in response.headers["Cache-Control"], "the answer depends on who frames it"


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "few"), [("", False), ("?controls=0", True), ("?controls=1", False)])
def test_controls_can_be_reduced_but_not_taken_away(tree, client, query, few):
    page = factories.playable_video(tree.videos)
    html = client.get(page.embed_path + query).content.decode()
    assert (" data-few" in html) is few
    assert " controls " in html[html.index("<video") : html.index("</video>")]
