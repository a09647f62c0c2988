"""What the video app adds to the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.collections import collection_member_permission_formset_factory

from video.models import VideoFile
from video.viewsets import video_file_chooser, video_files, videos


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
