"""Walking a stream of stories: each is met once, whatever their times and whatever is published meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import BadRequest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from newsreel.models import StoryPage
from newsreel.paging import WINDOW, Cursor, story_window
from tests import factories

pytestmark = pytest.mark.django_db

slowly = hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
NOON = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def place(pks: list[int], seconds: list[int]) -> None:
    """Give the stories these times, in seconds before noon."""
    for pk, second in zip(pks, seconds, strict=True):
        StoryPage.objects.filter(pk=pk).update(published_at=NOON - timedelta(seconds=second))


def walk(size: int, between=lambda step: None) -> list[list[int]]:
    """The keys on each page, following the cursor to the end."""
    pages, before = [], ""
    for step in range(50):
        window = story_window(StoryPage.objects.all(), before, size)
        pages.append([story.pk for story in window.stories])
        before = window.next_cursor
        if not before:
            return pages
        between(step)
    raise AssertionError("The stream never ends.")


@pytest.fixture
def stories(tree) -> list[int]:
    return [factories.article(tree.feed).pk for _ in range(7)]


@slowly
@given(seconds=st.lists(st.integers(0, 3), min_size=7, max_size=7), size=st.integers(1, 8))
def test_every_story_is_met_once_newest_first_however_many_share_a_moment(stories, seconds, size):
    place(stories, seconds)
    pages = walk(size)
    met = [pk for page in pages for pk in page]
    order = sorted(zip(seconds, stories, strict=True), key=lambda pair: (pair[0], -pair[1]))
    assert met == [pk for _second, pk in order]
    assert all(len(page) == size for page in pages[:-1])
    assert 1 <= len(pages[-1]) <= size


@slowly
@given(
    seconds=st.lists(st.integers(1, 3), min_size=6, max_size=6),
    newer=st.lists(st.integers(-3, 0), min_size=6, max_size=6),
)
def test_what_is_published_while_someone_reads_shifts_nothing(stories, seconds, newer):
    readable, late = stories[:6], stories[6]
    place(readable, seconds)
    StoryPage.objects.filter(pk=late).update(published_at=None)

    def publish(step: int) -> None:
        place([late], [newer[step % 6]])

    pages = walk(2, publish)
    assert sorted(pk for page in pages for pk in page) == sorted(readable)


def test_a_story_withdrawn_between_two_pages_takes_no_other_with_it(stories):
    place(stories, [0, 1, 2, 3, 4, 5, 6])

    def withdraw(step: int) -> None:
        # The very story that the cursor was made of.
        StoryPage.objects.filter(pk=stories[2 * step + 1]).update(live=False)

    met = [pk for page in walk(2, withdraw) for pk in page]
    assert met == stories


def test_a_full_last_page_offers_no_empty_one_after_it(stories):
    assert story_window(StoryPage.objects.all(), size=7).next_cursor == ""
    assert story_window(StoryPage.objects.all(), size=6).next_cursor != ""


def test_a_cursor_behind_the_last_story_shows_an_empty_page(stories):
    last = StoryPage.objects.newest_first().last()
    window = story_window(StoryPage.objects.all(), str(Cursor.after(last)))
    assert (window.stories, window.next_cursor) == ([], "")


def test_an_empty_stream_has_one_empty_page(tree):
    window = story_window(StoryPage.objects.all())
    assert (window.stories, window.next_cursor) == ([], "")


def test_a_stream_never_shows_what_is_not_published(tree):
    hour = timedelta(hours=1)
    factories.article(tree.feed, live=False)
    factories.article(tree.feed, expire_at=timezone.now() - hour)
    factories.article(tree.feed, embargo_until=timezone.now() + hour)
    shown = factories.article(tree.feed)
    assert [story.pk for story in story_window(StoryPage.objects.all()).stories] == [shown.pk]


def test_the_feed_shows_one_window_and_then_leads_on(tree, client):
    feed = [factories.article(tree.feed, age=timedelta(minutes=number)) for number in range(WINDOW + 3)]
    first = client.get("/news/").content.decode()
    assert first.count(feed[WINDOW - 1].title) >= 1
    assert feed[WINDOW].title not in first
    cursor = str(Cursor.after(StoryPage.objects.get(pk=feed[WINDOW - 1].pk)))
    assert cursor in first
    second = client.get("/news/", {"before": cursor}).content.decode()
    assert feed[WINDOW].title in second


def test_a_feed_older_than_the_computer_clock_can_be_walked(tree):
    """An archive may begin before 1970, where times count backwards."""
    old = [factories.article(tree.feed) for _ in range(3)]
    for year, story in zip((1971, 1969, 1901), old, strict=True):
        StoryPage.objects.filter(pk=story.pk).update(
            published_at=datetime(year, 7, 20, 20, 17, 40, 123, tzinfo=UTC)
        )
    assert walk(1) == [[story.pk] for story in old]


# --- Cursors ----------------------------------------------------------------------------------------


@given(moment=moments, pk=st.integers(1, 2**53))
def test_a_cursor_survives_the_address_line_to_the_microsecond(moment, pk):
    cursor = Cursor(moment, pk)
    assert Cursor.parse(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    [
        "-", "1", "1-", "-1", "a-b", "1-2-3", "1.5-2", "1e9-2", " 1-2", "1-2 ", "1-2\n", "1--2", "--1-2",
        "-99999999999999999-1", "1-9999999999999999999", "１-２", "²-1", "0x1-1", "1-2\x00", "nan-1",
    ],
)  # fmt: skip
def test_what_names_no_place_is_refused_in_words(text):
    with pytest.raises(BadRequest, match="no place"):
        Cursor.parse(text)


@given(text=st.text(max_size=40))
def test_no_text_at_all_breaks_a_cursor(text):
    try:
        cursor = Cursor.parse(text)
    except BadRequest:
        return
    assert cursor.pk >= 0
