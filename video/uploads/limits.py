"""The guards before an upload: who may, what kind, how large, how many at once, and whether there is room."""

from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db.models import F, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from newsreel.models import User
from video.containers import VIDEO_EXTENSIONS
from video.models import Upload, VideoFile
from video.uploads import staging
from video.uploads.metadata import UploadMetadata
from video.uploads.refusals import Refusal


def check(user: User, metadata: UploadMetadata, length: int) -> Collection:
    """The collection that a new upload goes to. Raises Refusal with what, why and what to do."""
    collection = collection_for(user, metadata.collection)
    check_file(metadata.filename, length)
    check_quota(user, length)
    return collection


def check_file(filename: str, length: int) -> None:
    """Whether a file of this name and length is taken, whoever brings it. Raises Refusal."""
    _check_name(filename)
    _check_length(length)
    check_room(length)


def may_upload(user: User) -> bool:
    """Whether somebody may add video files to any collection."""
    return policy_registry.get_by_type(VideoFile).user_has_permission(user, "add")


def collection_for(user: User, wanted: str = "") -> Collection:
    """The collection named by its number, or the first that is open to `user`. Raises Refusal if there is none."""
    policy = policy_registry.get_by_type(VideoFile)
    allowed = policy.collections_user_has_permission_for(user, "add").order_by("path")
    if wanted:
        # Nothing but a number of sane length reaches the database.
        number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 12 else 0
        found = allowed.filter(pk=number).first()
        if found is None:
            raise Refusal(
                403, _("You may not add videos to this collection. Choose another one and try again.")
            )
        return found
    found = allowed.first()
    if found is None:
        raise Refusal(
            403,
            _(
                "You may not upload videos: your account has no right to add them. Ask whoever administers the site."
            ),
        )
    return found


def _check_name(filename: str) -> None:
    endings = ", ".join(f".{ending}" for ending in VIDEO_EXTENSIONS)
    if not filename:
        raise Refusal(
            400, _("The file has no name. Give it one that ends in %(endings)s.") % {"endings": endings}
        )
    if PurePosixPath(filename).suffix.lower().lstrip(".") not in VIDEO_EXTENSIONS:
        raise Refusal(
            415,
            _("“%(name)s” is not taken: only files ending in %(endings)s are. Export it as MP4 (H.264).")
            % {"name": filename, "endings": endings},
        )


def _check_length(length: int) -> None:
    if length == 0:
        raise Refusal(400, _("The file is empty. Look whether its export or copy was finished."))
    most = settings.NEWSREEL_VIDEO_MAX_BYTES
    if length > most:
        raise Refusal(
            413,
            _("The file has %(size)s; at most %(most)s can be uploaded here. Export it at a lower bit rate.")
            % {"size": filesizeformat(length), "most": filesizeformat(most)},
        )


def check_quota(user: User, length: int) -> None:
    """Raise Refusal if the unfinished uploads of `user` are too many, or too much together with this one."""
    mine = Upload.objects.unfinished().filter(owner=user)
    if mine.count() >= settings.NEWSREEL_UPLOADS_PER_USER:
        raise Refusal(
            429,
            _(
                "You have %(count)d unfinished uploads, and more are not taken. "
                "Let some of them finish, or cancel those you no longer need."
            )
            % {"count": settings.NEWSREEL_UPLOADS_PER_USER},
        )
    open_bytes = mine.aggregate(total=Sum(F("length") - F("offset")))["total"] or 0
    if open_bytes and open_bytes + length > settings.NEWSREEL_VIDEO_MAX_BYTES * 3:
        raise Refusal(
            429,
            _(
                "Your unfinished uploads still expect %(size)s; with this file it would be too much at once. "
                "Let one of them finish, or cancel it."
            )
            % {"size": filesizeformat(open_bytes)},
        )


def check_room(length: int) -> None:
    """Raise Refusal if the disk would not keep its reserve once this and all other uploads are whole."""
    promised = Upload.objects.unfinished().aggregate(total=Sum(F("length") - F("offset")))["total"] or 0
    room = free_bytes() - promised - settings.NEWSREEL_UPLOAD_RESERVE_BYTES
    if length > room:
        raise Refusal(
            507,
            _(
                "There is not enough room on the server: the file needs %(size)s, and %(room)s are left for "
                "uploads. Delete video files that nobody needs, or ask whoever runs the site for more room."
            )
            % {"size": filesizeformat(length), "room": filesizeformat(max(room, 0))},
        )


def free_bytes() -> int:
    """Free bytes where uploads are collected."""
    folder = staging.folder()
    while not os.path.isdir(folder) and folder != folder.parent:  # nobody has uploaded yet
        folder = Path(folder).parent
    return shutil.disk_usage(folder).free
