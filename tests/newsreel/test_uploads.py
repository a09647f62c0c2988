"""Uploading pictures: what is refused and in which words, what is made at once, what readers never learn."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.images.forms import get_image_form

from newsreel.models import EditorialImage
from newsreel.pictures import picture
from newsreel.renditions import FORMATS, ROLES
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(factories.user(is_superuser=True))
    return client


def upload(client, data: bytes, name: str = "quay.jpg", kind: str = "image/jpeg"):
    fields = {"title": "The quay at six", "description": "Two boats", "credit": "Photo: Maren Odell"}
    fields |= {"caption": "", "licence": "", "tags": ""}
    return client.post(reverse("wagtailimages:add"), {**fields, "file": SimpleUploadedFile(name, data, kind)})


def errors(response) -> str:
    return " ".join(response.context["form"].errors.get("file", []))


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing: a decompression bomb."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def animation(frames: int, format_name: str, side: int = 8) -> bytes:
    data = io.BytesIO()
    stills = [
        Image.new("RGB", (side, side), (number * 37 % 256, number * 91 % 256, 120))
        for number in range(frames)
    ]
    stills[0].save(data, format_name, save_all=True, append_images=stills[1:], duration=20)
    return data.getvalue()


def zip_bytes() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return data.getvalue()


JPEG = factories.image_bytes()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "a truncated JPEG": (JPEG[: len(JPEG) // 2], "quay.jpg", "breaks off"),
    "a truncated PNG": (factories.image_bytes(format_name="PNG")[:-4000], "quay.png", "breaks off"),
    "a decompression bomb": (png_header(60_000, 60_000), "quay.png", "more than 80 million pixels"),
    "too many pixels": (png_header(10_000, 8_500), "quay.png", "more than 80 million pixels"),
    "an animated bomb": (animation(80, "GIF"), "quay.gif", "animation of 80 frames"),
    "an animated bomb in WebP": (animation(80, "WEBP"), "quay.webp", "animation of 80 frames"),
    "an SVG with a script": (SVG, "quay.svg", "File extension"),
    "an SVG under another name": (SVG, "quay.jpg", "more than a picture"),
    "a PNG called JPEG": (factories.image_bytes(format_name="PNG"), "quay.jpg", "ending"),
    "a page behind a picture": (JPEG + b"<html><ScRipt>alert(1)</script>", "quay.jpg", "more than a picture"),
    "PHP behind a picture": (JPEG + b"<?php system($_GET[0]);", "quay.jpg", "more than a picture"),
    "an archive behind a picture": (JPEG + zip_bytes(), "quay.jpg", "more than a picture"),
    "a page that begins like a GIF": (b"GIF89a<html><script>alert(1)</script>", "quay.gif", ""),
    "no picture": (b"MZ" + bytes(4000), "quay.jpg", "not a picture"),
    "nothing": (b"", "quay.jpg", "empty"),
    "TIFF": (factories.image_bytes(format_name="TIFF"), "quay.tif", "File extension"),
    "a program by its name": (JPEG, "quay.php", "File extension"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_words_and_the_form_keeps_what_was_typed(what, desk):
    data, name, words = REFUSED[what]
    response = upload(desk, data, name)
    assert response.status_code == 200
    assert errors(response)
    assert words in errors(response), errors(response)
    html = response.content.decode()
    assert "The quay at six" in html
    assert "Photo: Maren Odell" in html
    assert not EditorialImage.objects.exists()


def test_four_signs_that_stand_in_a_photograph_by_chance_are_no_drawing(desk):
    upload(desk, JPEG + b"\x07<sVg\x91", "quay.jpg")
    assert EditorialImage.objects.count() == 1


def test_a_file_with_too_many_bytes_is_refused(desk, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5000
    response = upload(desk, JPEG)
    assert "at most" in errors(response)
    assert not EditorialImage.objects.exists()


@pytest.mark.parametrize(
    ("format_name", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "gif")],
)
def test_a_good_picture_is_taken_and_ready_to_be_shown(format_name, ending, desk):
    response = upload(desk, factories.image_bytes(900, 600, format_name), f"quay.{ending}")
    assert response.status_code == 302, errors(response)
    image = EditorialImage.objects.get()
    assert (image.width, image.height) == (900, 600)
    shown = picture(image, "lead")
    assert shown is not None
    assert shown.fallback.url.endswith(".jpg")


def test_many_at_once_are_checked_in_the_same_way(desk):
    url = reverse("wagtailimages:add_multiple")
    file = SimpleUploadedFile("quay.jpg", JPEG + b"<script>", "image/jpeg")
    answer = desk.post(
        url, {"title": "The quay", "files[]": file}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert answer.json()["success"] is False
    assert "more than a picture" in answer.json()["error_message"]
    assert not EditorialImage.objects.exists()


def test_so_is_an_upload_within_the_chooser(desk):
    url = reverse("wagtailimages_chooser:create")
    file = SimpleUploadedFile("quay.jpg", JPEG[:5000], "image/jpeg")
    response = desk.post(url, {"image-chooser-upload-title": "The quay", "image-chooser-upload-file": file})
    assert "breaks off" in response.content.decode()
    assert not EditorialImage.objects.exists()


def test_phone_pictures_are_turned_upright_and_tell_nobody_where_they_were_taken(desk, drain):
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "PrivatePhoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 27.0, 0.0), 3: "E", 4: (30.0, 31.0, 0.0)})
    data = io.BytesIO()
    still = Image.linear_gradient("L").resize((1200, 800)).convert("RGB")
    still.save(
        data, "JPEG", exif=exif, xmp=b"<x:xmpmeta>PrivateSerialNumber</x:xmpmeta>", comment=b"PrivateComment"
    )
    assert upload(desk, data.getvalue()).status_code == 302
    image = EditorialImage.objects.get()

    for format_name in FORMATS:
        for role in ROLES.values():
            if format_name not in role.formats:
                continue
            rendition = image.get_rendition(role.specs(format_name)[0])
            with rendition.file.open("rb") as file:
                raw = file.read()
            assert b"Private" not in raw, rendition.filter_spec
            with Image.open(io.BytesIO(raw)) as made:
                assert not made.getexif().get_ifd(0x8825), rendition.filter_spec
                assert 0x010F not in made.getexif()
    upright = image.get_rendition("format-jpeg|width-640")
    assert upright.height > upright.width


def test_the_address_of_a_rendition_does_not_lead_to_the_original(desk):
    upload(desk, JPEG)
    image = EditorialImage.objects.get()
    rendition = image.get_rendition("format-jpeg|width-640")
    folder = rendition.file.name.rpartition("/")[0]
    assert folder != image.file.name.rpartition("/")[0]
    assert not any(
        part in rendition.file.name for part in image.file.name.split("/")[:-1] if part != "images"
    )


def test_a_replaced_file_has_a_picture_at_once_and_its_renditions_are_made_again(
    desk, drain, django_capture_on_commit_callbacks
):
    upload(desk, JPEG)
    image = EditorialImage.objects.get()
    image.get_rendition("format-jpeg|fill-480x320")
    form_class = get_image_form(EditorialImage)
    fields = {"title": image.title, "collection": image.collection_id, "tags": ""}
    new = SimpleUploadedFile("new.jpg", factories.image_bytes(1000, 1000), "image/jpeg")
    form = form_class(fields, {"file": new}, instance=image, user=factories.user(is_superuser=True))
    with django_capture_on_commit_callbacks(execute=True):
        assert form.is_valid(), form.errors
        form.save()
    image = EditorialImage.objects.get()
    assert picture(image, "lead").fallback.height == 640
    drain()
    specs = set(image.renditions.values_list("filter_spec", flat=True))
    assert set(ROLES["card"].specs()) <= specs
