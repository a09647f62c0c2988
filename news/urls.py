"""Addresses of the news app."""

urlpatterns: list = []
