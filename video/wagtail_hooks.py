"""What the video app adds to the admin."""

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.snippets.models import register_snippet

from video import watched_report  # noqa: F401 - its hooks
from video.desk import hooks as desk_hooks  # noqa: F401 - its hooks
from video.models import VideoFile
from video.rights import RightsPanel
from video.series_admin import SeriesViewSet
from video.uploads import hooks as upload_hooks  # noqa: F401 - its hook
from video.viewsets import video_file_chooser, video_files, videos
from video.words import views as word_views

register_snippet(SeriesViewSet)


@hooks.register("register_admin_urls")
def what_editors_of_words_ask_for():
    return [path("video-words/", include((word_views.urlpatterns, "video_words")))]


@hooks.register("construct_homepage_panels")
def warn_of_rights(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(RightsPanel(request.user))


@hooks.register("register_reports_menu_item")
def report_of_words() -> MenuItem:
    return MenuItem(_("Captions"), reverse("video_words:report"), icon_name="media", order=700)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [videos, video_files, video_file_chooser]


@hooks.register("register_group_permission_panel")
def register_group_permissions():
    """Rights on video files, by collection, in the form of a group."""
    return collection_member_permission_formset_factory(
        VideoFile,
        [
            ("add_videofile", _("Add"), _("Add video files and edit their own")),
            ("change_videofile", _("Edit"), _("Edit any video file")),
            ("choose_videofile", _("Choose"), _("Choose video files on pages")),
        ],
        "video/admin/group_permissions.html",
    )
