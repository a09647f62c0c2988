"""Addresses of the video app."""

from django.urls import path

from video import views
from video.delivery import encoded

urlpatterns = [
    path("embed/<int:pk>/", views.video_embed, name="video_embed"),
    path("media/video/<str:token>/<str:name>", views.video_media, name="video_media"),
    path("media/video/<str:token>/<str:job_token>/<str:name>", encoded, name="video_encoded"),
    path("media/captions/<uuid:uuid>.vtt", views.video_captions, name="video_captions"),
]
