"""A story goes out from its own form, which asks for what readers need; Wagtail's bulk action never opens one."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from newsreel.models import StoryPage

SHOWN = 5


@hooks.register("before_bulk_action")
def publish_stories_one_by_one(
    request: HttpRequest, action_type: str, objects: list[Page], action: object
) -> HttpResponse | None:
    """Refuse to publish drafts of stories in bulk: their bylines, pictures and captions would not be asked for."""
    if action_type != "publish":
        return None
    with_descendants = bool(action.cleaned_form.cleaned_data.get("include_descendants"))
    drafts = _unchecked(objects, with_descendants)
    if not drafts:
        return None
    words = ngettext(
        "Nothing was published. Publish this story from its own form, where its byline, picture and captions "
        "are checked: %(titles)s.",
        "Nothing was published. Publish these stories from their own forms, where bylines, pictures and "
        "captions are checked: %(titles)s.",
        len(drafts),
    )
    titles = ", ".join(f"“{title}”" for title in drafts[:SHOWN]) + (" …" if len(drafts) > SHOWN else "")
    messages.error(request, words % {"titles": titles})
    return redirect(action.next_url)


def _unchecked(pages: Iterable[Page], with_descendants: bool) -> list[str]:
    """Headlines of the stories that would go out, or would change, without their form."""
    waiting = StoryPage.objects.filter(has_unpublished_changes=True) | StoryPage.objects.filter(live=False)
    found = waiting.filter(pk__in=[page.pk for page in pages])
    if with_descendants:
        for page in pages:
            found |= waiting.filter(live=False).descendant_of(page)
    return list(found.order_by("-pk").values_list("draft_title", flat=True))
