"""Who may see the bytes behind a video: everyone while a published page uses them, else those whom Wagtail lets in."""

from __future__ import annotations

from enum import Enum

from django.http import HttpRequest, HttpResponseBase
from wagtail.permissions import policy_registry

from video.embedding import may_show
from video.models import VideoFile, VideoPage
from video.models.pages import VideoQuerySet

EDITOR_ACTIONS = ("add", "change", "choose", "view")
# One file on more pages than this: the first ones decide what a logged-in viewer may see.
MOST_PAGES = 20


# Caching of what is public. Whatever is withdrawn must be gone from every cache between us and readers in a minute;
# a reader's own browser may keep bytes that it has shown for longer.
PLAYLISTS = "public, max-age=60, must-revalidate"
SHORT_LIVED = "public, max-age=2, must-revalidate"  # playlists to which better rungs are still added
NOT_KEPT = "private, no-store"
BYTES = "public, max-age=600, s-maxage=60, must-revalidate"


class Access(Enum):
    """To whom bytes may be given out."""

    PUBLIC = "everybody, on every site"
    HERE = "everybody, on our own pages"  # of a video that no other site may show
    PRIVATE = "whoever asks, and nobody after"
    NONE = "nobody"


def access_through(request: HttpRequest, pages: VideoQuerySet, file: VideoFile | None = None) -> Access:
    """The best access that any of the pages, or the file itself, gives to whoever asks."""
    allowed = list(pages.published().order_by("pk").values_list("embedding", "embed_sites")[:MOST_PAGES])
    if allowed:
        return Access.PUBLIC if any(may_show(*choice) for choice in allowed) else Access.HERE
    found = list(pages.order_by("pk")[:MOST_PAGES])
    if any(page.is_published() and _let_in(request, page) for page in found):
        return Access.PRIVATE
    if _is_editor(request, found, file):
        return Access.PRIVATE
    return Access.NONE


def access_to_original(request: HttpRequest, pages: VideoQuerySet, file: VideoFile) -> Access:
    """As `access_through`, for an original. One that readers are not given is for those who work on it."""
    if file.original_is_public:
        return access_through(request, pages, file)
    found = list(pages.order_by("pk")[:MOST_PAGES])
    return Access.PRIVATE if _is_editor(request, found, file) else Access.NONE


def set_access_headers(response: HttpResponseBase, access: Access, lifetime: str = PLAYLISTS) -> None:
    """Caching by access, and whether the pages of others may read what they load.

    A player in a sandboxed frame has no origin (“null”), so a list of sites cannot be told to browsers here: which of
    them may frame the player, its own page says. Bytes that a login opened, and those of a video that is shown
    nowhere else, are for our own origin only.
    """
    response.headers["Cache-Control"] = NOT_KEPT if access is Access.PRIVATE else lifetime
    if access is Access.PUBLIC:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Accept-Ranges, Content-Range, ETag"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def _let_in(request: HttpRequest, page: VideoPage) -> bool:
    return all(restriction.accept_request(request) for restriction in page.get_view_restrictions())


def _is_editor(request: HttpRequest, pages: list[VideoPage], file: VideoFile | None) -> bool:
    user = request.user
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(VideoFile)
    if file is not None and policy.user_has_any_permission_for_instance(user, EDITOR_ACTIONS, file):
        return True
    return any(page.permissions_for_user(user).can_edit() for page in pages)
