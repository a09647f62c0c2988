"""Public pages of authors and topics, and the lists of all of them."""

from __future__ import annotations

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from newsreel.beside import authors_of, recent_authors, topics_of
from newsreel.cards import prepare_renditions
from newsreel.models import Author, Byline, StoryPage, StoryTopic, Topic
from newsreel.paging import StoryWindow, story_window

# A large story with four beside it needs as many; a shorter list is a plain one.
LEAD_FROM = 4
# What links each to its stories: the model, its column, and the picture to load along.
_LINKS = {Author: (Byline, "author", "portrait"), Topic: (StoryTopic, "topic", "picture")}


def author_context(author: Author, before: str = "") -> dict[str, object]:
    """What newsreel/author.html prints: `author`, `window` (see newsreel.paging), `before`, `topics`, `others`."""
    # A preview in the admin may show an author who is not saved yet.
    window = story_window(StoryPage.objects.by_author(author), before) if author.pk else StoryWindow()
    others = recent_authors(without=[author])
    prepare_renditions([author.portrait, *(other.portrait for other in others)])
    return {
        "author": author,
        "window": window,
        "before": before,
        "topics": topics_of(window.stories),
        "others": others,
    }


def topic_context(topic: Topic, before: str = "") -> dict[str, object]:
    """What newsreel/topic.html prints: `topic`, `window`, `before`, `lead`, `stories`, `authors`, `others`.

    `window`: see newsreel.paging. `lead` is the newest story of the first window that has a picture, `stories`
    are all but the lead. A short list, one without pictures and a later window have no lead.
    """
    window = story_window(StoryPage.objects.on_topic(topic), before) if topic.pk else StoryWindow()
    lead = None
    if len(window.stories) >= LEAD_FROM and not before:
        lead = next((story for story in window.stories if story.lead_image), None)
    return {
        "topic": topic,
        "window": window,
        "before": before,
        "lead": lead,
        "stories": [story for story in window.stories if story is not lead],
        "authors": authors_of(window.stories),
        "others": topics_of(window.stories, without=[topic]),
    }


@require_safe
def author_page(request: HttpRequest, slug: str) -> HttpResponse:
    author = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    return render(request, "newsreel/author.html", author_context(author, request.GET.get("before", "")))


@require_safe
def topic_page(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("picture"), slug=slug)
    return render(request, "newsreel/topic.html", topic_context(topic, request.GET.get("before", "")))


@require_safe
def author_list(request: HttpRequest) -> HttpResponse:
    """newsreel/authors.html: `authors` who have published, by name, each with `story_count` and `latest_at`."""
    authors = with_stories(Author)
    prepare_renditions(author.portrait for author in authors)
    return render(request, "newsreel/authors.html", {"authors": authors})


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    """newsreel/topics.html: `topics` with published stories, by name, each with `story_count` and `latest_at`."""
    topics = with_stories(Topic)
    prepare_renditions(topic.picture for topic in topics)
    return render(request, "newsreel/topics.html", {"topics": topics})


def with_stories(model: type[Author] | type[Topic]) -> list:
    """Authors or topics that a published story names, by name, counted in one query over the links."""
    links, column, picture = _LINKS[model]
    published = StoryPage.objects.published().values("pk")
    rows = (
        links.objects.filter(story__in=published, **{f"{column}__isnull": False})
        .order_by()
        .values(column)
        .annotate(stories=Count("story", distinct=True), latest=Max("published_at"))
    )
    counted = {row[column]: row for row in rows}
    found = list(model.objects.filter(pk__in=counted).select_related(picture).order_by("name", "pk"))
    for thing in found:
        thing.story_count = counted[thing.pk]["stories"]
        thing.latest_at = counted[thing.pk]["latest"]
    return found
