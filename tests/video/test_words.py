"""Times, chapters and transcripts."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from video.chapters import Chapter, ChaptersField, chapters_from_json, chapters_from_lines, validate_chapters
from video.timecodes import MAX_SECONDS, clock, parse_time
from video.transcripts import TranscriptLine, transcript_from_captions, transcript_from_text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90),
        ("90s", 90),
        ("1m30s", 90),
        ("1h", 3600),
        ("1h2m3s", 3723),
        ("4:31", 271),
        ("1:02:40", 3760),
        ("0:07.5", 7.5),
        ("", None),
        ("x", None),
        ("-5", None),
        ("1:99", None),
        ("9" * 50, None),
        ("٣", None),
        ("99h", None),
    ],
)
def test_times_are_read_as_people_write_them(text, seconds):
    assert parse_time(text) == seconds


@given(st.integers(0, MAX_SECONDS))
def test_a_printed_time_reads_as_itself(seconds):
    assert parse_time(clock(seconds)) == seconds


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_times(text):
    found = parse_time(text)
    assert found is None or 0 <= found <= MAX_SECONDS


def test_chapters_are_edited_as_lines():
    field = ChaptersField()
    value = field.clean("0:00 Gates open\n\n0:07 – Gates moving\n1:02:40 The end")
    assert value == [
        {"start": 0.0, "title": "Gates open"},
        {"start": 7.0, "title": "Gates moving"},
        {"start": 3760.0, "title": "The end"},
    ]
    assert field.prepare_value(value) == "0:00 Gates open\n0:07 Gates moving\n1:02:40 The end"
    assert not field.has_changed(value, "0:00 Gates open\r\n0:07 Gates moving\r\n1:02:40 The end")
    assert field.clean("") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gates", "Line 1: begin with the time"),
        ("0:00 A\n0:00 B", "Line 2: 0:00 is not after"),
        ("0:05 ", "title"),
        ("0:05 " + "x" * 200, "longer"),
    ],
)
def test_a_wrong_chapter_is_named_by_its_line(text, words):
    with pytest.raises(ValidationError, match=words):
        chapters_from_lines(text)


@pytest.mark.parametrize("value", [None, "x", {"a": 1}, [1], [{"start": "x", "title": "T"}], [{"start": 1}]])
def test_stored_nonsense_is_no_chapter(value):
    assert chapters_from_json(value) == []
    if value is not None:
        with pytest.raises(ValidationError):
            validate_chapters(value)


def test_a_chapter_links_to_its_time():
    assert Chapter(106.4, "The lamp").query == "?t=106"


def test_a_transcript_is_made_of_the_captions_voice_by_voice():
    captions = "WEBVTT\n\n00:03.000 --> 00:04.000\n<v Ann>Hi &amp; hey</v>\n<v Bo>Ho\nho"
    assert transcript_from_captions(captions) == (
        TranscriptLine("Hi & hey", 3.0, "Ann"),
        TranscriptLine("Ho ho", 3.0, "Bo"),
    )
    assert transcript_from_captions("no captions") == ()


def test_a_typed_transcript_keeps_its_paragraphs_and_times():
    assert transcript_from_text("First words.\n\n0:31 Then this.\r\n[1:02:03] And that.") == (
        TranscriptLine("First words."),
        TranscriptLine("Then this.", 31.0),
        TranscriptLine("And that.", 3723.0),
    )
