"""Running text whose links are resolved from what the page has loaded (the link types: newsreel.rich_text_links)."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

from newsreel.blocks.choosers import answering
from newsreel.querysets import PublicPageQuerySet


class DeskText(RichText):
    """Rich text whose links are answered by a desk (see newsreel.blocks.targets)."""

    def __init__(self, source: str, desk: object) -> None:
        super().__init__(source)
        self.desk = desk

    def __html__(self) -> str:
        with answering(self.desk):
            return expand_db_html(self.source)


def public_pages(keys: Iterable[int]) -> dict[int, Page]:
    """Pages of any type that readers may see, by key; stories by the rule of StoryQuerySet.published()."""
    from newsreel.models import StoryPage

    keys = list(keys)
    hidden = StoryPage.objects.filter(pk__in=keys).exclude(
        pk__in=StoryPage.objects.published().filter(pk__in=keys)
    )
    pages = PublicPageQuerySet(Page).published().filter(pk__in=keys)
    return {page.pk: page for page in pages.exclude(pk__in=hidden.values("pk"))}
