"""Which parts of the page tree are private, read once per request.

Wagtail's `public()` asks the database for all view restrictions each time. A page with five lists would ask
five times; here the answer is kept from the start of a request to its end, and never outside of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPMethod

from asgiref.local import Local
from django.core.signals import request_finished, request_started
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.models import PageViewRestriction

_request = Local()


def private_paths() -> tuple[str, ...]:
    """Tree paths of the pages that carry a view restriction; everything below them is private too."""
    known = getattr(_request, "paths", None)
    if known is not None:
        return known
    paths = tuple(PageViewRestriction.objects.order_by("pk").values_list("page__path", flat=True))
    if getattr(_request, "active", False):
        _request.paths = paths
    return paths


def private_q(paths: Iterable[str]) -> Q:
    """A condition that holds for pages at these tree paths and below."""
    condition = Q()
    for path in paths:
        condition |= Q(path__startswith=path)
    return condition if condition else Q(pk__in=[])


READING = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]


class RememberedPrivacy:
    """For pages that are read: view restrictions are asked for only below a private part of the tree."""

    allowed_http_methods = READING

    def get_view_restrictions(self):
        if not any(self.path.startswith(path) for path in private_paths()):
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()


def _start(**kwargs: object) -> None:
    _request.active = True
    _request.paths = None


def end_request(**kwargs: object) -> None:
    """Forget what was read for this request."""
    _request.active = False
    _request.paths = None


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    request_started.connect(_start, dispatch_uid="newsreel-visibility-start")
    request_finished.connect(end_request, dispatch_uid="newsreel-visibility-finish")
    for signal in (post_save, post_delete):
        signal.connect(_forget, sender=PageViewRestriction, dispatch_uid=f"newsreel-visibility-{id(signal)}")


def _forget(**kwargs: object) -> None:
    _request.paths = None
