"""What the index follows beside Wagtail's own signals.

Stories keep these signals off (StoryPage.search_auto_update), because they index themselves. But a story that goes
with its feed is never asked: the database's delete is followed here, in the same transaction.
"""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models.signals import post_delete
from wagtail.search import index

from newsreel.models import StoryPage


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    for model in apps.get_models():
        if issubclass(model, StoryPage):
            post_delete.connect(_gone, sender=model, dispatch_uid=f"search-gone-{model._meta.label}")


def _gone(sender: type[models.Model], instance: StoryPage, **kwargs: object) -> None:
    index.remove_object(instance)
