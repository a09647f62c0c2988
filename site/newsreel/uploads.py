"""Pictures that are uploaded: whole, harmless and of a size we can work with, or refused in clear words."""

from __future__ import annotations

import zipfile
from typing import BinaryIO, NoReturn

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import ImageFileExtensionValidator, WagtailImageField
from wagtail.images.forms import BaseImageForm

from newsreel.chosen_images import FALLBACK_SPEC
from newsreel.renditions import ROLES
from newsreel.tasks import queue_renditions

MAX_FRAMES = 60
# Only these readers of Pillow ever see an upload.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
# A file that is a picture to one program and a page or a script to another.
# A shorter mark than these stands by chance in one of some hundred large photographs.
FOREIGN = (b"<script", b"<?php", b"<html", b"<!doctype", b"<iframe", b"<svg xmlns", b"<svg>", b"%pdf-1.")
BLOCK_BYTES = 256 * 1024
OVERLAP = max(map(len, FOREIGN))

WORDS = {
    "invalid_image_known_format": gettext_lazy(
        "The name ends in “.%(extension)s”, but the file is of another kind (%(image_format)s). "
        "Give it the right ending, or export it again."
    ),
    "file_too_large": gettext_lazy(
        "The file has %(file_size)s; at most %(max_filesize)s can be uploaded. "
        "Export it at a smaller size or a lower quality."
    ),
}


class EditorialImageField(WagtailImageField):
    """Wagtail's field, which looks at a file more closely before anything decodes it."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.error_messages.update(WORDS)

    def to_python(self, data: object) -> object:
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        self.check_image_file_size(file)
        ImageFileExtensionValidator(file)
        check_picture(file)
        return super().to_python(data)

    def check_image_pixel_size(self, f: object) -> None:
        """check_picture() has done it, from the header alone."""


class EditorialImageForm(BaseImageForm):
    """Wagtail's form of an image in all its uses: single, many at once, in a chooser."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            ours = EditorialImageField(label=field.label, required=field.required, widget=field.widget)
            self.fields["file"] = ours

    def save(self, commit: bool = True) -> object:
        """A new file or focal point makes the old renditions wrong: what existed is made again."""
        replaced = bool(self.instance.pk) and "file" in self.changed_data
        moved = bool(self.instance.pk) and any(name.startswith("focal_point") for name in self.changed_data)
        roles = _roles_in_use(self.instance) if replaced or moved else []
        image = super().save(commit)
        if commit and replaced:
            image.get_rendition(FALLBACK_SPEC)
        if commit and roles:
            queue_renditions([image.pk], roles)
        return image


def _roles_in_use(image: object) -> list[str]:
    """Roles with a rendition of their own; the one that each upload gets says nothing."""
    made = set(image.renditions.values_list("filter_spec", flat=True)) - {FALLBACK_SPEC}
    return sorted(name for name, role in ROLES.items() if made.intersection(role.specs("jpeg")))


# --- What is looked at --------------------------------------------------------------------------


def check_picture(file: BinaryIO) -> None:
    """Raise ValidationError unless the file is one picture to its end, and nothing else besides."""
    try:
        _refuse_foreign_content(file)
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            _refuse_size(picture)
            _read_to_the_end(picture)
    except ValidationError:
        raise
    except Image.DecompressionBombError:
        _refuse_pixels()
    except UnidentifiedImageError:
        _refuse(_("This is not a picture that can be used here. Export it as JPEG or PNG."))
    except (OSError, SyntaxError, ValueError, EOFError):
        _refuse(
            _("The file is damaged or incomplete: it breaks off before the end. Export or upload it again.")
        )
    finally:
        file.seek(0)


def _refuse_size(picture: Image.Image) -> None:
    """By what the header says, before anything is decoded."""
    width, height = picture.size
    # Some phones put a second, small picture behind the first; that is no animation.
    frames = 1 if picture.format in ("JPEG", "MPO") else getattr(picture, "n_frames", 1)
    if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        _refuse_pixels()
    if frames > MAX_FRAMES or width * height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        _refuse(
            _("The picture is an animation of %(frames)d frames; use a video, or one still of it.")
            % {"frames": frames}
        )


def _read_to_the_end(picture: Image.Image) -> None:
    picture.draft("RGB", (64, 64))  # JPEG can be read small
    picture.load()


def _refuse_foreign_content(file: BinaryIO) -> None:
    file.seek(0)
    before = b""
    while block := file.read(BLOCK_BYTES):
        found = (before + block).lower()
        if any(mark in found for mark in FOREIGN):
            _refuse_more()
        before = block[-OVERLAP:]
    file.seek(0)
    if zipfile.is_zipfile(file):
        _refuse_more()


def _refuse_more() -> NoReturn:
    _refuse(
        _(
            "The file holds more than a picture: a script, a page or an archive. "
            "Open it in a picture program and export it again."
        )
    )


def _refuse_pixels() -> NoReturn:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    _refuse(
        _(
            "The picture has more than %(most)d million pixels. "
            "Make it smaller: 4000 on the longer side are plenty."
        )
        % {"most": most}
    )


def _refuse(words: str) -> NoReturn:
    raise ValidationError(words, code="refused_picture")
