"""Caption files: what is read, what is refused with the line's number, and what is written."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from video.cues import CaptionError, Cue, stamp, write
from video.webvtt import canonical, parse

SRT = """1
00:00:01,000 --> 00:00:02,500
<font color="red">Hello</font> from the quay

2
00:00:02,500 --> 00:00:04,000
{\\an8}<i>The horn</i>
3 < 4
"""
CUE_CHARACTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="<>&-{}")


def problems(text: str) -> list[str]:
    with pytest.raises(CaptionError) as caught:
        parse(text)
    return caught.value.problems


def test_srt_becomes_webvtt():
    assert canonical(SRT) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nHello from the quay\n\n"
        "00:00:02.500 --> 00:00:04.000\n<i>The horn</i>\n3 &lt; 4\n"
    )


def test_a_file_with_everything_around_its_cues_is_read():
    text = (
        "\ufeffWEBVTT - from the desk\r\nKind: captions\r\nLanguage: en\r\n\r\nNOTE a remark\r\nof two lines\r\n\r\n"
        "STYLE\r\n::cue { color: red }\r\n\r\nintro\r\n00:01.000 --> 00:02.000 align:start line:90% onclick:x\r\n"
        "<v.loud Ann>One</v>\r\n\r\n1:00:02.000 --> 1:00:03.000\r\nTwo"
    )
    assert parse(text) == [
        Cue(1.0, 2.0, "<v.loud Ann>One</v>", "align:start line:90%"),
        Cue(3602.0, 3603.0, "Two"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("WEBVTT\n\n00:03.000 --> 00:02.000\nA", 3, "ends before it starts"),
        ("WEBVTT\n\n00:03.000 --> 00:04.000\nA\n\n00:01.000 --> 00:02.000\nB", 6, "in order"),
        (
            "WEBVTT\n\n00:01.000 --> 00:04.000\nA\n\n00:03.000 --> 00:05.000\nB",
            6,
            "before the one above it ends",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n<script>alert(1)</script>", 5, "<script>"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<img src=x onerror=y>", 4, "<img>"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<b onclick='x'", 4, "begins no caption tag"),
        ("WEBVTT\n\n00:01.000 -> 00:02.000\nA", 3, "without a time line"),
        ("WEBVTT\n\n00:01 --> 00:02\nA", 3, "no time line"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n00:02.000 --> 00:03.000\nB", 5, "empty line"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "word " * 200, 4, "at once"),
    ],
)
def test_what_is_wrong_is_said_with_the_number_of_the_line(text, line, words):
    found = problems(text)
    assert found[0].startswith(f"Line {line}:")
    assert words in found[0]


@pytest.mark.parametrize("text", ["", "WEBVTT", "WEBVTT\n\nNOTE nothing", "\n\n"])
def test_a_text_without_captions_says_so(text):
    assert "no caption" in problems(text)[0]


def test_captions_may_touch():
    assert len(parse("WEBVTT\n\n00:01.000 --> 00:02.001\nA\n\n00:02.000 --> 00:03.000\nB")) == 2


@given(st.text(max_size=400))
def test_no_text_does_more_than_be_refused(text):
    with contextlib.suppress(CaptionError):
        parse(text)


@given(
    st.lists(
        st.tuples(
            st.integers(1, 5000),
            st.integers(1, 5000),
            st.text(
                st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="<>&-{}"),
                min_size=1,
                max_size=30,
            ),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_what_is_written_reads_as_the_same_captions(parts):
    cues, now = [], 0
    for gap, length, text in parts:
        cues.append(Cue((now + gap) / 1000, (now + gap + length) / 1000, text))
        now += gap + length
    again = parse(write(cues))
    assert [cue.text for cue in again] == [cue.text for cue in cues]
    assert [stamp(cue.start) for cue in again] == [stamp(cue.start) for cue in cues]
    assert canonical(write(cues)) == write(cues)
