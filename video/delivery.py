"""What was encoded, over HTTP: playlists, bytes, storyboard and stills, only to those who may see the video.

Each address holds two unguessable tokens and still asks, each time, whether a page that may be seen uses the file.
A job goes on answering after another has taken its place, until it is swept: open players never break.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath
from uuid import UUID

from django.core.files.base import ContentFile
from django.db.models.functions import Substr
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from newsreel.delivery.media import open_in
from newsreel.delivery.ranges import FileOnOffer, file_response
from newsreel.storage import private_storage
from video import hls
from video.access import BYTES, PLAYLISTS, SHORT_LIVED, Access, access_through, set_access_headers
from video.encoding.storyboard import storyboard_vtt
from video.models import CaptionTrack, EncodingJob, Rung, VideoPage
from video.player import tracks_of

PICTURE_TYPES = {".jpg": "image/jpeg", ".webp": "image/webp"}
MASTER, WORDLESS = "master.m3u8", "wordless.m3u8"
# Enough of a media playlist to hold what it says of the sound as a whole.
HEAD_CHARACTERS = 200
_CAPTIONS = re.compile(r"captions-([0-9a-f-]{36})\.m3u8\Z")


@require_http_methods(["GET", "HEAD", "OPTIONS"])
def encoded(request: HttpRequest, token: str, job_token: str, name: str) -> HttpResponseBase:
    """One output of a job. 404 for what does not exist and for what whoever asks may not see."""
    if request.method == "OPTIONS":
        return preflight()
    jobs = EncodingJob.objects.select_related("video_file").defer("log_tail", "recipe")
    job = get_object_or_404(jobs, token=job_token, video_file__token=token)
    pages = VideoPage.objects.filter(file=job.video_file)
    access = access_through(request, pages, job.video_file)
    if access is Access.NONE:
        raise Http404(name)
    if name.endswith((".m3u8", ".vtt")):
        offer = text_on_offer(name, job)
        lifetime = SHORT_LIVED if job.is_open else PLAYLISTS
    else:
        offer, lifetime = bytes_on_offer(name, job), BYTES
    response = file_response(request, offer)
    set_access_headers(response, access, lifetime)
    return response


def preflight() -> HttpResponse:
    """The answer to a browser that asks before it sends a Range from another origin; it gives nothing away."""
    response = HttpResponse(status=204)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD"
    response.headers["Access-Control-Allow-Headers"] = "Range, If-Range, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


# --- Text ---------------------------------------------------------------------------------------------


def text_on_offer(name: str, job: EncodingJob) -> FileOnOffer:
    """A playlist or the storyboard's index. Raises Http404."""
    content_type = hls.CONTENT_TYPE
    if name == MASTER:
        text = master_of(job)
    elif name == WORDLESS:
        text = master_of(job, with_words=False)
    elif name == "storyboard.vtt":
        text, content_type = storyboard_of(job), "text/vtt; charset=utf-8"
    elif captions := _CAPTIONS.match(name):
        text = subtitles_of(job, captions[1])
    elif name.endswith(hls.KEYS_ENDING):
        text = rung_named(job, name.removesuffix(hls.KEYS_ENDING)).keys_playlist
    else:
        text = rung_named(job, name.removesuffix(".m3u8")).playlist
    if not text:
        raise Http404(name)
    content = text.encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return FileOnOffer(ContentFile(content), len(content), content_type, etag)


def master_of(job: EncodingJob, *, with_words: bool = True) -> str:
    """The master playlist of what is finished now, with the captions of the page that is live.

    Without those it is for previews: the words of a draft stand in its page, and go nowhere else. Before there is
    anything to play it says that something comes. Raises Http404 if nothing does.
    """
    rungs = described_rungs(job) if job.is_streamable else []
    # They may be gone since the job was read.
    has_pictures = any(rung.kind == Rung.Kind.VIDEO for rung in rungs)
    if not has_pictures:
        if job.is_open:
            return hls.master_playlist([], growing=True)
        raise Http404(MASTER)
    page = page_for(job)
    language = (page.spoken_language or page.language) if page else ""
    words = subtitles_on(page) if page and with_words else []
    return hls.master_playlist(rungs, words, language, growing=job.is_open)


def described_rungs(job: EncodingJob) -> list[Rung]:
    """Rungs for a master playlist. Players ask for it again and again: their own playlists, long ones, stay behind."""
    short = job.rungs.defer("playlist", "keys_playlist").annotate(head=Substr("playlist", 1, HEAD_CHARACTERS))
    rungs = list(short)
    for rung in rungs:
        rung.playlist = rung.head
    return rungs


def subtitles_on(page: VideoPage) -> list[hls.Subtitles]:
    """The words of a page as renditions; descriptions are for screen readers."""
    return [
        hls.Subtitles(
            f"captions-{row.uuid}.m3u8",
            track.language,
            track.label,
            is_captions=track.kind == "captions",
            is_default=track.is_default,
        )
        for row, track in zip(page.caption_tracks.all(), tracks_of(page), strict=True)
        if track.kind != "descriptions"
    ]


def page_for(job: EncodingJob) -> VideoPage | None:
    """The page whose words go with the video: the first published one that shows the file, else the first."""
    pages = VideoPage.objects.filter(file=job.video_file_id).order_by("pk").for_player()
    return pages.published().first() or pages.first()


def subtitles_of(job: EncodingJob, uuid: str) -> str:
    """The playlist of one caption track; the words themselves ask again whether they may be read."""
    try:
        track = get_object_or_404(CaptionTrack, uuid=UUID(uuid), video__file=job.video_file_id)
    except ValueError as error:
        raise Http404(uuid) from error
    return hls.subtitle_playlist(track.url, job.video_file.duration or 0)


def storyboard_of(job: EncodingJob) -> str:
    if not job.storyboard.get("file"):
        raise Http404("storyboard.vtt")
    return storyboard_vtt(job.storyboard)


# --- Bytes --------------------------------------------------------------------------------------------


def bytes_on_offer(name: str, job: EncodingJob) -> FileOnOffer:
    """A rung, the storyboard's picture or a still. Raises Http404."""
    suffix = PurePosixPath(name).suffix
    if suffix == ".mp4":
        rung = rung_named(job, name.removesuffix(".mp4"))
        content_type = "audio/mp4" if rung.kind == Rung.Kind.AUDIO else "video/mp4"
        offer = open_in(private_storage(), rung.path, content_type, f'"{job.token}-{rung.name}-{rung.size}"')
        if offer.size != rung.size:  # never give out what is not whole
            offer.file.close()
            raise Http404(name)
        return offer
    pictures = {still["file"] for still in job.stills} | {job.storyboard.get("file")}
    if suffix not in PICTURE_TYPES or name not in pictures:
        raise Http404(name)
    return open_in(private_storage(), f"{job.folder}/{name}", PICTURE_TYPES[suffix])


def rung_named(job: EncodingJob, name: str) -> Rung:
    return get_object_or_404(Rung, job=job, name=name)
