"""`manage.py make_renditions` after the registry has grown."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from newsreel.models import EditorialImage
from newsreel.pictures import existing_renditions
from newsreel.renditions import STORY_ROLES, specs_for
from newsreel.tasks import make_renditions
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_a_story_in_use_lacks_is_made(tree, drain, django_capture_on_commit_callbacks):
    image = factories.image()
    factories.article(tree.feed, lead_image=image)
    image.renditions.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("make_renditions", verbosity=0)
    drain()
    image.refresh_from_db()
    assert set(specs_for(STORY_ROLES)) <= set(existing_renditions(image))


def test_a_file_that_the_storage_lost_is_made_again(tree, drain, django_capture_on_commit_callbacks):
    image = factories.image()
    factories.article(tree.feed, lead_image=image)
    lost = image.renditions.order_by("pk").first()
    lost.file.storage.delete(lost.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("make_renditions", "--look", verbosity=0)
    drain()
    found = image.renditions.get(filter_spec=lost.filter_spec)
    assert found.pk != lost.pk
    assert found.file.storage.exists(found.file.name)


def test_a_picture_deleted_while_its_sizes_are_made_is_no_failure(tree, monkeypatch):
    image = factories.image()
    image.renditions.all().delete()
    monkeypatch.setattr(
        EditorialImage,
        "get_rendition",
        lambda self, spec: EditorialImage.objects.get(pk=self.pk).delete() and 1 / 0,
    )
    assert make_renditions.func(image.pk, list(STORY_ROLES)) == 0


def test_a_picture_that_cannot_be_read_fails_its_task(tree, monkeypatch):
    image = factories.image()
    image.renditions.all().delete()
    monkeypatch.setattr(EditorialImage, "get_rendition", lambda self, spec: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        make_renditions.func(image.pk, list(STORY_ROLES))
