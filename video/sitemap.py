"""What the sitemap of videos says of each: where its player is, or its file if no other site may show the player."""

from __future__ import annotations

from collections.abc import Iterable

from newsreel.metadata.addresses import absolute
from video.embedding import is_free
from video.models import VideoPage

# Of a video's words nothing is needed here, and a month has many videos.
_UNREAD = ("description", "transcript", "chapters", "rights_licence")


def player_or_file(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Addresses of player and file by page; at least one of the two, or the video is left out. One query a batch."""
    found = {}
    pages = VideoPage.objects.select_related("file__encoding", "external").defer(*_UNREAD)
    for page in pages.filter(pk__in=list(keys)).order_by("pk"):
        player = absolute(page.embed_path) if is_free(page) and page.source else ""
        file = absolute(page.file.progressive_url) if page.file and page.file.progressive_url else ""
        if player or file:
            found[page.pk] = (player, file)
    return found
