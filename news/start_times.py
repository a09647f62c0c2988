"""Articles that start a video in the middle: what video asks about when a video gets another file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from news.models import ArticlePage
from video.draft_uses import drafts_naming
from video.models import VideoPage
from video.rechecking import StartTime

# More stories than this start no video in the middle; an editor could not look at them all anyway.
MOST_ARTICLES = 50


def articles_starting(video: VideoPage) -> list[StartTime]:
    """Each article whose video block starts `video` later than at its beginning, drafts too. Three queries."""
    references = ReferenceIndex.get_references_to(video).filter(
        base_content_type=ContentType.objects.get_for_model(Page), model_path__startswith="body"
    )
    stored = {int(key) for key in references.values_list("object_id", flat=True)}
    drafts = {int(draft.object_id): _body(draft.content) for draft in drafts_naming(video, ArticlePage)}
    articles = ArticlePage.objects.filter(pk__in=stored | drafts.keys()).order_by("-published_at", "-pk")
    return [
        found
        for article in articles[:MOST_ARTICLES]
        for found in _in(article, drafts.get(article.pk), video.pk)
    ]


def _in(article: ArticlePage, draft: object, video_pk: int) -> Iterator[StartTime]:
    """The starts in an article as it is saved, and those that only its latest draft has."""
    saved = set(_starts(article.body.get_prep_value(), video_pk))
    for seconds in sorted(saved):
        yield StartTime(article, seconds)
    for seconds in sorted(set(_starts(draft, video_pk)) - saved):
        yield StartTime(article, seconds, in_draft=True)


def _body(content: dict[str, object]) -> object:
    """The body of a revision, which keeps it as text."""
    try:
        return json.loads(content.get("body") or "[]")
    except (TypeError, ValueError):
        return []


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
