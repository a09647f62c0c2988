"""Renditions: which are made, by whom, once each, and what becomes of a task whose picture is gone or half made."""

from __future__ import annotations

import pytest
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from newsreel.indexing import reindex_stories
from newsreel.models import EditorialImage, EditorialRendition
from newsreel.pictures import existing_renditions
from newsreel.renditions import (
    ROLES,
    RenditionRefused,
    renditions_allowed,
    renditions_forbidden,
    specs_for,
)
from newsreel.tasks import enqueue_once, make_renditions, queue_renditions
from tests import factories

db = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def specs(image) -> set[str]:
    return set(EditorialRendition.objects.filter(image=image).values_list("filter_spec", flat=True))


def waiting() -> list[list[object]]:
    tasks = DBTaskResult.objects.filter(task_path=make_renditions.module_path).order_by("enqueued_at", "pk")
    return [task.args_kwargs["args"] for task in tasks]


# --- The task ---------------------------------------------------------------------------------------


@db
def test_a_picture_deleted_before_its_turn_is_no_failure():
    assert make_renditions.call(987_654, ["card"]) == 0


@db
def test_only_what_is_missing_is_made():
    image = factories.image()
    first = make_renditions.call(image.pk, ["square"])
    assert first == len(specs_for(["square"])) == 2
    assert make_renditions.call(image.pk, ["square"]) == 0
    assert make_renditions.call(image.pk, ["square", "portrait"]) == len(specs_for(["portrait"]))


@db
def test_a_task_killed_half_way_goes_on_where_it_stopped(monkeypatch):
    image = factories.image()
    make = EditorialImage.get_rendition
    asked: list[str] = []

    def die_at_the_third(self, spec):
        asked.append(spec)
        if len(asked) == 3:
            raise SystemExit
        return make(self, spec)

    monkeypatch.setattr(EditorialImage, "get_rendition", die_at_the_third)
    with pytest.raises(SystemExit):
        make_renditions.call(image.pk, ["card"])
    assert asked[:2] == ["format-jpeg|fill-480x320", "format-jpeg|fill-800x533"]
    monkeypatch.undo()
    assert make_renditions.call(image.pk, ["card"]) == 2
    assert set(specs_for(["card"])) <= specs(image)


@db
def test_a_lost_file_is_a_failure_that_an_operator_can_see():
    image = factories.image()
    image.file.storage.delete(image.file.name)
    with pytest.raises((SourceImageIOError, OSError)):
        make_renditions.call(image.pk, ["card"])


@db
def test_a_moved_focal_point_makes_the_cuts_anew_and_not_the_natural_sizes():
    image = factories.image(800, 600)
    make_renditions.call(image.pk, ["square", "figure"])
    EditorialImage.objects.filter(pk=image.pk).update(
        focal_point_x=50, focal_point_y=50, focal_point_width=20, focal_point_height=20
    )
    assert make_renditions.call(image.pk, ["square", "figure"]) == 2


@db
def test_the_focal_point_stays_in_the_cut():
    """A white mark in a black picture, far off the middle, marked as what matters."""
    data = Image.new("RGB", (1200, 400), "black")
    data.paste("white", (20, 150, 120, 250))
    image = factories.image(1200, 400)
    with image.file.storage.open(image.file.name, "wb") as file:
        data.save(file, "PNG")
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = (
        70,
        200,
        100,
        100,
    )
    image.save()
    make_renditions.call(image.pk, ["square"])
    cut = existing_renditions(EditorialImage.objects.get(pk=image.pk))["format-jpeg|fill-224x224"]
    with image.file.storage.open(cut.name) as file:
        assert Image.open(file).convert("L").getextrema()[1] > 200


@db
def test_every_registered_size_can_be_made():
    image = factories.image(400, 300)
    assert make_renditions.call(image.pk, list(ROLES)) == len(specs_for(ROLES)) - 1
    formats = dict(EditorialRendition.objects.filter(image=image).values_list("filter_spec", "file"))
    for spec, name in formats.items():
        assert name.endswith(".avif" if spec.startswith("format-avif") else ".jpg"), spec


def test_a_spec_of_the_registry_is_one_that_wagtail_understands():
    from wagtail.images.models import Filter

    for spec in specs_for(ROLES):
        assert Filter(spec).operations
    with pytest.raises(InvalidFilterSpecError):
        assert Filter("format-jpeg|fit-9x9").operations


# --- Queueing ---------------------------------------------------------------------------------------


@db
def test_the_same_work_waits_once(commit):
    with commit():
        for _ in range(3):
            enqueue_once(make_renditions, 7, ["card"])
    with commit():
        enqueue_once(make_renditions, 7, ["card"])
    assert waiting() == [[7, ["card"]]]


@db
def test_other_arguments_or_another_task_are_other_work(commit):
    with commit():
        enqueue_once(make_renditions, 7, ["card"])
        enqueue_once(make_renditions, 7, ["lead"])
        enqueue_once(make_renditions, 8, ["card"])
        enqueue_once(reindex_stories, [7])
    assert sorted(waiting()) == [[7, ["card"]], [7, ["lead"]], [8, ["card"]]]
    assert DBTaskResult.objects.count() == 4


@db
def test_work_that_has_begun_is_queued_again_because_its_object_may_have_changed(commit):
    with commit():
        enqueue_once(make_renditions, 7, ["card"])
    DBTaskResult.objects.get().claim("a worker")
    with commit():
        enqueue_once(make_renditions, 7, ["card"])
    assert len(waiting()) == 2


@db
def test_a_transaction_that_is_rolled_back_queues_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        enqueue_once(make_renditions, 7, ["card"])
        assert not DBTaskResult.objects.exists()
    assert len(callbacks) == 1
    assert not DBTaskResult.objects.exists()


@db
def test_pictures_are_queued_one_task_each_and_ahead_of_other_work(commit):
    with commit():
        enqueue_once(reindex_stories, [1])
        queue_renditions([9, 3, 9], ["card"])
    assert sorted(waiting()) == [[3, ["card"]], [9, ["card"]]]
    assert DBTaskResult.objects.ready().first().task_path == make_renditions.module_path


# --- The registry and its guard ---------------------------------------------------------------------


@given(roles=st.lists(st.sampled_from(sorted(ROLES)), max_size=6))
def test_specs_are_named_once_and_every_jpeg_before_any_avif(roles):
    specs = specs_for(roles)
    assert len(specs) == len(set(specs))
    formats = [spec.partition("|")[0] for spec in specs]
    assert formats == sorted(formats, key=["format-jpeg", "format-avif"].index)
    assert {spec for role in roles for spec in ROLES[role].specs()} == set(specs)


@pytest.mark.parametrize("role", ROLES.values(), ids=ROLES)
def test_sizes_of_a_role_ascend_so_that_the_last_is_the_largest(role):
    sizes = [int(size.partition("-")[2].partition("x")[0]) for size in role.sizes]
    assert sizes == sorted(set(sizes))


@db
def test_within_a_readers_request_only_an_explicit_leave_makes_renditions():
    image = factories.image()
    with renditions_forbidden():
        with pytest.raises(RenditionRefused, match="fill-480x320"):
            image.get_rendition("format-jpeg|fill-480x320")
        with renditions_allowed():
            image.get_rendition("format-jpeg|fill-480x320")
        with pytest.raises(RenditionRefused):
            image.get_renditions("format-jpeg|fill-800x533")
    assert "format-jpeg|fill-480x320" in existing_renditions(type(image).objects.get(pk=image.pk))
