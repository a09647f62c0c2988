"""What a watch page says to search engines and to those who share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from newsreel.metadata.addresses import absolute, canonical_listing
from newsreel.metadata.description import EmbeddedPlayer, Feed, Metadata
from newsreel.metadata.images import image_shapes, social_image
from newsreel.metadata.json_ld import Node, breadcrumbs, moment, node, story_address, story_fields
from video.embedding import is_free

if TYPE_CHECKING:
    from video.models import Series, VideoPage

# The player's size where nothing is known of the video.
WIDTH, HEIGHT = 1280, 720
TRANSCRIPT_LIMIT = 5_000


def video_object(page: VideoPage) -> Node:
    """https://developers.google.com/search/docs/appearance/structured-data/video"""
    external = page.external if not page.file_id else None
    poster = page.lead_image or (external.poster if external else None)
    file = page.file
    return node(
        "VideoObject",
        name=page.title,
        description=page.excerpt or page.title,
        thumbnailUrl=image_shapes(poster),
        uploadDate=moment(page.published_at),
        duration=page.duration_iso,
        embedUrl=absolute(page.embed_path) if page.source and is_free(page) else "",
        contentUrl=absolute(file.progressive_url) if file and file.progressive_url else "",
        encodingFormat=file.progressive_type if file and file.progressive_url else "",
        width=file.width if file else None,
        height=file.height if file else None,
        expires=moment(page.expire_at),
        hasPart=chapter_clips(page),
        transcript=page.spoken_words[:TRANSCRIPT_LIMIT],
        articleSection=page.label,
        isPartOf=series_node(page),
        **story_fields(page),
    )


def series_node(page: VideoPage) -> Node | None:
    """https://schema.org/CreativeWorkSeries, with the video's number in it."""
    series = page.series
    if series is None:
        return None
    return node(
        "CreativeWorkSeries", name=series.title, url=absolute(series.url), position=page.series_number
    )


def chapter_clips(page: VideoPage) -> list[Node]:
    """Chapters as clips: each ends where the next begins, the last with the video."""
    chapters = page.chapter_list
    ends = [chapter.start for chapter in chapters[1:]] + [page.duration]
    return [
        node(
            "Clip",
            name=chapter.title,
            startOffset=int(chapter.start),
            endOffset=int(end) if end else None,
            url=story_address(page) + chapter.query,
        )
        for chapter, end in zip(chapters, ends, strict=False)
    ]


def embedded_player(page: VideoPage) -> EmbeddedPlayer | None:
    """The player that other sites may show; none while it has no video, or not all may show it."""
    source = page.source
    if source is None or not is_free(page):
        return None
    width, height = source.width or WIDTH, source.height or HEIGHT
    return EmbeddedPlayer(absolute(page.embed_path), width, height)


def describe_series(series: Series, request: HttpRequest) -> Metadata:
    """The head of a series' own page."""
    return Metadata(
        title=series.title,
        canonical=canonical_listing(request),
        description=series.description,
        image=social_image(series.picture),
        feeds=[Feed(series.title, absolute(series.feed_url))],
        nodes=[breadcrumbs((series.title, series.url))],
    )
