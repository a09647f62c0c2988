"""The register of published corrections, in the admin: to read, search and export. They are written in stories."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import ButtonHelper

from newsreel.admin.registers import Register
from newsreel.metadata.addresses import absolute
from newsreel.models import Correction
from newsreel.visibility import private_paths


class RegisterButtons(ButtonHelper):
    """Beside “Inspect”: to the correction as readers see it, and to the story's form."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        classname = self.finalise_classname([*self.inspect_button_classnames, *(classnames_add or [])])
        url = public_address(obj)
        if url:
            title = _("Read this correction under its story")
            buttons.append({"url": url, "label": _("View"), "classname": classname, "title": title})
        if obj.story.permissions_for_user(self.request.user).can_edit():
            edit = reverse("wagtailadmin_pages:edit", args=[quote(obj.story_id)])
            title = _("Edit the story of this correction")
            buttons.append({"url": edit, "label": _("Edit story"), "classname": classname, "title": title})
        return buttons


def public_address(correction: Correction) -> str:
    """Where those find it who may read the story; nothing while it is not out."""
    url = correction.story.url
    return f"{url}#{correction.anchor}" if url and correction.story.is_published() else ""


class CorrectionsRegister(Register):
    """All corrections of live stories, newest first."""

    model = Correction
    base_url_path = "corrections"
    menu_label = gettext_lazy("Corrections")
    menu_icon = "history"
    menu_order = 450
    list_display = ("story_headline", "words", "time", "state")
    list_export = ("corrected_at", "headline", "text", "state", "address", "uuid")
    export_filename = "corrections"
    list_filter = ("story__kind", "story__story_type", "corrected_at")
    search_fields = ("text", "story__title")
    ordering = ("-corrected_at", "-pk")
    inspect_view_fields = ["corrected_at", "story", "text", "uuid"]
    button_helper_class = RegisterButtons

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correction]:
        return super().get_queryset(request).filter(story__live=True).select_related("story")

    # --- Columns ----------------------------------------------------------------------------------

    def time(self, correction: Correction) -> str:
        return formats.date_format(timezone.localtime(correction.corrected_at), "j M Y, H:i")

    time.short_description = gettext_lazy("Time")
    time.admin_order_field = "corrected_at"

    def story_headline(self, correction: Correction) -> SafeString | str:
        url = public_address(correction)
        return (
            format_html('<a href="{}">{}</a>', url, correction.story.title) if url else correction.story.title
        )

    story_headline.short_description = gettext_lazy("Story")
    story_headline.admin_order_field = "story__title"

    def words(self, correction: Correction) -> str:
        return Truncator(correction.text).chars(160)

    words.short_description = gettext_lazy("Correction")

    def headline(self, correction: Correction) -> str:
        return correction.story.title

    headline.short_description = gettext_lazy("Story")

    def address(self, correction: Correction) -> str:
        """In full: an exported table is read far from the site."""
        address = public_address(correction)
        return absolute(address) if address else ""

    address.short_description = gettext_lazy("Address")

    def state(self, correction: Correction) -> str:
        """Whether readers can see it now, and if not, why."""
        story, now = correction.story, timezone.now()
        if story.expire_at and story.expire_at <= now:
            return _("Expired")
        if story.embargo_until and story.embargo_until > now:
            return _("Under embargo")
        if any(story.path.startswith(path) for path in private_paths()):
            return _("Private")
        return _("Public")

    state.short_description = gettext_lazy("State")
