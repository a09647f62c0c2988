"""Media RSS (https://www.rssboard.org/media-rss): the feeds of all videos and of a series.

A partner's system reads from them what it may show: the film where it may be played elsewhere, else the watch page.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from newsreel.cards import prepare_cards
from newsreel.metadata.json_ld import moment
from newsreel.models import StoryPage
from newsreel.pictures import picture
from newsreel.querysets import StoryQuerySet
from newsreel.syndication import FEED_SIZE, StoryRss, StorySyndication, absolute, writable
from video.embedding import is_free
from video.models import Series, VideoIndexPage, VideoPage
from video.series import videos_of

# Ours, because the scheme that the specification names knows only “adult” and “nonadult”.
WARNING_SCHEME = "urn:newsreel:content-warning"

Attributes = dict[str, str]


class VideoRss(StoryRss):
    """RSS 2.0 whose items carry the film, its still, its player and how long it may be shown."""

    def rss_attributes(self) -> Attributes:
        return {**super().rss_attributes(), "xmlns:dcterms": "http://purl.org/dc/terms/"}

    def add_item_elements(self, handler, item) -> None:
        super().add_item_elements(handler, item)
        film = item["film"]
        handler.startElement("media:group", {})
        for attributes in film["contents"]:
            handler.addQuickElement("media:content", "", attributes)
        handler.addQuickElement("media:title", film["title"], {"type": "plain"})
        handler.addQuickElement("media:description", film["description"], {"type": "plain"})
        if film["warning"]:
            handler.addQuickElement("media:rating", film["warning"], {"scheme": WARNING_SCHEME})
        if film["thumbnail"]:
            handler.addQuickElement("media:thumbnail", "", film["thumbnail"])
        handler.addQuickElement("media:player", "", film["player"])
        for attributes in film["subtitles"]:
            handler.addQuickElement("media:subTitle", "", attributes)
        handler.endElement("media:group")
        if film["valid"]:
            handler.addQuickElement("dcterms:valid", film["valid"])


class VideoSyndication(StorySyndication):
    """What the feeds of videos have in common."""

    feed_type = VideoRss

    def items(self, subject: object) -> Iterable[VideoPage]:
        """The newest videos: their order from the index of stories, then what players need, in one go."""
        newest = self.stories(subject).published().newest_first()
        keys = list(newest.values_list("pk", flat=True)[:FEED_SIZE])
        found = VideoPage.objects.for_player().in_bulk(keys)
        videos = [found[key] for key in keys if key in found]
        prepare_cards(videos, images=[video.external.poster for video in videos if video.external])
        return videos

    def item_extra_kwargs(self, item: VideoPage) -> dict[str, object]:
        return {**super().item_extra_kwargs(item), "media": None, "film": film_of(item)}


class AllVideoSyndication(VideoSyndication):
    """The feed of the video index."""

    def get_object(self, request: HttpRequest) -> VideoIndexPage:
        return get_object_or_404(VideoIndexPage.objects.published().order_by("path")[:1])

    def stories(self, subject: VideoIndexPage) -> StoryQuerySet:
        return StoryPage.objects.videos()

    def page_path(self, subject: VideoIndexPage) -> str:
        return subject.url

    def feed_path(self, subject: VideoIndexPage) -> str:
        return subject.rss_path

    def description(self, subject: VideoIndexPage) -> str:
        return writable(subject.intro or _("All videos"))


class SeriesSyndication(VideoSyndication):
    """The feed of a series."""

    def get_object(self, request: HttpRequest, slug: str) -> Series:
        return get_object_or_404(Series, slug=slug)

    def stories(self, subject: Series) -> StoryQuerySet:
        return videos_of(subject)

    def page_path(self, subject: Series) -> str:
        return subject.url

    def feed_path(self, subject: Series) -> str:
        return subject.feed_url

    def description(self, subject: Series) -> str:
        return writable(subject.description or _("Videos of the series “%(series)s”") % {"series": subject})


def film_of(page: VideoPage) -> dict[str, object]:
    """A video in the words of Media RSS. Only what every site may play has its file in a feed."""
    return {
        "title": writable(page.title),
        "description": writable(page.excerpt or page.title),
        "warning": writable(page.content_warning),
        "contents": _contents(page) if is_free(page) else [],
        "subtitles": _subtitles(page) if is_free(page) else [],
        "thumbnail": _thumbnail(page),
        "player": _player(page),
        "valid": _valid(page),
    }


def _contents(page: VideoPage) -> list[Attributes]:
    """The film as one MP4, and as HLS where it was encoded."""
    file = page.file
    if not file or not file.is_playable:
        return []
    common = {"medium": "video", "expression": "full", "lang": page.language}
    if file.duration:
        common["duration"] = str(round(file.duration))
    addresses = [
        (file.progressive_url, file.progressive_type, {"isDefault": "true", **_size(file)}),
        (file.hls_url, "application/vnd.apple.mpegurl", {}),
    ]
    return [
        {"url": absolute(url), "type": mime_type, **common, **more}
        for url, mime_type, more in addresses
        if url
    ]


def _subtitles(page: VideoPage) -> list[Attributes]:
    tracks = page.caption_tracks.all() if page.file_id else ()
    return [
        {"type": "text/vtt", "lang": track.language, "href": absolute(track.url)}
        for track in tracks
        if track.kind != "descriptions"
    ]


def _thumbnail(page: VideoPage) -> Attributes | None:
    poster = page.lead_image or (page.external.poster if page.external else None)
    found = picture(poster, "still")
    if found is None:
        return None
    jpeg = found.jpegs[-1]
    return {"url": absolute(jpeg.url), **_size(jpeg)}


def _player(page: VideoPage) -> Attributes:
    """The player for other sites, or the watch page where no other site may have it."""
    return {"url": absolute(page.embed_path if is_free(page) and page.source else page.url)}


def _size(thing: object) -> Attributes:
    if not thing.width or not thing.height:
        return {}
    return {"width": str(thing.width), "height": str(thing.height)}


def _valid(page: VideoPage) -> str:
    """From when to when it may be shown (https://www.dublincore.org/specifications/dublin-core/dcmi-period/)."""
    if page.expire_at is None:
        return ""
    return f"start={moment(page.published_at)}; end={moment(page.expire_at)}; scheme=W3C-DTF"
