"""Loads the demo newsroom, step by step, with a word for each."""

from __future__ import annotations

from collections.abc import Callable

from home.demo import front_page, pages, people, stories
from home.demo.context import DemoContext
from home.demo.models import DemoRecord
from home.models import HomePage
from news.models import NewsFeedPage
from newsreel.models import StoryPage
from video.models import VideoIndexPage


class OtherContent(Exception):
    """The database holds stories that are not the demo's."""


def holds_other_content() -> bool:
    """Whether there is a story that load_demo did not make."""
    noted = DemoRecord.objects.filter(content_type__model__in=("articlepage", "videopage"))
    ours = {int(pk) for pk in noted.values_list("object_id", flat=True)}
    return StoryPage.objects.exclude(pk__in=ours).exists()


def is_loaded() -> bool:
    """Whether any part of the demo is there, also one left by an interrupted load."""
    return DemoRecord.objects.exists()


def load(password: str, say: Callable[[str], object]) -> list[str]:
    """Load the demo newsroom into an empty database; the usernames that can log in with `password`.

    Raises OtherContent rather than mix the demo with a newsroom's own stories.
    """
    if holds_other_content():
        raise OtherContent
    context = DemoContext(
        home=HomePage.objects.get(),
        news=NewsFeedPage.objects.get(slug="news"),
        videos=VideoIndexPage.objects.get(),
    )
    say("Topics, authors and their portraits")
    context.topics = people.load_topics()
    context.authors = people.load_authors(context.library)
    say("Pages and pictures")
    context.opinion = stories.load_opinion_feed(context.home)
    pages.create_pages(context)
    stories.create_stories(context)
    say("Videos and captions")
    context.series = stories.load_series(context)
    stories.write_videos(context)
    say("Stories")
    stories.write_articles(context)
    pages.write_pages(context)
    say("Front page and navigation")
    pages.write_settings(context)
    front_page.write(context)
    return people.load_logins(password)
