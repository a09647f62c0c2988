"""Keeps the copy of a feed's title on its stories true when a feed is renamed or a story moves."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.signals import page_published, post_page_move


def label_children(instance: Page, **kwargs: object) -> None:
    """A published page hands its title to the stories directly below it."""
    from newsreel.models import StoryPage

    StoryPage.objects.child_of(instance).exclude(section_label=instance.title).update(
        section_label=instance.title
    )


def label_moved(instance: Page, parent_page_after: Page, **kwargs: object) -> None:
    """A moved story takes the label of where it stands now."""
    from newsreel.models import StoryPage

    StoryPage.objects.filter(pk=instance.pk).update(section_label=parent_page_after.title)


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    page_published.connect(label_children, dispatch_uid="section-label-published")
    post_page_move.connect(label_moved, dispatch_uid="section-label-moved")
