"""What uploads add to the admin: their addresses, their script and their look."""

from __future__ import annotations

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from video.page_chooser import VideoChooserViewSet, video_chooser
from video.uploads import views


@hooks.register("register_admin_urls")
def register_upload_addresses() -> list[URLPattern]:
    """Behind the admin's login, as everything there."""
    return [
        path("video-uploads/", views.uploads, name="video_uploads"),
        path("video-uploads/<uuid:uuid>/", views.upload, name="video_upload"),
    ]


@hooks.register("register_admin_viewset")
def register_video_chooser() -> VideoChooserViewSet:
    return video_chooser


@hooks.register("insert_editor_js")
def send_videos() -> SafeString:
    """See site/static/js/admin-upload.js."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-upload.js"))


@hooks.register("insert_global_admin_css")
def look_of_uploads() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-upload.css"))
