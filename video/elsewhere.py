"""Asking YouTube and Vimeo about a video, in a task: title, size and still, stored as our own fields and picture.

Only fixed hosts over https, no redirects, small answers, a few seconds (OWASP SSRF prevention). Whatever goes wrong
leaves the page as it is: readers see what editors wrote.
"""

from __future__ import annotations

import io
import json
import logging
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from newsreel.models import EditorialImage, StoryPage
from newsreel.renditions import BODY_ROLES, STORY_ROLES
from newsreel.tasks import queue_renditions

if TYPE_CHECKING:
    from video.models import ExternalVideo

logger = logging.getLogger(__name__)

OEMBED = {"youtube": "https://www.youtube.com/oembed", "vimeo": "https://vimeo.com/api/oembed.json"}
HOSTS = {"www.youtube.com", "vimeo.com"}
POSTER_HOSTS = {"i.ytimg.com", "i.vimeocdn.com"}
ANSWER_BYTES = 200_000
POSTER_BYTES = 5_000_000
POSTER_PIXELS = 20_000_000
TIMEOUT_SECONDS = 10
MAX_SIDE = 16_384


class NotFetched(Exception):
    """The provider did not answer as it should; its text is for the log."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@dataclass(frozen=True)
class Facts:
    """What a provider says, checked and cut to what we store."""

    title: str = ""
    channel: str = ""
    duration: int | None = None
    width: int | None = None
    height: int | None = None
    poster_url: str = ""


def fetch(url: str, hosts: set[str], most: int) -> bytes:
    """The body at an address of these hosts. Raises NotFetched for anything unusual."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.hostname not in hosts or parts.port or parts.username is not None:
        raise NotFetched(f"not an address we ask: {url[:200]}")
    request = Request(url, headers={"User-Agent": "Newsreel", "Accept": "*/*"})  # noqa: S310 (checked above)
    until = time.monotonic() + TIMEOUT_SECONDS
    try:
        with build_opener(_NoRedirects).open(request, timeout=TIMEOUT_SECONDS / 2) as answer:
            body = b""
            while block := answer.read(32_768):
                body += block
                if len(body) > most or time.monotonic() > until:
                    raise NotFetched(f"too long an answer from {parts.hostname}")
            if answer.length:
                raise NotFetched(f"the answer from {parts.hostname} stops in the middle")
            return body
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise NotFetched(f"{parts.hostname}: {error}") from error


def ask_provider(external: ExternalVideo) -> Facts:
    """The provider's oEmbed answer (https://oembed.com). Raises NotFetched."""
    query = urlencode({"url": external.address.page_url, "format": "json"})
    body = fetch(f"{OEMBED[external.provider]}?{query}", HOSTS, ANSWER_BYTES)
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotFetched("the answer is no JSON") from error
    if not isinstance(answer, dict):
        raise NotFetched("the answer is no object")
    return Facts(
        title=_words(answer.get("title")),
        channel=_words(answer.get("author_name")),
        duration=_number(answer.get("duration"), 48 * 3600),
        width=_number(answer.get("width"), MAX_SIDE),
        height=_number(answer.get("height"), MAX_SIDE),
        poster_url=_words(answer.get("thumbnail_url"), 1000),
    )


def _words(value: object, most: int = 255) -> str:
    """One line that any database holds: without zeros and half signs (JSON may write a lone “\\ud83d”)."""
    if not isinstance(value, str):
        return ""
    text = value.replace("\0", "").encode(errors="ignore").decode()
    return " ".join(text.split())[:most]


def _number(value: object, most: int) -> int | None:
    return int(value) if isinstance(value, int | float) and 0 < value <= most else None


def fill_external_video(external: ExternalVideo) -> str:
    """Store what the provider says; “ready”, or why not. A still that did not come is asked for at the next save."""
    try:
        facts = ask_provider(external)
    except NotFetched as error:
        logger.info("Nothing fetched for %s: %s", external, error)
        return str(error)[:200]
    poster = external.poster or _fetch_poster(external, facts)
    names = ("title", "channel", "duration", "width", "height")
    fields = {name: getattr(facts, name) for name in names}
    with transaction.atomic():
        whole = poster is not None or not facts.poster_url
        type(external).objects.filter(pk=external.pk).update(
            **fields, poster=poster, fetched_at=timezone.now() if whole else None
        )
        external.refresh_from_db()
        _refresh_pages(external)
    return "ready"


def _refresh_pages(external: ExternalVideo) -> None:
    from video.models import VideoPage

    pages = VideoPage.objects.filter(external=external).order_by().values("pk")
    StoryPage.objects.filter(pk__in=pages).update(duration=external.duration, shape=external.shape)


def _fetch_poster(external: ExternalVideo, facts: Facts) -> EditorialImage | None:
    """The provider's still as a picture of ours; None if there is none or it is no JPEG, PNG or WebP."""
    try:
        body = fetch(facts.poster_url, POSTER_HOSTS, POSTER_BYTES)
        with Image.open(io.BytesIO(body), formats=["JPEG", "PNG", "WEBP"]) as image:
            if image.width * image.height > POSTER_PIXELS:
                raise NotFetched("the still is too large")
            ending = image.format.lower().replace("jpeg", "jpg")
            image.verify()
    except (NotFetched, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        logger.info("No still for %s: %s", external, error)
        return None
    file = ContentFile(body, name=f"{external.provider}-{external.provider_id.partition('/')[0]}.{ending}")
    credit = f"{external.get_provider_display()}: {facts.channel}".rstrip(": ")
    poster = EditorialImage(title=facts.title or str(external), credit=credit[:200], file=file)
    poster.description = poster.title[:255]
    poster.save()
    queue_renditions([poster.pk], (*STORY_ROLES, *BODY_ROLES))
    return poster
