"""A found story as its line in the list prints it: headline and passage with marks, the words that were spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsreel.models import StoryPage
from search.engine import Marker
from search.passages import Passage, passage, whole
from search.story_words import StoryWords
from video.transcripts import TranscriptLine

# Spoken lines are looked through up to here.
MOST_LINES = 2000


@dataclass(frozen=True)
class Spoken:
    """A spoken line with what was looked for. `url` opens the video at that second."""

    passage: Passage
    time: str
    url: str
    speaker: str


@dataclass(frozen=True)
class Result:
    """One line of the list of results."""

    story: StoryPage
    title: Passage
    passage: Passage
    spoken: Spoken | None = None


def present(
    stories: Sequence[StoryPage], words: Mapping[int, StoryWords], marker: Marker, wanted: int
) -> list[Result]:
    """Prepared stories, with their words by primary key, as results of a query for `wanted` words."""
    return [_result(story, words.get(story.pk, StoryWords()), marker, wanted) for story in stories]


def _result(story: StoryPage, words: StoryWords, marker: Marker, wanted: int) -> Result:
    title = whole(story.title, marker, story.language)
    standfirst = passage(story.standfirst, marker, story.language)
    best = standfirst
    # The body is looked through only for a word that does not stand in the standfirst.
    if standfirst.hits < wanted:
        body = passage(words.body(), marker, story.language)
        if body.hits > standfirst.hits or not standfirst:
            best = body
    return Result(story, title, best, _spoken(story, words, marker) if story.is_video else None)


def _spoken(story: StoryPage, words: StoryWords, marker: Marker) -> Spoken | None:
    """The line with most of what was looked for; the first of equals."""
    best: tuple[int, TranscriptLine | None] = (0, None)
    language, lines = words.spoken(story.language)
    for line in lines[:MOST_LINES]:
        spans = marker.spans(line.text, language)
        hits = len({line.text[start:end].casefold()[:4] for start, end in spans})
        if hits > best[0]:
            best = (hits, line)
    line = best[1]
    if line is None:
        return None
    return Spoken(passage(line.text, marker, language), line.time, f"{story.url}{line.query}", line.speaker)
