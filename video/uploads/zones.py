"""Places in the admin where video files can be dropped: what their script and their template have to know."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.forms import FileInput
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.widgets import BaseChooser

from video.containers import VIDEO_EXTENSIONS

# The form’s own upload goes through the temporary folder in one request: not for the largest files.
FORM_MAX_BYTES = 2 * 1024**3
ACCEPT = ",".join(["video/*", *(f".{extension}" for extension in VIDEO_EXTENSIONS)])


def form_max_bytes() -> int:
    """How large a file may be that comes with a plain form."""
    return min(settings.NEWSREEL_VIDEO_MAX_BYTES, FORM_MAX_BYTES)


@dataclass(frozen=True)
class Zone:
    """One place. `mode` is “desk” (many files), “chooser” (beside one) or “form” (stands for its file field)."""

    mode: str
    input_id: str
    field_id: str = ""
    collections: list[tuple[int, str]] = field(default_factory=list)

    @property
    def is_for_many(self) -> bool:
        return self.mode == "desk"

    @property
    def is_small(self) -> bool:
        return self.mode != "desk"

    @property
    def url(self) -> str:
        return reverse("video_uploads")

    @property
    def accept(self) -> str:
        return ACCEPT

    @property
    def help(self) -> str:
        most = filesizeformat(settings.NEWSREEL_VIDEO_MAX_BYTES)
        return _(
            "MP4, MOV, WebM, MKV, AVI, MPEG or MXF, at most %(size)s. An upload that is interrupted goes on where it "
            "stopped: choose the same file again."
        ) % {"size": most}

    @property
    def words(self) -> str:
        """What the script says, as JSON."""
        return json.dumps(
            {
                "waiting": _("Waits for its turn"),
                "checking": _("Looking how much is here already …"),
                "of": _("%(done)s of %(all)s"),
                "speed": _("%(speed)s a second"),
                "left": _("%(time)s left"),
                "paused": _("Paused at %(percent)s %%").replace("%%", "%"),
                "broken": _("The connection is lost. It goes on by itself as soon as it is back."),
                "storing": _("Everything is here. The file is being put in its place …"),
                "done": _("Uploaded"),
                "cancelled": _("Cancelled"),
                "unreadable": _(
                    "The file cannot be read on your device. Was it moved or renamed? Choose it again."
                ),
                "signed_out": _(
                    "The server does not take it: you may have been signed out. "
                    "Sign in again in another window, then press “Try again”."
                ),
                "proxy": _(
                    "A server in front of the site refuses parts of this size. Ask whoever runs the site."
                ),
                "twice": _("%(name)s is being uploaded already."),
                "pause": _("Pause"),
                "resume": _("Resume"),
                "retry": _("Try again"),
                "cancel": _("Cancel"),
                "remove": _("Remove from this list"),
                "says_started": _("%(name)s: the upload has begun."),
                "says_paused": _("%(name)s: paused."),
                "says_broken": _("%(name)s: the connection is lost, trying again."),
                "says_done": _("%(name)s: uploaded."),
                "says_later": _("The form is sent as soon as the file is whole."),
                "says_failed": _("%(name)s was not uploaded. %(why)s"),
            }
        )


class UploadInput(FileInput):
    """A file field that sends its file by the resumable way where there is JavaScript."""

    def render(
        self, name: str, value: object, attrs: dict[str, object] | None = None, renderer: object = None
    ) -> SafeString:
        plain = FileInput.render(self, name, value, attrs, renderer)
        zone = Zone("form", f"{(attrs or {}).get('id', name)}-upload")
        return render_to_string("video/admin/upload_input.html", {"plain": plain, "zone": zone})


class UploadingChooser(BaseChooser):
    """A chooser of video files with a place to drop one on beside it."""

    template_name = "video/admin/video_file_chooser.html"

    def get_context(
        self, name: str, value_data: dict[str, object], attrs: dict[str, object]
    ) -> dict[str, object]:
        context = super().get_context(name, value_data, attrs)
        context["zone"] = Zone("chooser", f"{attrs['id']}-upload", field_id=str(attrs["id"]))
        return context
