"""Video files in the admin: the list, the upload, and the chooser on a video page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from newsreel.admin.story_lists import StoryListing
from video.models import VideoFile, VideoPage
from video.upload_forms import VideoFileForm

FILE_COLUMNS = [
    Column("duration_text", label=gettext_lazy("Duration")),
    Column("size_text", label=gettext_lazy("Size")),
    Column("state", label=gettext_lazy("State")),
    DateColumn("created_at", label=gettext_lazy("Uploaded"), sort_key="created_at"),
]


class VideoFileDeleteView(generic.DeleteView):
    """Refuses to delete a file that a page plays."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        pages = VideoPage.objects.filter(file=self.object)
        count = pages.count()
        if count:
            words = ngettext(
                "“%(file)s” is played by “%(page)s”. Choose another file there first.",
                "“%(file)s” is played by %(count)d pages, among them “%(page)s”. Choose other files there first.",
                count,
            )
            first = pages.order_by("pk").first()
            messages.error(request, words % {"file": self.object, "page": first.title, "count": count})
            return redirect("video_files:edit", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class VideoFileEditView(generic.EditView):
    """Plays the file, and says at the top what is wrong with it or that it is still being read."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        if self.object.problem:
            messages.warning(self.request, self.object.problem)
        elif self.object.probed_at is None:
            messages.info(
                self.request, _("The file is being read. Its duration and size appear here in a moment.")
            )
        return super().get_context_data(**kwargs)


class VideoFileViewSet(ModelViewSet):
    """The list of video files, in the main menu beside images."""

    model = VideoFile
    name = "video_files"
    url_prefix = "video-files"
    icon = "media"
    menu_label = gettext_lazy("Video files")
    menu_order = 310
    add_to_admin_menu = True
    list_display = [
        TitleColumn("title", label=gettext_lazy("Title"), url_name="video_files:edit"),
        *FILE_COLUMNS,
    ]
    list_filter = {"created_at": ["date__gte"]}
    search_fields = ["title"]
    ordering = ["-created_at", "-pk"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "state",
        "duration_text",
        "size_text",
        "video_codec",
        "file_size",
        "checksum",
    ]
    delete_view_class = VideoFileDeleteView
    edit_view_class = VideoFileEditView
    edit_template_name = "video/admin/edit_file.html"

    def get_form_class(self, for_update: bool = False) -> type[VideoFileForm]:
        return VideoFileForm


class ForUser:
    """Tells the creation form who asks, so that only collections they may fill are offered."""

    def get_creation_form_kwargs(self) -> dict[str, object]:
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class VideoFilesToChoose:
    """The chooser's list: files of the collections that whoever asks may work with, newest first."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, *FILE_COLUMNS]

    def get_object_list(self) -> QuerySet:
        policy = policy_registry.get_by_type(VideoFile)
        files = policy.instances_user_has_any_permission_for(self.request.user, ("choose", "change", "add"))
        return files.order_by("-created_at", "-pk")


class VideoFileChooseView(ForUser, VideoFilesToChoose, chooser.ChooseView):
    """The chooser's window."""


class VideoFileResultsView(ForUser, VideoFilesToChoose, chooser.ChooseResultsView):
    """The chooser's list."""


class VideoFileUploadView(ForUser, chooser.CreateView):
    """The chooser's upload."""


class VideoFileChooserViewSet(ChooserViewSet):
    """Choosing a file on a video page, or uploading one there."""

    model = VideoFile
    icon = "media"
    choose_one_text = gettext_lazy("Choose a video file")
    choose_another_text = gettext_lazy("Choose another file")
    edit_item_text = gettext_lazy("Edit this file")
    creation_tab_label = gettext_lazy("Upload")
    create_action_label = gettext_lazy("Upload")
    create_action_clicked_label = gettext_lazy("Uploading …")
    choose_view_class = VideoFileChooseView
    choose_results_view_class = VideoFileResultsView
    create_view_class = VideoFileUploadView
    creation_form_class = VideoFileForm
    per_page = 10


class VideoListing(StoryListing):
    """All video pages, in the main menu beside articles."""

    model = VideoPage
    icon = "media"
    menu_label = gettext_lazy("Videos")
    menu_order = 120


video_files = VideoFileViewSet()
videos = VideoListing("videos")
video_file_chooser = VideoFileChooserViewSet("video_file_chooser", url_prefix="video-file-chooser")
