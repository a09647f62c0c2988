"""`manage.py make_renditions` after the registry has grown."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from newsreel.pictures import existing_renditions
from newsreel.renditions import STORY_ROLES, specs_for
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
