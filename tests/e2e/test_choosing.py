"""Choosing beside the form: a poster from the film or the library, a video for an article, or a new one in place."""

from __future__ import annotations

import re
from pathlib import Path

from tests import factories
from tests.e2e.test_uploading import phone_video
from video.encoding import jobs
from video.encoding.stills import still_at
from video.models import VideoFile, VideoPage


def draft_with_film(tree, streamed) -> VideoPage:
    page = factories.playable_video(
        tree.videos, title="The last ferry", file=streamed(), lead_image=None, live=False
    )
    page.save_revision()
    return page


def draft_of(page: VideoPage) -> VideoPage:
    return VideoPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_a_poster_is_any_moment_of_the_film_or_a_picture_of_the_library(tree, streamed, desk):
    page = draft_with_film(tree, streamed)
    library = factories.image(title="The quay by day")
    producer = desk("Producers", "Editors", "Moderators")
    tab = producer.tab
    tab.goto(f"/admin/pages/{page.pk}/edit/")
    tab.get_by_text("Take the poster from the video").click()
    moment, show = tab.get_by_label("Any moment"), tab.get_by_role("button", name="Show this picture")
    moment.fill("1:39")
    show.click()
    tab.get_by_text("The video ends at 0:08").wait_for()
    moment.fill("0:05")
    moment.press("Enter")
    picture = tab.get_by_role("group", name="The new poster")
    picture.wait_for()
    make = picture.get_by_role("button", name="Make it the lead picture")
    make.click()
    tab.get_by_text("Say in a few words what is to be seen").wait_for()
    picture.get_by_label("What is to be seen").fill("A test pattern")
    make.click()
    tab.locator("#id_lead_image[value]").wait_for(state="attached")
    producer.act("Save draft")
    producer.wait_until_done()
    poster = draft_of(page).lead_image
    assert (poster.title, poster.description) == ("The last ferry", "A test pattern")
    with poster.file.open("rb") as stored:
        assert stored.read() == still_at(Path(page.file.file.path), 5.0, page.file.facts)

    producer.section("Lead picture").get_by_role("button", name="Actions").click()
    tab.get_by_role("button", name="Change image").click()
    window = tab.get_by_role("dialog")
    window.get_by_role("link", name=re.compile(library.title)).click()
    window.wait_for(state="hidden")
    producer.act("Save draft")
    producer.wait_until_done()
    assert draft_of(page).lead_image == library


def test_an_article_is_offered_stills_durations_and_states_and_a_new_video_in_place(tree, film, desk):
    film(title="Out on the quay")
    waiting = factories.playable_video(tree.videos, title="Not out yet", live=False)
    jobs.queue_first(waiting.file)
    article = factories.article(tree.feed, live=False)
    article.save_revision()
    editor = desk("Producers", "Editors")
    tab = editor.tab
    tab.goto(f"/admin/pages/{article.pk}/edit/")
    body = editor.section("Body")
    editor.insert(body, "Video")
    body.get_by_role("button", name="Choose a video").last.click()
    window = tab.get_by_role("dialog")
    for title, duration, state in (("Out on the quay", "0:08", "live"), ("Not out yet", "0:01", "draft")):
        line = window.get_by_role("row").filter(has_text=title)
        line.locator("img").wait_for()
        assert duration in line.inner_text()
        assert state in line.inner_text()
    assert "Waits" in line.inner_text(), "what becomes of its file is said too"
    window.get_by_role("tab", name="Upload").click()
    window.get_by_role("textbox", name="Headline").fill("Причал уночі")
    window.locator("[data-upload-input]").set_input_files([phone_video(60_000)])
    window.wait_for(state="hidden")
    assert body.get_by_text("Причал уночі").first.is_visible()
    made = VideoPage.objects.get(title="Причал уночі")
    assert (made.live, made.file) == (False, VideoFile.objects.get(title="Причал уночі"))
    editor.act("Save draft")
    editor.wait_until_done()
    saved = type(article).objects.get(pk=article.pk).get_latest_revision_as_object()
    assert saved.body[-1].value["video"].pk == made.pk
