"""The editor's forms of pages: what may wait until publishing, and addresses in plain ASCII."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from newsreel.models.addresses import (
    FRONT_PAGE_DEPTH,
    RESERVED_SEGMENTS,
    ascii_slug,
    reserved_segment_message,
)


class PublicPageForm(WagtailAdminPageForm):
    """A page with a public address: the slug follows the title if left empty, in ASCII whatever the script."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug = self.cleaned_data.get("slug") or ""
        if slug and slug.isascii():
            return slug
        return self._free_slug(ascii_slug(slug or self.cleaned_data.get("title") or ""))

    def _free_slug(self, stem: str) -> str:
        slug, number = stem, 2
        while not self.instance._slug_is_available(slug, self.parent_page, self.instance):
            slug = f"{stem}-{number}"
            number += 1
        return slug

    def clean(self) -> dict:
        cleaned = super().clean()
        parent = self.parent_page
        if (
            parent is not None
            and parent.depth == FRONT_PAGE_DEPTH
            and cleaned.get("slug") in RESERVED_SEGMENTS
        ):
            self.add_error("slug", reserved_segment_message(cleaned["slug"]))
        return cleaned


class StoryForm(PublicPageForm):
    """Base of the forms of all stories. Wagtail defers required fields of drafts; this adds what is not a field.

    Subclasses add their own rules in `require_for_readers()`.
    """

    substantive_change = forms.BooleanField(
        label=_("This changes what readers know: show it as updated"),
        required=False,
        help_text=_("For new facts and corrections. Leave it empty for spelling and style."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "standfirst" in self.fields:
            self.fields["standfirst"].error_messages["required"] = _(
                "Write a standfirst before publishing: one or two sentences that say what happened."
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self.require_for_readers(cleaned)
        return cleaned

    def require_for_readers(self, cleaned: dict) -> None:
        """Called on submitting and publishing; reports what is missing with `add_error`."""
        if "bylines" in self.formsets and not self.names():
            self.add_error(None, _("Say whose work it is: add a name under “Byline” before publishing."))

    def names(self) -> list[str]:
        """The names in the byline, without removed and empty ones."""
        found = []
        for child in self.formsets["bylines"].forms:
            if not child.is_valid() or child.cleaned_data.get("DELETE"):
                continue
            author = child.cleaned_data.get("author")
            found.append(child.cleaned_data.get("printed_name") or (author.name if author else ""))
        return [name for name in found if name]

    def save(self, commit: bool = True):
        if self.cleaned_data.get("substantive_change"):
            self.instance.substantive_change_at = timezone.now()
        return super().save(commit)


class OwnCopyForm(CopyForm):
    """Copies stand for themselves: a mirror would put the same story into lists and search twice."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
