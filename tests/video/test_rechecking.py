"""Another file with another length or sound: what was made for the old one has to be looked at again."""

from __future__ import annotations

import pytest

from tests import factories
from tests.video.forms import errors_of, page_form, send, stored_tracks
from video import rechecking
from video.models import VideoFile, VideoPage

pytestmark = pytest.mark.django_db

PUBLISH = "action-publish"
CHAPTERS = "0:00 Gates open\n0:07 Gates closed"
LONG = {"file": 1, "duration": 90.0, "has_audio": True}
SHORT = {"file": 2, "duration": 75.0, "has_audio": True}
SILENT = {"file": 3, "duration": 90.0, "has_audio": False}
UNREAD = {"file": 4, "duration": None, "has_audio": None}
TWIN = {"file": 5, "duration": 90.05, "has_audio": True}


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (LONG, LONG, True),
        (LONG, TWIN, True),
        (LONG, SHORT, False),
        (LONG, SILENT, False),
        (LONG, UNREAD, False),
    ],
)
def test_what_fits_another_file(was, now, expected):
    assert rechecking.fits(was, now) is expected


def test_the_list_grows_shrinks_and_remembers_the_first_file():
    things = ["captions", "poster"]
    first = rechecking.carry_over([], LONG, SHORT, things, set())
    assert first == [{"what": "captions", "was": LONG}, {"what": "poster", "was": LONG}]
    later = rechecking.carry_over(first, SHORT, SILENT, things, {"poster"})
    assert later == [{"what": "captions", "was": LONG}], "made for the first one, not for the one between"
    assert rechecking.carry_over(later, SILENT, TWIN, things, {"poster"}) == []
    assert rechecking.carry_over(first, SHORT, SHORT, ["poster"], set()) == first[1:], (
        "what is gone is done with"
    )


def test_no_file_for_a_while_forgets_nothing():
    without = rechecking.carry_over([], LONG, {}, ["captions"], set())
    assert without == [{"what": "captions", "was": LONG}]
    assert rechecking.carry_over(without, {}, SHORT, ["captions"], set()) == without
    assert rechecking.carry_over(without, {}, TWIN, ["captions"], set()) == []
    assert rechecking.carry_over([], {}, SHORT, ["captions"], set()) == [], "the first file changes nothing"


@pytest.mark.parametrize(
    "value", [None, {}, [1], ["captions"], [{"what": "x", "was": {}}], [{"what": "captions"}]]
)
def test_stored_nonsense_is_passed_over(value):
    assert rechecking.entries_of(value) == []


def test_times_after_the_end_are_counted():
    assert rechecking.beyond_the_end([3, 80, 76], 75) == "2 after its end, the first at 1:16."
    assert rechecking.beyond_the_end([3, 75], 75) == ""
    assert rechecking.beyond_the_end([300], None) == ""


# --- In the editor --------------------------------------------------------------------------------------


@pytest.fixture
def page(tree, client, editor) -> VideoPage:
    """Published with captions, chapters, a typed transcript and a poster."""
    words = {"chapters": CHAPTERS, "transcript": "0:07 The gates close."}
    made = factories.playable_video(tree.videos)
    assert not errors_of(send(client, made, page_form(made, stored_tracks(made), **words), PUBLISH))
    return VideoPage.objects.get()


def shorter(page: VideoPage) -> VideoFile:
    """Another file, of three tenths of a second."""
    return factories.video_file(factories.video_bytes(0.3))


def choose(client, page: VideoPage, file: VideoFile, action: str = "", **fields: object):
    words = {"chapters": CHAPTERS, "transcript": "0:07 The gates close.", **fields}
    tracks, ticks = words.pop("tracks", None) or stored_tracks(page), words.pop("looked_again", [])
    data = page_form(page, tracks, file=file.pk, **words)
    boxes = [tick if "-" in tick else f"{tick}-{file.pk}" for tick in ticks]
    return send(client, page, {**data, "looked_again": boxes}, action)


def draft_of(page: VideoPage) -> VideoPage:
    return VideoPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def pending(page: VideoPage) -> list[str]:
    return [entry["what"] for entry in rechecking.pending(draft_of(page))]


def test_a_file_of_another_length_asks_for_a_look_before_it_goes_out(client, page):
    file = shorter(page)
    response = choose(client, page, file, PUBLISH)
    assert "made for another file" in errors_of(response)
    html = response.content.decode()
    assert "made for a video of 0:01.0; this one lasts 0:00.3." in html
    assert "1 after its end, the first at 0:07." in html, "the chapter"
    assert "English, Captions (speech and sounds): 2 after its end" in html
    for name in ("captions", "chapters", "transcript", "poster"):
        assert f'value="{name}-{file.pk}"' in html
    assert VideoPage.objects.get().file != file
    ticks = ["captions", "chapters", "transcript", "poster"]
    assert not errors_of(choose(client, page, file, PUBLISH, looked_again=ticks))
    live = VideoPage.objects.get()
    assert (live.file, live.check_again) == (file, [])


def test_a_draft_says_which_and_why_when_it_is_opened_again(client, page):
    assert not errors_of(choose(client, page, shorter(page)))
    assert pending(page) == ["captions", "chapters", "transcript", "poster"]
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Made for another file" in html
    assert "I have looked at the captions" in html
    assert VideoPage.objects.get().check_again == [], "what is live is as it was"


def test_who_edits_a_thing_has_looked_at_it(client, page):
    file = shorter(page)
    choose(client, page, file)
    choose(client, draft_of(page), file, chapters="0:00 All at once")
    assert pending(page) == ["captions", "transcript", "poster"]
    mended = factories.CAPTIONS.replace("00:00.600 --> 00:01.000", "00:00.600 --> 00:00.900")
    tracks = stored_tracks(draft_of(page), text=mended)
    choose(client, draft_of(page), file, chapters="0:00 All at once", tracks=tracks)
    assert pending(page) == ["transcript", "poster"]
    fields = {"chapters": "0:00 All at once", "transcript": "", "lead_image": factories.image().pk}
    choose(client, draft_of(page), file, tracks=stored_tracks(draft_of(page)), **fields)
    assert pending(page) == []


def test_ticking_one_thing_leaves_the_others(client, page):
    file = shorter(page)
    choose(client, page, file, looked_again=["poster"])
    assert pending(page) == ["captions", "chapters", "transcript"]
    assert "looked_again" in errors_of(
        choose(client, draft_of(page), file, PUBLISH, looked_again=["captions"])
    )


def test_going_back_to_a_file_that_fits_is_no_change(client, page):
    choose(client, page, shorter(page))
    choose(client, draft_of(page), page.file)
    assert pending(page) == []
    assert not errors_of(choose(client, draft_of(page), page.file, PUBLISH))


def test_a_better_copy_of_the_same_film_asks_nothing(client, page):
    same = factories.video_file(factories.video_bytes(width=192, height=108))
    assert not errors_of(choose(client, page, same, PUBLISH))
    assert VideoPage.objects.get().file == same


def test_sound_where_there_was_none_asks_for_a_look(client, page):
    loud = factories.video_file()
    VideoFile.objects.filter(pk=loud.pk).update(has_audio=True, duration=page.file.duration)
    response = choose(client, page, VideoFile.objects.get(pk=loud.pk), PUBLISH)
    assert "made for a silent video; this one has sound." in response.content.decode()


def test_a_file_not_read_yet_is_settled_as_soon_as_its_length_is_known(client, page):
    same = factories.video_file()
    VideoFile.objects.filter(pk=same.pk).update(duration=None, has_audio=None)
    assert "length of this one is not known yet" in choose(client, page, same, PUBLISH).content.decode()
    choose(client, page, same)
    VideoFile.objects.filter(pk=same.pk).update(duration=page.file.duration, has_audio=page.file.has_audio)
    assert pending(page) == []
    assert not errors_of(choose(client, draft_of(page), same, PUBLISH))


def test_stories_that_start_it_in_the_middle_are_named(client, tree, page, drain):
    start = {"video": page, "start": 40, "caption": "", "loop": False}
    story = factories.article(tree.feed, title="Where the gates close", body=[("video", start)])
    planned = factories.article(tree.feed, title="What comes tomorrow")
    planned.body = [("video", {**start, "start": 50})]
    planned.save_revision()
    drain()
    file = shorter(page)
    ticks = ["captions", "chapters", "transcript", "poster"]
    response = choose(client, page, file, PUBLISH, looked_again=ticks)
    html = response.content.decode()
    assert "starts it at 0:40: after its end" in html
    assert "starts it at 0:50: after its end (in a draft)" in html
    assert f'href="/admin/pages/{story.pk}/edit/"' in html
    assert not errors_of(choose(client, page, file, PUBLISH, looked_again=[*ticks, "starts"]))


def test_stories_that_somebody_may_not_know_of_are_counted(client, tree, page, drain):
    """A producer is told that there are drafts, so that their editors can be asked, but not what they say."""
    start = {"video": page, "start": 40, "caption": "", "loop": False}
    public = factories.article(tree.feed, title="Where the gates close", body=[("video", start)])
    factories.article(tree.feed, title="Nobody knows of it", body=[("video", start)], live=False)
    public.title = "The gates open again"
    public.body = [("video", {**start, "start": 50}), ("video", start)]
    public.save_revision()
    drain()
    client.force_login(factories.user("Producers"))
    choose(client, page, shorter(page))
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'<a href="{public.url}">Where the gates close</a> starts it at 0:40' in html
    assert "2 stories that you may not open: ask their editors." in html
    for secret in ("Nobody knows of it", "The gates open again", "starts it at 0:50", "(in a draft)"):
        assert secret not in html


def test_a_scheduled_exchange_of_the_file_was_looked_at_when_it_was_scheduled(client, page):
    when = {"go_live_at": "2099-01-01 10:00", "expire_at": ""}
    assert "looked_again" in errors_of(choose(client, page, shorter(page), PUBLISH, **when))


def test_a_tick_says_nothing_of_a_later_file(client, page):
    first, second = shorter(page), factories.video_file(factories.video_bytes(2))
    stale = [f"{name}-{first.pk}" for name in rechecking.NAMES]
    choose(client, page, first, looked_again=stale)
    assert pending(page) == []
    response = choose(client, draft_of(page), second, PUBLISH, looked_again=stale)
    assert "looked_again" in errors_of(response)
    html = response.content.decode()
    assert f'value="captions-{second.pk}"' in html
    assert "made for a video of 0:00.3; this one lasts 0:02.0." in html
    assert "looked_again" in errors_of(choose(client, page, second, PUBLISH, looked_again=["script-1"]))
