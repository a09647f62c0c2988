"""`manage.py import_video`: one line a file, the guards and the publishing rules of the admin."""

from __future__ import annotations

import io
import os

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection

from newsreel.storage import private_storage
from tests import factories
from video.models import VideoFile, VideoPage
from video.uploads import staging

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def clip() -> bytes:
    return factories.video_bytes()


@pytest.fixture
def folder(tmp_path, clip):
    (tmp_path / "the quay.mp4").write_bytes(clip)
    (tmp_path / "words.mp4").write_bytes(b"#EXTM3U\nfile:///etc/passwd\n")
    (tmp_path / "cut.mp4").write_bytes(clip[:-50])
    (tmp_path / "$(touch x).mp4").write_bytes(clip)
    (tmp_path / "list.txt").write_bytes(b"x")
    return tmp_path


def run(*arguments: object, **options: object) -> tuple[list[str], str]:
    """Lines of both outputs in order, and the error that ended the command."""
    out = io.StringIO()
    try:
        call_command("import_video", *map(str, arguments), stdout=out, stderr=out, no_color=True, **options)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


def left_behind() -> list[str]:
    """Names in the staging folder; other tests may have left some."""
    return [entry.name for entry in staging.folder().iterdir()] if staging.folder().exists() else []


def test_a_file_is_copied_in_and_its_original_stays(
    tree, folder, clip, drain, django_capture_on_commit_callbacks
):
    before = set(left_behind())
    with django_capture_on_commit_callbacks(execute=True):
        lines, error = run(folder / "the quay.mp4")
    assert error == ""
    assert len(lines) == 1
    assert lines[0].startswith("the quay.mp4: stored as “the quay”")
    file = VideoFile.objects.get()
    assert private_storage().open(file.file.name).read() == clip
    assert (folder / "the quay.mp4").read_bytes() == clip
    assert set(left_behind()) == before
    drain()
    file.refresh_from_db()
    assert file.duration == 1.0


def test_a_bad_file_does_not_stop_the_others_and_each_has_its_line(tree, folder):
    before = set(left_behind())
    names = ["words.mp4", "missing.mp4", "cut.mp4", "list.txt", "$(touch x).mp4"]
    lines, error = run(*(folder / name for name in names), folder)
    assert error == "5 of 6 failed."
    assert len(lines) == 6
    told = dict(zip([*names, "folder"], lines, strict=True))
    assert "whatever its name says" in told["words.mp4"]
    assert "No such file" in told["missing.mp4"]
    assert "stops in the middle" in told["cut.mp4"]
    assert "only files ending in" in told["list.txt"]
    assert "stored" in told["$(touch x).mp4"]
    assert "Is a directory" in told["folder"]
    assert VideoFile.objects.count() == 1
    assert not os.path.exists("x")
    assert set(left_behind()) == before


def test_a_name_with_control_characters_stays_one_line(tree, folder, clip):
    (folder / "a\nb\x1b[2J.mp4").write_bytes(clip)
    lines, _error = run(folder / "a\nb\x1b[2J.mp4")
    assert len(lines) == 1
    assert VideoFile.objects.get().title == "a b[2J"


def test_title_collection_and_uploader_are_as_asked(tree, folder):
    desk = Collection.get_first_root_node().add_child(name="Desk")
    someone = factories.user("Producers")
    lines, _error = run(
        folder / "the quay.mp4", title="The quay at night", collection="Desk", user=someone.username
    )
    file = VideoFile.objects.get()
    assert (file.title, file.collection, file.uploaded_by) == ("The quay at night", desk, someone)
    assert "The quay at night" in lines[0]


@pytest.mark.parametrize(
    "options",
    [{"collection": "None such"}, {"user": "nobody"}, {"language": "tlh"}, {"title": "One for two"}],
    ids=str,
)
def test_what_is_asked_wrongly_is_said_before_the_first_file(tree, folder, options):
    path = folder / "the quay.mp4"
    lines, error = run(path, path, **options)
    assert (lines, bool(error)) == ([], True)
    assert not VideoFile.objects.exists()


def test_too_large_a_file_is_refused(tree, folder, settings):
    settings.NEWSREEL_VIDEO_MAX_BYTES = 100
    assert "at most" in run(folder / "the quay.mp4")[0][0]


# --- Publishing ------------------------------------------------------------------------------------


def test_without_poster_byline_and_captions_the_page_stays_a_draft_that_says_so(tree, folder):
    lines, error = run(folder / "the quay.mp4", publish=True)
    page = VideoPage.objects.get()
    assert (page.live, page.file) == (False, VideoFile.objects.get())
    assert page.get_latest_revision_as_object().title == "the quay"
    assert error
    assert len(lines) == 1
    for words in ("stays a draft", "lead picture", "Byline", "captions"):
        assert words in lines[0]


def test_with_all_that_readers_need_the_page_goes_out(tree, folder, client):
    (folder / "the quay.jpg").write_bytes(factories.image_bytes())
    lines, error = run(
        folder / "the quay.mp4",
        publish=True,
        title="The quay at night",
        language="uk",
        standfirst="Who works there while the town sleeps.",
        byline="Ann Reporter",
        captions_waiver="Nobody speaks in it.",
    )
    assert error == "", lines
    page = VideoPage.objects.get()
    assert (page.live, page.slug, page.language, page.duration) == (True, "the-quay-at-night", "uk", 1)
    assert page.lead_image.title == "The quay at night"
    assert f"published: http://localhost{page.url}" in lines[0]
    html = client.get(page.url).content.decode()
    assert "Ann Reporter" in html
    assert "The quay at night" in html


def test_a_poster_that_is_no_picture_is_named(tree, folder):
    (folder / "the quay.jpg").write_bytes(b"<script>")
    lines, error = run(folder / "the quay.mp4", publish=True)
    assert error
    assert "the quay.jpg" in lines[0]
