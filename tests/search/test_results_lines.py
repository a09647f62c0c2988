"""A line of the results: the passage from where the match is, and the spoken line with its second."""

from __future__ import annotations

import pytest

from search.picks import Pick
from tests import factories

pytestmark = pytest.mark.django_db

CAPTIONS = """WEBVTT

00:01.000 --> 00:04.000
Good morning from the quay

01:02.000 --> 01:06.000
<v Sanna Brill>My father sold tickets for this ferry</v>

01:10.000 --> 01:12.000
Ferries & <b>boats</b>, said <i>nobody</i>
"""


def lines(client, query: str) -> dict[str, object]:
    results = client.get("/search/", {"q": query}).context["found"].results
    return {result.story.title: result for result in results}


def marked(passage) -> list[str]:
    return [piece.text for piece in passage.pieces if piece.is_hit]


def test_the_passage_is_the_standfirst_if_it_has_the_words_else_the_body(tree, client):
    factories.article(
        tree.feed, title="One", standfirst="The auditors counted.", body=[("paragraph", "<p>x</p>")]
    )
    factories.article(
        tree.feed,
        title="Two",
        standfirst="Nothing here.",
        body=[("paragraph", "<p>Long words. An <b>auditor</b> &amp; a fax were found.</p>")],
    )
    found = lines(client, "auditor")
    assert found["One"].passage.text == "The auditors counted."
    assert marked(found["One"].passage) == ["auditors"], "an inflected form is marked too"
    assert "An auditor & a fax were found." in found["Two"].passage.text
    assert marked(found["Two"].passage) == ["auditor"]
    page = client.get("/search/?q=auditor").content.decode()
    assert "An <mark>auditor</mark> &amp; a fax" in page


def test_a_spoken_line_has_its_second_and_its_speaker(tree, client):
    factories.playable_video(tree.videos, title="At the quay", slug="quay", captions=CAPTIONS)
    spoken = lines(client, "father tickets")["At the quay"].spoken
    assert (spoken.passage.text, spoken.time, spoken.url, spoken.speaker) == (
        "My father sold tickets for this ferry",
        "1:02",
        "/video/quay/?t=62",
        "Sanna Brill",
    )
    page = client.get("/search/?q=nobody+boats").content.decode()
    assert "Ferries &amp; <mark>boats</mark>, said <mark>nobody</mark>" in page
    assert 'href="/video/quay/?t=70"' in page


def test_a_typed_transcript_is_read_before_captions_and_may_have_no_times(tree, client):
    factories.playable_video(
        tree.videos,
        title="Typed",
        slug="typed",
        captions=CAPTIONS,
        transcript="0:31 Words of a keeper\n\nA lamp",
    )
    found = lines(client, "keeper")["Typed"].spoken
    assert (found.time, found.url) == ("0:31", "/video/typed/?t=31")
    found = lines(client, "lamp")["Typed"].spoken
    assert (found.time, found.url) == ("", "/video/typed/")
    assert lines(client, "quay").get("Typed") is None or lines(client, "quay")["Typed"].spoken is None


def test_a_small_word_of_a_phrase_is_no_spoken_line_and_marks_none(tree, client):
    standfirst = "Over the hill the light of the harbour is seen."
    factories.playable_video(
        tree.videos, title="The last keeper", standfirst=standfirst, slug="keeper", captions=CAPTIONS
    )
    found = lines(client, '"the harbour"')["The last keeper"]
    assert (marked(found.title), marked(found.passage), found.spoken) == ([], ["the", "harbour"], None)
    standfirst = "Where is the quay?"
    factories.playable_video(tree.videos, title="Fog", standfirst=standfirst, slug="fog", captions=CAPTIONS)
    found = lines(client, '"the quay"')["Fog"]
    assert marked(found.spoken.passage) == ["the", "quay"]


def test_captions_of_another_language_are_no_spoken_line(tree, client):
    from video.models import CaptionTrack

    video = factories.playable_video(tree.videos, title="Storm", language="en", captions=CAPTIONS)
    CaptionTrack.objects.create(
        video=video, language="uk", kind="subtitles", text="WEBVTT\n\n00:00.000 --> 00:01.000\nПорив вітру\n"
    )
    found = lines(client, "вітру")
    assert not found or found["Storm"].spoken is None


def test_a_film_in_another_language_than_its_page_has_its_spoken_line_too(tree, client):
    from video.models import CaptionTrack

    video = factories.playable_video(tree.videos, title="Storm", slug="storm", language="en", captions="")
    video.caption_tracks.all().delete()
    CaptionTrack.objects.create(
        video=video, language="uk", kind="captions", text="WEBVTT\n\n00:07.000 --> 00:09.000\nПорив вітру\n"
    )
    video = type(video).objects.get(pk=video.pk)
    video.spoken_language = "uk"
    video.save()
    found = lines(client, "вітру")["Storm"].spoken
    assert (found.passage.text, found.url) == ("Порив вітру", "/video/storm/?t=7")


def test_broken_captions_leave_a_result_without_a_spoken_line(tree, client):
    video = factories.playable_video(tree.videos, title="Father of the quay", captions=CAPTIONS)
    video.caption_tracks.update(text="not a caption file")
    assert lines(client, "father")["Father of the quay"].spoken is None


def test_words_of_stories_take_one_query_for_any_number(tree, client, django_assert_num_queries):
    from newsreel.models import StoryPage
    from search.story_words import words_of_stories

    for number in range(3):
        factories.article(tree.feed)
        factories.playable_video(tree.videos, title=f"Film {number}", file=None, lead_image=None)
    stories = list(StoryPage.objects.all())
    with django_assert_num_queries(1):
        found = words_of_stories(stories)
    assert len(found) == 6
    with django_assert_num_queries(0):
        assert words_of_stories([]) == {}


@pytest.mark.parametrize(
    ("page_id", "url", "host"),
    [
        (None, "https://www.harbour.example:8000/ferries?x=1", "harbour.example"),
        (None, "http://[", ""),
        (7, "https://newsroom.example/video/", ""),
    ],
)
def test_a_pick_elsewhere_says_where_it_leads(page_id, url, host):
    assert Pick(page_id, False, "Harbour office", url, "").host == host
