"""Replacing the film of a page that readers watch: the new one takes its place once it plays, never before.

The form asks it (video.forms), and so does whatever publishes without one: the schedule when the moment has come, an
approved review, a script (VideoPage.publish). Until then readers, and everybody who has embedded the video, go on
watching the one there is. The schedule waits, and goes on as soon as the film plays.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from video.models import VideoFile, VideoPage


class FilmNotReadyError(ValidationError):
    """A film must not take the place of another yet. The message says to an editor what to do."""


def not_ready(page: VideoPage, file: VideoFile | None, go_live_at: datetime | None = None) -> str:
    """Why this file may not take the place of what readers watch on the page, in an editor's words; nothing if it may.

    With a `go_live_at` that is still to come a file may go on being prepared: the schedule asks again.
    """
    if file is None or file.is_playable or not _is_watched(page, file):
        return ""
    words = {"state": file.state}
    if not file.is_being_prepared:
        return (
            _(
                "This file cannot be watched: %(state)s. Readers go on watching the film that is published. Save a "
                "draft, and publish when the new one has been encoded."
            )
            % words
        )
    if go_live_at and go_live_at > timezone.now():
        return ""
    return (
        _(
            "This film is not ready yet: %(state)s. Readers go on watching the one that is published. Save a draft, "
            "and publish when it is ready, or set a time for it to go live."
        )
        % words
    )


def require_film(page: VideoPage, *, is_waited_for: bool = False) -> None:
    """Raises FilmNotReadyError if publishing the page now would take a film from readers and give them none.

    `is_waited_for`: it is tried again by itself, so the words ask nothing of anybody.
    """
    problem = not_ready(page, page.file, page.go_live_at)
    if problem and is_waited_for and page.file.is_being_prepared:
        problem = _(
            "This film is not ready yet: %(state)s. Readers go on watching the one that is published. It takes its "
            "place as soon as it plays."
        ) % {"state": page.file.state}
    if problem:
        raise FilmNotReadyError(problem)


def _is_watched(page: VideoPage, file: VideoFile) -> bool:
    """Whether the page is public with another film that plays."""
    if page.pk is None:
        return False
    found = type(page).objects.filter(pk=page.pk, live=True).exclude(file=file.pk)
    now = found.select_related("file__encoding").first()
    return now is not None and bool(now.file.is_playable if now.file else now.external_id)
