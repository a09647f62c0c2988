"""Pictures are made ready when they are chosen: on every saved draft, once, and never by a reader."""

from __future__ import annotations

import json

import pytest
from django_tasks_db.models import DBTaskResult

from newsreel.models import Byline, EditorialRendition
from newsreel.pictures import picture
from newsreel.renditions import BODY_ROLES, PORTRAIT_ROLES, STORY_ROLES, specs_for
from newsreel.tasks import make_renditions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def queued(image) -> list[set[str]]:
    tasks = DBTaskResult.objects.filter(task_path=make_renditions.module_path).order_by("enqueued_at")
    return [set(task.args_kwargs["args"][1]) for task in tasks if task.args_kwargs["args"][0] == image.pk]


def specs(image) -> set[str]:
    return set(EditorialRendition.objects.filter(image=image).values_list("filter_spec", flat=True))


def test_an_upload_has_a_picture_to_show_at_once(db):
    image = factories.image()
    assert picture(image, "card") is not None


def test_a_saved_draft_queues_all_pictures_that_it_names(tree, commit, drain):
    lead, social, inside, portrait = (factories.image() for _ in range(4))
    story = factories.article(tree.feed, live=False)
    with commit():
        author = factories.author(portrait=portrait)
        story.lead_image, story.social_image = lead, social
        story.body = json.dumps([{"type": "image", "value": {"image": inside.pk, "width": "column"}}])
        story.bylines = [Byline(author=author)]
        story.save_revision()
    assert queued(lead) == [set(STORY_ROLES)]
    assert queued(social) == [{"social"}]
    assert queued(inside) == [set(BODY_ROLES)]
    assert queued(portrait) == [set(PORTRAIT_ROLES)]
    drain()
    assert set(specs_for(STORY_ROLES)) <= specs(lead)


def test_a_second_draft_queues_nothing_that_waits_or_exists(tree, commit, drain):
    lead = factories.image()
    story = factories.article(tree.feed, live=False)
    for _ in range(3):
        with commit():
            story.lead_image = lead
            story.save_revision()
    assert len(queued(lead)) == 1
    drain()
    with commit():
        story.save_revision()
    assert not DBTaskResult.objects.ready().filter(task_path=make_renditions.module_path).exists()


def test_a_picture_that_is_gone_is_no_error(tree, commit):
    lead = factories.image()
    story = factories.article(tree.feed, live=False)
    with commit():
        story.lead_image = lead
        story.save_revision()
    lead.delete()
    assert make_renditions.func(987654, list(STORY_ROLES)) == 0
    with commit():
        story.get_latest_revision().save()


def test_the_picture_of_a_topic_and_the_settings_are_made_ready(tree, commit):
    from wagtail.models import Site

    from newsreel.models import NewsroomSettings

    topic_picture, social = factories.image(), factories.image()
    with commit():
        factories.topic(picture=topic_picture)
        settings = NewsroomSettings.for_site(Site.objects.get())
        settings.social_image = social
        settings.save()
    assert queued(topic_picture)
    assert queued(social) == [{"social"}]


@pytest.mark.parametrize("value", ["old", 7, ["old"], {"image": ["old"]}, None], ids=repr)
def test_a_draft_whose_blocks_an_earlier_version_wrote_can_be_saved(tree, value):
    story = factories.article(tree.feed, live=False)
    story.body = json.dumps([{"type": kind, "value": value} for kind in ("image", "gallery", "gone")])
    assert story.save_revision().pk
