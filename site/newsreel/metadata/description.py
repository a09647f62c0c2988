"""What the head of a page says to search engines and to those who share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from newsreel.chrome import load_chrome
from newsreel.metadata import json_ld
from newsreel.metadata.addresses import absolute, canonical_listing
from newsreel.metadata.images import MetaImage, social_image
from newsreel.models import Author, StoryPage, Topic
from newsreel.visibility import private_paths

INDEXED = "max-image-preview:large"
NOT_INDEXED = "noindex"


@dataclass(frozen=True)
class Feed:
    """A feed that readers of this page may follow."""

    title: str
    url: str


@dataclass(frozen=True)
class EmbeddedPlayer:
    """A player that another site may show: og:video and twitter:player."""

    url: str
    width: int
    height: int


@dataclass
class Metadata:
    """Everything that components/metadata.html prints."""

    title: str
    canonical: str
    description: str = ""
    robots: str = INDEXED
    kind: str = "website"
    image: MetaImage | None = None
    player: EmbeddedPlayer | None = None
    # Where the provider of oEmbed (https://oembed.com, section 4) answers for this page.
    oembed: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    authors: list[str] = field(default_factory=list)
    section: str = ""
    tags: list[str] = field(default_factory=list)
    feeds: list[Feed] = field(default_factory=list)
    nodes: list[json_ld.Node] = field(default_factory=list)

    @property
    def structured(self) -> SafeString | str:
        return json_ld.graph(self.nodes) if self.nodes else ""


def describe(context: Mapping[str, object], request: HttpRequest) -> Metadata:
    """The metadata of whatever a template's context shows."""
    page = context.get("page")
    if getattr(request, "is_preview", False):
        return Metadata(title="", canonical="", robots=NOT_INDEXED)
    if isinstance(page, StoryPage):
        found = describe_story(page)
    elif isinstance(page, Page):
        found = describe_page(page, request)
    elif isinstance(context.get("author"), Author):
        found = describe_author(context["author"], request)
    elif isinstance(context.get("topic"), Topic):
        found = describe_topic(context["topic"], request)
    elif hasattr(
        context.get("subject"), "metadata"
    ):  # what a section of its own shows, as a series of videos
        found = context["subject"].metadata(request)
    else:
        found = describe_view(request)
    if found.image is None:
        newsroom = load_chrome().newsroom
        found.image = social_image(newsroom.social_image)
    return found


def describe_story(story: StoryPage) -> Metadata:
    found = Metadata(
        title=story.social_headline or story.title,
        canonical=json_ld.story_address(story),
        description=story.search_description or story.excerpt,
        robots=_robots(story),
        kind="video.other" if story.is_video else "article",
        image=_story_image(story),
        published=story.published_at,
        modified=story.updated_at if story.shows_update else None,
        authors=[absolute(byline.author.url) for byline in story.byline_list if byline.author],
        section=story.label,
        tags=[topic.name for topic in story.topic_list],
        nodes=[*story.json_ld(), json_ld.story_breadcrumbs(story)],
    )
    found.player = story.embedded_player()
    if found.robots == INDEXED and story.offers_oembed:
        found.oembed = f"{absolute(reverse('oembed'))}?{urlencode({'url': absolute(story.url or '/')})}"
    return found


def _story_image(story: StoryPage) -> MetaImage | None:
    own = social_image(story.social_image) if story.social_image_id else None
    return own or social_image(story.lead_image, story.lead_alt)


def describe_page(page: Page, request: HttpRequest) -> Metadata:
    """The front page, a feed, the videos, a standard page."""
    newsroom = load_chrome().newsroom
    is_front = request.path == "/"
    words = page.search_description or getattr(page, "intro", "") or getattr(page, "standfirst", "")
    feed = getattr(page, "rss_path", "")
    return Metadata(
        title=newsroom.name if is_front else page.seo_title or page.title,
        canonical=canonical_listing(request),
        description=words or (newsroom.description if is_front else _in_short(page.title)),
        robots=_robots(page),
        feeds=[Feed(page.title, absolute(feed))] if feed else [],
        nodes=[json_ld.website()] if is_front else [json_ld.breadcrumbs((page.title, page.url or "/"))],
    )


def describe_author(author: Author, request: HttpRequest) -> Metadata:
    return Metadata(
        title=author.name,
        canonical=canonical_listing(request),
        description=author.bio,
        kind="profile",
        image=social_image(author.portrait),
        feeds=[Feed(author.name, absolute(author.feed_url))],
        nodes=[
            json_ld.profile(author),
            json_ld.breadcrumbs((_("Authors"), reverse("authors")), (author.name, author.url)),
        ],
    )


def describe_topic(topic: Topic, request: HttpRequest) -> Metadata:
    return Metadata(
        title=topic.name,
        canonical=canonical_listing(request),
        description=topic.description,
        image=social_image(topic.picture),
        feeds=[Feed(topic.name, absolute(topic.feed_url))],
        nodes=[json_ld.breadcrumbs((_("Topics"), reverse("topics")), (topic.name, topic.url))],
    )


def describe_view(request: HttpRequest) -> Metadata:
    """A page that stands for nothing but itself: search, the lists of authors and topics."""
    names = {"search": _("Search"), "authors": _("Authors"), "topics": _("Topics")}
    match = request.resolver_match
    name = match.url_name if match else ""
    return Metadata(
        title=names.get(name, load_chrome().newsroom.name),
        canonical=absolute(request.path) if name == "search" else canonical_listing(request),
        description=_in_short(names[name]) if name in names else "",
        robots=INDEXED if name in ("authors", "topics") else NOT_INDEXED,
        nodes=[json_ld.breadcrumbs((names[name], request.path))] if name in ("authors", "topics") else [],
    )


def _in_short(title: str) -> str:
    """What a list is, where nobody wrote a word about it: its name and whose it is."""
    newsroom = load_chrome().newsroom
    return f"{title}. {newsroom.description}" if newsroom.description else f"{title}, {newsroom.name}"


def _robots(page: Page) -> str:
    """What only some may see is nothing for a search engine."""
    return NOT_INDEXED if page.path and page.path.startswith(private_paths()) else INDEXED
