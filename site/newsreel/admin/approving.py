"""What was changed during review is approved from its form, which asks for what readers need."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.workflow import WorkflowActionView

from newsreel.models import StoryPage


class ApproveWhatWasChecked(WorkflowActionView):
    """Wagtail's view behind “Approve” in lists, which opens no form: only for what was submitted through one."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.action_name != "approve" or not self.was_changed():
            try:
                return super().post(request, *args, **kwargs)
            except ValidationError as error:  # nothing was approved
                return self.refuse(request, " ".join(error.messages))
        words = _(
            "“%(title)s” was changed since it was submitted. Open it, and approve it at the foot of its form."
        )
        return self.refuse(request, words % {"title": self.object.draft_title})

    def refuse(self, request: HttpRequest, words: str) -> HttpResponse:
        if comment := request.POST.get("comment", "").strip():
            words += " " + _("Your comment, which was not kept: “%(comment)s”") % {"comment": comment}
        messages.error(request, words)
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)

    def was_changed(self) -> bool:
        """Whether a story has a revision younger than its submission: a draft may lack anything."""
        latest = self.object.latest_revision
        submitted_at = self.task_state.workflow_state.created_at
        return isinstance(self.object.specific, StoryPage) and bool(
            latest and latest.created_at > submitted_at
        )


# Wagtail has no hook here: the address stands before its own, see newsreel.urls.
urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        never_cache(require_admin_access(ApproveWhatWasChecked.as_view())),
    )
]
