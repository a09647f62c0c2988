"""Public pages of authors and topics."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from newsreel.models import Author, StoryPage, Topic
from newsreel.paging import story_window


def author_context(author: Author, before: str = "") -> dict[str, object]:
    """What newsreel/author.html prints: `author`, `window` (see newsreel.paging)."""
    return {"author": author, "window": story_window(StoryPage.objects.by_author(author), before)}


def topic_context(topic: Topic, before: str = "") -> dict[str, object]:
    """What newsreel/topic.html prints: `topic`, `window` (see newsreel.paging)."""
    return {"topic": topic, "window": story_window(StoryPage.objects.on_topic(topic), before)}


def author_page(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    context = author_context(author, request.GET.get("before", ""))
    return render(request, "newsreel/author.html", context)


def topic_page(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("picture"), slug=slug)
    context = topic_context(topic, request.GET.get("before", ""))
    return render(request, "newsreel/topic.html", context)
