"""A small newsroom around one story, and the registry of every public surface on which that story could appear.

A new public surface belongs in SURFACES: the sweep (test_surfaces.py) then proves that it shows the story while it
is public, and nothing of it in any other state.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from home.models import HomePage, StandardPage
from news.models import ArticlePage
from newsreel.models import Author, EditorialDocument, StoryPage, Topic
from newsreel.paging import Cursor
from tests import factories

# Stands in the headline, the slug, the file names and the document of the story, and nowhere else.
MARK = "zeppelinwort"
# Finds the story; a search page prints what was asked for, so this one is no sign of a leak.
QUERY = "quillmarrow"
ARTICLE, VIDEO = "article", "video"
NEWER = 12


@dataclass
class World:
    """The story in question, and all that points to it."""

    tree: factories.Tree
    kind: str
    story: StoryPage
    author: Author
    topic: Topic
    document: EditorialDocument
    # Public stories by what ties them to the story: a block, a link, a field, a topic.
    hosts: dict[str, StoryPage] = field(default_factory=dict)
    about: StandardPage | None = None


def build(tree: factories.Tree, kind: str, drain: Callable[[], None], **state: object) -> World:
    """A newsroom in which everything that can point to a story points to this one."""
    author, topic = factories.author(name="Maren Odell"), factories.topic(name="Inquiries")
    document = EditorialDocument.objects.create(
        title=f"{MARK} ruling", file=ContentFile(b"%PDF-1.4", name=f"{MARK}-ruling.pdf")
    )
    story = _story(tree, kind, author, topic, document, state)
    world = World(tree, kind, story, author, topic, document)
    world.hosts = {name: _host(tree, name, body) for name, body in _bodies(story).items()}
    world.hosts["topic"] = factories.article(
        tree.feed, slug="host-topic", topics=[topic], age=timedelta(days=9)
    )
    if kind == VIDEO:
        # The newest playable video stands under every story that has none; its watch page names the others.
        world.hosts["watch-page"] = factories.playable_video(tree.videos, slug="newest-video")
        world.hosts["teaser_field"] = _host(tree, "teaser-field", [], teaser_video=story)
        tree.feed.teaser_video = story
        tree.feed.save()
    # The newest stories fill the rails, so that what stands on a host stands there for its own reason.
    for number in range(NEWER):
        factories.article(tree.feed, slug=f"newer-{number}")
    world.about = _about(tree, story)
    _front_page(tree, story)
    drain()
    return world


def _story(
    tree, kind: str, author: Author, topic: Topic, document: EditorialDocument, state: dict
) -> StoryPage:
    image = factories.image(title=f"{MARK} picture", caption=f"{MARK} caption")
    for spec in ("format-jpeg|fill-1200x630", "format-jpeg|fill-480x320"):
        image.get_rendition(spec)
    fields = {
        "title": f"The {MARK} inquiry, told once",
        "slug": f"the-{MARK}-inquiry",
        "standfirst": f"A standfirst with {QUERY} and {MARK}.",
        "lead_image": image,
        "authors": [author],
        "topics": [topic],
        "age": timedelta(hours=30),
        **state,
    }
    link = f'<p>Read <a linktype="document" id="{document.pk}">the ruling</a> on {MARK}.</p>'
    if kind == ARTICLE:
        return factories.article(tree.feed, body=[("paragraph", link)], **fields)
    captions = f"WEBVTT\n\n00:00.000 --> 00:01.000\n{MARK} is said here.\n"
    return factories.playable_video(tree.videos, captions=captions, description=link, **fields)


def _bodies(story: StoryPage) -> dict[str, list[tuple[str, object]]]:
    bodies: dict[str, list[tuple[str, object]]] = {
        "related-story": [("related_story", {"story": story.pk})],
        "link": [("paragraph", f'<p>See <a linktype="page" id="{story.pk}">the inquiry</a>.</p>')],
    }
    if story.kind == VIDEO:
        bodies["video-block"] = [("video", {"video": story.pk, "caption": "", "start": 0, "loop": False})]
        bodies["teaser-block"] = [("video_teaser", {"video": story.pk, "headline": "", "text": ""})]
        bodies["strip-block"] = [("video_strip", {"heading": "Watch", "videos": [story.pk]})]
    return bodies


def _host(tree, name: str, blocks: list[tuple[str, object]], **fields: object) -> ArticlePage:
    words = [("paragraph", f"<p>Words of host {name}.</p>")]
    host = factories.article(tree.feed, slug=f"host-{name}", age=timedelta(days=9), body=words, **fields)
    host.body = type(host.body)(host.body.stream_block, _raw([*words, *blocks]), is_lazy=True)
    host.save()
    return ArticlePage.objects.get(pk=host.pk)


def _raw(blocks: list[tuple[str, object]]) -> list[dict[str, object]]:
    return [
        {"type": kind, "value": value, "id": f"{kind}-{place}"} for place, (kind, value) in enumerate(blocks)
    ]


def _about(tree, story: StoryPage) -> StandardPage:
    link = f'<p>Our best work: <a linktype="page" id="{story.pk}">read it</a>.</p>'
    page = StandardPage(title="About us", slug="about")
    block = page.body.stream_block
    name = "text" if "text" in block.child_blocks else "paragraph"
    value = {"heading": "", "text": link} if name == "text" else link
    page.body = type(page.body)(block, _raw([(name, value)]), is_lazy=True)
    return tree.home.add_child(instance=page)


def _front_page(tree, story: StoryPage) -> None:
    home = HomePage.objects.get(pk=tree.home.pk)
    blocks = [
        (
            "lead_package",
            {
                "lead": story.pk,
                "secondaries": [{"story": story.pk, "text_only": False}],
                "also": [story.pk],
                "fill_up": True,
                "fill": "latest",
                "topic": None,
                "feed": None,
            },
        ),
        ("text", {"heading": "", "text": f'<p><a linktype="page" id="{story.pk}">Read this</a></p>'}),
    ]
    home.body = type(home.body)(home.body.stream_block, _raw(blocks), is_lazy=True)
    home.save()


# --- Surfaces ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Surface:
    """A public address on which a story can appear: in words, or as bytes that are given out or not."""

    name: str
    address: Callable[[World], str]
    kinds: tuple[str, ...] = (ARTICLE, VIDEO)
    # Bytes do not carry the mark: that they are given out at all is the sign.
    is_bytes: bool = False

    def read(self, client: Client, world: World) -> tuple[int, str]:
        """Status and text. The address that was asked for may stand in the answer: the reader knew it."""
        address = self.address(world)
        # An original leads to what was encoded of it.
        response = client.get(address, follow=self.is_bytes)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return response.status_code, content.decode(errors="replace").lower().replace(address.lower(), "")

    def shows(self, client: Client, world: World) -> bool:
        """Whether anything of the story can be had here."""
        status, text = self.read(client, world)
        return status in (200, 206) if self.is_bytes else MARK in text


def _month(world: World, name: str) -> str:
    moment = timezone.localtime(world.story.published_at or timezone.now())
    return f"/sitemap-{name}-{moment:%Y-%m}.xml"


def _host_surface(name: str, *kinds: str) -> Surface:
    return Surface(f"host: {name}", lambda world: world.hosts[name].url, kinds or (ARTICLE, VIDEO))


SURFACES = [
    Surface("its own page", lambda world: f"/{_slug_path(world)}"),
    Surface("front page", lambda world: "/"),
    Surface("News Feed", lambda world: "/news/"),
    Surface("News Feed by topic", lambda world: f"/news/?topic={world.topic.slug}"),
    Surface("rail of the feed, further on", lambda world: f"/news/?rail=0&before={_just_before(world)}"),
    Surface("video index", lambda world: "/video/", (VIDEO,)),
    Surface("author page", lambda world: world.author.url),
    Surface("topic page", lambda world: world.topic.url),
    Surface("search", lambda world: f"/search/?q={QUERY}"),
    Surface("search, newest first", lambda world: f"/search/?q={QUERY}&sort=new"),
    Surface("search by kind", lambda world: f"/search/?q={QUERY}&kind={world.kind}"),
    Surface("suggestions", lambda world: f"/search/suggest/?q={QUERY}"),
    Surface("RSS of the feed", lambda world: "/news/rss/"),
    Surface("RSS of the author", lambda world: world.author.feed_url),
    Surface("RSS of the topic", lambda world: world.topic.feed_url),
    Surface("sitemap of stories", lambda world: _month(world, "stories"), (ARTICLE,)),
    Surface("sitemap of videos", lambda world: _month(world, "videos"), (VIDEO,)),
    Surface("news sitemap", lambda world: "/sitemap-news.xml"),
    Surface("standard page that links to it", lambda world: world.about.url),
    _host_surface("related-story"),
    _host_surface("link"),
    _host_surface("topic"),
    _host_surface("video-block", VIDEO),
    _host_surface("teaser-block", VIDEO),
    _host_surface("strip-block", VIDEO),
    _host_surface("teaser_field", VIDEO),
    _host_surface("watch-page", VIDEO),
    Surface("embed", lambda world: f"/embed/{world.story.pk}/", (VIDEO,)),
    Surface("captions", lambda world: f"/media/captions/{_track(world).uuid}.vtt", (VIDEO,)),
    Surface("video bytes", lambda world: world.story.specific.file.url, (VIDEO,), is_bytes=True),
    Surface("document", lambda world: world.document.url, is_bytes=True),
]


def _just_before(world: World) -> Cursor:
    return Cursor(world.story.published_at + timedelta(seconds=1), 1)


def _slug_path(world: World) -> str:
    return f"{'news' if world.kind == ARTICLE else 'video'}/{world.story.slug}/"


def _track(world: World) -> object:
    return world.story.specific.caption_tracks.get()


def surfaces_for(kind: str) -> list[Surface]:
    return [surface for surface in SURFACES if kind in surface.kinds]
