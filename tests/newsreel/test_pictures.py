"""What stands in the page for a picture: from what exists, whatever is missing, and never made for a reader."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from newsreel.cards import prepare_cards, prepare_renditions
from newsreel.models import EditorialRendition, StoryPage
from newsreel.pictures import Picture, StoredRendition, focal_classes, picture
from newsreel.renditions import ROLES, renditions_forbidden
from newsreel.tasks import make_renditions
from tests import factories

db = pytest.mark.django_db


class Tags(HTMLParser):
    """The elements of a piece of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found[tag] = dict(attrs)


def printed(image, role: str, attributes: str = "") -> dict[str, dict[str, str]]:
    template = Template("{% load newsreel %}{% picture_for image role " + attributes + " %}")
    return Tags(template.render(Context({"image": image, "role": role}))).found


def made(image, *roles: str):
    """The image as a page finds it after its renditions of these roles were made."""
    make_renditions.call(image.pk, list(roles))
    return type(image).objects.get(pk=image.pk)


def widths(srcset: str) -> list[str]:
    return [candidate.split()[1] for candidate in srcset.split(", ")]


# --- Which files ------------------------------------------------------------------------------------


@db
def test_a_role_is_printed_with_all_its_files_and_true_measures():
    image = made(factories.image(2000, 1200), "card")
    tags = printed(image, "card")
    assert tags["source"]["type"] == "image/avif"
    assert widths(tags["source"]["srcset"]) == widths(tags["img"]["srcset"]) == ["480w", "800w"]
    assert tags["img"]["sizes"] == tags["source"]["sizes"] == ROLES["card"].layout
    shown = EditorialRendition.objects.get(image=image, filter_spec="format-jpeg|fill-800x533")
    assert (tags["img"]["src"], tags["img"]["width"], tags["img"]["height"]) == (shown.url, "800", "533")


@db
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_role_that_was_never_made_shows_the_picture_that_the_upload_made(role):
    image = factories.image(2000, 1200)
    tags = printed(image, role)
    fallback = EditorialRendition.objects.get(image=image, filter_spec="format-jpeg|width-640")
    assert tags["img"]["src"] == fallback.url
    if role not in ("lead", "figure", "wide"):
        assert "srcset" not in tags["img"]
    assert "source" not in tags


@db
def test_the_nearest_size_stands_in_for_a_missing_role():
    image = made(factories.image(2000, 1200), "square", "lead")
    assert printed(image, "still")["img"]["width"] == "1024"
    assert printed(image, "portrait")["img"]["width"] == "224"


@db
def test_without_any_rendition_nothing_is_printed():
    image = factories.image()
    EditorialRendition.objects.filter(image=image).delete()
    image = type(image).objects.get(pk=image.pk)
    with renditions_forbidden():
        assert printed(image, "card") == {}
        assert (
            Template("{% load newsreel %}[{% picture_url image 'card' %}]").render(Context({"image": image}))
            == "[]"
        )
    assert not EditorialRendition.objects.filter(image=image).exists()


def test_without_an_image_nothing_is_printed():
    assert printed(None, "lead") == {}


@db
def test_a_role_that_nobody_registered_is_the_developers_mistake():
    with pytest.raises(KeyError):
        picture(factories.image(), "poster-of-the-year")


@db
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((2000, 1000), ["640w", "1024w", "1600w"]),
        ((700, 400), ["640w", "700w"]),
        ((1024, 500), ["640w", "1024w"]),
    ],
)
def test_a_small_original_is_offered_once_in_each_width_it_has(size, expected):
    image = made(factories.image(*size), "lead")
    tags = printed(image, "lead")
    assert widths(tags["img"]["srcset"]) == expected
    assert widths(tags["source"]["srcset"]) == expected


@db
def test_a_tiny_original_is_not_blown_up():
    tags = printed(made(factories.image(90, 60), "lead"), "lead")
    assert (tags["img"]["width"], tags["img"]["height"]) == ("90", "60")
    assert "srcset" not in tags["img"]


@db
def test_half_made_renditions_are_used_as_far_as_they_go():
    image = made(factories.image(2000, 1200), "card")
    EditorialRendition.objects.filter(
        image=image, filter_spec__in=["format-jpeg|fill-800x533", "format-avif|fill-480x320"]
    ).delete()
    tags = printed(type(image).objects.get(pk=image.pk), "card")
    assert (tags["img"]["width"], widths(tags["source"]["srcset"])) == ("480", ["800w"])
    assert "srcset" not in tags["img"]


@db
def test_avif_alone_is_not_enough_for_every_browser():
    image = made(factories.image(2000, 1200), "card")
    EditorialRendition.objects.filter(image=image, filter_spec__startswith="format-jpeg|fill").delete()
    tags = printed(type(image).objects.get(pk=image.pk), "card")
    assert tags["img"]["src"].endswith(".jpg")
    assert "source" not in tags


# --- Focal point ------------------------------------------------------------------------------------


@db
def test_after_the_focal_point_moved_old_cuts_are_not_shown():
    image = made(factories.image(2000, 1200), "square", "lead")
    assert printed(image, "square")["img"]["width"] == "224"
    image.focal_point_x, image.focal_point_y = 100, 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    image = type(image).objects.get(pk=image.pk)
    assert printed(image, "square")["img"]["width"] == "640"
    assert widths(printed(image, "lead")["img"]["srcset"]) == ["640w", "1024w", "1600w"]
    assert printed(made(image, "square"), "square")["img"]["width"] == "224"


class Shape:
    """A picture as far as its focal point goes."""

    def __init__(self, x, y, width, height) -> None:
        self.focal_point_x, self.focal_point_y, self.width, self.height = x, y, width, height


@pytest.mark.parametrize(
    ("point", "classes"),
    [
        ((0, 0), "fx-0 fy-0"),
        ((500, 300), "fx-5 fy-5"),
        ((1000, 600), "fx-10 fy-10"),
        ((260, 100), "fx-3 fy-2"),
        ((5000, 900), "fx-10 fy-10"),
        ((None, 300), ""),
        ((300, None), ""),
    ],
)
def test_the_focal_point_is_said_in_tenths(point, classes):
    assert focal_classes(Shape(*point, 1000, 600)) == classes


def test_a_picture_without_measures_has_no_focal_point():
    assert focal_classes(Shape(1, 1, 0, 0)) == ""


@given(
    x=st.integers(0, 10_000),
    y=st.integers(0, 10_000),
    width=st.integers(1, 9_000),
    height=st.integers(1, 9_000),
)
def test_every_focal_point_has_a_class_that_the_style_sheet_knows(x, y, width, height):
    across, down = focal_classes(Shape(x, y, width, height)).split()
    assert across in {f"fx-{tenth}" for tenth in range(11)}
    assert down in {f"fy-{tenth}" for tenth in range(11)}


# --- Attributes -------------------------------------------------------------------------------------


@db
@pytest.mark.parametrize(
    ("attributes", "alt"),
    [("", "A ferry & a gull"), ('alt="A ship"', "A ship"), ('alt=""', ""), ("alt=nothing", "")],
    ids=["the-image's-own", "given", "decoration", "missing-variable"],
)
def test_the_alternative_text_is_always_there(attributes, alt):
    assert printed(factories.image(description="A ferry & a gull"), "card", attributes)["img"]["alt"] == alt


@db
def test_attributes_are_passed_on_with_hyphens_and_empty_ones_left_out():
    attributes = 'loading="lazy" data_zoom="on" class="card__picture" fetchpriority=""'
    image = factories.image(focal_point_x=600, focal_point_y=400, focal_point_width=10, focal_point_height=10)
    img = printed(image, "card", attributes)["img"]
    assert (img["loading"], img["data-zoom"], img["class"]) == ("lazy", "on", "card__picture fx-5 fy-5")
    assert "fetchpriority" not in img


@db
def test_what_an_editor_types_cannot_leave_its_attribute():
    hostile = '"><script>alert(1)</script>'
    html = Template("{% load newsreel %}{% picture_for image 'card' %}").render(
        Context({"image": factories.image(description=hostile)})
    )
    assert "<script>" not in html
    assert Tags(html).found["img"]["alt"] == hostile


# --- Loading ----------------------------------------------------------------------------------------


@db
def test_prepared_pictures_are_printed_without_a_query(django_assert_num_queries):
    images = [factories.image() for _ in range(3)]
    expected = [printed(image, "card") for image in images]
    fresh = list(type(images[0]).objects.order_by("pk"))
    with django_assert_num_queries(1):
        prepare_renditions([*fresh, None])
    with django_assert_num_queries(0):
        assert [printed(image, "card") for image in fresh] == expected
        prepare_renditions(fresh)


@db
def test_one_picture_in_many_stories_is_loaded_once_and_shown_in_all(tree, django_assert_num_queries):
    image = factories.image()
    for _ in range(3):
        factories.article(tree.feed, lead_image=image)
    stories = list(StoryPage.objects.published().for_cards())
    prepare_cards(stories)
    with django_assert_num_queries(0):
        addresses = {printed(story.lead_image, "card")["img"]["src"] for story in stories}
    assert len(addresses) == 1


@db
def test_an_unprepared_picture_costs_one_query_however_often_it_is_shown(django_assert_num_queries):
    image = type(factories.image()).objects.get()
    with django_assert_num_queries(1):
        for role in ROLES:
            printed(image, role)


@given(count=st.integers(1, 6))
def test_a_browser_without_srcset_gets_the_middle_size(count):
    files = [StoredRendition("", "", width, width, f"{width}.jpg") for width in range(1, count + 1)]
    assert Picture(None, ROLES["lead"], files, []).fallback.width == count // 2 + 1
