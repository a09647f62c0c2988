"""Which pages somebody in the admin may be told of: what the public sees, and what the page explorer shows them.

Lists of where a thing is used start here: the titles of other people's drafts are no business of everybody who works
on a film or a picture. What is not named is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractUser
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from newsreel.models import StoryPage


@dataclass(frozen=True)
class KnownPage:
    """A page as one person may know of it."""

    title: str
    url: str  # its form, for those who may edit it; else the page itself, where it can be read; else nothing
    drafts_too: bool  # whether they may also know what only its latest draft says


def known_pages(user: AbstractUser, pages: Iterable[Page]) -> dict[int, KnownPage]:
    """Those of `pages` that `user` may be told of, by their keys.

    As many queries for many pages as for few.
    """
    pages = list(pages)
    keys = [page.pk for page in pages]
    explored = _keys(page_permission_policy.explorable_instances(user), keys)
    edited = _keys(page_permission_policy.instances_user_has_permission_for(user, "change"), keys)
    public = _keys(_public(keys), keys)
    found = {}
    for page in pages:
        if page.pk not in explored | public:
            continue
        if page.pk in edited:
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        else:
            url = (page.url or "") if page.pk in public else ""
        drafts_too = page.pk in explored
        found[page.pk] = KnownPage(
            page.get_admin_display_title() if drafts_too else page.title, url, drafts_too
        )
    return found


def _keys(pages: QuerySet[Page], among: list[int]) -> set[int]:
    return set(pages.filter(pk__in=among).order_by().values_list("pk", flat=True))


def _public(keys: list[int]) -> QuerySet[Page]:
    """What readers see: of stories what is published, of other pages what is live and in no private part."""
    stories = StoryPage.objects.filter(pk__in=keys).order_by()
    no_story, published = ~Q(pk__in=stories.values("pk")), Q(pk__in=stories.published().values("pk"))
    return Page.objects.live().public().filter(no_story | published)
