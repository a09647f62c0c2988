"""What publishing asks of a video's words: reviewed captions in the language spoken, or a reason why there are none.

The editor's form asks it (video.forms); the schedule asks it again when the moment has come (VideoPage.publish), and
whoever publishes without a form may call `missing_words()`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from video.models import CaptionTrack, VideoPage

EXCUSES = ("no_speech", "captions_burned_in", "captions_waiver")
# Descriptions say what is seen: they replace no captions.
READABLE = ("captions", "subtitles")


class WordsMissingError(ValidationError):
    """A video must not go out as it is. The message says to an editor what to do."""


def missing_words(page: VideoPage) -> str:
    """Why the page may not be published as it stands, in an editor's words; nothing if it may.

    Looks at the page as it is in memory: a draft, a revision, or the live version.
    """
    if not page.file_id or any(getattr(page, name) for name in EXCUSES):
        return ""
    return missing_captions(page.caption_tracks.all(), page.spoken_language or page.language)


def missing_captions(tracks: Iterable[CaptionTrack], language: str) -> str:
    """What is wrong with the captions of a video in which this language is spoken; nothing if all is well.

    The captions of a provider (YouTube, Vimeo) are its own: do not ask about them.
    """
    if not settings.NEWSREEL_REQUIRE_CAPTIONS:
        return ""
    found = [
        track for track in tracks if track.language == language and track.kind in READABLE and track.text
    ]
    if any(track.reviewed for track in found):
        return ""
    from video.player import language_name

    name = language_name(language)
    if any(track.changed_since_review for track in found):
        return _(
            "The captions in the video's language (%(language)s) were changed after they were reviewed. "
            "Check them, and tick “reviewed” again."
        ) % {"language": name}
    if found:
        return _(
            "Nobody has reviewed the captions in the video's language (%(language)s). Check every line, and "
            "tick “reviewed” under them."
        ) % {"language": name}
    return _(
        "The video has no captions in its language (%(language)s). Add a caption track, or say under “Words” "
        "that nobody speaks, that the captions are part of the picture, or why it must go out without."
    ) % {"language": name}


def require_words(page: VideoPage) -> None:
    """Raises WordsMissingError if the page may not go out as it stands."""
    problem = missing_words(page)
    if problem:
        raise WordsMissingError(problem)
