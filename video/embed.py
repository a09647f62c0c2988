"""The embedded player: which parameters it understands, and the code that partners paste."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext

from video.player import Player
from video.timecodes import parse_time

if TYPE_CHECKING:
    from video.models import VideoPage

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")
_ON, _OFF = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
# Small, medium and large, by shape.
EMBED_WIDTHS = {"landscape": (400, 640, 960), "square": (300, 480, 640), "portrait": (240, 360, 480)}
EMBED_WIDTH = {"portrait": 360, "square": 480}


@dataclass(frozen=True)
class EmbedOptions:
    """Parameters of /embed/<pk>/; whatever is not understood is passed over."""

    start: int = 0
    autoplay: bool = False
    muted: bool = False
    loop: bool = False
    captions: bool = True
    controls: bool = True
    language: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> EmbedOptions:
        language = query.get("lang", "")
        return cls(
            start=start_from(query),
            autoplay=_switch(query, "autoplay", False),
            muted=_switch(query, "muted", False),
            loop=_switch(query, "loop", False),
            captions=_switch(query, "captions", True),
            controls=_switch(query, "controls", True),
            language=language if len(language) <= 16 and _LANGUAGE.match(language) else "",
        )

    def apply(self, player: Player) -> Player:
        """The player as asked for. What plays by itself is silent, and nobody can take the way to stop it away:
        with `controls=0` play, sound and captions remain.
        """
        tracks = player.tracks
        if self.language and any(self._is_wanted(track.language) for track in tracks):
            first = next(track for track in tracks if self._is_wanted(track.language))
            tracks = tuple(replace(track, is_default=track is first) for track in tracks)
        if not self.captions:
            tracks = tuple(replace(track, is_default=False) for track in tracks)
        return replace(
            player,
            tracks=tracks,
            start=self.start,
            autoplay=self.autoplay,
            muted=self.muted or self.autoplay,
            loop=self.loop,
            few_controls=not self.controls,
        )

    def _is_wanted(self, language: str) -> bool:
        return language.lower().split("-")[0] == self.language.lower().split("-")[0]


def start_from(query: QueryDict) -> int:
    """Seconds of `?t=90` or `?t=1m30s`; 0 for anything else."""
    return int(parse_time(query.get("t", "")[:20]) or 0)


def embed_url(page: VideoPage) -> str:
    """The absolute address of the player."""
    return f"{settings.NEWSREEL_ORIGIN}{page.embed_path}"


def embed_size(
    player: Player, max_width: int | None = None, max_height: int | None = None
) -> tuple[int, int]:
    """Width and height in pixels of the frame: the video's ratio, within the limits if there are any."""
    width = EMBED_WIDTH.get(player.shape, 640)
    if max_width:
        width = min(width, max_width)
    if max_height:
        width = min(width, int(max_height * player.width / player.height))
    return max(1, width), max(1, round(width * player.height / player.width))


def embed_code(page: VideoPage, player: Player, size: tuple[int, int] | None = None) -> str:
    """What a partner pastes: an iframe with the video's ratio, as plain text for a template to escape.

    With a `size` in pixels it is so wide at most; without, it is as wide as its place.
    """
    width, height = size or embed_size(player)
    context = {
        "src": embed_url(page),
        "title": page.title,
        "width": width,
        "height": height,
        "is_fixed": size is not None,
    }
    # str() of a SafeString is still one; joining makes it plain, so that <textarea> shows it as it is.
    return "".join(str(render_to_string("video/embed_code.html", context)).split("\n"))


@dataclass(frozen=True)
class EmbedCode:
    """One of the codes to choose from."""

    name: str
    label: str
    code: str


def embed_codes(page: VideoPage, player: Player) -> list[EmbedCode]:
    """The codes that a partner chooses from: as wide as its place, or one of three widths."""
    widths = EMBED_WIDTHS.get(player.shape, EMBED_WIDTHS["landscape"])
    names = {"small": gettext("Small"), "medium": gettext("Medium"), "large": gettext("Large")}
    codes = [EmbedCode("responsive", gettext("Fits its place"), embed_code(page, player))]
    for (name, word), width in zip(names.items(), widths, strict=True):
        height = max(1, round(width * player.height / player.width))
        codes.append(
            EmbedCode(name, f"{word}, {width} × {height}", embed_code(page, player, (width, height)))
        )
    return codes


def _switch(query: QueryDict, name: str, otherwise: bool) -> bool:
    value = query.get(name, "").lower()
    return True if value in _ON else False if value in _OFF else otherwise
