"""What machines ask for: sitemaps, robots.txt, the manifest, the icon that browsers guess."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from newsreel.chrome import load_chrome
from newsreel.metadata import sitemaps
from newsreel.metadata.addresses import absolute

YEARS = range(1900, 2200)
ICON_SIZES = (192, 512)


def _xml(request: HttpRequest, template: str, entries: Iterable[sitemaps.Entry]) -> HttpResponse:
    context = {"entries": entries, "publication": load_chrome().newsroom.name}
    response = render(request, f"sitemaps/{template}", context, content_type="application/xml")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """All sitemaps; those of a month with the time of its latest change."""
    entries = [sitemaps.Entry(absolute(reverse("sitemap_pages")))]
    if next(sitemaps.news_entries(), None):
        entries.append(sitemaps.Entry(absolute(reverse("sitemap_news"))))
    for kind, name in (("article", "sitemap_stories"), ("video", "sitemap_videos")):
        for month in sitemaps.months(kind):
            entries.append(sitemaps.Entry(absolute(reverse(name, args=month.path_args)), month.lastmod))
    return _xml(request, "index.xml", entries)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return _xml(request, "urlset.xml", sitemaps.page_entries())


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    return _xml(request, "news.xml", sitemaps.news_entries())


@require_safe
def sitemap_stories(request: HttpRequest, year: str, month: str) -> HttpResponse:
    stories = sitemaps.stories_of_month("article", _first_of(year, month))
    return _xml(request, "urlset.xml", _some(list(sitemaps.story_entries(stories))))


@require_safe
def sitemap_videos(request: HttpRequest, year: str, month: str) -> HttpResponse:
    videos = sitemaps.stories_of_month("video", _first_of(year, month))
    return _xml(request, "videos.xml", _some(sitemaps.video_entries(videos)))


def _first_of(year: str, month: str) -> datetime:
    if int(year) not in YEARS or not 1 <= int(month) <= 12:
        raise Http404
    return timezone.make_aware(datetime(int(year), int(month), 1))


def _some(entries: list[sitemaps.Entry]) -> list[sitemaps.Entry]:
    """A month in which nothing was published has no sitemap."""
    if not entries:
        raise Http404
    return entries


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    maps = [absolute(reverse("sitemap"))]
    return render(request, "robots.txt", {"sitemaps": maps}, content_type="text/plain; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (https://www.w3.org/TR/appmanifest/)."""
    newsroom = load_chrome().newsroom
    sizes = [(size, f"{size}x{size}") for size in ICON_SIZES]
    data = {
        "name": newsroom.name,
        "short_name": newsroom.name[:12],
        "description": newsroom.description,
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#FBFAF7",
        "theme_color": "#FBFAF7",
        "icons": [
            {"src": static(f"img/icon-{size}.png"), "sizes": text, "type": "image/png"}
            for size, text in sizes
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return HttpResponseRedirect(static("img/favicon-32.png"))


@require_safe
def touch_icon(request: HttpRequest) -> HttpResponse:
    """What becomes a picture on a home screen, for programs that do not read the page for its address."""
    return HttpResponseRedirect(static("img/icon-180.png"))
