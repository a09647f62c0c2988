"""RSS of stories: what the feeds of all sections have in common."""

from __future__ import annotations

import abc
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import quote_etag

from newsreel.cards import prepare_cards
from newsreel.chrome import load_chrome
from newsreel.models import StoryPage
from newsreel.pictures import picture
from newsreel.querysets import StoryQuerySet

FEED_SIZE = 30
NAMESPACES = {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
# XML 1.0 has no way to write these; a headline may hold one after a careless paste.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def writable(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _UNWRITABLE.sub("", str(text))


def absolute(path: str | None) -> str:
    """An address of ours in full; NEWSREEL_ORIGIN is the only source of it."""
    return urljoin(settings.NEWSREEL_ORIGIN + "/", path or "/")


class StoryRss(Rss201rev2Feed):
    """RSS 2.0 with every author by name (Dublin Core) and the picture (Media RSS)."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), **NAMESPACES}

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["media"]:
            _add_media(handler, item["media"])


def _add_media(handler, media: dict[str, str]) -> None:
    handler.startElement("media:content", media["attributes"])
    for name in ("description", "credit"):
        if media[name]:
            handler.addQuickElement(f"media:{name}", media[name])
    handler.endElement("media:content")


class StorySyndication(Feed, abc.ABC):
    """What all our feeds have in common. Subclasses say which stories, and what the feed is called."""

    feed_type = StoryRss
    item_guid_is_permalink = False

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """The feed, or 304 if the reader's program has this version already."""
        response = super().__call__(request, *args, **kwargs)
        etag = quote_etag(hashlib.blake2b(response.content, digest_size=12).hexdigest())
        response.headers["ETag"] = etag
        # Not by date: the newest story's says nothing of one that was withdrawn or corrected since.
        del response.headers["Last-Modified"]
        return get_conditional_response(request, etag=etag, response=response)

    # --- The channel ------------------------------------------------------------------------------

    @abc.abstractmethod
    def stories(self, subject: object) -> StoryQuerySet:
        """Stories of the feed, in any state and order."""

    @abc.abstractmethod
    def page_path(self, subject: object) -> str:
        """The path of the page that the feed belongs to."""

    @abc.abstractmethod
    def feed_path(self, subject: object) -> str:
        """The feed's own path."""

    def title(self, subject: object) -> str:
        return writable(f"{load_chrome().newsroom.name}: {subject}")

    def description(self, subject: object) -> str:
        return writable(load_chrome().newsroom.description or self.title(subject))

    def link(self, subject: object) -> str:
        return absolute(self.page_path(subject))

    def feed_url(self, subject: object) -> str:
        return absolute(self.feed_path(subject))

    def items(self, subject: object) -> Iterable[StoryPage]:
        stories = list(self.stories(subject).published().newest_first().for_cards()[:FEED_SIZE])
        prepare_cards(stories)
        return stories

    # --- One story --------------------------------------------------------------------------------

    def item_title(self, item: StoryPage) -> str:
        return writable(item.title)

    def item_description(self, item: StoryPage) -> str:
        return writable(item.excerpt)

    def item_link(self, item: StoryPage) -> str:
        return absolute(item.url)

    def item_guid(self, item: StoryPage) -> str:
        """Stays the same when the address, the headline or the origin changes."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: StoryPage):
        return item.published_at

    def item_categories(self, item: StoryPage) -> list[str]:
        return [writable(topic.name) for topic in item.topic_list]

    def item_extra_kwargs(self, item: StoryPage) -> dict[str, object]:
        return {"creators": [writable(byline.name) for byline in item.byline_list], "media": media_of(item)}


def media_of(story: StoryPage) -> dict[str, object] | None:
    """The lead picture from a JPEG that exists, with its words; None without one."""
    found = picture(story.lead_image, "large")
    if found is None:
        return None
    jpeg = found.fallback
    attributes = {
        "url": absolute(jpeg.url),
        "type": "image/jpeg",
        "medium": "image",
        "width": str(jpeg.width),
        "height": str(jpeg.height),
    }
    return {
        "attributes": attributes,
        "description": writable(story.lead_alt),
        "credit": writable(story.lead_credit),
    }
