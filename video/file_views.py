"""The views of video files in the admin, each only for those who may work with the file's collection."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry

from newsreel.models import User
from video import file_usage
from video.file_search import found_files
from video.models import Upload, VideoFile
from video.models.playback import with_jobs
from video.uploads import receiving
from video.uploads.zones import Zone

RECENT = 8


class StillColumn(Column):
    """A picture of the video."""

    cell_template_name = "video/admin/still_cell.html"


STILL_COLUMN = StillColumn("still_url", label=gettext_lazy("Still"), width="8rem")
FILE_COLUMNS = [
    Column("duration_text", label=gettext_lazy("Duration")),
    Column("state", label=gettext_lazy("State"), classname="newsroom-state"),
    Column("size_text", label=gettext_lazy("Picture")),
    Column("weight_text", label=gettext_lazy("File")),
    DateColumn("created_at", label=gettext_lazy("Uploaded"), sort_key="created_at"),
]


def files_for(user: User) -> QuerySet:
    """Files of the collections that `user` may work with, with what their lists say."""
    policy = policy_registry.get_by_type(VideoFile)
    return with_jobs(policy.instances_user_has_any_permission_for(user, ("choose", "change", "add")))


class OneFile:
    """A view of one file: Wagtail asks whether one may work with files at all, this also whether with this one."""

    file_actions: tuple[str, ...] = ()

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        policy = policy_registry.get_by_type(VideoFile)
        if not policy.user_has_any_permission_for_instance(
            request.user, self.file_actions, self.get_object()
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class VideoFileIndexView(generic.IndexView):
    """The list."""

    add_item_label = gettext_lazy("Upload")

    def get_base_queryset(self) -> QuerySet:
        return files_for(self.request.user)

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return found_files(queryset, self.search_query) if self.is_searching else queryset


class VideoFileAddView(generic.CreateView):
    """Uploading: many at once where there is JavaScript, one in a plain form where there is none."""

    page_title = gettext_lazy("Upload")
    page_subtitle = gettext_lazy("Upload video files")
    submit_button_label = gettext_lazy("Upload")
    submit_button_active_label = gettext_lazy("Uploading …")

    def get_breadcrumbs_items(self) -> list[dict[str, object]]:
        items = super().get_breadcrumbs_items()
        return [*items[:-1], {**items[-1], "label": self.page_title}]

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        user = self.request.user
        policy = policy_registry.get_by_type(VideoFile)
        collections = policy.collections_user_has_permission_for(user, "add")
        choices = [(pk, name) for pk, name in collections.get_indented_choices()]
        recent = list(files_for(user).order_by("-created_at", "-pk")[:RECENT])
        unfinished = list(Upload.objects.unfinished().filter(owner=user))
        for upload in unfinished:
            upload.here = receiving.offset_of(upload)
        return {
            **super().get_context_data(**kwargs),
            "zone": Zone("desk", "video-upload", collections=choices if len(choices) > 1 else []),
            "unfinished": unfinished,
            "recent": recent,
            "is_unsettled": any(file.is_being_prepared for file in recent),
        }


class VideoFileEditView(OneFile, generic.EditView):
    """Plays the file, says what is wrong with it, that it is still being read, and where it is used."""

    file_actions = ("change",)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        if self.object.problem:
            messages.warning(self.request, self.object.problem)
        elif self.object.probed_at is None:
            messages.info(
                self.request, _("The file is being read. Its duration and size appear here in a moment.")
            )
        uses, others = file_usage.uses_for(self.request.user, self.object)
        return {**super().get_context_data(**kwargs), "uses": uses, "other_uses": others}


class VideoFileInspectView(OneFile, generic.InspectView):
    """All that is known of a file."""

    file_actions = ("choose", "change", "add")


class VideoFileDeleteView(OneFile, generic.DeleteView):
    """Refuses to delete a file that a page uses, be it in a draft; says where only to those who may look there."""

    file_actions = ("delete",)

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self._refusal() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return self._refusal() or super().post(request, *args, **kwargs)

    def _refusal(self) -> HttpResponse | None:
        words = file_usage.refusal(self.request.user, self.object)
        if not words:
            return None
        messages.error(self.request, words)
        return redirect("video_files:edit", self.object.pk)
