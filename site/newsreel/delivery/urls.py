"""Addresses for machines that watch over the site."""

from django.urls import path

from newsreel.delivery import health

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
]
