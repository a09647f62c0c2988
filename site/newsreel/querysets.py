"""Named queries. `published()` is the one rule that decides what the public may see."""

from __future__ import annotations

from typing import Self

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from newsreel.visibility import private_paths, private_q


class PublicPageQuerySet(PageQuerySet):
    """Pages of any kind, as the public may see them."""

    def private_q(self) -> Q:
        return private_q(private_paths())

    def public(self) -> Self:
        """Wagtail's, without a condition that every page meets: mostly nothing is private."""
        paths = private_paths()
        return self.exclude(private_q(paths)) if paths else self.all()

    def published(self) -> Self:
        """Live, in no private part of the tree, not past their expiry."""
        unexpired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
        return self.public().filter(self.live_q(), unexpired)


class StoryQuerySet(PublicPageQuerySet):
    """Stories of any kind."""

    def published(self) -> Self:
        """THE rule: live, public, with a time of publication, not expired, not under embargo.

        Every public surface starts from it: lists, search, feeds, sitemaps, embeds, structured data, bytes.
        """
        now = timezone.now()
        without_embargo = Q(embargo_until__isnull=True) | Q(embargo_until__lte=now)
        return super().published().filter(without_embargo, published_at__lte=now)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def by_author(self, author: object) -> Self:
        """Stories by an author, each once; starts from the byline index, see Byline."""
        return self.filter(pk__in=author.bylines.values("story"))

    def on_topic(self, topic: object) -> Self:
        """Stories on a topic, each once; starts from the topic index, see StoryTopic."""
        return self.filter(pk__in=topic.story_topics.values("story"))

    def videos(self) -> Self:
        return self.filter(kind="video")

    def for_cards(self) -> Self:
        """What a card reads from the story itself; the rest comes from newsreel.cards.prepare_cards()."""
        return self.select_related("lead_image")

    def for_page(self) -> Self:
        """What a story's own page reads from the story itself, and whether it was ever corrected: most were not."""
        corrections = self.model._meta.get_field("corrections").related_model
        corrected = Exists(corrections.objects.filter(story=OuterRef("pk")))
        return self.select_related("lead_image").annotate(is_corrected=corrected)


PublicPageManager = PageManager.from_queryset(PublicPageQuerySet)
StoryManager = PageManager.from_queryset(StoryQuerySet)
