"""Videos elsewhere: reading a YouTube or Vimeo address strictly, and making the addresses we link and frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qs, quote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from video.timecodes import parse_time

YOUTUBE_HOSTS = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "music.youtube.com",
    "www.youtube-nocookie.com",
}
VIMEO_HOSTS = {"vimeo.com", "www.vimeo.com"}
_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")
_YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([^/]+)/?\Z")
# An unlisted Vimeo video has a second part, without which it does not play.
_VIMEO_PATH = re.compile(r"/(?:channels/[\w-]+/)?([0-9]{3,12})(?:/([0-9a-f]{6,16}))?/?\Z", re.ASCII)
_VIMEO_PLAYER = re.compile(r"/video/([0-9]{3,12})/?\Z", re.ASCII)
_VIMEO_SECRET = re.compile(r"[0-9a-f]{6,16}\Z", re.ASCII)


@dataclass(frozen=True)
class ExternalReference:
    """One video at a provider. The `provider_id` of an unlisted Vimeo video is “number/secret”."""

    provider: str
    provider_id: str
    start: int = 0
    is_short: bool = field(default=False, compare=False)  # one of YouTube's upright “Shorts”

    @property
    def provider_name(self) -> str:
        return {"youtube": "YouTube", "vimeo": "Vimeo"}.get(self.provider, self.provider)

    @property
    def page_url(self) -> str:
        """The page at the provider: what the play button links to without script."""
        if self.is_short:  # by its common address YouTube calls it wide, and frames it so
            return f"https://www.youtube.com/shorts/{quote(self.provider_id)}"
        if self.provider == "youtube":
            start = f"&t={self.start}s" if self.start else ""
            return f"https://www.youtube.com/watch?v={quote(self.provider_id)}{start}"
        start = f"#t={self.start}s" if self.start else ""
        return f"https://vimeo.com/{quote(self.provider_id)}{start}"

    @property
    def embed_url(self) -> str:
        """What is framed once a reader presses play; nothing is loaded from there before."""
        if self.provider == "youtube":
            query = {"autoplay": 1, "rel": 0, **({"start": self.start} if self.start else {})}
            return f"https://www.youtube-nocookie.com/embed/{quote(self.provider_id)}?{urlencode(query)}"
        number, _slash, secret = self.provider_id.partition("/")
        query = {"autoplay": 1, "dnt": 1, **({"h": secret} if secret else {})}
        start = f"#t={self.start}s" if self.start else ""
        return f"https://player.vimeo.com/video/{number}?{urlencode(query)}{start}"


def parse_external(url: str) -> ExternalReference:
    """The video behind an address. Raises ValidationError, in an editor's words, for any other address."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
        strange = parts.port is not None or parts.username is not None
        query = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=40).items()}
    except ValueError:
        raise _not_understood() from None
    found = None
    if parts.scheme in ("http", "https") and not strange:
        found = _youtube(host, parts, query) or _vimeo(host, parts, query)
    if found is None:
        raise _not_understood()
    return found


def _not_understood() -> ValidationError:
    return ValidationError(
        _(
            "This is not the address of a video on YouTube or Vimeo. Copy it from the provider's page, for "
            "example https://www.youtube.com/watch?v=aqz-KE-bpKQ or https://vimeo.com/76979871."
        ),
        code="unknown_provider",
    )


def _youtube(host: str, parts: SplitResult, query: dict[str, str]) -> ExternalReference | None:
    if host == "youtu.be":
        video_id = parts.path.strip("/")
    elif host in YOUTUBE_HOSTS:
        match = _YOUTUBE_PATH.match(parts.path)
        watching = parts.path.rstrip("/") == "/watch"
        video_id = match[1] if match else query.get("v", "") if watching else ""
    else:
        return None
    if not _YOUTUBE_ID.match(video_id):
        return None
    start = _start(query.get("t") or query.get("start") or "")
    return ExternalReference("youtube", video_id, start, is_short=parts.path.startswith("/shorts/"))


def _vimeo(host: str, parts: SplitResult, query: dict[str, str]) -> ExternalReference | None:
    if host == "player.vimeo.com":
        match, secret = _VIMEO_PLAYER.match(parts.path), query.get("h", "")
    elif host in VIMEO_HOSTS:
        match = _VIMEO_PATH.match(parts.path)
        secret = (match[2] if match else "") or query.get("h", "")
    else:
        return None
    if match is None:
        return None
    key = f"{match[1]}/{secret}" if _VIMEO_SECRET.match(secret) else match[1]
    return ExternalReference("vimeo", key, _start(parts.fragment.removeprefix("t=")))


def _start(text: str) -> int:
    return int(parse_time(text) or 0)
