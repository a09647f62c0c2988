"""Series: their page, their feed, their place in the sitemap, and a video between its neighbours."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from newsreel.models import StoryPage
from tests import factories
from video.models import Series, VideoPage
from video.series import WINDOW, series_place

pytestmark = pytest.mark.django_db

PAGE_CEILING = 10


def parts(tree, series, *numbers: int | None, **fields: object) -> list[VideoPage]:
    """Published parts of a series with these numbers, each a day younger than the one before."""
    days = len(numbers)
    return [
        factories.video(
            tree.videos,
            series=series,
            series_number=number,
            age=timedelta(days=days - place),
            lead_image=factories.image(),
            **fields,
        )
        for place, number in enumerate(numbers)
    ]


def place_of(page: VideoPage) -> tuple[int | None, int | None]:
    place = series_place(VideoPage.objects.get(pk=page.pk))
    return place.previous and place.previous.pk, place.next and place.next.pk


def chain(pages: list[VideoPage]) -> list[int]:
    """The series as a reader walks it, from the part that has none before it."""
    keys = {page.pk: place_of(page) for page in pages}
    current = next(pk for pk, (previous, _next) in keys.items() if previous is None)
    walked = [current]
    while (current := keys[current][1]) is not None:
        walked.append(current)
    for before, after in pairwise(walked):
        assert keys[after][0] == before, "the way back is the way there"
    return walked


def test_numbers_decide_and_those_without_follow_by_time(tree):
    series = factories.series()
    third, first, bare, second, newest = parts(tree, series, 3, 1, None, 2, None)
    pages = [third, first, bare, second, newest]
    assert chain(pages) == [page.pk for page in (first, second, third, bare, newest)]


def test_equal_numbers_and_equal_times_still_have_an_order(tree):
    series = factories.series()
    pages = parts(tree, series, 1, 1, None, None)
    moment = timezone.now() - timedelta(hours=1)
    StoryPage.objects.filter(pk__in=[page.pk for page in pages]).update(published_at=moment)
    assert chain(pages) == [page.pk for page in pages]


def test_hidden_parts_and_other_series_are_skipped(tree):
    series = factories.series()
    first, hidden, last = parts(tree, series, 1, 2, 3)
    parts(tree, factories.series(), 2)
    hidden.unpublish()
    assert place_of(first) == (None, last.pk)
    assert place_of(last) == (first.pk, None)


def test_a_video_in_no_series_has_no_place(tree):
    assert series_place(factories.video(tree.videos)) is None


def test_the_preview_of_a_new_part_has_a_series_but_no_neighbours(tree):
    series = factories.series()
    parts(tree, series, 1)
    place = series_place(VideoPage(title="New", series=series, series_number=2))
    assert (place.series, place.number, place.neighbours) == (series, 2, [])


def test_the_watch_page_names_the_series_and_its_neighbours(tree, client):
    series = factories.series("Machines of the port")
    first, middle, last = parts(tree, series, 1, 2, 3)
    html = client.get(middle.url).content.decode()
    assert f'href="{series.url}"' in html
    context = client.get(middle.url).context
    assert [story.pk for story in context["series_place"].neighbours] == [first.pk, last.pk]
    assert f"{series.title}: part 2" in html
    assert [story.part for story in context["series_place"].neighbours] == [1, 3]
    assert "Part 1 ·" in html and "Part 3 ·" in html


def test_a_series_page_numbers_its_parts_and_says_its_name_once(tree, client):
    series = factories.series("Machines of the port")
    parts(tree, series, 1, None, kicker=series.title)
    page = client.get(series.url).content.decode()
    listed = page[page.index('id="video-list"') :]
    assert "Part 1 ·" in listed
    assert "Part None" not in listed
    assert series.title not in listed[: listed.index("</main>")], "its name stands over the list"


def test_a_series_page_lists_what_is_published_newest_first_and_goes_on(tree, client):
    series = factories.series("Machines", description="How they work.", picture=factories.image())
    pages = parts(tree, series, *range(1, WINDOW + 4))
    hidden = parts(tree, series, 99)[0]
    hidden.unpublish()
    seen, url = [], series.url
    while url:
        response = client.get(url)
        seen += [story.pk for story in response.context["window"].stories]
        url = series.url + response.context["next_url"] if response.context["next_url"] else ""
    assert seen == [page.pk for page in reversed(pages)]
    html = client.get(series.url).content.decode()
    assert "How they work." in html
    assert hidden.title not in html
    assert '<link rel="alternate" type="application/rss+xml" title="Machines" href="http' in html
    assert f'<link rel="canonical" href="http://localhost{series.url}">' in html


def test_a_series_page_asks_as_often_for_eight_as_for_two(tree, client):
    series = factories.series(picture=factories.image())

    def count() -> int:
        client.get(series.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(series.url)
        return len(captured)

    author = factories.author(portrait=factories.image())
    parts(tree, series, 1, 2, authors=[author], topics=[factories.topic()])
    few = count()
    parts(tree, series, *range(3, 9), authors=[author])
    assert count() == few <= PAGE_CEILING


def test_a_series_without_parts_is_designed_and_in_no_sitemap(client, tree):
    series = factories.series("Empty so far")
    response = client.get(series.url)
    assert response.status_code == 200
    assert "No part has been published yet" in response.content.decode()
    assert series.url not in client.get("/sitemap-pages.xml").content.decode()


def test_the_sitemap_has_series_with_the_time_of_their_newest_part(client, tree):
    series = factories.series()
    _old, new = parts(tree, series, 1, 2)
    xml = client.get("/sitemap-pages.xml").content.decode()
    stamp = timezone.localtime(new.published_at).isoformat(timespec="minutes")
    assert f"<loc>http://localhost{series.url}</loc><lastmod>{stamp}</lastmod>" in xml
    new.unpublish()
    assert stamp not in client.get("/sitemap-pages.xml").content.decode()


@pytest.mark.parametrize("cursor", ["x", "1-2-3", "9" * 50, "%00", "-", "0-0"])
def test_a_place_that_does_not_exist_is_a_designed_400_or_an_empty_list(client, tree, cursor):
    series = factories.series()
    assert client.get(f"{series.url}?before={cursor}").status_code in (200, 400)


def test_unknown_series_are_404_and_nobody_writes_to_one(client, tree):
    assert client.get("/series/nothing/").status_code == 404
    assert client.get("/feeds/series/nothing.xml").status_code == 404
    assert client.post(factories.series().url).status_code == 405


def test_a_changed_slug_leaves_a_redirect_behind(client, tree):
    series = factories.series("Old name")
    old = series.url
    series.slug = "new-name"
    series.save()
    assert Redirect.objects.get(old_path=old.rstrip("/")).redirect_link == "/series/new-name/"
    assert client.get(old).url == "/series/new-name/"


# --- The admin ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("group", "status"), [("Producers", 200), ("Moderators", 200), ("Editors", 302)])
def test_who_makes_series(client, tree, group, status):
    client.force_login(factories.user(group))
    assert client.get("/admin/snippets/video/series/add/").status_code == status
    assert client.get("/admin/snippets/video/series/").status_code == status


def test_a_producer_makes_a_series_without_thinking_of_a_slug(client, tree):
    client.force_login(factories.user("Producers"))
    data = {"title": "Кораблі й порти", "slug": "", "description": "", "picture": ""}
    response = client.post("/admin/snippets/video/series/add/", data)
    assert response.status_code == 302, response.context["form"].errors
    made = Series.objects.get()
    assert made.slug.isascii() and client.get(made.url).status_code == 200


def test_a_series_in_use_is_not_deleted_and_its_list_counts(client, tree, drain):
    series = factories.series()
    parts(tree, series, 1, 2)
    drain()
    client.force_login(factories.user("Moderators"))
    assert client.post(f"/admin/snippets/video/series/delete/{series.pk}/").status_code == 409
    listed = client.get("/admin/snippets/video/series/").context["object_list"]
    assert [one.video_count for one in listed] == [2]


def test_a_series_is_previewed_before_it_is_saved(client, tree):
    client.force_login(factories.user("Producers"))
    url = "/admin/snippets/video/series/preview/"
    data = {"title": "Not there yet", "slug": "", "description": "Soon.", "picture": ""}
    assert client.post(url, data).json()["is_valid"]
    html = client.get(f"{url}?mode=").content.decode()
    assert "Not there yet" in html and "No part has been published yet" in html
