"""Addresses for machines: sitemaps, robots.txt, the manifest."""

from django.urls import path, re_path

from newsreel.metadata import machine_views

_MONTH = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"

urlpatterns = [
    path("sitemap.xml", machine_views.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", machine_views.sitemap_pages, name="sitemap_pages"),
    path("sitemap-news.xml", machine_views.sitemap_news, name="sitemap_news"),
    re_path(rf"^sitemap-stories-{_MONTH}\.xml\Z", machine_views.sitemap_stories, name="sitemap_stories"),
    re_path(rf"^sitemap-videos-{_MONTH}\.xml\Z", machine_views.sitemap_videos, name="sitemap_videos"),
    path("robots.txt", machine_views.robots, name="robots"),
    path("manifest.webmanifest", machine_views.manifest, name="manifest"),
    path("favicon.ico", machine_views.favicon, name="favicon"),
    # Asked for by name, without a link, by what makes home screen icons and previews.
    path("apple-touch-icon.png", machine_views.touch_icon, name="touch_icon"),
    path("apple-touch-icon-precomposed.png", machine_views.touch_icon),
]
