"""The encoder's jobs in the admin: a list to watch, a job with all that is known of it, and what can be done."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.permissions import policy_registry
from wagtail_modeladmin.helpers import ButtonHelper
from wagtail_modeladmin.views import InspectView

from newsreel.admin.registers import ReadOnly, Register
from video.desk.fact_words import described
from video.desk.states import long_time, may_change
from video.encoding import jobs
from video.encoding.jobs import JobRefused
from video.models import EncodingJob, VideoFile
from video.models.encoding import OPEN_STATES
from video.timecodes import clock

State = EncodingJob.State
RESTARTABLE = (State.FAILED, State.CANCELLED)


class DeskPermissions(ReadOnly):
    """Whoever may change video files sees the jobs of those; nobody writes a job by hand."""

    def user_can_list(self, user) -> bool:
        return policy_registry.get_by_type(VideoFile).user_has_permission(user, "change")

    def user_can_inspect_obj(self, user, obj) -> bool:
        # The list holds only what they may see: asking once more for each row would cost a query each.
        return getattr(obj, "is_listed", False) or may_change(user, obj.video_file)


ACTIONS = {
    "retry": (jobs.retry, gettext_lazy("Try again"), gettext_lazy("It waits for the encoder again.")),
    "cancel": (jobs.cancel, gettext_lazy("Cancel"), gettext_lazy("Cancelled. Its worker stops within seconds.")),
    "again": (
        lambda job: jobs.encode_again(job.video_file),
        gettext_lazy("Encode again"),
        gettext_lazy("A new job waits for the encoder. What there is goes on playing until it is ready."),
    ),
}  # fmt: skip


def actions_for(job: EncodingJob) -> list[str]:
    """What can be done about a job in its state."""
    if job.state in OPEN_STATES:
        return ["cancel"]
    return ["retry", "again"] if job.state in RESTARTABLE else ["again"]


class DeskButtons(ButtonHelper):
    """Beside “Inspect”: retry, cancel, encode again; each asks once more and then posts."""

    def get_buttons_for_obj(self, obj, exclude=None, classnames_add=None, classnames_exclude=None):
        buttons = super().get_buttons_for_obj(obj, exclude, classnames_add, classnames_exclude)
        classname = self.finalise_classname([*self.inspect_button_classnames, *(classnames_add or [])])
        if not self.permission_helper.user_can_inspect_obj(self.request.user, obj):
            return buttons
        for action in actions_for(obj):
            label = ACTIONS[action][1]
            url = reverse("video_job_act", args=[obj.pk, action])
            title = f"{label}: {obj.video_file}"
            buttons.append({"url": url, "label": label, "classname": classname, "title": title})
        return buttons


class JobView(InspectView):
    """One job: state, probe facts, rungs, log."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        job = self.instance
        return {
            **super().get_context_data(**kwargs),
            "job": job,
            "rungs": job.rungs.all(),
            "facts": described(job.video_file.facts),
            "is_shown": job.video_file.encoding_id == job.pk,
            "took": took(job),
            "file_url": reverse("video_files:edit", args=[job.video_file_id]),
            "actions": [(name, ACTIONS[name][1]) for name in actions_for(job)],
        }


@require_http_methods(["GET", "POST"])
def act_on_job(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Ask whether it is meant (GET) and do it (POST)."""
    job = get_object_or_404(EncodingJob.objects.select_related("video_file"), pk=pk)
    if action not in ACTIONS or not may_change(request.user, job.video_file):
        return permission_denied(request)
    work, label, done = ACTIONS[action]
    back = reverse("encoding-jobs_modeladmin_index")
    if request.method == "POST":
        try:
            work(job)
        except JobRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{job.video_file}: {done}")
        return redirect(back)
    context = {
        "subtitle": job.video_file.title,
        "icon": "cogs",
        "label": label,
        "action": action,
        "back": back,
    }
    return TemplateResponse(request, "video/admin/job_act.html", context)


def seconds_of(job: EncodingJob) -> float | None:
    """How long the last attempt worked; None before it began."""
    end = job.finished_at or (timezone.now() if job.state == State.RUNNING else None)
    return (end - job.started_at).total_seconds() if end and job.started_at else None


def took(job: EncodingJob) -> str:
    """The same in words."""
    seconds = seconds_of(job)
    return "" if seconds is None else long_time(seconds)


class EncodingJobs(Register):
    """The list of jobs, newest first."""

    model = EncodingJob
    base_url_path = "encoding-jobs"
    menu_label = gettext_lazy("Encoding")
    menu_icon = "cogs"
    menu_order = 312
    list_display = ("file", "state_words", "progress", "attempt", "worker_words", "age", "duration", "weight")
    list_export = (
        "pk", "video_file", "state", "problem", "attempt", "worker", "created_at", "started_at", "finished_at",
        "cpu_seconds", "made",
    )  # fmt: skip
    export_filename = "encoding-jobs"
    list_filter = ("state", "created_at")
    search_fields = ("video_file__title", "worker", "problem")
    ordering = ("-created_at", "-pk")
    inspect_view_class = JobView
    inspect_template_name = "video/admin/job.html"
    permission_helper_class = DeskPermissions
    button_helper_class = DeskButtons

    def get_admin_urls_for_registration(self) -> tuple:
        act = path("encoding-jobs/act/<int:pk>/<str:action>/", act_on_job, name="video_job_act")
        return (act, *super().get_admin_urls_for_registration())

    def get_queryset(self, request: HttpRequest) -> QuerySet[EncodingJob]:
        files = policy_registry.get_by_type(VideoFile).instances_user_has_permission_for(
            request.user, "change"
        )
        found = super().get_queryset(request).filter(video_file__in=files)
        return found.annotate(is_listed=Value(True)).select_related("video_file").prefetch_related("rungs")

    # --- Columns ----------------------------------------------------------------------------------

    def file(self, job: EncodingJob) -> SafeString:
        url = reverse("encoding-jobs_modeladmin_inspect", args=[quote(job.pk)])
        return format_html('<a href="{}">{}</a>', url, job.video_file.title)

    file.short_description = gettext_lazy("File")
    file.admin_order_field = "video_file__title"

    def state_words(self, job: EncodingJob) -> SafeString | str:
        words = job.get_state_display()
        if job.problem and job.state in (State.FAILED, State.QUEUED):
            return format_html("<b>{}</b><br><small>{}</small>", words, job.problem)
        return format_html("<b>{}</b>", words) if job.state == State.FAILED else words

    state_words.short_description = gettext_lazy("State")
    state_words.admin_order_field = "state"

    def progress(self, job: EncodingJob) -> str:
        if job.state == State.RUNNING and job.eta_seconds:
            return _("%(percent)d %%, %(time)s to go") % {
                "percent": job.percent,
                "time": long_time(job.eta_seconds),
            }
        return f"{job.percent:.0f} %"

    progress.short_description = gettext_lazy("Done")
    progress.admin_order_field = "percent"

    def worker_words(self, job: EncodingJob) -> str:
        """The end of its name tells workers apart."""
        if job.state != State.RUNNING:
            return "–"
        return job.worker.rpartition(":")[2][:8] if ":" in job.worker else job.worker

    worker_words.short_description = gettext_lazy("Worker")

    def age(self, job: EncodingJob) -> str:
        return formats.date_format(timezone.localtime(job.created_at), "j M, H:i")

    age.short_description = gettext_lazy("Asked for")
    age.admin_order_field = "created_at"

    def duration(self, job: EncodingJob) -> str:
        seconds = seconds_of(job)
        return "–" if seconds is None else clock(seconds)

    duration.short_description = gettext_lazy("Took")

    def weight(self, job: EncodingJob) -> str:
        size = sum(rung.size for rung in job.rungs.all())
        return filesizeformat(size) if size else "–"

    weight.short_description = gettext_lazy("Size")
