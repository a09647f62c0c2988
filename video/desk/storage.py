"""The storage report: how much room each video takes, as an original and as what was made of it, and what is left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from newsreel.storage import private_storage
from video.models import Rung, Upload, VideoFile

PER_PAGE = 50


@dataclass(frozen=True)
class Totals:
    """Bytes of everything together. `free` and `disk` are None where the storage is no disk of this machine."""

    originals: int
    rungs: int
    replaced: int
    staging: int
    free: int | None
    disk: int | None

    @property
    def all(self) -> int:
        return self.originals + self.rungs + self.staging


def with_sizes(files: QuerySet[VideoFile]) -> QuerySet[VideoFile]:
    """Files, largest first, with `rung_bytes` (all that was made), `shown_bytes` (what readers get), `all_bytes`."""
    rungs = Rung.objects.order_by().filter(job__video_file=OuterRef("pk"))
    shown = rungs.filter(job=OuterRef("encoding"))
    return files.annotate(
        rung_bytes=_sum(rungs),
        shown_bytes=_sum(shown),
        all_bytes=Coalesce(F("file_size"), 0) + F("rung_bytes"),
    ).order_by("-all_bytes", "-pk")


def _sum(rungs: QuerySet[Rung]) -> Coalesce:
    by_file = rungs.values("job__video_file").annotate(total=Sum("size")).values("total")
    return Coalesce(Subquery(by_file, output_field=BigIntegerField()), 0, output_field=BigIntegerField())


def totals() -> Totals:
    """What all videos take; three queries, however many there are."""
    rungs = Rung.objects.aggregate(all=Sum("size"))["all"] or 0
    shown = Rung.objects.filter(job__video_file__encoding=F("job")).aggregate(all=Sum("size"))["all"] or 0
    usage = _disk()
    return Totals(
        originals=VideoFile.objects.aggregate(all=Sum("file_size"))["all"] or 0,
        rungs=rungs,
        replaced=rungs - shown,
        staging=Upload.objects.filter(finished_at=None).aggregate(all=Sum("offset"))["all"] or 0,
        free=usage.free if usage else None,
        disk=usage.total if usage else None,
    )


def _disk():
    try:
        return shutil.disk_usage(private_storage().path(""))
    except (NotImplementedError, OSError):
        return None


def may_see(user: object) -> bool:
    """Whoever may change video files."""
    return policy_registry.get_by_type(VideoFile).user_has_permission(user, "change")


def report(request: HttpRequest) -> HttpResponse:
    """The report."""
    if not may_see(request.user):
        raise PermissionDenied
    policy = policy_registry.get_by_type(VideoFile)
    files = with_sizes(policy.instances_user_has_permission_for(request.user, "change"))
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "files": _with_shares(page.object_list),
        "totals": totals(),
        "header_title": _("Storage of videos"),
    }
    return TemplateResponse(request, "video/admin/storage.html", context)


def _with_shares(files: Iterable[VideoFile]) -> list[VideoFile]:
    found = list(files)
    for file in found:
        file.replaced_bytes = file.rung_bytes - file.shown_bytes
    return found


class StorageMenuItem(MenuItem):
    """In the reports menu, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> StorageMenuItem:
    url = reverse_lazy("video_desk:storage")
    return StorageMenuItem(
        gettext_lazy("Storage of videos"),
        url,
        name="video-storage",
        icon_name="folder-open-inverse",
        order=920,
    )


urlpatterns = [path("storage/", report, name="storage")]
