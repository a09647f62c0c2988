"""Tests that flush the database leave it as they found it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from tests import factories


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", ["first", "second"])
def test_what_migrations_made_is_there_after_a_transactional_test(run):
    assert Site.objects.get(is_default_site=True).root_page.slug == "home"
    assert Group.objects.filter(name="Moderators").exists()
    Page.objects.get(depth=2).delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("run", ["first", "second"])
def test_new_rows_get_keys_of_their_own_after_a_transactional_test(tree, run):
    known = set(Page.objects.values_list("pk", flat=True))
    assert factories.article(tree.feed).pk not in known
