"""Articles that start a video in the middle: what video asks about when a video gets another file."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from news.models import ArticlePage
from video.models import VideoPage
from video.rechecking import StartTime

# More stories than this start no video in the middle; an editor could not look at them all anyway.
MOST_ARTICLES = 50


def articles_starting(video: VideoPage) -> list[StartTime]:
    """Each article whose video block starts `video` later than at its beginning. Two queries."""
    references = ReferenceIndex.get_references_to(video).filter(
        base_content_type=ContentType.objects.get_for_model(Page), model_path__startswith="body"
    )
    keys = {int(key) for key in references.values_list("object_id", flat=True)}
    articles = ArticlePage.objects.filter(pk__in=keys).order_by("-published_at", "-pk")[:MOST_ARTICLES]
    return [
        StartTime(article.title, reverse("wagtailadmin_pages:edit", args=[article.pk]), seconds)
        for article in articles
        for seconds in sorted(set(_starts(article.body.get_prep_value(), video.pk)))
    ]


def _starts(raw: object, video_pk: int) -> Iterator[int]:
    """The start times, in seconds, at which stored blocks play the video; those at the beginning are left out."""
    if isinstance(raw, dict):
        start = raw.get("start")
        if raw.get("video") == video_pk and isinstance(start, int) and start > 0:
            yield start
        for value in raw.values():
            yield from _starts(value, video_pk)
    elif isinstance(raw, list):
        for value in raw:
            yield from _starts(value, video_pk)
