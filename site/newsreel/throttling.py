"""Guessing passwords is slow: after some failures from one place, that place has to wait.

Nobody else is locked out: failures count for a name from an address, and for an address, never for a name alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WINDOW_SECONDS = 15 * 60
FAILURES_PER_NAME = 5
# An office has many people behind one address.
FAILURES_PER_ADDRESS = 40


@dataclass(frozen=True)
class GuardedView:
    """A view that takes a secret: which field names whose, and whether a success is free."""

    field: str = ""
    counts_success: bool = False


# By name of the address. The last two are the passwords of private pages and documents.
GUARDED = {
    "wagtailadmin_login": GuardedView("username"),
    "wagtailadmin_password_reset": GuardedView("email", counts_success=True),
    "wagtailcore_authenticate_with_password": GuardedView(),
    "wagtaildocs_authenticate_with_password": GuardedView(),
}


class ThrottlingMiddleware:
    """Answers 429 where a place has failed too often, before the password is looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        attempt = getattr(request, "password_attempt", None)
        if attempt is not None:
            attempt.settle(succeeded=response.status_code == 302)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        guarded = GUARDED.get(request.resolver_match.url_name or "")
        if guarded is None or request.method != "POST":
            return None
        attempt = Attempt.of(request, guarded, kwargs)
        # Counted before the password is looked at, so that many tries at once are many.
        if attempt.count():
            return too_many(request)
        request.password_attempt = attempt
        return None


@dataclass(frozen=True)
class Attempt:
    """One try: the counters it belongs to."""

    by_name: str
    by_address: str
    counts_success: bool

    @classmethod
    def of(cls, request: HttpRequest, guarded: GuardedView, kwargs: dict[str, object]) -> Attempt:
        view = request.resolver_match.url_name
        whose = request.POST.get(guarded.field, "") if guarded.field else str(sorted(kwargs.items()))
        address = address_of(request)
        return cls(
            by_name=_key(view, whose.strip().casefold(), address),
            by_address=_key(view, "", address),
            counts_success=guarded.counts_success,
        )

    def count(self) -> bool:
        """Count the try, as if it failed; whether there were too many of them."""
        by_name, by_address = _incremented(self.by_name), _incremented(self.by_address)
        return by_name > FAILURES_PER_NAME or by_address > FAILURES_PER_ADDRESS

    def settle(self, succeeded: bool) -> None:
        """Take the try back if it was none of a guesser's."""
        if not succeeded or self.counts_success:
            return
        cache.delete(self.by_name)
        with contextlib.suppress(ValueError):  # it ran out meanwhile
            cache.decr(self.by_address)


def _incremented(key: str) -> int:
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two
        cache.set(key, 1, WINDOW_SECONDS)
        return 1


def _key(*parts: str) -> str:
    """A cache key that names nobody."""
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f"attempts.{digest[:40]}"


def address_of(request: HttpRequest) -> str:
    """Whence a request comes; what a visitor can write into headers is believed only from our own proxies."""
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.NEWSREEL_PROXIES
    if proxies:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        # Each proxy adds at the end whom it saw: the last that ours added is the visitor.
        if len(forwarded) >= proxies:
            address = forwarded[-proxies].strip()
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    # One household or office has a whole network of IPv6 addresses to try from.
    return str(ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)


def too_many(request: HttpRequest) -> HttpResponse:
    minutes = math.ceil(WINDOW_SECONDS / 60)
    template = "wagtailadmin/newsreel/too_many_attempts.html"
    response = render(request, template, {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(WINDOW_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
