"""Template tags that join the admin and the site: the newsroom's name there, the way back to the form here."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from newsreel.chrome import load_chrome
from newsreel.models import Author, NewsroomSettings, Topic

register = template.Library()


@register.simple_tag
def newsroom_settings() -> NewsroomSettings:
    """The newsroom as its own settings describe it, for templates of the admin."""
    return load_chrome().newsroom


@register.simple_tag(takes_context=True)
def form_address(context: dict[str, Any]) -> str:
    """Where the visitor may edit what this page shows; nothing for readers, who cost nothing here.

    A reader has no session, and asking for one would mark the answer as personal.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    # What is refused before anybody is asked for has no user, as an address with a null character.
    user = getattr(request, "user", None)
    if getattr(request, "is_preview", False) or user is None or not user.is_authenticated:
        return ""
    return _form_of(context, user)


def _form_of(context: dict[str, Any], user: Any) -> str:
    page = context.get("page")
    if isinstance(page, Page) and page.pk:
        may = page.permissions_for_user(user).can_edit()
        return reverse("wagtailadmin_pages:edit", args=[page.pk]) if may else ""
    for name, model in (("author", Author), ("topic", Topic)):
        thing = context.get(name)
        if isinstance(thing, model) and thing.pk and user.has_perm(f"newsreel.change_{name}"):
            return reverse(f"wagtailsnippets_newsreel_{name}:edit", args=[thing.pk])
    return ""
