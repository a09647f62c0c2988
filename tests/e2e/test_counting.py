"""What our own counter hears of a film that is watched, on its page and in other people's frames."""

from __future__ import annotations

import pytest

from newsreel.models import DailyCount
from tests.e2e.films import play, wait_until
from tests.e2e.partners import frame_of, video_holds


def counted(tab, metric: str, place: str) -> dict[str, int]:
    """The numbers of a place, when this one is among them; a report may still be on its way."""
    for _ in range(100):
        found = dict(DailyCount.objects.filter(place=place).values_list("metric", "value"))
        if metric in found:
            return found
        tab.wait_for_timeout(50)
    raise AssertionError(f"{metric} was not counted at “{place}”: {list(DailyCount.objects.values())}")


def test_on_its_page_what_was_passed_over_is_not_counted(film, open_page):
    page = film()
    tab = open_page(page.url)
    play(tab)
    tab.keyboard.press("8")
    wait_until(tab, "v.ended")
    found = counted(tab, "quartile_100", "")
    assert 1 <= found.pop("seconds") <= 3, "only what was played"
    assert found == {"view": 1, "quartile_100": 1}
    assert set(DailyCount.objects.values_list("subject", "subject_id", "place")) == {("video", page.pk, "")}


@pytest.mark.parametrize("attributes", ["", 'sandbox="allow-scripts"'], ids=["plain", "sandbox"])
def test_in_a_frame_the_site_around_it_is_named(film, partner, live_server, open_page, attributes):
    page = film()
    tab = open_page("/")
    tab.goto(partner(live_server.url + page.embed_path, attributes))
    frame_of(tab).locator(".player__start").click()
    video_holds(tab, "v.currentTime > 0.1")
    assert not DailyCount.objects.exists(), "one report, not one for each step"
    video_holds(tab, "v.currentTime > 2.3 && v.currentTime < 3.9")
    tab.goto("about:blank")
    found = counted(tab, "view", "127.0.0.1")
    assert 2 <= found.pop("seconds") <= 4
    assert found == {"view": 1, "quartile_25": 1}
    assert set(DailyCount.objects.values_list("subject_id", "place")) == {(page.pk, "127.0.0.1")}
