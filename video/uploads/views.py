"""The addresses of uploads in the admin: tus 1.0, and what our own pages want to know of an upload.

CSRF: every method that changes something passes Django's check, for which clients send the token in X-CSRFToken. No
view here is exempt. The body is never read but in blocks: not by the check either, as it is no form.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from video.models import Upload
from video.uploads import finishing, limits, protocol, receiving, staging
from video.uploads.metadata import read_metadata
from video.uploads.refusals import Refusal

# What is left of a refused part is still read up to here, so that the client hears the answer.
DRAIN_BYTES = 16 * 1024 * 1024


@protocol.answers_refusals
def uploads(request: HttpRequest) -> HttpResponse:
    """OPTIONS says what this server can, POST creates an upload, GET lists one's own unfinished ones."""
    if request.method == "OPTIONS":
        return protocol.answer(
            204,
            tus_version=protocol.VERSION,
            tus_extension=protocol.EXTENSIONS,
            tus_max_size=settings.NEWSREEL_VIDEO_MAX_BYTES,
            tus_checksum_algorithm=",".join(protocol.ALGORITHMS),
        )
    if request.method == "GET":
        mine = Upload.objects.unfinished().filter(owner=request.user)
        if fingerprint := request.GET.get("fingerprint", ""):
            mine = mine.filter(fingerprint=fingerprint[:64])
        found = [described(upload) for upload in mine[: settings.NEWSREEL_UPLOADS_PER_USER]]
        return protocol.with_headers(JsonResponse({"uploads": found}))
    if request.method != "POST":
        return protocol.answer(405, allow="GET, POST, OPTIONS")
    protocol.check_version(request)
    return _create(request)


@protocol.answers_refusals
def upload(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One upload, for its owner: HEAD, PATCH and DELETE as tus has them, GET for what became of it."""
    method = protocol.method_of(request)
    if method not in ("GET", "HEAD", "PATCH", "DELETE"):
        return protocol.answer(405, allow="GET, HEAD, PATCH, DELETE")
    found = Upload.objects.filter(uuid=uuid, owner=request.user).select_related("video_file").first()
    if found is None:
        raise Http404(uuid)
    if method == "GET":
        return protocol.with_headers(JsonResponse(described(found)))
    protocol.check_version(request)
    if method == "DELETE":
        finishing.discard(found)
        return protocol.answer(204)
    if not limits.may_upload(request.user):
        raise Refusal(403, _("You may no longer upload videos. Ask whoever administers the site."))
    if found.is_over and not (method == "HEAD" and found.video_file):
        raise _over(found)
    return _tell(found) if method == "HEAD" else _take(request, found)


def _create(request: HttpRequest) -> HttpResponse:
    metadata = read_metadata(request.headers.get("Upload-Metadata", ""))
    length = protocol.number_in(request, "Upload-Length")
    collection = limits.check(request.user, metadata, length)
    new = Upload(
        uuid=uuid4(),
        owner=request.user,
        collection=collection,
        filename=metadata.filename,
        title=metadata.title,
        metadata=request.headers.get("Upload-Metadata", ""),
        fingerprint=metadata.fingerprint,
        length=length,
        expires_at=receiving.keep_until(),
    )
    try:
        staging.create(new.uuid)
    except OSError as error:
        raise Refusal(
            507, _("The server cannot store the file now. Try again later, or ask whoever runs the site.")
        ) from error
    new.save()
    return protocol.answer(
        201, location=address_of(new), upload_offset=0, upload_expires=protocol.expires(new)
    )


def _tell(found: Upload) -> HttpResponse:
    offset = receiving.offset_of(found)
    # A client that hears that all is here asks no further: what a kill interrupted is done now.
    if offset == found.length and found.finished_at is None and (claimed_as := receiving.claim(found)):
        try:
            finishing.finish(found)
        finally:
            receiving.release(found, claimed_as)
    headers = {"upload_metadata": found.metadata} if found.metadata else {}
    if found.video_file is None:
        headers["upload_expires"] = protocol.expires(found)
    return protocol.answer(200, upload_offset=offset, upload_length=found.length, **headers)


def _take(request: HttpRequest, found: Upload) -> HttpResponse:
    if request.headers.get("Content-Type", "").split(";")[0].strip() != protocol.CONTENT_TYPE:
        raise Refusal(
            415, _("The bytes of an upload are sent as %(type)s.") % {"type": protocol.CONTENT_TYPE}
        )
    length, offset = protocol.body_length(request), protocol.number_in(request, "Upload-Offset")
    checksum = protocol.checksum_in(request)
    claimed_as = receiving.claim(found)
    if not claimed_as:
        _drain(request, length)
        raise Refusal(423, _("This upload goes on in another window or connection."))
    try:
        if offset != found.offset or length > found.length - found.offset:
            _drain(request, length)
            raise _misplaced(found, offset)
        before = found.offset
        if not found.is_whole:
            receiving.Receiver(found, claimed_as, checksum).receive(request, length)
            finishing.check_beginning(found, before)
        if found.is_whole:
            finishing.finish(found)
    finally:
        receiving.release(found, claimed_as)
    return protocol.answer(204, upload_offset=found.offset, upload_expires=protocol.expires(found))


def _misplaced(found: Upload, offset: int) -> Refusal:
    if offset != found.offset:
        words = _("The server has %(here)d bytes of this file, not %(said)d: go on from there.")
        return Refusal(409, words % {"here": found.offset, "said": offset})
    return Refusal(413, _("More bytes were sent than the file is long. Cancel the upload and begin again."))


def _over(found: Upload) -> Refusal:
    if found.problem:
        return Refusal(410, found.problem)
    return Refusal(
        410, _("This upload is over: it was finished, or stood still for too long. Choose the file again.")
    )


def _drain(request: HttpRequest, length: int) -> None:
    left = min(length, DRAIN_BYTES)
    while left > 0 and (block := receiving.read_block(request, min(receiving.BLOCK_BYTES, left))):
        left -= len(block)


# --- For our own pages ------------------------------------------------------------------------------


def address_of(found: Upload) -> str:
    return reverse("video_upload", args=[found.uuid])


def described(found: Upload) -> dict[str, object]:
    """An upload as our pages want to know it."""
    facts: dict[str, object] = {
        "url": address_of(found),
        "uuid": str(found.uuid),
        "filename": found.filename,
        "title": found.title,
        "fingerprint": found.fingerprint,
        "length": found.length,
        "offset": receiving.offset_of(found),
        "problem": found.problem,
        "file": None,
    }
    if found.video_file is not None:
        facts["file"] = {
            "id": found.video_file.pk,
            "title": found.video_file.title,
            "edit_url": reverse("video_files:edit", args=[found.video_file.pk]),
        }
    return facts
