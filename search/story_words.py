"""The words of found stories, for passages: bodies, descriptions, what is spoken. One query for a whole page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast
from wagtail.rich_text import get_text_for_indexing

from news.models import ArticlePage
from newsreel.blocks.walking import plain_text
from newsreel.models import StoryPage
from video.models import CaptionTrack, VideoPage
from video.transcripts import TranscriptLine, transcript_from_captions, transcript_from_text

BODY, DESCRIPTION, TRANSCRIPT = "body", "description", "transcript"
TITLE, STANDFIRST = "title", "standfirst"
# The fuller text first, as SpokenWords.own_captions chooses.
SPEECH = (CaptionTrack.Kind.CAPTIONS.value, CaptionTrack.Kind.SUBTITLES.value)


@dataclass
class StoryWords:
    """What one story says beside headline and standfirst, as stored. Reading it costs something, so it waits."""

    parts: dict[tuple[str, str], str] = field(default_factory=dict)

    def body(self) -> str:
        """The text of an article, or the words beside a video, without markup."""
        if stored := self.parts.get((BODY, "")):
            return plain_text(ArticlePage._meta.get_field("body").to_python(stored))
        return " ".join(get_text_for_indexing(self.parts.get((DESCRIPTION, ""), "")).split())

    def spoken(self, language: str) -> tuple[str, tuple[TranscriptLine, ...]]:
        """What is said in a video, line by line, and its language: as its page prints it."""
        if typed := self.parts.get((TRANSCRIPT, "")):
            return language, transcript_from_text(typed)
        tracks = sorted(
            (key for key in self.parts if key[0] in SPEECH),
            key=lambda key: (key[1] != language, SPEECH.index(key[0])),
        )
        return (tracks[0][1], transcript_from_captions(self.parts[tracks[0]])) if tracks else (language, ())


def prose(words: Iterable[StoryWords]) -> Iterator[str]:
    """What stories say in sentences, the shortest first, and at last their headlines."""
    words = list(words)
    for part in (STANDFIRST, BODY, TITLE):
        yield from (one.body() if part == BODY else one.parts.get((part, ""), "") for one in words)


def words_of_stories(stories: Iterable[StoryPage], others: Sequence[int] = ()) -> dict[int, StoryWords]:
    """By primary key. Stories of other kinds have no words here.

    `others`: primary keys of stories of which everything but what is spoken is wanted, headlines too.
    """
    articles = [story.pk for story in stories if not story.is_video]
    videos = [story.pk for story in stories if story.is_video]
    found: dict[int, StoryWords] = {}
    queries = []
    if articles or others:
        queries.append(_part(ArticlePage.objects.filter(pk__in=[*articles, *others]), "pk", BODY, "body"))
    if videos or others:
        pages = VideoPage.objects.filter(pk__in=[*videos, *others])
        queries.append(_part(pages, "pk", DESCRIPTION, "description"))
    if videos:
        queries.append(_part(VideoPage.objects.filter(pk__in=videos), "pk", TRANSCRIPT, "transcript"))
        queries.append(_captions(videos))
    if others:
        pages = StoryPage.objects.filter(pk__in=others)
        queries += [_part(pages, "pk", TITLE, "title"), _part(pages, "pk", STANDFIRST, "standfirst")]
    if not queries:
        return found
    first, *more = queries
    for pk, part, language, text in first.union(*more, all=True) if more else first:
        if text:
            # Of two tracks alike, the first in the page's order is the one that is printed.
            found.setdefault(pk, StoryWords()).parts.setdefault((part, language), text)
    return found


def _text(column: str) -> Cast:
    return Cast(F(column), TextField())


def _label(value: str) -> Value:
    return Value(value, output_field=CharField())


def _part(pages, key: str, part: str, column: str):
    return pages.order_by().values_list(F(key), _label(part), _label(""), _text(column))


def _captions(videos: list[int]):
    tracks = CaptionTrack.objects.filter(video__in=videos, kind__in=SPEECH).order_by()
    tracks = tracks.filter(language__in=[F("video__language"), F("video__spoken_language")])
    return tracks.values_list(F("video_id"), F("kind"), F("language"), _text("text"))
