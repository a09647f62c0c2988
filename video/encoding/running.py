"""Running one encoding job: the pipeline makes files aside, and each is put in place together with its row."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from newsreel import leases, worker
from newsreel.scheduler import look_again
from video.encoding import jobs, pipeline
from video.encoding.places import Workplace
from video.encoding.process import storage_error
from video.encoding.results import EncodeResult, EncodingError, EncodingStopped, Progress, RungResult
from video.file_usage import pages_using
from video.models.encoding import EncodingJob, Rung
from video.models.sources import VideoFile
from video.probing import local_path

logger = logging.getLogger("newsreel.video")

BEAT_SECONDS = 1.0  # between two writes of progress
SPARE_BYTES = 256 * 1024 * 1024  # what must stay free on the disk
# What a rung's row keeps of what the pipeline said.
TOLD = (
    "kind", "size", "width", "height", "frame_rate", "codecs", "bandwidth", "average_bandwidth", "playlist",
    "keys_playlist", "keys_bandwidth", "keys_average_bandwidth",
)  # fmt: skip


def run_job(job_id: int) -> str:
    """Claim and run a job in this process; what came of it in a word, for the task's row."""
    current = worker.current()
    job = jobs.claim(job_id, current.worker_id if current else leases.this_process())
    return Attempt(job, lambda: bool(current and current.stopping.is_set())).run() if job else "not to be run"


class Attempt:
    """One worker's try at one job. Everything it writes asks first whether the job is still its own."""

    def __init__(self, job: EncodingJob, is_stopping: Callable[[], bool]) -> None:
        self.job, self.is_stopping = job, is_stopping
        self.workplace = Workplace(job)
        self.is_mine = True
        self.latest: dict[str, object] = {}
        self.written_at = 0.0

    def run(self) -> str:
        """The whole attempt; never raises for what the file or the encoder did."""
        try:
            with self.workplace, local_path(self.job.video_file.file) as source:
                result = self.encode(source)
                self.finish(result)
        except EncodingStopped:
            if self.is_mine and self.is_stopping():
                jobs.give_back(self.job)
            return "stopped"
        except EncodingError as error:
            self.fail(str(error), log_tail=error.log_tail or None, final=not error.may_retry)
            return "failed"
        except FileNotFoundError as error:
            logger.warning("Encoding job %s: %s", self.job.pk, error)
            if not self.job.video_file.file.storage.exists(self.job.video_file.file.name):
                self.fail(_("The uploaded file is no longer in the storage. Upload it again."), final=True)
            else:
                self.fail(_unexpected())
            return "failed"
        except Exception:
            logger.exception("Encoding job %s failed unexpectedly", self.job.pk)
            self.fail(_unexpected())
            return "failed"
        return "ready"

    def encode(self, source: Path) -> EncodeResult:
        self.check_space(source)
        job = self.job
        facts = job.video_file.facts
        if not job.recipe:
            job.recipe = pipeline.make_recipe(facts, settings)
            self.keep(recipe=job.recipe)
        return pipeline.encode(
            source,
            self.workplace.folder,
            facts,
            job.recipe,
            finished=self.reuse(),
            on_rung=self.take_rung,
            on_progress=self.note_progress,
            should_stop=self.should_stop,
        )

    def check_space(self, source: Path) -> None:
        """Refuse to fill the disk: outputs are rarely larger than their original."""
        free = shutil.disk_usage(self.workplace.folder).free
        if free < source.stat().st_size + SPARE_BYTES:
            raise EncodingError(
                _("The server's disk is almost full. An operator has to make room; then try again."),
                may_retry=True,
            )

    def reuse(self) -> set[str]:
        """The names of rungs that an earlier attempt finished; a row whose file is not whole goes.

        Raises EncodingError while the storage does not answer: the rungs wait there for the next attempt.
        """
        kept = set()
        for rung in self.job.rungs.all():
            try:
                is_whole = self.workplace.bring(rung.path, rung.size)
            except OSError as error:
                raise storage_error(error) from error
            if is_whole:
                kept.add(rung.name)
            else:
                rung.delete()
        if kept != set(self.job.made):
            self.job.made = sorted(kept)
            self.job.is_streamable = _is_streamable(self.job)
            self.keep(made=self.job.made, is_streamable=self.job.is_streamable)
        return kept

    # --- What the pipeline calls ------------------------------------------------------------------

    def keep(self, **news: object) -> None:
        """Write news of the job. Raises EncodingStopped if it is no longer ours."""
        self.written_at = time.monotonic()
        self.latest = {}
        if self.is_mine and jobs.keep(self.job, **news):
            return
        self.is_mine = False
        raise EncodingStopped

    def note_progress(self, progress: Progress) -> None:
        self.latest = {
            "stage": progress.stage[:40],
            "percent": min(max(progress.percent, 0.0), 100.0),
            "speed": progress.speed,
            "eta_seconds": progress.eta_seconds,
        }
        if progress.log_tail:
            self.latest["log_tail"] = progress.log_tail
        self.beat()

    def should_stop(self) -> bool:
        """Whether to stop: the worker ends, or somebody cancelled or took the job."""
        if self.is_stopping():
            return True
        try:
            self.beat()
        except EncodingStopped:
            return True
        return False

    def beat(self) -> None:
        if time.monotonic() - self.written_at >= BEAT_SECONDS:
            self.keep(**self.latest)

    def take_rung(self, result: RungResult) -> None:
        """Put a finished file where readers get it, and write its row: both or neither is seen."""
        path = self.workplace.send(result.file)
        fields = {name: getattr(result, name) for name in TOLD}
        with transaction.atomic():
            self.keep(deaths=0)  # also locks the row, where the database has such locks
            self.workplace.place(result.file)
            Rung.objects.update_or_create(job=self.job, name=result.name, defaults={**fields, "path": path})
            self.job.made = sorted({*self.job.made, result.name})
            self.job.is_streamable = _is_streamable(self.job)
            self.keep(made=self.job.made, is_streamable=self.job.is_streamable)
            show(self.job)
        self.job.deaths = 0

    # --- The end ----------------------------------------------------------------------------------

    def finish(self, result: EncodeResult) -> None:
        extras = [str(still["file"]) for still in result.stills]
        extras += [str(result.storyboard["file"])] if result.storyboard.get("file") else []
        for name in extras:
            self.workplace.send(name)
        with transaction.atomic():
            self.keep(percent=100)
            for name in extras:
                self.workplace.place(name)
            jobs.finish(self.job, result)
            show(self.job)

    def fail(self, words: str, **options: object) -> None:
        if self.is_mine:
            jobs.note_failure(self.job, words, **options)


def show(job: EncodingJob) -> None:
    """Give readers this job's outputs if it has more to show than what they have; never half a file.

    A job that is whole replaces any older one. An unfinished one replaces only what is unfinished itself.
    """
    if not (job.is_streamable or job.has_one_file):
        return
    video_file = VideoFile.objects.select_related("encoding").get(pk=job.video_file_id)
    if _has_more(job, video_file.encoding):
        VideoFile.objects.filter(pk=job.video_file_id).update(encoding=job)
        look_again(pages_using(video_file))  # the schedule may have waited for it


def _has_more(job: EncodingJob, shown: EncodingJob | None) -> bool:
    if shown is None:
        return True
    if shown.pk == job.pk:
        return False
    if job.state == EncodingJob.State.READY:
        return True
    return shown.state != EncodingJob.State.READY and job.steps_made > shown.steps_made


def _is_streamable(job: EncodingJob) -> bool:
    """Whether a master playlist can be printed: a picture, and the sound if there is any."""
    kinds = set(job.rungs.values_list("kind", flat=True))
    has_sound = Rung.Kind.AUDIO in kinds or not job.recipe.get("audio")
    return Rung.Kind.VIDEO in kinds and has_sound


def _unexpected() -> str:
    return _(
        "Encoding failed in a way nobody foresaw. Try again; if it fails again, export the video as "
        "MP4 (H.264) and upload that, and tell an operator: the log of the job says more."
    )
