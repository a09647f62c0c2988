"""Addresses outside the page tree: gated bytes, captions, and the player that other sites frame."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from newsreel.delivery.headers import PUBLIC_POLICY, policy_text
from newsreel.delivery.media import open_in
from newsreel.delivery.ranges import FileOnOffer, file_response
from newsreel.storage import private_storage
from video.access import Access, access_through, access_to_original, set_access_headers
from video.embed import EmbedOptions
from video.embedding import frame_ancestors, is_free, must_refuse
from video.models import CaptionTrack, VideoFile, VideoPage
from video.models.pages import VideoQuerySet
from video.player import Language, Player, player_for

GONE, NOT_FOUND, FORBIDDEN = 410, 404, 403
MAX_PK = 2**63 - 1  # more than this no database column holds


@require_safe
def video_media(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """The bytes of an original, in ranges, only to those who may see a page that uses it, and the original itself."""
    video_file = get_object_or_404(VideoFile.objects.select_related("encoding"), token=token)
    if not video_file.file or name != video_file.name:
        raise Http404(name)
    pages = VideoPage.objects.filter(file=video_file)
    access = access_to_original(request, pages, video_file)
    if access is Access.NONE:
        return _instead_of_original(request, pages, video_file)
    etag = f'"{video_file.checksum[:32]}"' if video_file.checksum else ""
    offer = open_in(private_storage(), video_file.file.name, video_file.mime_type, etag)
    response = file_response(request, offer)
    set_access_headers(response, access)
    return response


def _instead_of_original(request: HttpRequest, pages: VideoQuerySet, video_file: VideoFile) -> HttpResponse:
    """The way to what was encoded, for addresses that stand in pages and feeds from before. Raises Http404."""
    access = access_through(request, pages) if video_file.has_one_file else Access.NONE
    if access is Access.NONE:
        raise Http404(video_file.name)
    response = HttpResponseRedirect(video_file.progressive_url)
    set_access_headers(response, access)
    return response


@require_safe
def video_captions(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One caption track as WebVTT, from the live version of its page."""
    tracks = CaptionTrack.objects.filter(uuid=uuid).order_by("-video__live", "pk")
    track = tracks.first()
    if track is None:
        raise Http404(uuid)
    access = access_through(request, VideoPage.objects.filter(pk=track.video_id))
    if access is Access.NONE:
        raise Http404(uuid)
    file = ContentFile(track.text.encode())
    etag = f'"{hashlib.sha256(track.text.encode()).hexdigest()[:32]}"'
    response = file_response(request, FileOnOffer(file, file.size, "text/vtt; charset=utf-8", etag))
    set_access_headers(response, access)
    return response


@require_safe
@xframe_options_exempt
def video_embed(request: HttpRequest, pk: int) -> HttpResponse:
    """The player that partners frame. It follows its page: a new file plays at once, a withdrawn video is gone."""
    page = VideoPage.objects.published().for_player().filter(pk=pk).first() if pk <= MAX_PK else None
    ancestors, caching = settings.NEWSREEL_EMBED_ANCESTORS, "no-store"
    if page is None:
        response = _notice(request, GONE if was_public(pk) else NOT_FOUND)
    elif must_refuse(page, request):
        response = _notice(request, FORBIDDEN, page)
    else:
        player = EmbedOptions.from_query(request.GET).apply(player_for(page))
        response = render(request, "video/embed.html", embed_context(page, player))
        ancestors = frame_ancestors(page)
        caching = "public, max-age=60, must-revalidate" if is_free(page) else "private, no-store"
    response.headers["Content-Security-Policy"] = policy_text(embed_policy(ancestors))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex, indexifembedded"
    response.headers["Cache-Control"] = caching
    return response


def _notice(request: HttpRequest, status: int, page: VideoPage | None = None) -> HttpResponse:
    """Words instead of the player; anybody may frame them, or partners would see a browser's error."""
    page_url = f"{settings.NEWSREEL_ORIGIN}{page.url}" if page else ""
    context = {"home_url": f"{settings.NEWSREEL_ORIGIN}/", "page_url": page_url}
    return render(request, "video/embed_gone.html", context, status=status)


def embed_context(page: VideoPage, player: Player) -> dict[str, object]:
    """What video/embed.html prints."""
    return {
        "page": page,
        "player": player,
        "page_url": f"{settings.NEWSREEL_ORIGIN}{page.url}",
        "transcript": page.transcript_lines if player.sources else (),
        "transcript_language": Language(page.transcript_language),
    }


def was_public(pk: int) -> bool:
    """Whether the public saw the video once and its page was withdrawn since: 410 then gives nothing away."""
    if pk > MAX_PK:
        return False
    page = VideoPage.objects.public().filter(pk=pk, published_at__lte=timezone.now()).first()
    return page is not None and (not page.live or bool(page.expire_at and page.expire_at <= timezone.now()))


def embed_policy(ancestors: str) -> dict[str, str]:
    """Our own policy, but for who may frame it. In a sandboxed frame “self” may be opaque, so it is spelled out."""
    own = f"'self' {settings.NEWSREEL_ORIGIN}"
    policy = {name: value.replace("'self'", own) for name, value in PUBLIC_POLICY.items()}
    policy["frame-ancestors"] = ancestors
    policy["form-action"] = "'none'"
    return policy
