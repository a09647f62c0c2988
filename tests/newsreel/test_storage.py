"""Files go when what they belong to is deleted."""

from __future__ import annotations

import pytest

from newsreel.storage import public_storage
from tests import factories

pytestmark = pytest.mark.django_db


def test_deleting_a_picture_deletes_its_file(drain, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = factories.image()
    drain()
    name = image.file.name
    assert public_storage().exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    drain()
    assert not public_storage().exists(name)
