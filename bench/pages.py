"""One address of each public page type, found in whatever newsroom the database holds."""

from __future__ import annotations

from newsreel.models import Author, StoryPage, Topic


def page_addresses() -> dict[str, str]:
    """Page type to path. A type of which the newsroom has none is left out."""
    stories = StoryPage.objects.published().newest_first()
    article = (
        stories.filter(kind="article", reading_time__gte=4).first() or stories.filter(kind="article").first()
    )
    found = {
        "front page": "/",
        "article": article and article.url,
        "News Feed": "/news/",
        "watch page": _url(stories.videos().filter(shape="landscape").first()),
        "watch page, portrait": _url(stories.videos().filter(shape="portrait").first()),
        "video index": "/video/",
        "author": _url(Author.objects.first()),
        "topic": _url(Topic.objects.first()),
        "search": "/search/?q=ferry",
        "search, nothing found": "/search/?q=zzqx",
        "standard page": "/about/",
        "not found": "/no-such-page/",
    }
    return {name: path for name, path in found.items() if path}


def special_addresses() -> dict[str, str]:
    """The awkward ones: a long headline, no picture, Ukrainian, opinion."""
    stories = StoryPage.objects.published().newest_first().filter(kind="article")
    longest = max(stories, key=lambda story: len(story.title), default=None)
    found = {
        "long headline": _url(longest),
        "no picture": _url(stories.filter(lead_image=None).exclude(story_type="opinion").first()),
        "Ukrainian": _url(stories.filter(language="uk").first()),
        "opinion": _url(stories.filter(story_type="opinion").first()),
    }
    return {name: path for name, path in found.items() if path}


def _url(thing: object | None) -> str:
    return thing.url if thing is not None else ""
