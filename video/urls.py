"""Addresses of the video app."""

from django.urls import path
from django.views.decorators.http import require_safe

from video import views
from video.delivery import encoded
from video.oembed import oembed
from video.series import series_page
from video.syndication import AllVideoSyndication, SeriesSyndication

urlpatterns = [
    path("series/<slug:slug>/", series_page, name="video_series"),
    path("feeds/video.xml", require_safe(AllVideoSyndication()), name="video_feed"),
    path("feeds/series/<slug:slug>.xml", require_safe(SeriesSyndication()), name="video_series_feed"),
    path("oembed/", oembed, name="oembed"),
    path("embed/<int:pk>/", views.video_embed, name="video_embed"),
    path("media/video/<str:token>/<str:name>", views.video_media, name="video_media"),
    path("media/video/<str:token>/<str:job_token>/<str:name>", encoded, name="video_encoded"),
    path("media/captions/<uuid:uuid>.vtt", views.video_captions, name="video_captions"),
]
