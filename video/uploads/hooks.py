"""What uploads add to the admin: their addresses."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail import hooks

from video.uploads import views


@hooks.register("register_admin_urls")
def register_upload_addresses() -> list[URLPattern]:
    """Behind the admin's login, as everything there."""
    return [
        path("video-uploads/", views.uploads, name="video_uploads"),
        path("video-uploads/<uuid:uuid>/", views.upload, name="video_upload"),
    ]
