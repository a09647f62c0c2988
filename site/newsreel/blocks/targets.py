"""What a body names (stories, videos, pictures, documents, pages behind links), loaded once for the whole page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from newsreel.blocks.choosers import FileChooserBlock, PictureChooserBlock, StoryChooserBlock, answering
from newsreel.blocks.walking import leaves
from newsreel.cards import prepare_cards
from newsreel.models import EditorialDocument, EditorialImage, StoryPage
from newsreel.models.addresses import ascii_slug
from newsreel.rich_text import DeskText, public_pages

CONTEXT_NAME = "targets"
_LINK = re.compile(r"<a\b[^>]*>")
_LINK_TYPE = re.compile(r'\blinktype="(page|document)"')
_LINK_ID = re.compile(r'\bid="(\d{1,18})"')


@dataclass
class Named:
    """The primary keys that a stream names."""

    stories: set[int] = field(default_factory=set)
    images: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    links: set[int] = field(default_factory=set)


def named_in(stream: StreamValue) -> Named:
    """All keys in a stream's stored form; nothing is loaded."""
    named = Named()
    for block, raw in leaves(stream):
        if isinstance(block, StoryChooserBlock):
            named.stories.add(raw)
        elif isinstance(block, PictureChooserBlock):
            named.images.add(raw)
        elif isinstance(block, FileChooserBlock):
            named.documents.add(raw)
        elif isinstance(block, blocks.RichTextBlock):
            _add_links(named, raw)
    return named


def _add_links(named: Named, source: str) -> None:
    for tag in _LINK.findall(source):
        kind, key = _LINK_TYPE.search(tag), _LINK_ID.search(tag)
        if kind and key:
            (named.links if kind[1] == "page" else named.documents).add(int(key[1]))


class Targets:
    """The loaded things. A story, video or page that the public may not see is not among them."""

    def __init__(self, stream: StreamValue, also_stories: Iterable[int | None] = ()) -> None:
        self.stream = stream
        self.named = named_in(stream)
        wanted = {pk for pk in also_stories if pk}
        self.stories = self._load_stories(self.named.stories | wanted | self.named.links)
        elsewhere = self.named.links - set(self.stories)
        self.pages: dict[int, Page] = {**self.stories, **(public_pages(elsewhere) if elsewhere else {})}
        self.images = EditorialImage.objects.in_bulk(self.named.images) if self.named.images else {}
        self.documents = (
            EditorialDocument.objects.in_bulk(self.named.documents) if self.named.documents else {}
        )
        self.anchors = _anchors(stream)

    def _load_stories(self, keys: set[int]) -> dict[int, StoryPage]:
        if not keys:
            return {}
        return {story.pk: story for story in StoryPage.objects.published().for_cards().filter(pk__in=keys)}

    # --- What a page must prepare -----------------------------------------------------------------

    def card_stories(self) -> list[StoryPage]:
        """Stories that the body shows as cards; those behind plain links need nothing more."""
        return [self.stories[pk] for pk in self.named.stories if pk in self.stories]

    def settle(self) -> None:
        """Turn the stored stream into values from what is loaded, so that rendering finds everything there."""
        with answering(self):
            for _child in _values(self.stream):
                pass

    # --- Answers ----------------------------------------------------------------------------------

    def find(self, block: blocks.ChooserBlock, pk: int) -> object | None:
        """For newsreel.blocks.choosers."""
        if isinstance(block, PictureChooserBlock):
            return self.images.get(pk)
        if isinstance(block, FileChooserBlock):
            return self.documents.get(pk)
        return self.stories.get(pk)

    def text(self, source: str) -> DeskText:
        """Rich text whose links are resolved from what is loaded."""
        return DeskText(source, self)


def _values(stream: StreamValue) -> Iterator[object]:
    for child in stream:
        yield child.value


def _anchors(stream: StreamValue) -> dict[str, str]:
    """The id of each heading by its block's id; equal headings are numbered."""
    anchors: dict[str, str] = {}
    taken: set[str] = set()
    for item in stream.get_prep_value():
        if item["type"] == "heading":
            stem = anchor = ascii_slug(item["value"].get("text") or "", fallback="section")
            number = 2
            while anchor in taken:
                anchor = f"{stem}-{number}"
                number += 1
            taken.add(anchor)
            anchors[item["id"]] = anchor
    return anchors


def targets_in(context: dict | None) -> Targets | None:
    """The page's targets, if its get_context() has prepared them."""
    found = (context or {}).get(CONTEXT_NAME)
    return found if isinstance(found, Targets) else None


def published_story(chosen: Page | None, context: dict | None) -> StoryPage | None:
    """The chosen story as readers may see it, ready for a card; None if it is gone or not public."""
    if chosen is None:
        return None
    targets = targets_in(context)
    if targets is not None:
        return targets.stories.get(chosen.pk)
    story = StoryPage.objects.published().for_cards().filter(pk=chosen.pk).first()
    prepare_cards([story])
    return story


def published_stories(chosen: Iterable[Page | None], context: dict | None) -> list[StoryPage]:
    """The same for several, each once, in their order."""
    keys = list(dict.fromkeys(page.pk for page in chosen if page is not None))
    targets = targets_in(context)
    if targets is not None:
        found = targets.stories
    else:
        found = {story.pk: story for story in StoryPage.objects.published().for_cards().filter(pk__in=keys)}
        prepare_cards(found.values())
    return [found[key] for key in keys if key in found]
