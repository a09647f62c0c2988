"""Addresses for machines that watch over the site."""

urlpatterns: list = []
