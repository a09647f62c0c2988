"""Captions, chapters and transcripts at their limits: what is just allowed, what is not, and what refusing costs."""

from __future__ import annotations

import time
import uuid

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from video.chapters import MAX_CHAPTERS, MAX_TITLE, ChaptersField, chapters_from_lines, validate_chapters
from video.cues import CaptionError, plain, stamp
from video.models import CaptionTrack
from video.timecodes import MAX_SECONDS, clock, parse_time
from video.transcripts import transcript_from_captions, transcript_from_text
from video.webvtt import MAX_CUE_TEXT, MAX_CUES, MAX_FILE, canonical, parse

HEAD = "WEBVTT\n\n00:01.000 --> 00:02.000\n"


def problems(text: str) -> list[str]:
    with pytest.raises(CaptionError) as caught:
        parse(text)
    return caught.value.problems


def many(count: int) -> str:
    return "WEBVTT\n\n" + "\n\n".join(
        f"{stamp(number)} --> {stamp(number + 1)}\nLine {number}" for number in range(count)
    )


# --- Captions -------------------------------------------------------------------------------------------


def test_a_caption_may_have_as_many_characters_as_can_be_read_and_not_one_more():
    assert len(parse(HEAD + "x" * MAX_CUE_TEXT)[0].text) == MAX_CUE_TEXT
    assert "at once" in problems(HEAD + "x" * (MAX_CUE_TEXT + 1))[0]


def test_the_longest_film_is_read_and_one_more_caption_is_too_many():
    assert len(parse(many(MAX_CUES))) == MAX_CUES
    assert problems(many(MAX_CUES + 1)) == [f"There are more than {MAX_CUES} captions."]


def test_a_text_that_is_no_caption_file_at_all_is_refused_by_its_length():
    assert "longer than two million" in problems("x" * (MAX_FILE + 1))[0]


def test_of_many_mistakes_the_first_twenty_are_named():
    wrong = "\n\n".join("00:02.000 --> 00:01.000\nBackwards" for _number in range(50))
    assert len(problems(wrong)) == 20


@pytest.mark.parametrize(
    "line",
    [
        "<font " * 60_000,
        "{\\" * 150_000,
        "<b" + " " * 150_000 + "x",
        "<" * 150_000,
        "<v" + ".a" * 80_000,
        "a" * 150_000,
    ],
    ids=["font", "braces", "spaces in a tag", "brackets", "classes", "letters"],
)
def test_a_line_made_to_be_slow_is_refused_at_once(line):
    started = time.process_time()
    assert problems(HEAD + line)
    assert time.process_time() - started < 2


def test_a_time_line_made_to_be_slow_is_refused_at_once():
    started = time.process_time()
    assert "longer than 2000" in problems(f"WEBVTT\n\n00:01.000 --> 00:02.000 {' ' * 150_000}x\nWords")[0]
    assert time.process_time() - started < 2


def test_a_cue_of_markup_alone_shows_nothing_and_is_kept_out_of_the_transcript():
    assert transcript_from_captions(HEAD + "<i></i>") == ()


@pytest.mark.parametrize("tag", ["b", "c", "i", "lang", "rt", "ruby", "u", "v"])
def test_every_tag_of_the_standard_is_kept_and_never_printed(tag):
    words = f"<{tag}.loud>One</{tag}> <00:01.500>two"
    assert parse(HEAD + words)[0].text == words
    assert plain(words) == "One two"


@pytest.mark.parametrize("tag", ["script", "img", "a", "style", "svg", "iframe", "video", "B1"])
def test_no_other_tag_may_stand_in_a_caption(tag):
    assert problems(HEAD + f"<{tag}>words</{tag}>")


@pytest.mark.parametrize(
    ("setting", "kept"),
    [
        ("line:-1", True), ("line:90%,end", True), ("position:50%,center", True), ("size:80%", True),
        ("vertical:rl", True), ("align:left", True), ("region:fred", False), ("line:javascript", False),
        ("size:1000%", False), ("align:", False), (":x", False), ("position:50", False),
    ],
)  # fmt: skip
def test_only_settings_of_the_standard_are_kept(setting, kept):
    found = canonical(f"WEBVTT\n\n00:01.000 --> 00:02.000 {setting}\nWords")
    assert (setting in found) is kept


@given(st.integers(0, 9999 * 3600 * 1000))
def test_every_time_reads_as_itself_to_the_thousandth(milliseconds):
    start = stamp(milliseconds / 1000)
    cue = parse(f"{start} --> {stamp(milliseconds / 1000 + 5)}\nWords")[0]
    assert round(cue.start * 1000) == milliseconds
    assert stamp(cue.start) == start


@given(st.text(max_size=200))
def test_captions_that_are_accepted_are_the_same_when_read_again(text):
    for whole in (text, HEAD + text):
        try:
            once = canonical(whole)
        except CaptionError:
            continue
        assert canonical(once) == once
        assert "<script" not in once.lower()


@pytest.mark.django_db
def test_one_track_on_a_page_keeps_its_address_when_its_words_change(tree):
    page = factories.playable_video(tree.videos)
    before = page.caption_tracks.get().uuid
    draft = page.get_latest_revision_as_object()
    track = draft.caption_tracks.first()
    track.text = HEAD + "Mended words"
    draft.caption_tracks = [track]
    draft.save_revision().publish()
    after = CaptionTrack.objects.get()
    assert after.uuid == before
    assert "Mended words" in after.text


@pytest.mark.django_db
def test_a_track_that_reaches_a_second_page_by_any_way_gets_an_address_of_its_own(tree):
    first = factories.playable_video(tree.videos)
    shared = first.caption_tracks.get().uuid
    second = factories.video(tree.videos, file=first.file)
    for _time in range(2):
        second.caption_tracks = [CaptionTrack(uuid=shared, language="en", text=factories.CAPTIONS)]
        second.save()
    own = CaptionTrack.objects.get(video=second).uuid
    assert own == uuid.uuid5(shared, str(second.pk)), "the same however often it is saved"
    assert CaptionTrack.objects.get(video=first).uuid == shared


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["no captions at all", HEAD + "<script>x</script>"])
def test_words_that_came_past_the_form_are_kept_for_mending_and_never_break_the_page(tree, client, text):
    page = factories.playable_video(tree.videos, captions=text)
    assert page.transcript_lines == ()
    response = client.get(page.url)
    assert response.status_code == 200
    assert "<script>x" not in response.content.decode()
    track = client.get(page.caption_tracks.get().url)
    assert track.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert track.headers["X-Content-Type-Options"] == "nosniff"


# --- Chapters -------------------------------------------------------------------------------------------


def test_as_many_chapters_as_a_reader_can_use_and_not_one_more():
    lines = [f"{clock(number)} Chapter {number}" for number in range(MAX_CHAPTERS + 1)]
    assert len(chapters_from_lines("\n".join(lines[:-1]))) == MAX_CHAPTERS
    with pytest.raises(ValidationError, match="At most 100"):
        chapters_from_lines("\n".join(lines))


def test_a_title_may_be_as_long_as_a_line_and_no_longer():
    assert chapters_from_lines("0:00 " + "x" * MAX_TITLE)[0].title == "x" * MAX_TITLE
    with pytest.raises(ValidationError, match="longer than 120"):
        chapters_from_lines("0:00 " + "x" * (MAX_TITLE + 1))


def test_every_wrong_line_is_named_in_one_go():
    with pytest.raises(ValidationError) as caught:
        chapters_from_lines("0:10 One\n\n0:05 Two\nthree\n0:20")
    assert [message[:7] for message in caught.value.messages] == ["Line 3:", "Line 4:", "Line 5:"]


@given(
    st.lists(st.integers(0, MAX_SECONDS), min_size=1, max_size=MAX_CHAPTERS, unique=True),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "P"]), min_size=1, max_size=MAX_TITLE),
)
def test_chapters_survive_the_form_however_often_it_is_opened(starts, title):
    field = ChaptersField()
    value = [{"start": float(start), "title": title} for start in sorted(starts)]
    validate_chapters(value)
    shown = field.prepare_value(value)
    assert field.clean(shown) == value
    assert not field.has_changed(value, shown)


@given(st.text(max_size=120))
def test_no_text_breaks_the_form_of_chapters(text):
    field = ChaptersField()
    try:
        value = field.clean(text)
    except ValidationError as error:
        assert error.messages
        return
    validate_chapters(value)


# --- Times and transcripts ------------------------------------------------------------------------------


@given(st.integers(0, 47), st.integers(0, 59), st.integers(0, 59))
def test_one_moment_reads_the_same_in_every_way_of_writing_it(hours, minutes, seconds):
    whole = hours * 3600 + minutes * 60 + seconds
    written = [
        f"{hours}:{minutes:02}:{seconds:02}",
        f"{hours}h{minutes}m{seconds}s",
        f"{whole}",
        f"{whole}S ",
    ]
    assert {parse_time(text) for text in written} == {float(whole)}


@pytest.mark.parametrize("text", [f"{MAX_SECONDS}", "48:00:00", "48h"])
def test_the_last_moment_there_is(text):
    assert parse_time(text) == MAX_SECONDS


@pytest.mark.parametrize(
    "text", [f"{MAX_SECONDS}.001", "48:00:01", "48h1s", "h", "ms", "1:60", "1h 2m", "1.5h", "+5"]
)
def test_beyond_it_and_beside_it_there_is_no_time(text):
    assert parse_time(text) is None


@given(st.text(max_size=300))
def test_a_typed_transcript_loses_no_word(text):
    lines = transcript_from_text(text)
    printed = " ".join(line.text if line.start is None else f"{line.time} {line.text}" for line in lines)
    assert len(printed.split()) == len(text.split())
    assert all("\n" not in line.text and line.text for line in lines)


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        ("<v Ann>Hi", [("Ann", "Hi")]),
        ("<v.loud.far Ann Bo>Hi</v> there", [("Ann Bo", "Hi there")]),
        ("Steps. <v Ann>Who is it?", [("", "Steps."), ("Ann", "Who is it?")]),
        ("<v Ann>A</v><v Bo>B</v><v Ann>C</v>", [("Ann", "A"), ("Bo", "B"), ("Ann", "C")]),
        ("<v Ann></v><v Bo>B", [("Bo", "B")]),
        ("<v R&amp;D>A &lt;b&gt;", [("R&D", "A <b>")]),
        ("<v>Nobody", [("", "Nobody")]),
        ("<i>Rain</i>\nand wind", [("", "Rain and wind")]),
    ],
)
def test_voices_become_speakers(cue, expected):
    lines = transcript_from_captions(HEAD + cue)
    assert [(line.speaker, line.text) for line in lines] == expected
    assert {line.start for line in lines} == {1.0}
