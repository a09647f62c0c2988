"""What the editors of words ask the admin for: the video to play, the words of a file, and tracks as files."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from video.access import Access, access_through
from video.cues import CaptionError
from video.models import CaptionTrack, VideoFile, VideoPage
from video.webvtt import canonical, parse
from video.words.files import MAX_BYTES, decode, too_large, write_srt
from video.words.report import WordsReport

TYPES = {"vtt": "text/vtt", "srt": "application/x-subrip"}


@require_safe
def source(request: HttpRequest, pk: int) -> JsonResponse:
    """Where a chosen file plays from, for whoever may see its bytes; the original while there is nothing better."""
    file = get_object_or_404(VideoFile.objects.select_related("encoding"), pk=pk)
    if access_through(request, VideoPage.objects.filter(file=file), file) is Access.NONE:
        raise Http404(pk)
    found = file.desk_url
    sources = [{"src": found, "type": file.progressive_type}] if found else []
    return JsonResponse({"title": file.title, "duration": file.duration, "sources": sources})


@require_POST
def read(request: HttpRequest) -> JsonResponse:
    """The captions of a file as WebVTT, not stored: `{text, notice, problems}`."""
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"text": "", "notice": "", "problems": [_("No file arrived.")]}, status=400)
    if upload.size > MAX_BYTES:
        return JsonResponse({"text": "", "notice": "", "problems": [too_large(upload.size)]})
    text, notice, problems = "", "", []
    try:
        decoded = decode(upload.read())
        text, notice = decoded.text, decoded.notice
        text = canonical(text)
    except CaptionError as error:
        problems = error.problems
    return JsonResponse({"text": text, "notice": notice, "problems": problems})


@require_safe
def track(request: HttpRequest, page_pk: int, uuid: UUID, extension: str) -> HttpResponse:
    """A caption track of the latest draft, to keep as a file."""
    page = get_object_or_404(VideoPage, pk=page_pk)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    found = next((track for track in draft.caption_tracks.all() if track.uuid == uuid), None)
    if found is None or extension not in TYPES:
        raise Http404(uuid)
    response = HttpResponse(_written(found, extension), content_type=f"{TYPES[extension]}; charset=utf-8")
    name = f"{draft.slug}-{found.language}-{found.kind}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _written(track: CaptionTrack, extension: str) -> str:
    """The words as they stand if they cannot be read: a draft may hold anything."""
    if extension == "vtt":
        return track.text
    try:
        return write_srt(parse(track.text))
    except CaptionError:
        return track.text


urlpatterns = [
    path("report/", WordsReport.as_view(), name="report"),
    path("report/results/", WordsReport.as_view(results_only=True), name="report_results"),
    path("source/<int:pk>/", source, name="source"),
    path("read/", read, name="read"),
    path("track/<int:page_pk>/<uuid:uuid>.<str:extension>", track, name="track"),
]
