"""The form of an upload: what is no whole, playable video is refused in clear words, and what was typed is kept."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from video.containers import container_of
from video.models import VideoFile


class VideoFileForm(WagtailAdminModelForm):
    """Uploading a video. Only the title and the collection of a stored file can be changed."""

    class Meta:
        model = VideoFile
        fields = ["title", "file", "collection"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("file", None)
        elif "file" in self.fields:
            most = filesizeformat(settings.NEWSREEL_VIDEO_MAX_BYTES)
            self.fields["file"].help_text = _("MP4 (H.264) or WebM, at most %(size)s.") % {"size": most}
            self.fields["file"].widget = forms.FileInput(attrs={"accept": "video/mp4,video/webm,.m4v"})
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
        if file.size > settings.NEWSREEL_VIDEO_MAX_BYTES:
            raise ValidationError(
                _(
                    "The file has %(size)s; at most %(most)s can be uploaded here. Export it at a lower bit rate."
                )
                % {
                    "size": filesizeformat(file.size),
                    "most": filesizeformat(settings.NEWSREEL_VIDEO_MAX_BYTES),
                }
            )
        container = container_of(file)
        if container == "webm" and not file.name.lower().endswith(".webm"):
            raise ValidationError(_("This is a WebM video: give its name the ending “.webm”."))
        if container == "mp4" and file.name.lower().endswith(".webm"):
            raise ValidationError(_("This is an MP4 video: give its name the ending “.mp4”."))
        return file

    def save(self, commit: bool = True) -> object:
        if self.instance.pk is None and self.for_user is not None:
            self.instance.uploaded_by = self.for_user
        return super().save(commit)
