"""Where a video comes from: a file that a producer uploaded, or a provider elsewhere. Never public by themselves."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionMember
from wagtail.search import index

from newsreel.storage import private_storage
from newsreel.tasks import enqueue_once
from video.containers import VIDEO_EXTENSIONS
from video.models.playback import Playback
from video.providers import ExternalReference, parse_external
from video.timecodes import clock

SHORT_SIZE = (1080, 1920)  # of YouTube's Shorts, until the provider has said it itself


def new_token() -> str:
    """The unguessable part of a file's address."""
    return secrets.token_urlsafe(12)


def video_path(video_file: VideoFile, filename: str) -> str:
    """Where an original is kept."""
    return f"video/{video_file.token}/original{PurePosixPath(filename).suffix.lower()[:6]}"


def shape_of(width: int | None, height: int | None) -> str:
    """“portrait”, “square” or “landscape”; nothing while the size is not known."""
    if not width or not height:
        return ""
    if width / height < 0.9:
        return "portrait"
    return "square" if width / height < 1.1 else "landscape"


class VideoFile(Playback, CollectionMember, index.Indexed, models.Model):
    """An uploaded original with what is known of it."""

    title = models.CharField(
        _("title"), max_length=255, help_text=_("For finding it again; readers never see it.")
    )
    file = models.FileField(
        _("file"),
        upload_to=video_path,
        storage=private_storage,
        max_length=255,
        validators=[FileExtensionValidator(VIDEO_EXTENSIONS)],
        help_text=_("Best as MP4 (H.264); what cameras write is taken too."),
    )
    # As it was called where it came from, for finding it again: its place here says nothing.
    original_name = models.CharField(_("file name"), max_length=255, blank=True, default="", editable=False)
    token = models.CharField(max_length=24, default=new_token, unique=True, editable=False)
    file_size = models.PositiveBigIntegerField(null=True, editable=False)
    checksum = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256, hexadecimal
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    duration = models.FloatField(_("duration in seconds"), null=True, blank=True, editable=False)
    has_audio = models.BooleanField(null=True, editable=False)
    video_codec = models.CharField(max_length=24, blank=True, editable=False)
    audio_codec = models.CharField(max_length=24, blank=True, editable=False)
    facts = models.JSONField(
        default=dict, editable=False
    )  # what else the probe found: frame rate, rotation, HDR …
    probed_at = models.DateTimeField(null=True, editable=False)
    problem = models.CharField(_("problem"), max_length=255, blank=True, editable=False)
    # What readers are given. It moves to another job when that one has more to show, never to half a file.
    encoding = models.ForeignKey(
        "video.EncodingJob", null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title", boost=10),
        index.AutocompleteField("title"),
        index.SearchField("original_name"),
        index.AutocompleteField("original_name"),
        index.FilterField("created_at"),
        index.FilterField("uploaded_by"),  # whose files somebody sees may depend on it
    ]

    class Meta:
        verbose_name = _("video file")
        verbose_name_plural = _("video files")
        ordering = ["-created_at", "-pk"]
        permissions = [("choose_videofile", "Can choose video file")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs) -> None:
        """Store the file and queue what an upload needs: the facts are read in a task, never in a request."""
        if self.file and not self.file._committed:
            self.file_size = self.file.size
            self.original_name = PurePosixPath(self.file.name).name[:255]
            self.probed_at = None
        super().save(*args, **kwargs)
        if self.probed_at is None:
            from video.tasks import probe_video_file

            enqueue_once(probe_video_file, self.pk)

    @property
    def url(self) -> str:
        """Where the original is played from; answers only while a page that may be seen uses it."""
        return reverse("video_media", args=[self.token, self.name])

    @property
    def name(self) -> str:
        """The last part of the address."""
        return PurePosixPath(self.file.name).name

    @property
    def shape(self) -> str:
        return shape_of(self.width, self.height)

    @property
    def mime_type(self) -> str:
        return "video/webm" if self.file.name.endswith(".webm") else "video/mp4"

    @property
    def still_url(self) -> str:
        """A picture of it for lists in the admin; nothing until it was encoded. Wants `encoding` joined."""
        stills = self.encoding.stills if self.encoding_id else []
        if not stills:
            return ""
        still = stills[len(stills) // 3]  # the first is often black
        return reverse("video_encoded", args=[self.token, self.encoding.token, still["file"]])

    @property
    def weight_text(self) -> str:
        """“1.2 GB”, for lists in the admin."""
        return filesizeformat(self.file_size) if self.file_size else ""

    @property
    def size_text(self) -> str:
        """“1920 × 1080”, for lists in the admin."""
        return f"{self.width} × {self.height}" if self.width and self.height else ""

    @property
    def duration_text(self) -> str:
        """“4:31”, for lists in the admin."""
        return clock(round(self.duration)) if self.duration else ""


class ExternalVideo(models.Model):
    """What a provider says of its video, in typed fields and never as HTML; filled in by a task."""

    class Provider(models.TextChoices):
        YOUTUBE = "youtube", "YouTube"
        VIMEO = "vimeo", "Vimeo"

    provider = models.CharField(_("provider"), max_length=12, choices=Provider.choices)
    provider_id = models.CharField(_("video id"), max_length=40)
    title = models.CharField(_("title"), max_length=255, blank=True)
    channel = models.CharField(_("channel"), max_length=255, blank=True)
    duration = models.PositiveIntegerField(_("duration in seconds"), null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    poster = models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=_("still"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    fetched_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("video elsewhere")
        verbose_name_plural = _("videos elsewhere")
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="one_row_per_external_video")
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_provider_display()} {self.provider_id}"

    @property
    def shape(self) -> str:
        return shape_of(self.width, self.height) or "landscape"

    @classmethod
    def for_url(cls, url: str) -> ExternalVideo | None:
        """The row of the video behind an address, unsaved if it is new; None if the address is of no provider."""
        if not url:
            return None
        try:
            address = parse_external(url)
        except ValidationError:
            return None
        key = {"provider": address.provider, "provider_id": address.provider_id}
        found = cls.objects.filter(**key).first() or cls(**key)
        if address.is_short and found.shape != "portrait":
            found.width, found.height = SHORT_SIZE
            found.fetched_at = None  # what was said of its common address does not hold
        return found

    @classmethod
    def attached(cls, url: str) -> ExternalVideo | None:
        """The stored row of the video behind an address, and what it lacks asked for in a task; None as `for_url`."""
        found = cls.for_url(url)
        if found is None or found.fetched_at:
            return found
        size = {"width": found.width, "height": found.height}
        found, is_new = cls.objects.get_or_create(
            provider=found.provider, provider_id=found.provider_id, defaults=size
        )
        if not is_new and any(size.values()):
            cls.objects.filter(pk=found.pk).update(**size, fetched_at=None)
            found.refresh_from_db()
        from video.tasks import fetch_external_video

        enqueue_once(fetch_external_video, found.pk)
        return found

    @property
    def address(self) -> ExternalReference:
        """Its addresses at the provider."""
        is_short = self.provider == self.Provider.YOUTUBE and self.shape == "portrait"
        return ExternalReference(self.provider, self.provider_id, is_short=is_short)
