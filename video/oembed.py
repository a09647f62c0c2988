"""The oEmbed provider (https://oembed.com): what other sites' editors get when they paste an address of ours.

The address may be a watch page, the player's own, or an article; an old one that was redirected counts as its
successor. A video answers with its player, an article with a link.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import QueryDict
from django.utils import timezone
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from newsreel.cards import prepare_cards
from newsreel.chrome import load_chrome
from newsreel.metadata.addresses import absolute
from newsreel.models import StoryPage
from newsreel.pictures import existing_renditions
from newsreel.syndication import writable
from newsreel.visibility import private_paths
from video.embed import embed_code, embed_size
from video.embedding import may_embed
from video.models import VideoPage
from video.player import player_for

if TYPE_CHECKING:
    from collections.abc import Mapping

# How long a consumer may keep an answer. The player it frames asks us each time, so a withdrawn video ends at once.
CACHE_SECONDS = 3600
MAX_URL, MAX_PIXELS, MAX_PK = 2_000, 10_000, 2**63 - 1
FORMATS = ("json", "xml")

Answer = dict[str, object]


class Refusal(Exception):
    """A status of the specification (section 2.3.4), with a sentence for whoever reads logs."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Question:
    """The parameters of a request (section 2.2)."""

    url: str
    format: str = "json"
    max_width: int | None = None
    max_height: int | None = None

    @classmethod
    def from_query(cls, query: QueryDict) -> Question:
        """Raises Refusal 400 for what cannot be meant, 501 for another format."""
        wanted = query.get("format", "json").lower()
        if wanted not in FORMATS:
            raise Refusal(501, "Formats are json and xml.")
        url = query.get("url", "").strip()
        if not url or len(url) > MAX_URL:
            raise Refusal(400, "The parameter url is missing or too long.")
        return cls(url, wanted, _pixels(query, "maxwidth"), _pixels(query, "maxheight"))


def _pixels(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text)):
        raise Refusal(400, f"The parameter {name} is no number of pixels.")
    return min(int(text), MAX_PIXELS)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """/oembed/?url=…&format=json|xml&maxwidth=…&maxheight=…"""
    try:
        question = Question.from_query(request.GET)
        response = _printed(answer_to(question), question.format)
        response.headers["Cache-Control"] = "public, max-age=60, must-revalidate"
    except Refusal as refusal:
        response = HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
        response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def answer_to(question: Question) -> Answer:
    """The answer as names and values. Raises Refusal: 404 for what the public has never to see, 401 for what is
    there but private, or not for other sites.
    """
    story = _find(question.url)
    if story is None or not story.is_published():
        raise Refusal(404, "There is nothing public at this address.")
    if story.path.startswith(private_paths()):
        raise Refusal(401, "This is private.")
    if not story.is_video:
        prepare_cards([story])
        return {"type": "link", **_common(story, story.lead_image, question)}
    page = VideoPage.objects.for_player().get(pk=story.pk)
    if not may_embed(page):
        raise Refusal(401, "This video is not for other sites.")
    prepare_cards([page], images=[page.external.poster if page.external else None])
    player = player_for(page)
    width, height = embed_size(player, question.max_width, question.max_height)
    frame = {"html": embed_code(page, player, (width, height)), "width": width, "height": height}
    return {"type": "video", **_common(page, player.poster, question), **frame}


def _find(url: str) -> StoryPage | None:
    """The story behind an address of ours, whatever its state."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or host != urlsplit(settings.NEWSREEL_ORIGIN).netloc.lower():
        return None
    path = unquote(parts.path).rstrip("/")
    stories = StoryPage.objects.select_related("lead_image")
    head, _slash, key = path.rpartition("/")
    if head == "/embed":
        is_key = key.isascii() and key.isdigit() and int(key) <= MAX_PK
        return stories.filter(pk=key, kind="video").first() if is_key else None
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or "\0" in path:
        return None
    return stories.filter(url_path=f"{site.root_page.url_path.rstrip('/')}{path}/").first() or _moved(
        stories, path
    )


def _moved(stories, path: str) -> StoryPage | None:
    try:
        old_path = Redirect.normalise_path(path)
    except ValueError:  # “//[”: read as an address, it has a host that is none
        return None
    moved = Redirect.objects.filter(old_path=old_path, redirect_page__isnull=False).first()
    return stories.filter(pk=moved.redirect_page_id).first() if moved else None


def _common(story: StoryPage, picture: object, question: Question) -> Answer:
    """What answers of any type say (section 2.3.4)."""
    authors = [byline.author for byline in story.byline_list]
    answer: Answer = {
        "version": "1.0",
        "title": writable(story.title),
        "provider_name": writable(load_chrome().newsroom.name),
        "provider_url": absolute("/"),
        "cache_age": _cache_age(story),
    }
    if authors:
        answer["author_name"] = writable(story.byline_text)
    if len(authors) == 1 and authors[0]:
        answer["author_url"] = absolute(authors[0].url)
    return {**answer, **_thumbnail(picture, question)}


def _cache_age(story: StoryPage) -> int:
    if story.expire_at is None:
        return CACHE_SECONDS
    return max(0, min(CACHE_SECONDS, int((story.expire_at - timezone.now()).total_seconds())))


def _thumbnail(image: object, question: Question) -> Answer:
    """The largest JPEG that fits the limits; none of the three if there is none."""
    if image is None:
        return {}
    fitting = [
        rendition
        for spec, rendition in existing_renditions(image).items()
        if spec.startswith("format-jpeg")
        and rendition.width <= (question.max_width or MAX_PIXELS)
        and rendition.height <= (question.max_height or MAX_PIXELS)
    ]
    if not fitting:
        return {}
    best = max(fitting, key=lambda rendition: (rendition.width, rendition.height))
    return {
        "thumbnail_url": absolute(best.url),
        "thumbnail_width": best.width,
        "thumbnail_height": best.height,
    }


def _printed(answer: Mapping[str, object], wanted: str) -> HttpResponse:
    if wanted == "json":
        return JsonResponse(answer)
    text = io.StringIO()
    xml = SimplerXMLGenerator(text, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", {})
    for name, value in answer.items():
        xml.addQuickElement(name, writable(value))
    xml.endElement("oembed")
    xml.endDocument()
    return HttpResponse(text.getvalue(), content_type="text/xml; charset=utf-8")
