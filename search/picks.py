"""Editors' picks: what the newsroom puts over the results of a query (wagtail.contrib.search_promotions).

Wagtail's own template tag makes a row for every query that is looked up; a reader's GET writes nothing here. The
whole list, a few hundred short rows, is read once in ten seconds instead and kept: for each query the first that are
public.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.search.utils import normalise_query_string

from newsreel.models import StoryPage
from newsreel.rich_text import public_pages
from search.query import ReaderQuery

CACHE_KEY = "search.picks"
CACHE_SECONDS = 10
MOST_PICKS = 2000
SHOWN = 4


@dataclass(frozen=True)
class Pick:
    """A story, another page, or an address elsewhere, with the words an editor wrote for it."""

    page_id: int | None
    is_story: bool
    title: str
    url: str
    description: str
    story: StoryPage | None = None

    @property
    def story_id(self) -> int | None:
        return self.page_id if self.is_story else None

    @property
    def host(self) -> str:
        """Whose address it is, of one elsewhere."""
        try:
            return "" if self.page_id else (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:  # as of “http://[”
            return ""

    def is_shown(self, stories: Mapping[int, StoryPage]) -> bool:
        """A story only while readers may see it; `stories` are published ones."""
        return not self.is_story or self.page_id in stories

    def with_story(self, stories: Mapping[int, StoryPage]) -> Pick:
        story = stories.get(self.page_id) if self.is_story else None
        return replace(self, story=story, title=story.title, url=story.url) if story else self


def picks_for(query: ReaderQuery) -> list[Pick]:
    """The picks of just this query, whatever its case and spacing. Pages that are no stories are public.

    Stories were public a moment ago; who shows one looks whether it still is.
    """
    picks = _all_picks().get(key_of(query.text), ())
    others = [pick.page_id for pick in picks if pick.page_id and not pick.is_story]
    public = public_pages(others) if others else {}
    shown = []
    for pick in picks:
        if page := public.get(pick.page_id):
            shown.append(replace(pick, title=page.title, url=page.url or "/"))
        elif pick.page_id not in others:
            shown.append(pick)
    return shown


def key_of(text: str) -> str:
    """A query as Wagtail stores it: in lower case, with single spaces."""
    return normalise_query_string(text)


def _all_picks() -> dict[str, tuple[Pick, ...]]:
    found = cache.get(CACHE_KEY)
    if found is None:
        found = _read_picks()
        cache.set(CACHE_KEY, found, CACHE_SECONDS)
    return found


def _read_picks() -> dict[str, tuple[Pick, ...]]:
    rows = SearchPromotion.objects.order_by("sort_order", "pk").values_list(
        "query__query_string",
        "page_id",
        "page__storypage__pk",
        "external_link_text",
        "external_link_url",
        "description",
    )
    found: dict[str, list[Pick]] = {}
    for query, page_id, story_id, text, url, description in rows[:MOST_PICKS]:
        pick = Pick(page_id, story_id is not None, text or "", url, description)
        if page_id or _is_address(url):
            found.setdefault(query, []).append(pick)
    public = set(public_pages({pick.page_id for picks in found.values() for pick in picks if pick.page_id}))
    return {query: _first(picks, public) for query, picks in found.items()}


def _first(picks: Sequence[Pick], public: Collection[int]) -> tuple[Pick, ...]:
    """Each once, without those that nobody may see, which make room for others."""
    each: dict[object, Pick] = {}
    for pick in picks:
        if not pick.page_id or pick.page_id in public:
            each.setdefault(pick.page_id or pick.url, pick)
    return tuple(each.values())[:SHOWN]


def _is_address(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def _forget(**kwargs: object) -> None:
    cache.delete(CACHE_KEY)


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(_forget, sender=SearchPromotion, dispatch_uid=f"search-picks-{id(signal)}")
