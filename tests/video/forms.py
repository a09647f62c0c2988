"""What the editor's browser sends from the form of a video page."""

from __future__ import annotations

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from tests import factories


def page_form(page=None, tracks=(), **fields: object) -> dict[str, object]:
    """A complete form, of a stored page with its own values if one is given; `tracks` are its caption tracks.

    A track of a stored page carries its `id`; others are new.
    """
    stored = sum(1 for track in tracks if track.get("id"))
    own = {
        "title": page.title if page else "How the barrier closes",
        "slug": page.slug if page else "how-the-barrier-closes",
        "file": (page.file_id or "") if page else "",
        "lead_image": (page.lead_image_id or "") if page else "",
    }
    data = {
        "standfirst": "When the forecast passes 3.2 metres, somebody turns a key.",
        "story_type": "news",
        "language": "en",
        "embedding": "everywhere",
        "description": rich_text("<p>Three gates and a river.</p>"),
        "bylines": inline_formset([{"printed_name": "Maren Odell", "author": "", "role": ""}]),
        "story_topics": inline_formset([]),
        "corrections": inline_formset([]),
        "caption_tracks": inline_formset(list(tracks), initial=stored),
        "comments": inline_formset([]),
        **own,
        **fields,
    }
    return nested_form_data(data)


def track(text: str = factories.CAPTIONS, language: str = "en", kind: str = "captions", **fields) -> dict:
    return {"language": language, "kind": kind, "text": text, **fields}


def stored_tracks(page, **fields: object) -> list[dict]:
    """The tracks of a page as its form holds them, each changed by `fields`."""
    draft = page.get_latest_revision_as_object()
    return [
        {
            **track(found.text, found.language, found.kind),
            "id": found.pk or "",
            **({"reviewed": "on"} if found.reviewed else {}),
            **fields,
        }
        for found in draft.caption_tracks.all()
    ]


def send(client, target, data: dict, action: str = ""):
    """Save a page, or a new one below an index; `action` is “action-publish” to publish."""
    from video.models import VideoPage

    if isinstance(target, VideoPage):
        url = reverse("wagtailadmin_pages:edit", args=[target.pk])
    else:
        url = reverse("wagtailadmin_pages:add", args=["video", "videopage", target.pk])
    return client.post(url, {**data, **({action: "1"} if action else {})})


def errors_of(response) -> str:
    """All that the form found wrong, in one line; nothing if it was saved."""
    if response.status_code == 302:
        return ""
    found = response.context["form"]
    return " ".join([str(found.errors), *(str(formset.errors) for formset in found.formsets.values())])
