"""The player that partners frame."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Site

from newsreel.models import NewsroomSettings
from tests import factories
from video.embed import EmbedOptions
from video.models import CaptionTrack

pytestmark = pytest.mark.django_db
PARAMETERS = ["t", "autoplay", "muted", "loop", "captions", "controls", "lang"]


def test_the_embed_is_a_player_with_words_and_a_way_back(tree, client):
    page = factories.playable_video(tree.videos, title="How the barrier closes")
    poster = page.lead_image.get_rendition("format-jpeg|width-1024")
    html = client.get(page.embed_path).content.decode()
    assert "<video" in html
    assert "controls" in html
    assert f'src="{page.file.url}"' in html
    assert 'kind="captions" srclang="en" label="English" data-default' in html
    assert f'poster="{poster.url}"' in html
    assert f'href="http://localhost/video/{page.slug}/"' in html
    assert "How the barrier closes" in html


def test_the_embed_may_be_framed_and_is_not_a_page_of_its_own_for_search(tree, client, settings):
    page = factories.playable_video(tree.videos)
    response = client.get(page.embed_path)
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in response.headers
    assert response.headers["X-Robots-Tag"] == "noindex, indexifembedded"
    assert not response.cookies
    settings.NEWSREEL_EMBED_ANCESTORS = "https://partner.example"
    policy = client.get(page.embed_path).headers["Content-Security-Policy"]
    assert "frame-ancestors https://partner.example" in policy


def test_the_embed_works_with_the_origin_null(tree, client):
    page = factories.playable_video(tree.videos)
    html = client.get(page.embed_path).content.decode()
    assert 'crossorigin="anonymous"' in html
    for url in (page.embed_path, page.file.url, page.caption_tracks.get().url):
        response = client.get(url, headers={"Origin": "null"})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
    policy = client.get(page.embed_path).headers["Content-Security-Policy"]
    assert "script-src 'self' http://localhost;" in policy


def test_parameters_start_mute_loop_and_choose_captions(tree, client):
    page = factories.playable_video(tree.videos)
    page.caption_tracks.add(CaptionTrack(language="uk", text=factories.CAPTIONS, kind="subtitles"))
    page.save()
    html = client.get(f"{page.embed_path}?t=1m5s&autoplay=1&loop=1&lang=uk&evil=%22%3E").content.decode()
    assert f"{page.file.url}#t=65" in html
    video = html[html.index("<video") : html.index("</video>")]
    for attribute in (" muted", " data-autoplay", " loop"):
        assert attribute in video
    assert " autoplay" not in video, "a script asks first whether motion is welcome"
    assert 'srclang="uk" label="Українська" data-default' in video
    assert 'srclang="en" label="English" data-default' not in video
    assert "evil" not in html
    silent = client.get(f"{page.embed_path}?captions=0").content.decode()
    assert " data-default" not in silent[silent.index("<video") : silent.index("</video>")]


@given(
    st.dictionaries(
        st.sampled_from(["t", "autoplay", "muted", "loop", "captions", "controls", "lang"]),
        st.text(max_size=30),
    )
)
def test_no_parameter_breaks_the_embed(values):
    query = QueryDict(mutable=True)
    query.update(values)
    options = EmbedOptions.from_query(query)
    assert options.start >= 0
    assert len(options.language) <= 16


def test_an_external_video_is_a_facade_that_loads_nothing(tree, client):
    page = factories.video(
        tree.videos, external_url="https://youtu.be/aqz-KE-bpKQ", lead_image=factories.image()
    )
    html = client.get(page.embed_path).content.decode()
    assert "<iframe" not in html
    assert 'data-facade="https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ' in html
    assert 'href="https://www.youtube.com/watch?v=aqz-KE-bpKQ"' in html
    assert "ytimg" not in html


def test_the_code_to_copy_has_the_ratio_of_the_video(tree, client):
    upright = factories.video_file(factories.video_bytes(width=72, height=128))
    page = factories.playable_video(tree.videos, title="“Quotes” & <tags>", file=upright)
    html = client.get(page.url).content.decode()
    assert f"&lt;iframe src=&quot;http://localhost/embed/{page.pk}/&quot;" in html
    assert "width=&quot;360&quot; height=&quot;640&quot;" in html
    assert "<tags>" not in html


def test_a_withdrawn_video_shows_a_designed_notice(tree, client):
    page = factories.playable_video(tree.videos, title="Not to be known")
    page.unpublish()
    response = client.get(page.embed_path)
    assert response.status_code == 410
    assert b"not available" in response.content
    assert b"Not to be known" not in response.content
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"], (
        "or partners see a browser's error"
    )


def test_the_newsrooms_logo_leads_to_the_watch_page_and_costs_no_query(tree, client, queries):
    page = factories.playable_video(tree.videos)
    brand = re.compile(r'<a class="embed__brand" href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
    before = queries(page.embed_path)
    assert brand.search(client.get(page.embed_path).content.decode())[2].strip() == "Newsreel"
    newsroom = NewsroomSettings.for_site(Site.objects.get())
    newsroom.logo_light, newsroom.logo_dark = factories.image(), factories.image()
    newsroom.save()
    assert queries(page.embed_path) == before
    response = client.get(page.embed_path)
    link, inside = brand.search(response.content.decode()).groups()
    assert link == f"http://localhost/video/{page.slug}/"
    assert inside.count('alt="Newsreel"') == 2
    for logo in (newsroom.logo_light, newsroom.logo_dark):
        assert f'src="{logo.file.url}"' in inside
        picture = client.get(logo.file.url)
        assert picture.headers["Cross-Origin-Resource-Policy"] == "cross-origin", "sandboxed frames show it"
    assert "img-src 'self' http://localhost data:" in response.headers["Content-Security-Policy"]


@pytest.fixture
def queries(client):
    """How many queries an address costs once what stands around pages is known."""

    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        return len(asked)

    return count
