"""The pattern page: every component with the newsroom's own stories, for whoever changes the look."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsreel.cards import prepare_cards
from newsreel.chrome import surroundings
from newsreel.models import Author, Correction, StoryPage, Topic
from video.models import ExternalVideo, VideoPage

STORIES = 8


def pattern_page(request: HttpRequest) -> HttpResponse:
    """Shown in the admin's address space, so that readers and robots never meet it."""
    stories = list(StoryPage.objects.published().newest_first().for_cards()[: 4 * STORIES])
    films = VideoPage.objects.published().newest_first().select_related("lead_image", "file", "external")
    videos = list(films.filter(file__isnull=False)[:4])
    prepare_cards(stories, videos)
    story = next((other for other in stories if other.lead_image), stories[0] if stories else None)
    context = {
        **surroundings(request),
        "story": story,
        "opinion": next((other for other in stories if other.is_opinion), story),
        "plain": next((other for other in stories if not other.lead_image and not other.is_opinion), story),
        "stories": stories[:STORIES],
        "videos": videos,
        "video": videos[0] if videos else None,
        "image": story.lead_image if story else None,
        "author": Author.objects.select_related("portrait").first(),
        "topics": Topic.objects.all()[:6],
        "corrections": Correction.objects.order_by("-corrected_at", "-pk")[:2],
        "external": ExternalVideo.objects.first(),
        "page_obj": Paginator(stories, 4).get_page(2),
    }
    return render(request, "newsreel/patterns.html", context)
