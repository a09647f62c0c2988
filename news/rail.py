"""The News Feed beside an article: eight stories, and the way on."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from wagtail.models import Page

from newsreel.cards import prepare_cards
from newsreel.models import StoryPage
from newsreel.paging import Cursor

RAIL_SIZE = 8


class Rail:
    """The newest stories of the whole newsroom after a cursor, without the one that is being read."""

    def __init__(self, without: int | None = None, before: str = "") -> None:
        self.without = without or 0
        stories = StoryPage.objects.published().newest_first().for_cards()
        if without:
            stories = stories.exclude(pk=without)
        if before:
            stories = stories.filter(Cursor.parse(before).older())
        found = list(stories[: RAIL_SIZE + 1])
        self.stories = found[:RAIL_SIZE]
        self.goes_on = len(found) > RAIL_SIZE

    def addresses(self, feed: Page | None) -> dict[str, str]:
        """Of the main feed, of its page at this place, and of the fragment that script loads instead."""
        feed = main_feed(feed)
        url = feed.url if feed else None
        if not url:
            return {}
        if not self.goes_on:
            return {"feed_url": url}
        before = str(Cursor.after(self.stories[-1]))
        return {
            "feed_url": url,
            "feed_more_url": f"{url}?{urlencode({'before': before})}",
            "feed_more_src": f"{url}?{urlencode({'before': before, 'rail': self.without})}",
        }


def main_feed(known: Page | None = None) -> Page | None:
    """The feed that shows everything: the known one if it does, else the first that does, else the known one."""
    from news.models import NewsFeedPage

    everything = NewsFeedPage.Scope.NEWSROOM
    if known is not None and known.scope == everything:
        return known
    return NewsFeedPage.objects.published().filter(scope=everything).order_by("path").first() or known


def rail_fragment(feed: Page, request: HttpRequest) -> HttpResponse:
    """The next stretch of the rail as HTML, for `Show more`. Raises BadRequest for anything malformed."""
    without, before = request.GET["rail"], request.GET.get("before", "")
    if not (without.isascii() and without.isdigit() and len(without) < 19):
        raise BadRequest("Not a story")
    rail = Rail(int(without), before)
    prepare_cards(rail.stories)
    addresses = rail.addresses(feed)
    context = {
        "stories": rail.stories,
        "pictures": True,
        "feed_url": addresses.get("feed_url", feed.url),
        "more_url": addresses.get("feed_more_url"),
        "more_src": addresses.get("feed_more_src"),
    }
    response = render(request, "components/feed_rail.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
