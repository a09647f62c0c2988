"""RSS: of a News Feed, of an author, of a topic."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from newsreel.models import Author, StoryPage, Topic
from newsreel.querysets import StoryQuerySet
from newsreel.syndication import StorySyndication, writable


class NewsFeedSyndication(StorySyndication):
    """The RSS of a News Feed page, at `<feed>/rss/`."""

    def __init__(self, page) -> None:
        super().__init__()
        self.page = page

    def get_object(self, request: HttpRequest):
        return self.page

    def stories(self, subject) -> StoryQuerySet:
        return subject.stories()

    def page_path(self, subject) -> str:
        return subject.url

    def feed_path(self, subject) -> str:
        return subject.rss_path


class AuthorSyndication(StorySyndication):
    """The RSS of an author."""

    def get_object(self, request: HttpRequest, slug: str) -> Author:
        return get_object_or_404(Author, slug=slug)

    def stories(self, subject: Author) -> StoryQuerySet:
        return StoryPage.objects.by_author(subject)

    def page_path(self, subject: Author) -> str:
        return subject.url

    def feed_path(self, subject: Author) -> str:
        return subject.feed_url

    def description(self, subject: Author) -> str:
        return writable(_("Stories by %(name)s") % {"name": subject.name})


class TopicSyndication(StorySyndication):
    """The RSS of a topic."""

    def get_object(self, request: HttpRequest, slug: str) -> Topic:
        return get_object_or_404(Topic, slug=slug)

    def stories(self, subject: Topic) -> StoryQuerySet:
        return StoryPage.objects.on_topic(subject)

    def page_path(self, subject: Topic) -> str:
        return subject.url

    def feed_path(self, subject: Topic) -> str:
        return subject.feed_url

    def description(self, subject: Topic) -> str:
        return writable(subject.description or _("Stories about %(name)s") % {"name": subject.name})
