"""Uploads in progress: what the tus protocol (https://tus.io/protocols/resumable-upload) has to remember."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from video.models.sources import VideoFile, video_path


class UploadQuerySet(models.QuerySet):
    """Uploads by how far they are."""

    def unfinished(self) -> UploadQuerySet:
        """Still expected to go on."""
        return self.filter(finished_at=None, expires_at__gt=timezone.now())

    def whole(self) -> UploadQuerySet:
        """All bytes are here, but nobody has made a video file of them yet."""
        return self.filter(finished_at=None, offset=F("length"))


class Upload(models.Model):
    """A file on its way in. Its bytes are in the staging storage under its uuid until it becomes a VideoFile."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    collection = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")
    filename = models.CharField(max_length=255)
    title = models.CharField(max_length=255, blank=True)
    metadata = models.TextField(blank=True)  # Upload-Metadata as it came, to be repeated on HEAD
    # What the browser made of the file's own bytes, so that the same file is known again after a reload.
    fingerprint = models.CharField(max_length=64, blank=True)
    length = models.PositiveBigIntegerField()
    # Never more than the bytes in the staging file; see video.uploads.receiving.
    offset = models.PositiveBigIntegerField(default=0)
    writer = models.CharField(max_length=16, blank=True)  # the request that may write now
    writer_until = models.DateTimeField(null=True)
    token = models.CharField(max_length=24, blank=True)  # of the VideoFile that it becomes, once it is whole
    problem = models.CharField(max_length=400, blank=True)  # why it was refused when it was whole
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)
    video_file = models.ForeignKey("video.VideoFile", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "finished_at"], name="upload_of_owner")]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_whole(self) -> bool:
        return self.offset == self.length

    @property
    def stored_as(self) -> str:
        """Where its bytes are kept in the private storage once they were moved; nothing before that is settled."""
        return video_path(VideoFile(token=self.token), self.filename) if self.token else ""

    @property
    def is_over(self) -> bool:
        """Whether no byte is expected any more: it is a file by now, was refused, or came too late."""
        return self.finished_at is not None or self.expires_at <= timezone.now()
