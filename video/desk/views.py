"""What the video desk's scripts and buttons ask for: the state of a file, and doing something about it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from video.access import Access, access_through
from video.desk import posters
from video.desk.states import candidates, film_state, may_change
from video.encoding import jobs
from video.encoding.engine import encoder_available
from video.encoding.jobs import JobRefused
from video.models import VideoFile, VideoPage


def file_for(request: HttpRequest, pk: int) -> VideoFile:
    """A file that whoever asks may see in the admin. Raises Http404."""
    file = get_object_or_404(VideoFile.objects.select_related("encoding"), pk=pk)
    if access_through(request, VideoPage.objects.filter(file=file), file) is Access.NONE:
        raise Http404(pk)
    return file


@require_safe
def state(request: HttpRequest, pk: int) -> JsonResponse:
    """Everything that the panel shows of a file, as HTML to put in place and facts for its script."""
    return JsonResponse(panel_data(request, file_for(request, pk)))


def panel_data(request: HttpRequest, file: VideoFile) -> dict[str, object]:
    """The panel's content. `settled`: nobody needs to ask again.

    `may_pick`: pictures of the video can become its poster, or will; `may_look`: those of any moment, too.
    """
    stills, is_coming, may_look = candidates(file), file.is_being_prepared, encoder_available()
    is_usable = file.probed_at is not None and not file.problem and posters.may_add(request.user)
    context = {"stills": stills, "is_coming": is_coming}
    return {
        "settled": film_state(file).is_settled,
        "state": render_to_string("video/admin/film_state.html", state_context(request, file), request),
        "posters": render_to_string("video/admin/film_posters.html", context, request),
        "source": file.desk_url,
        "title": file.title,
        "duration": file.duration,
        "may_pick": is_usable and bool(stills or is_coming or may_look),
        "may_look": may_look,
    }


def state_context(request: HttpRequest, file: VideoFile) -> dict[str, object]:
    """What film_state.html prints."""
    found = film_state(file)
    actions = found.actions if may_change(request.user, file) else ()
    return {"file": file, "film": found, "actions": [(name, ACTION_WORDS[name]()) for name in actions]}


ACTION_WORDS = {
    "retry": lambda: _("Try again"),
    "cancel": lambda: _("Cancel encoding"),
    "again": lambda: _("Encode again"),
}


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> JsonResponse:
    """Retry, cancel or repeat the encoding of a file; the panel's new content, or why not (409)."""
    if action not in ACTION_WORDS:
        raise Http404(action)
    file = file_for(request, pk)
    if not may_change(request.user, file):
        raise PermissionDenied
    try:
        perform(action, file)
    except JobRefused as refusal:
        return JsonResponse(
            {"problem": str(refusal), **panel_data(request, file_for(request, pk))}, status=409
        )
    return JsonResponse(panel_data(request, file_for(request, pk)))


def perform(action: str, file: VideoFile) -> None:
    """Do one of the actions on the file's newest job. Raises JobRefused."""
    job = file.newest_job
    if action == "again" or job is None:
        jobs.encode_again(file)
    elif action == "retry":
        jobs.retry(job)
    else:
        jobs.cancel(job)


@require_safe
def frame(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture at `?t=` seconds, to look at before it becomes a poster."""
    file = file_for(request, pk)
    if not posters.may_add(request.user):
        raise PermissionDenied
    return posters.frame_response(file, request.GET.get("t", ""))


@require_POST
def make_poster(request: HttpRequest, pk: int) -> JsonResponse:
    """Make an image of a still or a moment; what the image chooser of the form needs to show it."""
    file = file_for(request, pk)
    if not posters.may_add(request.user):
        raise PermissionDenied
    try:
        image = posters.make_poster(request, file)
    except posters.PosterRefused as refusal:
        return JsonResponse({"problems": refusal.problems}, status=400)
    return JsonResponse(posters.chosen(image))


urlpatterns = [
    path("<int:pk>/state/", state, name="state"),
    path("<int:pk>/encoding/<str:action>/", act, name="act"),
    path("<int:pk>/poster/frame.jpg", frame, name="frame"),
    path("<int:pk>/poster/make/", make_poster, name="poster"),
]
