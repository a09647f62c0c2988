"""What can be played of a video file now: the encoded streams, else the original where browsers play it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from video.models.encoding import ONE_FILE, OPEN_STATES, EncodingJob

if TYPE_CHECKING:
    from django.db.models import QuerySet

State = EncodingJob.State


class Playback:
    """A part of VideoFile. Nothing here asks the database if the file was loaded with its `encoding`."""

    @property
    def original_plays(self) -> bool:
        """Whether browsers can play the original itself."""
        return bool(self.file and not self.problem and self.facts.get("browsers_play"))

    @property
    def original_is_public(self) -> bool:
        """Whether readers are given the original: while nothing better is made, and if it tells nothing private.

        Of a file that was read before this was looked at, nobody knows: not until it is read again.
        """
        return self.original_plays and self.facts.get("private") is False and not self.has_one_file

    @property
    def has_one_file(self) -> bool:
        """Whether the whole was encoded as one MP4."""
        return bool(self.encoding_id and self.encoding.has_one_file)

    @property
    def hls_url(self) -> str:
        """The master playlist; nothing until a first rung is finished."""
        return self._output("master.m3u8") if self.encoding_id and self.encoding.is_streamable else ""

    @property
    def wordless_hls_url(self) -> str:
        """The same without captions: those it offers are of the live page, and previews print their own."""
        return self._output("wordless.m3u8") if self.hls_url else ""

    @property
    def progressive_url(self) -> str:
        """The best single file for readers: the encoded MP4, else the original if they may have it."""
        if self.has_one_file:
            return self._output(f"{ONE_FILE}.mp4")
        return self.url if self.original_is_public else ""

    @property
    def desk_url(self) -> str:
        """The best single file for those who work on it: also an original that readers must not have."""
        return self.progressive_url or (self.url if self.original_plays else "")

    @property
    def progressive_type(self) -> str:
        """The content type behind `progressive_url`."""
        if self.has_one_file:
            return "video/mp4"
        return self.mime_type

    @property
    def storyboard_url(self) -> str:
        """WebVTT with the places of the small stills; nothing while there is none."""
        has_one = self.encoding_id and self.encoding.storyboard.get("file")
        return self._output("storyboard.vtt") if has_one else ""

    @property
    def is_playable(self) -> bool:
        """Whether there is anything that a browser can be given."""
        return bool(self.hls_url or self.progressive_url)

    def _output(self, name: str) -> str:
        return reverse("video_encoded", args=[self.token, self.encoding.token, name])

    # --- What producers are told ------------------------------------------------------------------

    @property
    def newest_job(self) -> EncodingJob | None:
        """The last job asked for, whatever became of it; from `with_jobs()` without a query."""
        if "newest" in self.__dict__:
            return self.newest[0] if self.newest else None
        return self.jobs.order_by("-pk").first()

    @property
    def open_job_token(self) -> str:
        """That of the job which is waiting or at work; nothing if none is. One query."""
        tokens = self.jobs.filter(state__in=OPEN_STATES).values_list("token", flat=True)
        return tokens.first() or ""

    @property
    def encoding_state(self) -> str:
        """“reading”, “refused”, “none” (no job), or the state of the newest job: see EncodingJob.State."""
        if self.problem:
            return "refused"
        if self.probed_at is None:
            return "reading"
        job = self.newest_job
        return job.state if job else "none"

    @property
    def encoding_percent(self) -> int:
        """How far the newest job is, 0 to 100."""
        job = self.newest_job
        return round(job.percent) if job else 0

    @property
    def is_being_prepared(self) -> bool:
        """Whether something that plays is still to come by itself."""
        return self.encoding_state in ("reading", State.QUEUED, State.RUNNING)

    @property
    def state(self) -> str:
        """The encoding in words, for lists in the admin."""
        job = self.newest_job
        match self.encoding_state:
            case "refused":
                return self.problem
            case "reading":
                return _("Being read …")
            case State.QUEUED:
                return _("Waits for the encoder")
            case State.RUNNING:
                return _("Encoding, %(percent)d %%") % {"percent": self.encoding_percent}
            case State.FAILED:
                return _("Not encoded: %(problem)s") % {"problem": job.problem}
            case State.CANCELLED:
                return _("Encoding was cancelled")
            case State.READY:
                return _("Ready to play")
            case _:
                return (
                    _("The original plays")
                    if self.is_playable
                    else _("Not encoded yet, so it cannot be played")
                )


def with_jobs(files: QuerySet) -> QuerySet:
    """Video files with what their lists say of encoding: two queries, however many files."""
    from django.db.models import Prefetch

    newest_first = EncodingJob.objects.defer("log_tail", "recipe", "stills").order_by("-pk")
    return files.select_related("encoding").prefetch_related(Prefetch("jobs", newest_first, to_attr="newest"))
