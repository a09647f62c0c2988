"""What a producer is told about the encoding of a file: words for each state, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.defaultfilters import filesizeformat
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.permissions import policy_registry

from video.encoding.engine import encoder_available
from video.models.encoding import OPEN_STATES, EncodingJob, Rung
from video.timecodes import clock

if TYPE_CHECKING:
    from video.models import VideoFile

State = EncodingJob.State
# Tones: “busy” works by itself, “good” is done, “bad” wants somebody, “calm” is neither.
BUSY, GOOD, BAD, CALM = "busy", "good", "bad", "calm"


@dataclass(frozen=True)
class FilmState:
    """One sentence, more lines below it, and what can be done."""

    tone: str
    words: str
    details: tuple[str, ...] = ()
    percent: int | None = None
    actions: tuple[str, ...] = ()  # “retry”, “cancel”, “again”

    @property
    def is_settled(self) -> bool:
        """Whether nothing changes any more by itself."""
        return self.tone != BUSY


def film_state(file: VideoFile) -> FilmState:
    """The state of a file as it is now; some queries, for one file at a time."""
    job = file.newest_job
    match file.encoding_state:
        case "refused":
            return FilmState(BAD, _("This file cannot be used."), (file.problem,))
        case "reading":
            return FilmState(
                BUSY, _("The file is being read."), (_("Its length and size appear in a moment."),)
            )
        case "none":
            return _not_queued(file)
        case State.QUEUED:
            return _waiting(file, job)
        case State.RUNNING:
            return _running(file, job)
        case State.FAILED:
            return FilmState(BAD, _("It could not be encoded."), (job.problem, given(file)), None, ("retry",))
        case State.CANCELLED:
            return FilmState(CALM, _("Its encoding was cancelled."), (given(file),), None, ("retry", "again"))
    return FilmState(GOOD, _("Ready: it plays on every screen."), _made(job), None, ("again",))


def _not_queued(file: VideoFile) -> FilmState:
    if encoder_available():
        return FilmState(BUSY, _("It will be encoded soon."), (given(file),), None, ("again",))
    words = _("This server has no encoder (ffmpeg), so no other sizes are made.")
    poster = _(
        "No picture can be taken from it either: choose an image from the library as the lead picture."
    )
    return FilmState(CALM if file.is_playable else BAD, given(file), (words, poster))


def _waiting(file: VideoFile, job: EncodingJob) -> FilmState:
    if job.run_after and job.run_after > timezone.now():
        at = formats.time_format(timezone.localtime(job.run_after), "H:i:s")
        words = _("It failed, and is tried again at %(time)s.") % {"time": at}
        return FilmState(BUSY, words, (job.problem, given(file)), round(job.percent), ("cancel",))
    ahead = EncodingJob.objects.filter(state__in=OPEN_STATES, priority__gte=job.priority, pk__lt=job.pk)
    count = ahead.count()
    details = [given(file)]
    if count:
        line = ngettext("One video is before it.", "%(count)d videos are before it.", count)
        details.insert(0, line % {"count": count})
    return FilmState(BUSY, _("It waits for the encoder."), tuple(details), round(job.percent), ("cancel",))


def _running(file: VideoFile, job: EncodingJob) -> FilmState:
    percent = min(99, round(job.percent))
    words = _("Being encoded: %(percent)d %%") % {"percent": percent}
    details = [given(file)]
    if job.eta_seconds and job.eta_seconds > 5:
        details.insert(0, _("About %(time)s to go.") % {"time": long_time(job.eta_seconds)})
    if job.attempt > 1:
        details.append(_("This is attempt %(number)d.") % {"number": job.attempt})
    return FilmState(BUSY, words, tuple(details), percent, ("cancel",))


def _made(job: EncodingJob) -> tuple[str, ...]:
    rungs = list(job.rungs.all())
    names = [rung.name for rung in rungs if rung.kind == Rung.Kind.VIDEO]
    parts = [", ".join(sorted(names, key=_number, reverse=True))] if names else []
    parts += [_("one MP4")] if job.has_one_file else []
    parts.append(filesizeformat(sum(rung.size for rung in rungs)))
    return (" · ".join(parts), *job.notices)


def _number(name: str) -> int:
    return int("".join(filter(str.isdigit, name)) or 0)


def given(file: VideoFile) -> str:
    """What whoever may see the video is given now."""
    job = file.encoding if file.encoding_id else None
    if job and job.is_streamable:
        names = [name for name in job.made if name not in ("audio", "mp4")]
        best = max(names, key=_number, default="")
        return _("It can be watched already, in up to %(name)s.") % {"name": best}
    if job and job.has_one_file:
        return _("It can be watched, as it was made before.")
    if file.is_playable:
        return _("Until then the original plays.") if file.is_being_prepared else _("The original plays.")
    if file.original_plays:
        return _(
            "Readers cannot watch it yet: the original tells where it was filmed, by whom or with which camera. "
            "What is encoded does not."
        )
    return _("It cannot be watched yet: browsers do not play the original.")


def long_time(seconds: float) -> str:
    """“40 seconds”, “3 minutes”, “2 hours”."""
    if seconds < 60:
        count = max(1, round(seconds))
        return ngettext("%(count)d second", "%(count)d seconds", count) % {"count": count}
    if seconds < 5400:
        count = round(seconds / 60)
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    count = round(seconds / 3600)
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}


def candidates(file: VideoFile) -> list[dict[str, object]]:
    """The stills to pick a poster from: number, time in seconds and in words, address."""
    job = file.jobs.exclude(stills=[]).order_by("-pk").first()
    if job is None:
        return []
    from django.urls import reverse

    return [
        {
            "number": number,
            "seconds": still["seconds"],
            "time": clock(int(still["seconds"])),
            "url": reverse("video_encoded", args=[file.token, job.token, still["file"]]),
            "path": f"{job.folder}/{still['file']}",
        }
        for number, still in enumerate(job.stills)
    ]


def may_change(user: object, file: VideoFile) -> bool:
    """Who may start, stop and repeat the encoding of a file: whoever may change the file itself."""
    policy = policy_registry.get_by_type(type(file))
    return policy.user_has_permission_for_instance(user, "change", file)
