"""The editor's form of a story: a draft needs a headline only, readers need more."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class StoryForm(WagtailAdminPageForm):
    """Base of the forms of all stories. Wagtail defers required fields of drafts; this adds what is not a field.

    Subclasses add their own rules in `require_for_readers()`.
    """

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
