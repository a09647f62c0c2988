"""Body blocks that show video: ours in a player or as a card, and others' behind a facade."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from newsreel.blocks.choosers import PosterChooserBlock, StoryChooserBlock
from newsreel.blocks.media import PICTURES, any_picture
from newsreel.blocks.targets import published_stories, published_story
from newsreel.blocks.worded import WordedStructBlock
from newsreel.models import StoryPage
from video.models import ExternalVideo, VideoPage
from video.player import player_for
from video.providers import ExternalReference, parse_external

VIDEO_ONLY = _("While it is not published, readers see nothing here.")
PLAYERS_NAME = "players"
ELSEWHERE_NAME = "elsewhere"
Key = tuple[str, str]  # of a video elsewhere: the provider, and its name there


class VideoChooserBlock(StoryChooserBlock):
    """A video page, from a window that shows stills and can upload a new one."""

    @cached_property
    def widget(self):
        from video.page_chooser import video_chooser

        return video_chooser.widget_class()

    def get_form_state(self, value):
        return self.widget.get_value_data(value)

    class Meta:
        icon = "media"


def newest_video() -> StoryPage | None:
    """Something real for a preview in the block picker, and if possible something that plays."""
    videos = StoryPage.objects.published().videos().newest_first()
    return videos.filter(duration__isnull=False).first() or videos.first()


def as_video(story: StoryPage | None) -> VideoPage | None:
    """The chooser's own type, for preview values."""
    return VideoPage.objects.filter(pk=story.pk).first() if story else None


class VideoBlock(WordedStructBlock):
    """A video that plays in the text."""

    video = VideoChooserBlock(page_type="video.VideoPage")
    caption = blocks.CharBlock(required=False, max_length=400)
    start = blocks.IntegerBlock(required=False, min_value=0, max_value=86_400)
    loop = blocks.BooleanBlock(required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        group = PICTURES
        description = _(
            "One of our videos, playing in the text. It follows the video page: replace the file there."
        )
        template = "blocks/video_block.html"
        wording = {
            "video": (_("Video"), VIDEO_ONLY),
            "caption": (_("Caption"), _("Left empty, the video’s headline is printed.")),
            "start": (_("Start at"), _("Seconds from the beginning.")),
            "loop": (
                _("Loop"),
                _(
                    "Plays again and again. Up to 20 seconds it is silent and starts by itself in view, except for "
                    "readers who asked for less motion."
                ),
            ),
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        chosen = value.get("video")
        video = _player(chosen.pk, context) if chosen is not None else None
        context["video"] = video
        context["player"] = video and player_for(
            video, start=int(value.get("start") or 0), loop=bool(value.get("loop")), clip=True
        )
        context["caption"] = value.get("caption") or (video.title if video else "")
        return context

    def get_preview_value(self):
        return self.normalize({"video": as_video(newest_video()), "caption": "", "start": 0, "loop": False})


def _player(pk: int, context: dict) -> VideoPage | None:
    """The video with its file, from what the page has prepared, else from the database."""
    players = context.get(PLAYERS_NAME)
    return players.get(pk) if players is not None else load_players({pk}).get(pk)


def load_players(keys: set[int], also: Subquery | None = None) -> dict[int, VideoPage]:
    """Published videos by key, with what a player prints; and the one whose key a query says, with any of them."""
    if not keys:
        return {}
    wanted = Q(pk__in=keys) | Q(pk=also) if also is not None else Q(pk__in=keys)
    return {video.pk: video for video in VideoPage.objects.published().for_player().filter(wanted)}


class VideoTeaserBlock(WordedStructBlock):
    """An invitation to watch: the video's still with words of its own."""

    video = VideoChooserBlock(page_type="video.VideoPage")
    headline = blocks.CharBlock(required=False, max_length=120)
    text = blocks.TextBlock(required=False, rows=4, max_length=1200)

    class Meta:
        icon = "media"
        label = _("Video teaser")
        group = PICTURES
        description = _(
            "The still of a video with a headline and words; readers unfold more than three lines."
        )
        template = "blocks/video_teaser_block.html"
        wording = {
            "video": (_("Video"), VIDEO_ONLY),
            "headline": (_("Headline"), _("Left empty, the video’s own.")),
            "text": (_("Text"), _("Left empty, the video’s standfirst.")),
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["video"] = published_story(value.get("video"), context)
        return context

    def get_preview_value(self):
        return self.normalize({"video": as_video(newest_video()), "headline": "", "text": ""})


class VideoStripBlock(WordedStructBlock):
    """Several videos in a row."""

    heading = blocks.CharBlock(required=False, max_length=120)
    videos = blocks.ListBlock(VideoChooserBlock(page_type="video.VideoPage"), min_num=1, max_num=6)

    class Meta:
        icon = "media"
        label = _("Video strip")
        group = PICTURES
        description = _("Two to six videos in a row, each with its still and headline.")
        template = "blocks/video_strip_block.html"
        wording = {"heading": (_("Heading"), ""), "videos": (_("Videos"), VIDEO_ONLY)}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["videos"] = published_stories(value.get("videos") or (), context)
        return context

    def get_preview_value(self):
        keys = StoryPage.objects.published().videos().newest_first().values_list("pk", flat=True)[:3]
        return self.normalize(
            {"heading": _("Watch"), "videos": list(VideoPage.objects.filter(pk__in=list(keys)))}
        )


@dataclass(frozen=True)
class Facade:
    """What components/facade.html prints of a provider's video."""

    embed_url: str
    page_url: str
    provider_name: str


class EmbedValue(blocks.StructValue):
    """The provider's addresses; None if the stored one is no longer understood."""

    @cached_property
    def reference(self) -> ExternalReference | None:
        return _understood(self.get("url"))

    @cached_property
    def external(self) -> Facade | None:
        found = self.reference
        return found and Facade(found.embed_url, found.page_url, found.provider_name)


def _understood(url: str | None) -> ExternalReference | None:
    try:
        return parse_external(url or "")
    except ValidationError:
        return None


def addresses_in(body: StreamValue) -> list[str]:
    """The addresses of videos elsewhere that a story shows, from its stored form, which an import may have written."""
    values = [item.get("value") for item in body.get_prep_value() if item.get("type") == "external_embed"]
    urls = [value.get("url") for value in values if isinstance(value, dict)]
    return [url for url in urls if url and isinstance(url, str)]


def load_elsewhere(urls: Iterable[str]) -> dict[Key, ExternalVideo]:
    """What the providers have said of these videos, with their stills: one query, none without addresses."""
    wanted = {(found.provider, found.provider_id) for found in map(_understood, urls) if found}
    if not wanted:
        return {}
    rows = ExternalVideo.objects.filter(provider_id__in=[number for _name, number in wanted])
    found = {(row.provider, row.provider_id): row for row in rows.select_related("poster")}
    return {key: row for key, row in found.items() if key in wanted}


class ExternalEmbedBlock(WordedStructBlock):
    """A video of YouTube or Vimeo behind a facade: nothing of theirs is loaded before the reader presses play."""

    url = blocks.URLBlock(max_length=500)
    title = blocks.CharBlock(max_length=200)
    text = blocks.TextBlock(required=False, rows=2, max_length=400)
    poster = PosterChooserBlock(required=False)

    class Meta:
        icon = "code"
        label = _("Video elsewhere")
        group = PICTURES
        description = _(
            "A video of YouTube or Vimeo. Nothing of theirs is loaded before the reader presses play."
        )
        template = "blocks/external_embed_block.html"
        value_class = EmbedValue
        wording = {
            "url": (_("Address"), _("The address of the video’s page at YouTube or Vimeo.")),
            "title": (_("Title"), _("What the reader will see.")),
            "text": (_("Text"), _("Why it is worth watching.")),
            "poster": (
                _("Picture"),
                _("Shown until the reader presses play. Left empty, the provider’s own still."),
            ),
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        found = value.reference
        known = context.get(ELSEWHERE_NAME)
        if known is None:
            known = load_elsewhere([value.get("url")])
        row = known.get((found.provider, found.provider_id)) if found else None
        context["poster"] = value.get("poster") or (row.poster if row else None)
        context["shape"] = "portrait" if found and found.is_short else row.shape if row else ""
        return context

    def clean(self, value):
        result = super().clean(value)
        if result.get("url"):
            try:
                parse_external(result["url"])
            except ValidationError as error:
                raise StructBlockValidationError(block_errors={"url": error}) from error
        return result

    def get_preview_value(self):
        return self.normalize(
            {
                "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "title": _("An open animated film, shown at the Tarnholt film school"),
                "text": _("The students drew every frame of it in one winter."),
                "poster": any_picture(),
            }
        )
