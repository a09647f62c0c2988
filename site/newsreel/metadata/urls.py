"""Addresses for machines: sitemaps, robots.txt, the manifest."""

urlpatterns: list = []
