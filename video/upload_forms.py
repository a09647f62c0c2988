"""The form of an upload: what is no whole, playable video is refused in clear words, and what was typed is kept."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from video.containers import check_name, container_of
from video.models import Upload, VideoFile
from video.uploads import limits
from video.uploads.refusals import Refusal
from video.uploads.zones import ACCEPT, UploadInput, form_max_bytes


class VideoFileForm(WagtailAdminModelForm):
    """Uploading a video. Only the title and the collection of a stored file can be changed."""

    class Meta:
        model = VideoFile
        fields = ["title", "file", "collection"]

    file_widget = forms.FileInput

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
        elif "file" in self.fields:
            most = filesizeformat(form_max_bytes())
            self.fields["file"].help_text = _(
                "Best as MP4 (H.264); MOV, WebM, MKV, AVI, MPEG and MXF are taken too. At most %(size)s."
            ) % {"size": most}
            self.fields["file"].widget = self.file_widget(attrs={"accept": ACCEPT})
        self._narrow_collections()

    def _narrow_collections(self) -> None:
        field = self.fields.get("collection")
        if field is None:
            return
        field.required = False
        if self.for_user is not None:
            policy = policy_registry.get_by_type(self._meta.model)
            field.queryset = policy.collections_user_has_permission_for(self.for_user, "add")
        if field.queryset.count() < 2:
            only = field.queryset.first()
            del self.fields["collection"]
            if self.instance.pk is None and only is not None:
                self.instance.collection = only

    def clean_collection(self) -> Collection:
        return self.cleaned_data["collection"] or self.instance.collection

    def clean_title(self) -> str:
        return self.cleaned_data["title"].strip()

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if not file:
            return file
        if file.size > form_max_bytes():
            raise ValidationError(
                _(
                    "The file has %(size)s; at most %(most)s can be uploaded here. Export it at a lower bit rate."
                )
                % {
                    "size": filesizeformat(file.size),
                    "most": filesizeformat(form_max_bytes()),
                }
            )
        check_name(container_of(file), file.name)
        self._check_limits(file.size)
        return file

    def _check_limits(self, size: int) -> None:
        """What is asked before a resumable upload begins, is asked here when the file has come."""
        try:
            if self.for_user is not None:
                limits.check_quota(self.for_user, size)
            limits.check_room(size)
        except Refusal as refusal:
            raise ValidationError(refusal.words) from refusal

    def save(self, commit: bool = True) -> object:
        if self.instance.pk is None and self.for_user is not None:
            self.instance.uploaded_by = self.for_user
        return super().save(commit)


class VideoFileInWindowForm(VideoFileForm):
    """The same in the chooser's window, where the file may have come by the resumable way before the form does."""

    uploaded: VideoFile | None = None
    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)
    file_widget = UploadInput

    def __init__(self, *args: object, **kwargs: object) -> None:
        # The form behind the window has fields of the same names: a label must lead to its own.
        super().__init__(*args, **{"auto_id": "id_window_%s", **kwargs})
        self.fields["file"].required = False
        self.fields["file"].help_text = ""  # the place to drop it on says it

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        if cleaned.get("upload"):
            self._take_uploaded(cleaned["upload"])
        elif not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose a file."))
        return cleaned

    def _take_uploaded(self, uuid: UUID) -> None:
        mine = Upload.objects.filter(owner=self.for_user).select_related("video_file")
        upload = mine.filter(uuid=uuid).first()
        if upload is None or upload.video_file is None:
            self.add_error("file", _("This upload is not there any more. Choose the file again."))
            return
        self.uploaded = upload.video_file

    def save(self, commit: bool = True) -> object:
        if self.uploaded is None:
            return super().save(commit)
        self.uploaded.title = self.cleaned_data["title"]
        if self.cleaned_data.get("collection"):
            self.uploaded.collection = self.cleaned_data["collection"]
        self.uploaded.save()
        return self.uploaded
