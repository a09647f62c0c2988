"""What a player prints: sources, caption tracks, poster and start, worked out once so that templates only print."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.conf.locale import LANG_INFO
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsreel.languages import is_right_to_left
from newsreel.pictures import picture
from video.chapters import Chapter
from video.providers import ExternalReference

if TYPE_CHECKING:
    from newsreel.models import EditorialImage
    from video.models import CaptionTrack, VideoPage

KIND_NAMES = {
    "captions": gettext_lazy("captions"),
    "subtitles": gettext_lazy("subtitles"),
    "descriptions": gettext_lazy("descriptions"),
}
# The size of a player whose video is not known yet, by shape.
ASSUMED_SIZE = {"portrait": (720, 1280), "square": (720, 720)}
HLS_TYPE = "application/vnd.apple.mpegurl"
# The longer side of the box that holds the player's ratio; large, because style sheets only make it smaller.
FRAME_SIDE = 1920
# A loop of at most this many seconds plays silently by itself, in view and where motion is welcome.
LONGEST_CLIP = 20


@dataclass(frozen=True)
class Source:
    """One <source>: an address and its type."""

    src: str
    type: str


@dataclass(frozen=True)
class Track:
    """One <track>, labelled in its own language."""

    src: str
    language: str
    label: str
    kind: str
    is_default: bool = False


@dataclass(frozen=True)
class Language:
    """The language of some words: a BCP 47 tag, with its own name and which way it runs."""

    code: str

    @property
    def name(self) -> str:
        return language_name(self.code)

    @property
    def direction(self) -> str:
        return "rtl" if is_right_to_left(self.code) else "ltr"


@dataclass(frozen=True)
class Player:
    """One video ready to be shown, or the words to show instead (`notice`)."""

    page_pk: int | None
    title: str
    language: str
    shape: str
    width: int
    height: int
    duration: int = 0
    duration_text: str = ""
    duration_iso: str = ""
    poster: EditorialImage | None = None
    poster_url: str = ""
    poster_alt: str = ""
    sources: tuple[Source, ...] = ()
    hls: str = ""
    coming: str = ""
    storyboard: str = ""
    download_url: str = ""
    content_warning: str = ""
    spoken_language: str = ""
    tracks: tuple[Track, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    external: ExternalReference | None = None
    notice: str = ""
    is_preparing: bool = False
    start: int = 0
    loop: bool = False
    clip: bool = False
    muted: bool = False
    autoplay: bool = False
    controls: bool = True
    few_controls: bool = False
    captions_hidden: bool = field(default=False, repr=False)

    @property
    def fragment(self) -> str:
        """Media fragment (https://www.w3.org/TR/media-frags/) that starts the video without script."""
        return f"#t={self.start}" if self.start else ""

    @property
    def is_portrait(self) -> bool:
        return self.shape == "portrait"

    @property
    def is_clip(self) -> bool:
        """Whether it is a short loop inside a text: silent, without controls but one that stops it.

        What readers are warned of waits behind its cover, and never starts by itself.
        """
        short = bool(self.sources) and 0 < self.duration <= LONGEST_CLIP
        return self.clip and self.loop and short and not self.content_warning

    @property
    def frame_width(self) -> int:
        return round(FRAME_SIDE * self.width / max(self.width, self.height)) or 1

    @property
    def frame_height(self) -> int:
        return round(FRAME_SIDE * self.height / max(self.width, self.height)) or 1

    @property
    def chapters_json(self) -> str:
        """The chapters as the player's script reads them; a template escapes it."""
        return json.dumps([{"start": chapter.start, "title": chapter.title} for chapter in self.chapters])

    @property
    def caption_languages(self) -> str:
        """“English, Українська”."""
        names = [track.label for track in self.tracks if track.kind != "descriptions"]
        return ", ".join(dict.fromkeys(names))


def player_for(page: VideoPage, **options: object) -> Player:
    """The player of a watch page. No queries for pages from `VideoPage.objects.for_player()`."""
    file = page.file
    poster = page.lead_image or (page.external.poster if page.external else None)
    shape = page.shape or (page.source.shape if page.source else "") or "landscape"
    width, height = ASSUMED_SIZE.get(shape, (1280, 720))
    if page.source and page.source.width and page.source.height:
        width, height = page.source.width, page.source.height
    player = Player(
        page_pk=page.pk,
        title=page.title,
        language=page.language,
        shape=shape,
        width=width,
        height=height,
        duration=page.duration or 0,
        duration_text=page.duration_text,
        duration_iso=page.duration_iso,
        poster=poster,
        poster_url=_poster_url(poster),
        poster_alt=page.lead_alt,
        **_addresses(page),
        content_warning=page.content_warning,
        spoken_language=_spoken_language(page),
        tracks=tracks_of(page) if file else (),
        chapters=tuple(page.chapter_list),
        external=page.external.address if page.external and not file else None,
        **_notice(page),
    )
    return replace(player, **{name: value for name, value in options.items() if value})


def _addresses(page: VideoPage) -> dict[str, object]:
    """Where the film comes from: the one file every browser plays, and HLS and previews once they are made."""
    file = page.file
    if not file or not file.is_playable:
        return {}
    one_file = file.progressive_url
    hls = file.wordless_hls_url if page.prints_tracks_inline else file.hls_url
    # While only streams are finished, the browsers that know HLS themselves play them without script.
    source = Source(one_file, file.progressive_type) if one_file else Source(hls, HLS_TYPE)
    return {
        "sources": (source,),
        "hls": hls,
        "coming": "" if hls else _coming(page),
        "storyboard": file.storyboard_url,
        "download_url": one_file if page.download_allowed else "",
    }


def _coming(page: VideoPage) -> str:
    """Where the streams will be, while the first of them are being made; nothing if none are.

    One query for a page that did not come from `VideoPage.objects.for_player()`.
    """
    token = page.open_job if "open_job" in page.__dict__ else page.file.open_job_token
    name = "wordless.m3u8" if page.prints_tracks_inline else "master.m3u8"
    return reverse("video_encoded", args=[page.file.token, token, name]) if token else ""


def _spoken_language(page: VideoPage) -> str:
    """The name of the language that is spoken, if it is not the story's."""
    spoken = page.spoken_language
    return language_name(spoken) if spoken and spoken != page.language else ""


def _notice(page: VideoPage) -> dict[str, object]:
    """What to say where there is nothing to play, and whether that will change by itself."""
    if (page.file and page.file.is_playable) or page.external:
        return {}
    # One more query, but only where there is nothing to play.
    if page.file and page.file.is_being_prepared:
        words = _("This video is being prepared. It can be watched in a few minutes.")
        return {"notice": words, "is_preparing": True}
    return {"notice": _("This video cannot be played at the moment.")}


def _poster_url(image: EditorialImage | None) -> str:
    """The JPEG for the poster attribute, from what exists."""
    found = picture(image, "lead")
    return found.fallback.url if found else ""


def tracks_of(page: VideoPage) -> tuple[Track, ...]:
    """The page's caption tracks; the one in its own language is on from the start."""
    tracks, default = list(page.caption_tracks.all()), None
    for track in tracks:
        if default is None and track.language == page.language and track.kind != "descriptions":
            default = track
    inline = page.prints_tracks_inline
    languages = [track.language for track in tracks]
    return tuple(
        Track(
            src=track.inline_url if inline else track.url,
            language=track.language,
            label=track_label(track, is_alone=languages.count(track.language) == 1),
            kind=track.kind,
            is_default=track is default,
        )
        for track in tracks
    )


def track_label(track: CaptionTrack, is_alone: bool) -> str:
    """What menus call a track: its language's own name; with its kind, where a language has several."""
    name = language_name(track.language)
    return name if is_alone else f"{name} ({KIND_NAMES[track.kind]})"


def language_name(code: str) -> str:
    """A language's name in itself: “українська”."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    name = info.get("name_local", code)
    return name[:1].upper() + name[1:]
