"""Video files in the admin: the list, the upload, and the chooser on a video page."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from newsreel.admin.story_lists import StoryListing
from video.file_search import VideoFileSearchForm
from video.file_views import (
    FILE_COLUMNS,
    STILL_COLUMN,
    VideoFileAddView,
    VideoFileDeleteView,
    VideoFileEditView,
    VideoFileIndexView,
    VideoFileInspectView,
    files_for,
)
from video.models import VideoFile, VideoPage
from video.upload_forms import VideoFileForm, VideoFileInWindowForm
from video.uploads.zones import UploadingChooser


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
        STILL_COLUMN,
        TitleColumn("title", label=gettext_lazy("Title"), url_name="video_files:edit"),
        *FILE_COLUMNS,
    ]
    list_filter = {"created_at": ["date__gte"]}
    ordering = ["-created_at", "-pk"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "title",
        "original_name",
        "state",
        "duration_text",
        "size_text",
        "video_codec",
        "file_size",
        "checksum",
    ]
    index_view_class = VideoFileIndexView
    add_view_class = VideoFileAddView
    create_template_name = "video/admin/add_file.html"
    inspect_view_class = VideoFileInspectView
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

    filter_form_class = VideoFileSearchForm

    @property
    def columns(self) -> list[Column]:
        return [STILL_COLUMN, *super().columns, *FILE_COLUMNS]

    def get_object_list(self) -> QuerySet:
        return files_for(self.request.user).order_by("-created_at", "-pk")


class VideoFileChooseView(ForUser, VideoFilesToChoose, chooser.ChooseView):
    """The chooser's window."""


class VideoFileResultsView(ForUser, VideoFilesToChoose, chooser.ChooseResultsView):
    """The chooser's list."""


class VideoFileUploadView(ForUser, chooser.CreateView):
    """The chooser's upload."""


class VideoFileChosenView(chooser.ChosenView):
    """The choice, of a file that was on offer."""

    def get_object(self, pk: str) -> VideoFile:
        return get_object_or_404(files_for(self.request.user), pk=pk)


class UploadingChooserViewSet(ChooserViewSet):
    """A chooser whose second tab is an upload."""

    icon = "media"
    creation_tab_label = gettext_lazy("Upload")
    create_action_label = gettext_lazy("Upload")
    create_action_clicked_label = gettext_lazy("Uploading …")
    per_page = 10


class VideoFileChooserViewSet(UploadingChooserViewSet):
    """Choosing a file on a video page, or uploading one there."""

    model = VideoFile
    choose_one_text = gettext_lazy("Choose a video file")
    choose_another_text = gettext_lazy("Choose another file")
    edit_item_text = gettext_lazy("Edit this file")
    choose_view_class = VideoFileChooseView
    choose_results_view_class = VideoFileResultsView
    chosen_view_class = VideoFileChosenView
    create_view_class = VideoFileUploadView
    creation_form_class = VideoFileInWindowForm
    base_widget_class = UploadingChooser


class VideoListing(StoryListing):
    """All video pages, in the main menu beside articles."""

    model = VideoPage
    icon = "media"
    menu_label = gettext_lazy("Videos")
    menu_order = 120


video_files = VideoFileViewSet()
videos = VideoListing("videos")
video_file_chooser = VideoFileChooserViewSet("video_file_chooser", url_prefix="video-file-chooser")
