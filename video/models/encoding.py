"""Encoding jobs and what they made: one job is one attempt to turn an original into a ladder of rungs."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

ONE_FILE = "mp4"  # the name of the progressive rung


def new_output_token() -> str:
    """The unguessable part of the addresses of what a job made."""
    return secrets.token_urlsafe(12)


class EncodingJob(models.Model):
    """The record of an encoding: the source of truth about its progress, whatever happens to its worker."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Encoding")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    video_file = models.ForeignKey("video.VideoFile", on_delete=models.CASCADE, related_name="jobs")
    token = models.CharField(max_length=24, default=new_output_token, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    stage = models.CharField(_("stage"), max_length=40, blank=True)
    claim = models.CharField(max_length=24, blank=True, editable=False)  # whose the running attempt is
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)  # of workers, since the last rung was finished
    priority = models.SmallIntegerField(default=0)
    percent = models.FloatField(_("percent"), default=0)
    speed = models.FloatField(_("speed"), null=True)  # seconds of video per second
    eta_seconds = models.PositiveIntegerField(_("seconds to go"), null=True)
    worker = models.CharField(_("worker"), max_length=80, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True)
    run_after = models.DateTimeField(null=True)
    log_tail = models.TextField(_("log"), blank=True)
    problem = models.CharField(_("problem"), max_length=400, blank=True)
    # Said again here of the finished rungs, so that a page needs no query for them.
    made = models.JSONField(default=list)  # their names
    is_streamable = models.BooleanField(default=False)  # a picture and, if there is any, the sound
    recipe = models.JSONField(default=dict)  # the ladder asked for, so that a second attempt makes the same
    cpu_seconds = models.FloatField(null=True)
    storyboard = models.JSONField(default=dict)  # file, tile size, columns, interval in seconds
    notices = models.JSONField(default=list)  # what a producer should know of the result
    stills = models.JSONField(default=list)  # poster candidates: time in seconds, file
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("encoding job")
        verbose_name_plural = _("encoding jobs")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="encoding_job_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["video_file"],
                condition=models.Q(state__in=["queued", "running"]),
                name="one_open_job_per_file",
            )
        ]

    def __str__(self) -> str:
        return f"{self.video_file} ({self.get_state_display()})"

    @property
    def is_open(self) -> bool:
        """Whether it still has work to do, now or later."""
        return self.state in OPEN_STATES

    @property
    def folder(self) -> str:
        """Where its outputs are kept in the private storage."""
        return f"video/{self.video_file.token}/{self.token}"

    @property
    def has_one_file(self) -> bool:
        """Whether the whole can be played from one MP4."""
        return ONE_FILE in self.made

    @property
    def steps_made(self) -> int:
        """How many finished rungs readers can be given."""
        return len(self.made) if self.is_streamable or self.has_one_file else 0


OPEN_STATES = (EncodingJob.State.QUEUED, EncodingJob.State.RUNNING)


class Rung(models.Model):
    """One finished output of a job: a picture size, the shared sound, or the whole as one MP4."""

    class Kind(models.TextChoices):
        VIDEO = "video", _("Picture")
        AUDIO = "audio", _("Sound")
        PROGRESSIVE = "progressive", _("One file")

    job = models.ForeignKey(EncodingJob, on_delete=models.CASCADE, related_name="rungs")
    name = models.CharField(max_length=16)  # “720p”, “audio”, “mp4”
    kind = models.CharField(max_length=12, choices=Kind.choices)
    path = models.CharField(max_length=255)  # in the private storage
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    frame_rate = models.FloatField(null=True)
    codecs = models.CharField(max_length=80, blank=True)  # RFC 6381
    bandwidth = models.PositiveIntegerField(null=True)  # measured peak, bits per second (RFC 8216, 4.3.4.2)
    average_bandwidth = models.PositiveIntegerField(null=True)
    playlist = models.TextField(blank=True)  # the media playlist, addresses relative
    # That of its key pictures alone (4.3.3.6), with bit rates of its own; the smallest picture of a job has one.
    keys_playlist = models.TextField(blank=True, default="")
    keys_bandwidth = models.PositiveIntegerField(null=True)
    keys_average_bandwidth = models.PositiveIntegerField(null=True)
    ready_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("rung")
        verbose_name_plural = _("rungs")
        ordering = ["-height", "name"]
        constraints = [models.UniqueConstraint(fields=["job", "name"], name="one_rung_of_a_name_per_job")]

    def __str__(self) -> str:
        return self.name

    @property
    def bit_rates(self) -> str:
        """“738–757 kbit/s”, for the admin; nothing where none was measured."""
        rates = [round(bits / 1000) for bits in (self.average_bandwidth, self.bandwidth) if bits]
        return f"{'–'.join(map(str, rates))} kbit/s" if rates else ""
