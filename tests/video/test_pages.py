"""Video pages in the admin: creating, drafts, what publishing asks for, preview."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from newsreel.models import StoryPage
from tests import factories
from video.models import VideoPage

pytestmark = pytest.mark.django_db


def form(bylines=(), tracks=(), **fields: object) -> dict[str, object]:
    """What the editor's browser sends."""
    data = {
        "title": "How the barrier closes",
        "slug": "how-the-barrier-closes",
        "story_type": "explainer",
        "language": "en",
        "embedding": "everywhere",
        "description": rich_text("<p>Three gates and a river.</p>"),
        "bylines": inline_formset([{"printed_name": name, "author": "", "role": ""} for name in bylines]),
        "story_topics": inline_formset([]),
        "corrections": inline_formset([]),
        "caption_tracks": inline_formset(list(tracks)),
        "comments": inline_formset([]),
        **fields,
    }
    return nested_form_data(data)


def track(text: str = factories.CAPTIONS, language: str = "en", kind: str = "captions") -> dict[str, str]:
    return {"language": language, "kind": kind, "text": text, "reviewed": "on"}


def complete(**fields: object) -> dict[str, object]:
    """A form that may be published."""
    given = {
        "standfirst": "When the forecast passes 3.2 metres, somebody turns a key.",
        "file": factories.video_file().pk,
        "lead_image": factories.image().pk,
        "bylines": ["Maren Odell"],
        "tracks": [track()],
        **fields,
    }
    return form(given.pop("bylines"), given.pop("tracks"), **given)


def send(client, tree, data: dict, action: str = ""):
    url = reverse("wagtailadmin_pages:add", args=["video", "videopage", tree.videos.pk])
    return client.post(url, {**data, **({action: "1"} if action else {})})


def errors_of(response) -> str:
    found = response.context["form"]
    return " ".join([str(found.errors), *(str(formset.errors) for formset in found.formsets.values())])


def test_a_draft_needs_a_headline_only(tree, client, editor):
    response = send(client, tree, form())
    assert response.status_code == 302, errors_of(response)
    page = VideoPage.objects.get()
    assert not page.live
    assert not StoryPage.objects.published().exists()


def test_a_complete_video_is_published_and_answers(tree, client, editor):
    response = send(client, tree, complete(chapters="0:00 Gates open\n0:01 Gates closed"), "action-publish")
    assert response.status_code == 302, errors_of(response)
    page = VideoPage.objects.get()
    assert page.live
    assert (page.duration, page.shape, page.kind) == (1, "landscape", "video")
    assert page.chapters == [{"start": 0.0, "title": "Gates open"}, {"start": 1.0, "title": "Gates closed"}]
    html = client.get(page.url).content.decode()
    assert "Three gates and a river." in html
    assert 'href="?t=1"' in html
    assert "Goodbye" in html


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"file": ""}, "Choose a video file"),
        ({"standfirst": ""}, "standfirst"),
        ({"lead_image": ""}, "Choose a lead picture"),
        ({"bylines": []}, "add a name"),
        ({"tracks": []}, "no captions in its language"),
        ({"tracks": [track(language="uk")]}, "no captions in its language"),
        ({"tracks": [track(kind="descriptions")]}, "no captions in its language"),
    ],
    ids=["source", "standfirst", "poster", "byline", "captions", "language", "descriptions"],
)
def test_publishing_asks_for_what_readers_need(tree, client, editor, missing, words):
    response = send(client, tree, complete(**missing), "action-publish")
    assert response.status_code == 200
    assert words in errors_of(response)
    assert not VideoPage.objects.filter(live=True).exists()
    assert send(client, tree, complete(**missing)).status_code == 302, "the same is well as a draft"


@pytest.mark.parametrize(
    "excuse", [{"no_speech": "on"}, {"captions_burned_in": "on"}, {"captions_waiver": "Breaking news"}]
)
def test_a_video_may_go_out_without_captions_for_a_reason(tree, client, editor, excuse):
    response = send(client, tree, complete(tracks=[], **excuse), "action-publish")
    assert response.status_code == 302, errors_of(response)


def test_a_newsroom_can_do_without_the_rule_of_captions(tree, client, editor, settings):
    settings.NEWSREEL_REQUIRE_CAPTIONS = False
    assert send(client, tree, complete(tracks=[]), "action-publish").status_code == 302


def test_a_file_that_cannot_be_played_is_not_published(tree, client, editor):
    file = factories.video_file()
    type(file).objects.filter(pk=file.pk).update(problem="Many browsers cannot play “hevc”.")
    response = send(client, tree, complete(file=file.pk), "action-publish")
    assert "cannot play “hevc”" in errors_of(response)


def test_captions_are_checked_by_line_and_kept_as_webvtt(tree, client, editor):
    wrong = track("WEBVTT\n\n00:03.000 --> 00:02.000\nBackwards")
    assert "Line 3: the caption ends before it starts" in errors_of(
        send(client, tree, complete(tracks=[wrong]))
    )
    srt = track("1\n00:00:01,000 --> 00:00:02,000\nHello")
    assert send(client, tree, complete(tracks=[srt])).status_code == 302
    assert (
        VideoPage.objects.get().caption_tracks.get().text
        == "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nHello\n"
    )


def test_wrong_chapters_are_named_and_what_was_typed_is_kept(tree, client, editor):
    response = send(client, tree, complete(chapters="0:00 Gates open\nlater: closed"))
    assert "Line 2: begin with the time" in errors_of(response)
    assert "later: closed" in response.content.decode()


def test_a_video_elsewhere_needs_its_address_understood(tree, client, editor):
    response = send(client, tree, complete(file="", external_url="https://example.org/x"))
    assert "not the address of a video" in errors_of(response)
    both = send(client, tree, complete(external_url="https://youtu.be/aqz-KE-bpKQ"))
    assert "Choose one" in errors_of(both)


def test_a_video_elsewhere_takes_the_providers_still_when_published(tree, client, editor):
    data = {"file": "", "tracks": [], "external_url": "https://youtu.be/aqz-KE-bpKQ"}
    early = send(client, tree, complete(lead_image="", **data), "action-publish")
    assert "fetched some seconds after a draft is saved" in errors_of(early)
    send(client, tree, complete(lead_image="", **data))
    page = VideoPage.objects.get()
    still = factories.image(title="The provider's still")
    type(page.external).objects.update(poster=still)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = client.post(url, {**complete(lead_image="", **data), "action-publish": "1"})
    assert response.status_code == 302, errors_of(response)
    page.refresh_from_db()
    assert (page.live, page.lead_image) == (True, still)


def test_a_video_opens_in_the_editor_with_its_words(tree, client, editor):
    page = factories.playable_video(tree.videos, chapters=[{"start": 7.0, "title": "Gates moving"}])
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "0:07 Gates moving" in html
    assert "Hello from the quay" in html
    assert page.file.title in html


@pytest.mark.parametrize("kind", ["new", "stored", "external", "nothing"])
def test_every_video_can_be_previewed(tree, client, editor, rf, kind):
    if kind == "stored":
        page = factories.playable_video(tree.videos)
    elif kind == "external":
        page = VideoPage(title="New", external_url="https://youtu.be/aqz-KE-bpKQ")
    elif kind == "new":
        page = VideoPage(title="New", file=factories.video_file(), lead_image=factories.image())
    else:
        page = VideoPage(title="New")
    response = page.make_preview_request(rf.get("/"))
    assert response.status_code == 200
    response.render()
    assert page.title in response.content.decode()
    assert not type(page).external.field.related_model.objects.exists(), "a preview writes nothing"


def test_the_preview_panel_draws_the_form_as_it_stands(tree, client, editor):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["video", "videopage", tree.videos.pk])
    assert client.post(url, form(title="Typed a moment ago")).json()["is_valid"]
    assert "Typed a moment ago" in client.get(url).content.decode()


def test_video_pages_belong_below_the_index_and_nowhere_else(tree):
    assert VideoPage.can_create_at(tree.videos)
    assert not VideoPage.can_create_at(tree.home)
    assert not VideoPage.can_create_at(tree.feed)
    assert VideoPage.allowed_subpage_models() == []
