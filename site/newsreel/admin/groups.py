"""Who works where: a new part of the site is opened to the group that fills it."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_save
from wagtail.models import GroupPagePermission, Page

EDITORS, PRODUCERS, MODERATORS = "Editors", "Producers", "Moderators"
# They write and submit; publishing is the moderators', whose rights come from the front page.
WRITERS_ACTIONS = ("add", "change")


def open_to_group(page: Page, group_name: str) -> None:
    """Let a group write below `page`. Nothing happens if an administrator has removed the group."""
    group = Group.objects.filter(name=group_name).first()
    if group is None:
        return
    for action in WRITERS_ACTIONS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def _created(instance: object, created: bool, raw: bool = False, **kwargs: object) -> None:
    if created and not raw and getattr(instance, "written_by", "") and isinstance(instance, Page):
        open_to_group(instance, instance.written_by)


def connect() -> None:
    """Wire the signal; called when the app is ready. Page models say `written_by = EDITORS`."""
    post_save.connect(_created, dispatch_uid="newsreel-open-to-group")
