"""The short way through the top of the tree: one query per level, where Wagtail asks for the page and then its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page
from wagtail.url_routing import RouteResult

from video.models import VideoIndexPage, VideoPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from home.models import HomePage

# The kinds of pages below the front page, joined in the query that looks for the child.
CHILD_KINDS = ("newsfeedpage", "videoindexpage", "standardpage")


def route_below(home: HomePage, request: HttpRequest, path_components: list[str]) -> RouteResult | None:
    """Where an address below the front page leads; None leaves it to Wagtail. The pages decide who may see them."""
    if not path_components:
        return None
    slug, *rest = path_components
    child = _child(home, slug)
    if child is None:
        return None
    if isinstance(child, VideoIndexPage) and len(rest) == 1:
        video = VideoPage.objects.child_of(child).filter(slug=rest[0]).for_page().first()
        if video is not None:
            video._cached_parent_obj = child
            return video.route(request, [])
    return child.route(request, rest)


def _child(home: HomePage, slug: str) -> Page | None:
    page = Page.objects.child_of(home).filter(slug=slug).select_related(*CHILD_KINDS).first()
    if page is None:
        return None
    child = next((getattr(page, kind) for kind in CHILD_KINDS if hasattr(page, kind)), None)
    if child is not None:
        child._cached_parent_obj = home
    return child
