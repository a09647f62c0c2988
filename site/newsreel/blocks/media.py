"""Body blocks made of pictures and files."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from newsreel.blocks.choosers import FileChooserBlock, PictureChooserBlock
from newsreel.blocks.worded import WordedStructBlock
from newsreel.models import EditorialDocument, EditorialImage, StoryPage

PICTURES = _("Pictures and video")
FILES = _("Facts and figures")


class PictureValue(blocks.StructValue):
    """A picture with the words that are printed with it."""

    @property
    def image(self) -> EditorialImage | None:
        return self.get("image")

    @cached_property
    def printed_caption(self) -> str:
        return self.get("caption") or (self.image.caption if self.image else "")

    @cached_property
    def printed_credit(self) -> str:
        return self.get("credit") or (self.image.credit if self.image else "")

    @cached_property
    def printed_alt(self) -> str:
        if self.get("decorative") or self.image is None:
            return ""
        return self.get("alt") or self.image.description


PICTURE_WORDING = {
    "image": (_("Picture"), ""),
    "caption": (_("Caption"), _("Left empty, the picture’s own caption is printed.")),
    "credit": (_("Credit"), _("Left empty, the picture’s own credit is printed.")),
    "alt": (
        _("Alternative text"),
        _("What is to be seen, for readers who cannot see it. Left empty, the picture’s own text is used."),
    ),
    "decorative": (
        _("Decorative"),
        _("It says nothing that the text does not: screen readers pass over it."),
    ),
}


class AnyPictureBlock(WordedStructBlock):
    """What a single picture and one of a gallery have in common."""

    image = PictureChooserBlock()
    caption = blocks.CharBlock(required=False, max_length=400)
    credit = blocks.CharBlock(required=False, max_length=200)
    alt = blocks.CharBlock(required=False, max_length=255)
    decorative = blocks.BooleanBlock(required=False)

    class Meta:
        icon = "image"
        value_class = PictureValue
        wording = PICTURE_WORDING

    def clean(self, value):
        result = super().clean(value)
        if result.get("decorative") and result.get("alt"):
            message = _("A decorative picture has no alternative text: untick the box, or empty the text.")
            raise StructBlockValidationError(block_errors={"decorative": ValidationError(message)})
        return result


class GalleryItemBlock(AnyPictureBlock):
    """One picture of a gallery."""

    class Meta:
        label = _("Picture")


class ImageBlock(AnyPictureBlock):
    """A picture in the text."""

    width = blocks.ChoiceBlock(
        choices=[
            ("column", _("As wide as the text")),
            ("wide", _("Wider than the text")),
            ("full", _("Full width")),
        ],
        default="column",
    )

    class Meta:
        label = _("Picture")
        group = PICTURES
        description = _("A picture with its caption and credit, as wide as the text or wider.")
        template = "blocks/image_block.html"
        wording = {**PICTURE_WORDING, "width": (_("Width"), "")}

    def get_preview_value(self):
        return self.normalize({"image": any_picture(), "caption": "", "width": "column"})


class GalleryBlock(WordedStructBlock):
    """Several pictures, side by side."""

    heading = blocks.CharBlock(required=False, max_length=120)
    images = blocks.ListBlock(GalleryItemBlock(), min_num=1)

    class Meta:
        icon = "grip"
        label = _("Gallery")
        group = PICTURES
        description = _("Two or more pictures together, each with its caption and credit.")
        template = "blocks/gallery_block.html"
        wording = {"heading": (_("Heading"), ""), "images": (_("Pictures"), "")}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["pictures"] = [item for item in value.get("images") or () if item.image is not None]
        return context

    def get_preview_value(self):
        pictures = EditorialImage.objects.order_by("-pk")[:4]
        return self.normalize({"heading": "", "images": [{"image": picture} for picture in pictures]})


def any_picture() -> EditorialImage | None:
    """A picture for a preview: the newest story's, else the newest of the library, else none."""
    story = StoryPage.objects.published().newest_first().for_cards().filter(lead_image__isnull=False).first()
    return story.lead_image if story else EditorialImage.objects.order_by("-pk").first()


class DownloadValue(blocks.StructValue):
    """The address and size of the document offered."""

    @cached_property
    def link_text(self) -> str:
        document = self.get("document")
        return self.get("title") or (document.title if document else "")

    @cached_property
    def url(self) -> str:
        document = self.get("document")
        return reverse("wagtaildocs_serve", args=[document.pk, document.filename]) if document else ""

    @cached_property
    def kind_and_size(self) -> str:
        """“PDF, 1.2 MB”; only the kind if the file cannot be reached."""
        document = self.get("document")
        if document is None:
            return ""
        size = document.file_size
        kind = document.file_extension.upper()
        return f"{kind}, {filesizeformat(size)}" if size else kind


class DownloadBlock(WordedStructBlock):
    """A document for readers to keep."""

    document = FileChooserBlock()
    title = blocks.CharBlock(required=False, max_length=160)

    class Meta:
        icon = "download"
        label = _("Download")
        group = FILES
        description = _("A document that readers can open or keep, with its kind and size.")
        template = "blocks/download_block.html"
        value_class = DownloadValue
        wording = {
            "document": (_("Document"), ""),
            "title": (_("Link text"), _("Left empty, the document’s own title is printed.")),
        }

    def get_preview_value(self):
        document = EditorialDocument.objects.order_by("-pk").first()
        return self.normalize({"document": document, "title": ""})
