"""What the watch page and the video index print, loaded in a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from newsreel.cards import prepare_cards
from newsreel.models import StoryPage
from newsreel.paging import story_window
from video.embed import embed_code, embed_url, start_from
from video.player import language_name, player_for

if TYPE_CHECKING:
    from video.models import VideoPage

MORE_VIDEOS = 6
SERIES_VIDEOS = 4


def watch_context(page: VideoPage, request: HttpRequest) -> dict[str, object]:
    """What video/video_page.html prints. All stories and pictures shown share one set of prefetches."""
    series = series_videos(page)
    known = {page.pk, *(story.pk for story in series)}
    more = [story for story in newest_videos(MORE_VIDEOS + len(known)) if story.pk not in known][:MORE_VIDEOS]
    poster = None if page.lead_image or not page.external else page.external.poster
    prepare_cards([page], series, more, images=[poster])
    player = player_for(page, start=start_from(request.GET))
    return {
        "player": player,
        "start": player.start,
        "layout": player.shape,
        "chapters": player.chapters,
        "transcript": page.transcript_lines,
        "transcript_language": language_name(page.language),
        "caption_languages": [track.label for track in player.tracks if track.kind != "descriptions"],
        "embed_url": embed_url(page) if page.pk else "",
        "embed_code": embed_code(page, player) if page.pk else "",
        "series_videos": series,
        "more_videos": more,
        "videos_url": page.label_url,
    }


def series_videos(page: VideoPage) -> list[StoryPage]:
    """Other videos of the same series, newest first."""
    if not page.series:
        return []
    # From StoryPage: ordering VideoPage by a column of its parent would lose the index.
    same = StoryPage.objects.published().videos().filter(videopage__series=page.series)
    return list(same.exclude(pk=page.pk).newest_first().for_cards()[:SERIES_VIDEOS])


def newest_videos(count: int) -> list[StoryPage]:
    """The newest published videos, as stories: one query on the index (kind, published_at, page)."""
    return list(StoryPage.objects.published().videos().newest_first().for_cards()[:count])


def index_context(request: HttpRequest) -> dict[str, object]:
    """What video/video_index_page.html prints: the newest large, the others as cards. Raises BadRequest."""
    before = request.GET.get("before", "")
    window = story_window(StoryPage.objects.videos(), before)
    large = window.stories[0] if window.stories and not before else None
    return {
        "window": window,
        "large": large,
        "videos": window.stories[1:] if large else window.stories,
    }
