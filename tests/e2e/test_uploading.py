"""Uploads in a real browser: over a connection that breaks, across a reload, several at once, and without scripts."""

from __future__ import annotations

import base64
import re

import pytest
from django.urls import reverse

from newsreel.storage import private_storage
from tests import factories
from video.models import Upload, VideoFile, VideoPage

CHUNK = 8 * 1024 * 1024


def phone_video(length: int) -> dict[str, object]:
    """An upright film of this many bytes: a short clip, and a box of nothing behind it (ISO 14496-12, 8.1.2)."""
    clip = factories.video_bytes(width=72, height=128)
    rest = length - len(clip)
    return {
        "name": "IMG_2041.mp4",
        "mimeType": "video/mp4",
        "buffer": clip + rest.to_bytes(4, "big") + b"free" + bytes(rest - 8),
    }


@pytest.fixture
def producer(tree, open_page, log_in):
    """A producer's tab. It is quiet before the database is emptied: a late request would write into it."""
    person = factories.user("Producers")
    tab = open_page("/admin/login/")
    log_in(tab, person)
    yield tab
    tab.wait_for_load_state("networkidle")
    tab.goto("about:blank")


def add_page(tree) -> str:
    return reverse("wagtailadmin_pages:add", args=["video", "videopage", tree.videos.pk])


def test_an_upload_survives_a_break_and_a_reload_and_is_chosen_in_the_editor(tree, producer):
    tab, film = producer, phone_video(2 * CHUNK + 12_345)
    tab.on("dialog", lambda dialog: dialog.accept())
    offsets = []

    def lose_the_second_part(route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        offsets.append(int(route.request.headers["upload-offset"]))
        return route.continue_() if offsets[-1] == 0 else route.abort("connectionfailed")

    tab.route("**/admin/video-uploads/**", lose_the_second_part)
    tab.goto(add_page(tree))
    tab.locator("#id_title").fill("The quay at night")
    tab.locator("#id_file-upload").set_input_files([film])
    row = tab.locator(".newsroom-upload__row")
    tab.locator(".newsroom-upload__row[data-state=broken]").wait_for()
    assert "connection is lost" in row.inner_text()
    assert "connection is lost" in tab.locator("[data-upload-status]").first.text_content()
    assert tab.locator("#id_title").input_value() == "The quay at night"
    tab.get_by_role("button", name="Pause: IMG_2041.mp4").click()
    assert tab.get_by_role("button", name="Resume: IMG_2041.mp4").is_visible()
    assert Upload.objects.get().offset == CHUNK

    tab.unroute("**/admin/video-uploads/**")
    offsets.clear()
    tab.on(
        "request",
        lambda sent: sent.method == "PATCH" and offsets.append(int(sent.headers["upload-offset"])),
    )
    tab.reload()
    tab.locator("#id_title").fill("The quay at night")
    # The phone gives the same film another name each time.
    tab.locator("#id_file-upload").set_input_files([{**film, "name": "trim.5A1F.mp4"}])
    tab.locator("#id_file[value]").wait_for(state="attached")
    assert offsets == [CHUNK, 2 * CHUNK], "what was there is not sent again"
    file = VideoFile.objects.get()
    assert private_storage().open(file.file.name).read() == film["buffer"]
    assert tab.locator("#id_file").get_attribute("value") == str(file.pk)
    assert tab.locator("#id_file-chooser [data-chooser-title]").inner_text() == "IMG_2041"
    tab.get_by_role("button", name="Save draft").click()
    tab.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    page = VideoPage.objects.get().get_latest_revision_as_object()
    assert (page.title, page.file) == ("The quay at night", file)


def test_a_file_is_uploaded_in_the_window_of_the_chooser(tree, producer):
    tab = producer
    tab.goto(add_page(tree))
    tab.get_by_role("button", name="Choose a video file").click()
    tab.get_by_role("tab", name="Upload").click()
    window = tab.locator(".modal")
    window.get_by_label("Title").fill("From the window")
    window.locator("[data-upload-input]").set_input_files([phone_video(50_000)])
    tab.locator("#id_file[value]").wait_for(state="attached")
    assert tab.locator("#id_file-chooser [data-chooser-title]").inner_text() == "From the window"
    assert VideoFile.objects.get().title == "From the window"


def test_several_files_at_once_and_each_says_what_became_of_it(tree, producer):
    tab = producer
    tab.goto(reverse("video_files:add"))
    assert not tab.locator("input[name=file]").is_visible(), "the plain form is for those without scripts"
    films = [{**phone_video(40_000 + number), "name": f"film {number}.mp4"} for number in range(3)]
    words = {"name": "words.mp4", "mimeType": "video/mp4", "buffer": b"words " * 2000}
    tab.locator("[data-upload-input]").set_input_files([*films, words])
    rows = tab.locator(".newsroom-upload__row")
    rows.and_(tab.locator("[data-state=done]")).nth(2).wait_for()
    rows.and_(tab.locator("[data-state=failed]")).wait_for()
    assert [row.get_attribute("data-state") for row in rows.all()] == ["done"] * 3 + ["failed"]
    assert "whatever its name says" in rows.nth(3).inner_text()
    tab.locator("[data-upload-recent] tbody tr").nth(2).wait_for()
    assert VideoFile.objects.count() == 3


def test_what_is_left_of_an_earlier_visit_is_listed_and_can_be_cancelled(tree, producer):
    tab = producer
    tab.on("dialog", lambda dialog: dialog.accept())
    tab.route("**/admin/video-uploads/*/", lambda route: route.abort("connectionfailed"))
    tab.goto(reverse("video_files:add"))
    tab.locator("[data-upload-input]").set_input_files([phone_video(40_000)])
    tab.locator(".newsroom-upload__row[data-state=broken]").wait_for()
    tab.unroute("**/admin/video-uploads/*/")
    tab.reload()
    earlier = tab.locator("[data-upload-earlier]")
    assert "IMG_2041.mp4" in earlier.inner_text()
    tab.get_by_role("button", name="Cancel: IMG_2041.mp4").click()
    earlier.wait_for(state="detached")
    assert not Upload.objects.exists()


def test_without_scripts_a_plain_form_uploads(tree, open_page, log_in):
    tab = open_page("/admin/login/", scripts=False)
    tab.locator("#id_username").fill(factories.user("Producers").username)
    tab.locator("#id_password").fill("secret")
    tab.locator("button[type=submit]").click()
    tab.goto(reverse("video_files:add"))
    tab.locator("#id_title").fill("Without scripts")
    tab.locator("input[name=file]").set_input_files([phone_video(40_000)])
    tab.locator("#w-editor-form button[type=submit]").first.click()
    tab.wait_for_url(re.compile(reverse("video_files:index") + "$"))
    assert VideoFile.objects.get().title == "Without scripts"


# A file as a window of the desktop hands it over: a clip, and a box of nothing behind it.
DROPPED = """([name, clip, rest]) => {
  const bytes = Uint8Array.from(atob(clip), (letter) => letter.charCodeAt(0)), data = new DataTransfer();
  data.items.add(new File([bytes, new Uint8Array(rest)], name, { type: "video/mp4" }));
  return data;
}"""


def drop(tab, zone, name: str, length: int) -> None:
    """Drag a film of this many bytes over a place and let it go."""
    clip = factories.video_bytes(width=72, height=128)
    rest = length - len(clip) - 8
    head = clip + (rest + 8).to_bytes(4, "big") + b"free"
    data = tab.evaluate_handle(DROPPED, [name, base64.b64encode(head).decode(), rest])
    zone.dispatch_event("dragover", {"dataTransfer": data})
    assert "is-over" in zone.get_attribute("class")
    zone.dispatch_event("drop", {"dataTransfer": data})
    assert "is-over" not in zone.get_attribute("class")


def test_a_dropped_file_is_uploaded_and_goes_on_after_a_pause(tree, producer):
    tab, offsets = producer, []

    def hold_the_second_part(route) -> None:
        if route.request.method != "PATCH":
            return route.continue_()
        offsets.append(int(route.request.headers["upload-offset"]))
        return route.continue_() if len(offsets) != 2 else None

    tab.route("**/admin/video-uploads/**", hold_the_second_part)
    tab.goto(reverse("video_files:add"))
    drop(tab, tab.locator("[data-upload=desk]"), "dropped.mp4", CHUNK + 50_000)
    row = tab.locator(".newsroom-upload__row")
    row.and_(tab.locator("[data-state=uploading]")).wait_for()
    while len(offsets) < 2:
        tab.wait_for_timeout(20)
    tab.get_by_role("button", name="Pause: dropped.mp4").click()
    row.and_(tab.locator("[data-state=paused]")).wait_for()
    assert not VideoFile.objects.exists()
    tab.get_by_role("button", name="Resume: dropped.mp4").click()
    row.and_(tab.locator("[data-state=done]")).wait_for()
    assert offsets == [0, CHUNK, CHUNK], "what was there is not sent again"
    file = VideoFile.objects.get()
    assert (file.title, file.file.size) == ("dropped", CHUNK + 50_000)
    tab.unroute_all(behavior="ignoreErrors")
