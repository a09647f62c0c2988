"""Addresses of the news app that are not pages: the feeds of authors and topics."""

from django.urls import path
from django.views.decorators.http import require_safe

from news.syndication import AuthorSyndication, TopicSyndication

urlpatterns = [
    path("feeds/authors/<slug:slug>.xml", require_safe(AuthorSyndication()), name="author_feed"),
    path("feeds/topics/<slug:slug>.xml", require_safe(TopicSyndication()), name="topic_feed"),
]
