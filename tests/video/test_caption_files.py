"""Caption files from disks: encodings, hostile bytes, SRT out again, and what is worth a look in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from video.cues import CaptionError, Cue
from video.webvtt import canonical, parse
from video.words.files import MAX_BYTES, decode, write_srt
from video.words.remarks import remarks

SRT = "1\n00:00:01,000 --> 00:00:02,500\n{}\n"
ENGLISH = SRT.format("The harbour is quiet.")
UKRAINIAN = SRT.format("Гавань спить, і маяк світить.")
FRENCH = SRT.format("Le café est fermé à l’aube.")
HOSTILE = [
    "<script>alert(1)</script>", "<SCRIPT src=//x>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<v <script>>x", "<c.a<script>b>", "<b onclick=alert(1)>x</b>",
    "<scr\0ipt>x</scr\0ipt>", "</v><script>", "<lang en><style>*{}</style>", "<<script>script>",
    "<fo<font>nt><script>", "<{\\an8}script>alert(1)</script>", "<{\\x}img src=x>", "<scr<font>ipt>x",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (UKRAINIAN, "utf-8"), (UKRAINIAN, "utf-8-sig"), (UKRAINIAN, "utf-16"), (FRENCH, "utf-8"),
        (ENGLISH, "utf-16-le"), (ENGLISH, "utf-16-be"), (UKRAINIAN, "utf-16-le"),
    ],
)  # fmt: skip
def test_unicode_is_read_without_a_word_about_it(text, encoding):
    found = decode(text.encode(encoding))
    assert (found.text.removeprefix("\ufeff"), found.notice) == (text, "")
    assert len(parse(found.text)) == 1


def test_the_other_byte_order_is_known_by_its_mark():
    assert decode(b"\xfe\xff" + UKRAINIAN.encode("utf-16-be")).text == UKRAINIAN


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (UKRAINIAN, "cp1251", "Windows-1251"),
        (FRENCH, "cp1252", "Windows-1252"),
        (SRT.format("Год за годом"), "cp1251", "Windows-1251"),
        (SRT.format("naïve façade, Österåker"), "cp1252", "Windows-1252"),
    ],
)
def test_older_encodings_are_guessed_and_said(text, encoding, name):
    found = decode(text.encode(encoding))
    assert found.text == text
    assert name in found.notice


@pytest.mark.parametrize(
    "data", [b"\x00\x00\x00\x20ftypisom" + bytes(5000), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(99)]
)
def test_a_film_or_a_picture_is_no_caption_file(data):
    with pytest.raises(CaptionError, match="no caption file"):
        decode(data)


def test_ten_megabytes_are_refused_in_words():
    with pytest.raises(CaptionError, match=r"10\.0 MB.*is it the video"):
        decode(b"x" * 10_000_000)
    assert decode(b"x" * MAX_BYTES).text


@given(st.binary(max_size=600))
def test_no_bytes_do_more_than_be_refused(data):
    try:
        once = canonical(decode(data).text)
    except CaptionError as error:
        assert error.problems
        return
    assert canonical(once) == once
    assert "<script" not in once.lower()


PIECES = st.sampled_from(
    [
        "WEBVTT", "\n", "\n\n", "00:01.000 --> 00:02.000", "00:00:02,000 --> 00:00:03,000", "-->", "NOTE", "<v Ann>",
        "<i>", "</i>", "<script>", "<", ">", "&lt;", "&", "\\", "{\\an8}", "<font>", "Words", "\ufeff", "\0", "\r", "1",
        " line:90%", " position:10%", "\u2028", "\x0c", "\x85", "<00:01.500>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_captions_made_of_dangerous_pieces_are_refused_or_harmless(text):
    try:
        once = canonical(text)
    except CaptionError:
        return
    assert canonical(once) == once
    assert "<script" not in once.lower()


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("form", ["WEBVTT\n\n00:01.000 --> 00:02.000\n{}\n", SRT])
def test_no_markup_that_could_run_survives(words, form):
    try:
        found = canonical(form.format(words) if "{" not in words else form.replace("{}", words))
    except CaptionError:
        return
    for tag in ("<script", "<img", "<svg", "<style", "<iframe"):
        assert tag not in found.lower()
    assert "onclick=" not in found


def test_srt_has_numbers_commas_and_voices_in_words():
    cues = [
        Cue(1.0, 2.5, "<v.loud Ann>Hi &amp; hey</v>", "line:90%"),
        Cue(3661.0, 3662.0, "<i>Rain</i>\n<c.yellow>and</c> <b.x>wind</b>"),
    ]
    assert write_srt(cues) == (
        "1\n00:00:01,000 --> 00:00:02,500\nAnn: Hi & hey\n\n"
        "2\n01:01:01,000 --> 01:01:02,000\n<i>Rain</i>\nand <b>wind</b>\n"
    )


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="<>&-{}"),
    min_size=1,
    max_size=40,
)


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_srt_reads_as_the_same_captions(texts):
    cues = [Cue(place * 2.0, place * 2.0 + 1.5, text) for place, text in enumerate(texts)]
    again = parse(write_srt(cues))
    assert [(cue.start, cue.end, cue.text) for cue in again] == [
        (cue.start, cue.end, cue.text) for cue in cues
    ]


# --- Worth a look ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "words"),
    [
        (Cue(0, 3, "x" * 43), "43 characters"),
        (Cue(0, 3, "a\nb\nc"), "3 lines"),
        (Cue(0, 0.5, "Oh"), "0.5 seconds only"),
        (Cue(0, 1, "x" * 30), "30 characters a second"),
        (Cue(0, 9, "Slow"), "9.0 seconds: split"),
        (Cue(58, 62, "Late"), "beyond the end"),
    ],
)
def test_what_is_hard_to_read_is_said_by_number(cue, words):
    found = remarks([Cue(0, 2, "Fine."), cue], 60)
    assert [remark.cue for remark in found] == [2]
    assert words in str(found[0])
    assert str(found[0]).startswith("Caption 2:")


def test_markup_counts_for_nothing():
    assert remarks([Cue(0, 3, "<v A name of some length><i>Short words</i></v>")]) == []
