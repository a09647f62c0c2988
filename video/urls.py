"""Addresses of the video app."""

urlpatterns: list = []
