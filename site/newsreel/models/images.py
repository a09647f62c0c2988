"""Pictures and documents with what a newsroom must know of them: credit, licence, alt text, caption."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField
from wagtail.search import index

from newsreel.renditions import check_rendition_allowed
from newsreel.storage import private_storage, public_storage


def image_path(image: EditorialImage, filename: str) -> str:
    """Where an original is kept: below a token, so that knowing one address tells nothing of another."""
    return f"images/{secrets.token_urlsafe(12)}/{PurePosixPath(filename).name[-80:]}"


def rendition_path(rendition: EditorialRendition, filename: str) -> str:
    """Where a rendition is kept: in a folder that does not lead to the original and what its metadata tells."""
    token = salted_hmac("newsreel.renditions", rendition.image.file.name).hexdigest()[:16]
    return f"pictures/{token}/{PurePosixPath(filename).name[-120:]}"


def document_path(document: EditorialDocument, filename: str) -> str:
    """Where a document is kept: below a token."""
    return f"documents/{secrets.token_urlsafe(12)}/{PurePosixPath(filename).name[-80:]}"


class EditorialImage(AbstractImage):
    """A picture with its credit and rights. Its description (Wagtail's field) is the alt text."""

    file = WagtailImageField(
        verbose_name=_("file"),
        upload_to=image_path,
        storage=public_storage,
        width_field="width",
        height_field="height",
        max_length=255,
    )
    caption = models.CharField(
        _("caption"),
        max_length=400,
        blank=True,
        help_text=_("Printed under the picture unless a story writes its own."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("Who made it, as it shall be printed: “Photo: Maren Odell”."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("What we may do with it: own work, agency, CC BY 4.0 …"),
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("credit"),
        index.AutocompleteField("credit"),
        index.AutocompleteField("caption"),
        index.AutocompleteField("filename"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        return image_path(self, filename)

    def create_rendition(self, filter):
        check_rendition_allowed(self, [filter])
        return super().create_rendition(filter)

    def create_renditions(self, *filters):
        check_rendition_allowed(self, filters)
        return super().create_renditions(*filters)


class EditorialRendition(AbstractRendition):
    """One size and format of a picture, made by a task (see newsreel.renditions), never by a reader's request."""

    image = models.ForeignKey(EditorialImage, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=rendition_path,
        storage=public_storage,
        width_field="width",
        height_field="height",
        max_length=255,
    )

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("rendition")

    def get_upload_to(self, filename: str) -> str:
        return rendition_path(self, filename)


class EditorialDocument(AbstractDocument):
    """A file that stories offer for download. It is given out only while a published page offers it."""

    file = models.FileField(_("file"), upload_to=document_path, storage=private_storage, max_length=255)

    admin_form_fields = ("title", "file", "collection", "tags")
    search_fields = [*AbstractDocument.search_fields, index.AutocompleteField("filename")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
