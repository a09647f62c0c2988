"""Taking in video files from a shell: the same guards and rules as in the admin, without a browser."""

from __future__ import annotations

import hashlib
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Collection

from newsreel.models import Byline, EditorialImage, User
from newsreel.storage import private_storage
from newsreel.uploads import check_picture
from video.containers import VIDEO_EXTENSIONS, check_name, container_of
from video.models import VideoFile, VideoIndexPage, VideoPage
from video.models.sources import video_path
from video.new_pages import add_draft
from video.probing import fill_video_file
from video.uploads import limits, staging
from video.uploads.metadata import clean_filename, clean_line
from video.uploads.receiving import NO_ROOM
from video.uploads.refusals import Refusal

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True)
class Wishes:
    """What shall become of the files."""

    title: str = ""
    collection: Collection | None = None
    language: str = ""
    standfirst: str = ""
    byline: str = ""
    captions_waiver: str = ""
    user: User | None = None


def files_in(path: Path) -> list[Path]:
    """The file itself; of a folder, the videos right in it, by name. Posters and hidden files are passed over."""
    try:
        there = sorted(path.iterdir()) if path.is_dir() else None
    except OSError:  # the line of this name will say it
        there = None
    if there is None:
        return [path]
    return [
        found
        for found in there
        if found.suffix.lower().lstrip(".") in VIDEO_EXTENSIONS and not found.name.startswith(".")
    ]


def take_in(path: Path, wishes: Wishes) -> tuple[VideoFile, bool]:
    """Copy a file into the private storage, a block at a time. It appears there whole or not at all.

    The same bytes are kept once: with False comes the file that has been here before.
    Raises Refusal with words, or OSError if the file cannot be read.
    """
    name = clean_filename(path.name)
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would never end, or never begin
        raise Refusal(422, _("This is no file, or a folder that nobody may read."))
    with path.open("rb") as original:
        size = path.stat().st_size
        limits.check_file(name, size)
        try:
            check_name(container_of(original), name)
        except ValidationError as error:
            raise Refusal(422, " ".join(error.messages)) from error
        checksum = hashlib.file_digest(original, "sha256").hexdigest()
        here = VideoFile.objects.filter(checksum=checksum, file_size=size).order_by("pk").first()
        if here is not None:
            return here, False
        uuid = uuid4()
        try:
            _copy(original, uuid, size)
            return _store(uuid, name, size, checksum, wishes), True
        except OSError as error:
            raise _not_written(error) from error
        finally:
            staging.remove(uuid)


def _copy(original: BinaryIO, uuid: UUID, size: int) -> None:
    original.seek(0)
    staging.create(uuid)
    with staging.path_of(uuid).open("wb") as copy:
        shutil.copyfileobj(original, copy, staging.COPY_BYTES)
        if copy.tell() != size:
            words = _(
                "It grew or shrank while it was read. Wait until whatever writes it is done, then try again."
            )
            raise Refusal(409, words)


def _not_written(error: OSError) -> Exception:
    """A full disk in words; other errors as they are."""
    if error.errno not in NO_ROOM:
        return error
    return Refusal(
        507, _("The server’s disk is full: make room, then import the file again. Nothing of it is kept.")
    )


def _store(uuid: UUID, name: str, size: int, checksum: str, wishes: Wishes) -> VideoFile:
    video_file = VideoFile(
        title=wishes.title or clean_line(Path(name).stem)[:255] or name,
        original_name=name[:255],
        collection=wishes.collection or Collection.get_first_root_node(),
        uploaded_by=wishes.user,
        file_size=size,
        checksum=checksum,
    )
    video_file.file.name = video_path(video_file, name)
    staging.move(uuid, private_storage(), video_file.file.name, may_copy=True)
    try:
        video_file.save()
    except BaseException:
        private_storage().delete(video_file.file.name)
        raise
    return video_file


# --- A watch page ---------------------------------------------------------------------------------


def make_page(video_file: VideoFile, path: Path, wishes: Wishes) -> tuple[VideoPage, list[str]]:
    """A watch page for the file, published if the rules of its form are met; else a draft, and what is missing.

    A picture of the file's own name beside it (clip.jpg for clip.mp4) becomes the poster. Raises Refusal if there can
    be no page at all.
    """
    fill_video_file(video_file)
    parent = VideoIndexPage.objects.live().order_by("path").first()
    if parent is None:
        raise Refusal(409, _("There is no video section to publish in: make one in the admin first."))
    page = VideoPage(
        title=wishes.title or video_file.title,
        standfirst=wishes.standfirst,
        file=video_file,
        language=wishes.language or VideoPage._meta.get_field("language").get_default(),
        captions_waiver=wishes.captions_waiver,
        lead_image=_poster_beside(path, video_file.title),
    )
    page.bylines = [Byline(printed_name=wishes.byline)] if wishes.byline else []
    add_draft(parent, page, wishes.user)
    form_class = VideoPage.get_edit_handler().get_form_class()
    asked = {"instance": page, "parent_page": parent, "for_user": wishes.user}
    form = form_class(data_of(form_class(**asked)), **asked)
    if not form.is_valid():
        return page, problems_of(form)
    page = form.save(commit=False)
    with transaction.atomic():
        page.save_revision(user=wishes.user).publish(user=wishes.user)
    page.refresh_from_db()
    return page, []


def _poster_beside(path: Path, title: str) -> EditorialImage | None:
    for ending in PICTURE_ENDINGS:
        beside = path.with_suffix(ending)
        if beside.is_file():
            with beside.open("rb") as file:
                try:
                    check_picture(file)
                except ValidationError as error:
                    raise Refusal(422, f"{beside.name}: {' '.join(error.messages)}") from error
                return EditorialImage.objects.create(title=title, file=File(file, name=beside.name))
    return None


def data_of(form: forms.BaseForm) -> QueryDict:
    """What a browser would send if somebody opened this form and pressed the button at once."""
    data = QueryDict(mutable=True)
    _fill(data, form)
    return data


def _fill(data: QueryDict, form: forms.BaseForm) -> None:
    for field in form:
        value, widget = field.value(), field.field.widget
        if isinstance(widget, forms.CheckboxInput):
            formatted = ["on"] if value else []
        else:
            formatted = widget.format_value(value) if hasattr(widget, "format_value") else value
            formatted = formatted if isinstance(formatted, list) else [formatted]
        sent = [item for item in formatted if item not in (None, "")]
        if sent:
            data.setlist(field.html_name, [str(item) for item in sent])
    for formset in getattr(form, "formsets", {}).values():
        _fill(data, formset.management_form)
        for child in formset.forms:
            _fill(data, child)


def problems_of(form: forms.BaseForm) -> list[str]:
    """Each error in words, with the name of its field."""
    found = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    for formset in form.formsets.values():
        for child in formset.forms:
            found += [str(error) for errors in child.errors.values() for error in errors]
    return found
