"""A producer captions a film beside the player, adds chapters, and looks at the preview."""

from __future__ import annotations

import re

import pytest

from newsreel.models import Byline
from tests import factories
from video.models import VideoPage


@pytest.fixture
def film(tree) -> VideoPage:
    """A draft with a film of six seconds and no words."""
    file = factories.video_file(factories.video_bytes(6, 320, 180, sound=True))
    page = factories.playable_video(tree.videos, title="The last ferry", captions="", file=file, live=False)
    page.bylines = [Byline(printed_name="Maren Odell")]
    page.save_revision()
    return page


@pytest.fixture
def tab(open_page, log_in, film):
    opened = open_page("/admin/login/")
    log_in(opened, factories.user(is_superuser=True))
    opened.goto(f"/admin/pages/{film.pk}/edit/")
    opened.on("dialog", lambda dialog: dialog.accept())
    return opened


def act(tab, name: str) -> None:
    bar = tab.get_by_role("navigation", name="Actions (footer)")
    if not bar.get_by_role("button", name=name).is_visible():
        bar.get_by_role("button", name="More actions").click()
    bar.get_by_role("button", name=name).click()
    tab.locator(".messages .success").first.wait_for()


SEEK = """async time => {
  const video = document.querySelector(".stage__video");
  while (video.readyState === 0) await new Promise(done => setTimeout(done, 50));
  await new Promise(done => { video.addEventListener("seeked", done, {once: true}); video.currentTime = time; });
}"""


def go_to(tab, seconds: float) -> None:
    tab.evaluate(SEEK, seconds)


def add_track(tab):
    tab.get_by_role("button", name="Add caption track").click()
    editor = tab.locator("caption-editor").last
    editor.get_by_role("button", name="Edit beside the video").click()
    return editor


def words(editor) -> list[str]:
    return editor.locator("li textarea").evaluate_all("areas => areas.map(area => area.value)")


def test_words_are_made_beside_the_film_and_stand_in_its_preview(tab, film, open_page):
    editor = add_track(tab)
    go_to(tab, 1)
    editor.get_by_role("button", name="Add after").click()
    tab.keyboard.type("The last ferry leaves at six. Nobody waits.")
    go_to(tab, 4)
    tab.keyboard.press("Alt+BracketRight")
    text = editor.get_by_role("textbox", name="Caption 1: Words")
    text.evaluate("area => { area.focus(); area.setSelectionRange(29, 29) }")
    tab.keyboard.press("Alt+Enter")
    assert words(editor) == ["The last ferry leaves at six.", "Nobody waits."]
    tab.keyboard.press("Alt+M")
    assert len(words(editor)) == 2, "the last one has none after it"
    tab.keyboard.press("Alt+Delete")
    assert words(editor) == ["The last ferry leaves at six."]
    editor.get_by_role("button", name="Undo").click()
    assert words(editor) == ["The last ferry leaves at six.", "Nobody waits."]

    chapters = tab.locator("chapter-editor")
    chapters.get_by_role("button", name="Edit beside the video").click()
    assert editor.locator("li").count() == 0, "the one player has moved here"
    go_to(tab, 3)
    chapters.get_by_role("button", name="Add now").click()
    tab.keyboard.type("Nobody waits")
    tab.get_by_role("button", name="Make from captions").click()
    assert "0:01 The last ferry leaves at six." in tab.locator("transcript-editor textarea").input_value()
    tab.get_by_role("checkbox", name=re.compile("^Reviewed")).check()
    act(tab, "Save draft")

    draft = VideoPage.objects.get(pk=film.pk).get_latest_revision_as_object()
    track = draft.caption_tracks.all()[0]
    assert track.reviewed
    assert re.search(
        r"00:00:01\.\d{3} --> .*\nThe last ferry leaves at six\.\n\n.* --> 00:00:04\.\d{3}\nNobody",
        track.text,
    )
    assert draft.chapters == [{"start": 3.0, "title": "Nobody waits"}]
    preview = open_page("/admin/login/")
    preview.context.add_cookies(tab.context.cookies())
    preview.goto(f"/admin/pages/{film.pk}/view_draft/")
    preview.get_by_text("The last ferry leaves at six.").first.wait_for(state="attached")
    assert preview.locator("track").first.get_attribute("src").startswith("data:text/vtt")


def test_a_change_takes_the_tick_of_the_review_away(tab):
    add_track(tab)
    editor = tab.locator("caption-editor")
    editor.get_by_role("button", name="Back to the text").click()
    area = editor.locator("> textarea")
    area.fill("1\n00:00:01,000 --> 00:00:02,000\nFirst\n\n2\n00:00:01,500 --> 00:00:03,000\n<b>Second</b>\n")
    assert "1 to mend" in editor.locator(".timed-text__summary").inner_text()
    editor.get_by_role("button", name="Edit beside the video").click()
    assert editor.get_by_text("It starts before the one above has ended.").is_visible()
    reviewed = tab.get_by_role("checkbox", name=re.compile("^Reviewed"))
    reviewed.check()
    start = editor.locator("li").nth(1).get_by_role("textbox", name="Start")
    start.fill("soon")
    start.press("Tab")
    assert start.input_value() == "0:01.500"
    start.fill("2.25")
    start.press("Tab")
    assert "00:00:02.250 --> 00:00:03.000\n<b>Second</b>" in area.input_value()
    assert not reviewed.is_checked()
    assert tab.get_by_text("Changed since it was reviewed").is_visible()
    reviewed.check()
    assert reviewed.get_attribute("value") == "again"
    assert editor.get_by_text("It starts before").count() == 0


def test_a_caption_file_fills_the_list(tab):
    editor = add_track(tab)
    srt = "1\n00:00:01,000 --> 00:00:02,000\nПривіт\n".encode("cp1251")
    field = tab.locator("input[type=file][name$='-upload']")
    field.set_input_files({"name": "words.srt", "mimeType": "text/plain", "buffer": srt})
    editor.get_by_text("Windows-1251").wait_for()
    assert words(editor) == ["Привіт"]
    assert field.input_value() == "", "it is not sent a second time with the form"


def test_four_hundred_captions_open_at_once_and_follow_the_film(tab):
    editor = add_track(tab)
    editor.evaluate(
        """editor => {
          const stamp = seconds => new Date(seconds * 1000).toISOString().slice(11, 23);
          const cues = Array.from({length: 400}, (_, n) => `${stamp(n / 2)} --> ${stamp(n / 2 + 0.4)}\\nWords ${n}`);
          editor.area.value = ["WEBVTT", ...cues].join("\\n\\n");
          editor.area.dispatchEvent(new Event("input", {bubbles: true}));
        }"""
    )
    assert editor.locator("li").count() > 399
    go_to(tab, 5.1)
    assert editor.locator("ol > li[aria-current] textarea").input_value() == "Words 10"
    editor.get_by_role("spinbutton", name="Shift by (s)").fill("1.5")
    editor.get_by_role("button", name="All", exact=True).click()
    assert "00:00:01.500 --> 00:00:01.900\nWords 0" in editor.locator("> textarea").input_value()
    assert tab.locator(".stage__line").inner_text() == "Words 7"
