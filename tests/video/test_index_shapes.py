"""The video index and what to watch next, whatever shape the films have and however many there are."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from newsreel.models import StoryPage
from newsreel.tasks import make_renditions
from tests import factories
from video.watch import MORE_VIDEOS, ROW, SERIES_VIDEOS, watch_next

pytestmark = pytest.mark.django_db


def film(tree, shape: str = "landscape", **fields: object):
    page = factories.video(tree.videos, lead_image=factories.image(), **fields)
    StoryPage.objects.filter(pk=page.pk).update(shape=shape)
    page.refresh_from_db()
    return page


def stage_of(html: str) -> str:
    """The dark stage at the top with the newest film."""
    return html[html.index("video-index__stage") : html.index('class="wrap section"')]


def test_an_upright_film_leads_in_a_wide_still_and_stands_upright_below(tree, client):
    film(tree, "portrait", title="Upright and newest", age=timedelta(minutes=1))
    film(tree, "portrait", title="Upright and older", age=timedelta(minutes=2))
    film(tree, "landscape", title="Wide", age=timedelta(minutes=3))
    html = client.get("/video/").content.decode()
    stage, rest = stage_of(html), html[html.index('class="wrap section"') :]
    assert "Upright and newest" in stage
    assert "still--tall" not in stage, "a picture twice as high as the screen leads nowhere"
    assert rest.count("still--tall") == 1
    assert "Upright and newest" not in rest


def test_the_film_that_leads_is_not_a_small_picture_drawn_large(tree, client):
    make_renditions.call(film(tree).lead_image_id, ["stage"])
    assert "66vw" in stage_of(client.get("/video/").content.decode())


@pytest.mark.parametrize("shape", ["", "square", "portrait", "landscape", "unheard of"])
def test_a_film_of_any_shape_leads_and_plays(tree, client, shape):
    page = film(tree, shape)
    assert page.title in stage_of(client.get("/video/").content.decode())
    assert client.get(page.url).status_code == 200
    assert client.get(page.embed_path).status_code == 200


def test_what_is_hidden_never_leads(tree, client):
    shown = film(tree, age=timedelta(hours=9))
    film(tree, live=False)
    film(tree, embargo_until=timezone.now() + timedelta(hours=1))
    film(tree, expire_at=timezone.now() - timedelta(seconds=1))
    PageViewRestriction.objects.create(page=film(tree), restriction_type="login")
    context = client.get("/video/").context
    assert context["lead_video"].pk == shown.pk
    assert context["videos"] == []


@pytest.mark.parametrize("others", [0, 1, ROW - 1, ROW, ROW + 1, 2 * ROW - 1, 2 * ROW, MORE_VIDEOS + 5])
def test_what_to_watch_next_ends_level_and_never_offers_the_film_itself(tree, others):
    page = film(tree)
    for _number in range(others):
        film(tree)
    found = watch_next(page)
    assert page.pk not in [story.pk for story in found]
    assert len({story.pk for story in found}) == len(found)
    assert len(found) == (others if others < ROW else min(others // ROW * ROW, MORE_VIDEOS))


def test_a_series_goes_first_newest_first_and_leaves_room_for_what_is_new(tree):
    coast = factories.series("Coast")
    series = [film(tree, series=coast, age=timedelta(days=number)) for number in range(SERIES_VIDEOS + 3)]
    new = [film(tree, age=timedelta(minutes=number)) for number in range(6)]
    found = [story.pk for story in watch_next(series[2])]
    same = [page.pk for page in series if page != series[2]][:SERIES_VIDEOS]
    assert found[:SERIES_VIDEOS] == same
    assert found[SERIES_VIDEOS:] == [page.pk for page in new][: MORE_VIDEOS - SERIES_VIDEOS]


def test_a_series_is_told_apart_by_its_whole_name_and_no_series_is_none(tree):
    page = film(tree, series=factories.series("Coast"))
    other, none = (
        film(tree, series=factories.series("Coast at night"), age=timedelta(days=2)),
        film(tree, age=timedelta(days=1)),
    )
    assert [story.pk for story in watch_next(page)] == [none.pk, other.pk], "by time alone"


def test_a_withdrawn_part_of_a_series_is_not_offered(tree):
    coast = factories.series("Coast")
    page, part = film(tree, series=coast), film(tree, series=coast)
    part.unpublish()
    assert watch_next(page) == []


@pytest.mark.parametrize("place", ["watch next", "series", "teaser", "feed"])
def test_an_upright_film_keeps_its_shape_wherever_it_is_listed(tree, client, place):
    series = factories.series()
    upright = film(tree, "portrait", title="Upright", series=series, series_number=1)
    if place == "teaser":
        page = factories.article(tree.feed, teaser_video=upright)
    elif place == "feed":
        page = tree.feed
    else:
        page = factories.video(
            tree.videos, title="Wide", **({"series": series, "series_number": 2} if place == "series" else {})
        )
    stills = re.findall(r'class="still(?: [^"]*)?"', client.get(page.url).content.decode())
    assert stills
    assert set(stills) == {'class="still still--tall"'}
