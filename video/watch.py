"""What the watch page and the video index print, loaded in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from newsreel.cards import prepare_cards, prepare_corrections
from newsreel.models import StoryPage
from newsreel.paging import story_window
from video.embed import embed_codes, embed_url, start_from
from video.embedding import may_embed
from video.player import Language, player_for
from video.series import series_place

if TYPE_CHECKING:
    from video.models import VideoPage

MORE_VIDEOS = 8
SERIES_VIDEOS = 4
ROW = 4
# Full rows below the large one.
INDEX_VIDEOS = 12


def watch_context(page: VideoPage, request: HttpRequest) -> dict[str, object]:
    """What video/video_page.html prints. All stories and pictures shown share one set of prefetches."""
    place = series_place(page)
    next_up = watch_next(page, without=place.neighbours if place else [])
    after = place.next if place and place.next else next((story for story in next_up), None)
    neighbours = place.neighbours if place else []
    poster = None if page.lead_image or not page.external else page.external.poster
    prepare_cards([page], [*next_up, *neighbours], images=[poster])
    if page.pk:
        prefetch_related_objects([page], "caption_tracks")
        prepare_corrections(page)
    player = player_for(page, start=start_from(request.GET))
    embeddable = page.pk and may_embed(page)
    return {
        "player": player,
        "chapters": player.chapters,
        "transcript": page.transcript_lines,
        "transcript_language": Language(page.transcript_language),
        "caption_languages": player.caption_languages,
        "embed_url": embed_url(page) if embeddable else "",
        "embed_codes": embed_codes(page, player) if embeddable else [],
        "videos": next_up,
        "series_place": place,
        "next_video": after,
        "video_index_url": page.label_url,
    }


def watch_next(page: VideoPage, without: Iterable[StoryPage] = ()) -> list[StoryPage]:
    """Other videos: those of the same series first, then the newest, in full rows. `without` stand elsewhere."""
    elsewhere = {story.pk for story in without}
    series = [story for story in series_videos(page) if story.pk not in elsewhere]
    known = {page.pk, *elsewhere, *(story.pk for story in series)}
    others = [story for story in newest_videos(MORE_VIDEOS + len(known)) if story.pk not in known]
    found = [*series, *others][:MORE_VIDEOS]
    return found[: len(found) // ROW * ROW] if len(found) > ROW else found


def series_videos(page: VideoPage) -> list[StoryPage]:
    """Other videos of the same series, newest first."""
    if not page.series_id:
        return []
    # From StoryPage: ordering VideoPage by a column of its parent would lose the index.
    same = StoryPage.objects.published().videos().filter(videopage__series=page.series_id)
    return list(same.exclude(pk=page.pk).newest_first().for_cards()[:SERIES_VIDEOS])


def newest_videos(count: int) -> list[StoryPage]:
    """The newest published videos, as stories: one query on the index (kind, published_at, page)."""
    return list(StoryPage.objects.published().videos().newest_first().for_cards()[:count])


def index_context(request: HttpRequest) -> dict[str, object]:
    """What video/video_index_page.html prints: the newest large, the others as cards. Raises BadRequest."""
    before = request.GET.get("before", "")
    size = INDEX_VIDEOS if before else INDEX_VIDEOS + 1
    window = story_window(StoryPage.objects.videos(), before, size)
    lead = window.stories[0] if window.stories and not before else None
    return {
        "lead_video": lead,
        "videos": window.stories[1:] if lead else window.stories,
        "next_url": f"?before={window.next_cursor}" if window.next_cursor else "",
    }
