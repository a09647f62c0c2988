"""`manage.py import_video`: one line a file, the guards and the publishing rules of the admin."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Collection

from newsreel.storage import private_storage
from tests import factories
from video import importing
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
    os.mkfifo(folder / "pipe.mp4")
    names = ["words.mp4", "missing.mp4", "cut.mp4", "list.txt", "pipe.mp4", "$(touch x).mp4"]
    lines, error = run(*(folder / name for name in names))
    assert error == "5 of 6 failed."
    assert len(lines) == 6
    told = dict(zip(names, lines, strict=True))
    assert "whatever its name says" in told["words.mp4"]
    assert "No such file" in told["missing.mp4"]
    assert "stops in the middle" in told["cut.mp4"]
    assert "only files ending in" in told["list.txt"]
    assert "no file" in told["pipe.mp4"]
    assert "stored" in told["$(touch x).mp4"]
    assert VideoFile.objects.count() == 1
    assert not os.path.exists("x")
    assert set(left_behind()) == before


def test_of_a_folder_each_video_has_its_line_and_nothing_else_is_touched(tree, folder, clip):
    (folder / "._the quay.mp4").write_bytes(b"what a Mac leaves")
    (folder / "the quay.jpg").write_bytes(factories.image_bytes(60, 40))
    (folder / "below").mkdir()
    (folder / "below" / "deep.mp4").write_bytes(clip)
    (folder / "nothing").mkdir()
    lines, error = run(folder, folder / "nothing")
    assert [line.partition(":")[0] for line in lines] == [
        "$(touch x).mp4", "cut.mp4", "the quay.mp4", "words.mp4", "nothing",
    ]  # fmt: skip
    assert "no video in this folder" in lines[-1]
    assert error == "3 of 5 failed."


def test_the_same_bytes_are_kept_once_whatever_their_name(tree, folder, clip):
    path = folder / "the quay.mp4"
    lines, error = run(path, path, folder / "$(touch x).mp4")
    assert error == "", "a run that was broken off can be started again"
    assert "stored as" in lines[0]
    assert lines[1] == "the quay.mp4: is here as “the quay”."
    assert lines[2] == "$(touch x).mp4: is here as “the quay”."
    assert VideoFile.objects.count() == 1


def test_a_file_that_may_not_be_read_is_named(tree, folder, monkeypatch):
    real = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == "the quay.mp4":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    lines, error = run(folder / "the quay.mp4")
    assert lines == ["the quay.mp4: not imported. It cannot be read: Permission denied."]
    assert error


def test_a_folder_that_may_not_be_read_is_named(tree, folder, monkeypatch):
    def refuse(self):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    lines, error = run(folder)
    assert "a folder that nobody may read" in lines[0]
    assert error


@pytest.mark.parametrize("step", ["copyfileobj", "move"])
def test_a_disk_that_fills_up_is_said_and_leaves_nothing(tree, folder, monkeypatch, step):
    before = set(left_behind())

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(importing.shutil if step == "copyfileobj" else staging, step, full)
    lines, error = run(folder / "the quay.mp4")
    assert "disk is full: make room" in lines[0]
    assert error
    assert set(left_behind()) == before
    assert not VideoFile.objects.exists()


def test_too_little_room_is_said_before_anything_is_copied(tree, folder, settings):
    settings.NEWSREEL_UPLOAD_RESERVE_BYTES = 10**18
    assert "not enough room" in run(folder / "the quay.mp4")[0][0]


def test_a_file_that_is_still_written_is_not_taken(tree, folder, clip, monkeypatch):
    def grown(original, copy, length):
        copy.write(clip + b"more")

    monkeypatch.setattr(importing.shutil, "copyfileobj", grown)
    lines, _error = run(folder / "the quay.mp4")
    assert "while it was read" in lines[0]
    assert not VideoFile.objects.exists()


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
    path, other = folder / "the quay.mp4", folder / "cut.mp4"
    lines, error = run(path, other, **options)
    assert (lines, bool(error)) == ([], True)
    assert not VideoFile.objects.exists()


def test_too_large_a_file_is_refused(tree, folder, settings):
    settings.NEWSREEL_VIDEO_MAX_BYTES = 100
    assert "at most" in run(folder / "the quay.mp4")[0][0]


# --- Publishing ------------------------------------------------------------------------------------


def test_what_is_missing_is_said_with_what_was_kept_and_where_to_mend_it(tree, folder):
    lines, error = run(folder / "the quay.mp4", publish=True)
    page = VideoPage.objects.get()
    assert (page.live, page.file) == (False, VideoFile.objects.get())
    assert page.get_latest_revision_as_object().title == "the quay"
    assert error
    assert len(lines) == 1
    address = f"http://localhost/admin/pages/{page.pk}/edit/"
    for words in ("stored as", "kept as a draft", address, "lead picture", "Byline", "no captions"):
        assert words in lines[0]
    again, error = run(folder / "the quay.mp4", publish=True)
    assert error
    assert again[0].endswith(
        f"is here as “the quay”. Its page is kept as a draft; finish and publish it at {address}"
    )
    assert VideoPage.objects.count() == 1


def test_captions_alone_hold_a_page_back(tree, folder):
    """All else is there; words are asked for as in the form, with no way round but the waiver."""
    (folder / "the quay.jpg").write_bytes(factories.image_bytes())
    words = {"publish": True, "standfirst": "Who works there.", "byline": "Ann Reporter"}
    lines, error = run(folder / "the quay.mp4", **words)
    assert error
    assert "no captions in its language (English)" in lines[0]
    assert "Byline" not in lines[0]
    assert not VideoPage.objects.get().live


def test_a_file_that_is_here_without_a_page_gets_one(tree, folder):
    run(folder / "the quay.mp4")
    (folder / "the quay.jpg").write_bytes(factories.image_bytes())
    words = {"standfirst": "Who works there.", "byline": "Ann Reporter", "captions_waiver": "Nobody speaks."}
    for _time in range(2):
        lines, error = run(folder / "the quay.mp4", publish=True, **words)
        assert error == "", lines
        page = VideoPage.objects.get()
        assert lines == [f"the quay.mp4: is here as “the quay”. Published: http://localhost{page.url}"]


@pytest.mark.parametrize(("name", "slug"), [("Відео з набережної", "video-z-naberezhnoyi"), ("…", "video")])
def test_a_name_in_any_script_gives_the_page_an_address(tree, folder, clip, name, slug):
    (folder / f"{name}.mp4").write_bytes(clip)
    run(folder / f"{name}.mp4", publish=True)
    page = VideoPage.objects.get()
    assert page.slug.isascii()
    assert page.slug.startswith(slug[:5])


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
    assert f"Published: http://localhost{page.url}" in lines[0]
    html = client.get(page.url).content.decode()
    assert "Ann Reporter" in html
    assert "The quay at night" in html


def test_a_poster_that_is_no_picture_is_named(tree, folder):
    (folder / "the quay.jpg").write_bytes(b"<script>")
    lines, error = run(folder / "the quay.mp4", publish=True)
    assert error
    assert "It has no page: the quay.jpg" in lines[0]
    assert VideoFile.objects.count() == 1
