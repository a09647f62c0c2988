"""Counting without watching anybody: numbers per day, and nothing of who it was.

A page's script reports with navigator.sendBeacon (https://www.w3.org/TR/beacon/). No cookie is set or read and no
address is stored; who sends “Do Not Track” or “Global Privacy Control” is not counted at all. What can be counted
is registered by the app that has it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from newsreel.models import DailyCount
from newsreel.throttling import address_of

WINDOW_SECONDS, REPORTS_PER_WINDOW = 60, 60
KNOWN_SECONDS = 30
MAX_BODY, MAX_SECONDS, MAX_KEY = 2_000, 3_600, 2**63 - 1
# A stranger could make up hosts without end: further ones of a day are counted together.
PLACES_A_DAY, ELSEWHERE = 50, "*"
PRUNE_SECONDS = 6 * 3600
SECONDS = "seconds"
_HOST = re.compile(r"(?=.{1,120}\Z)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\Z", re.ASCII)


@dataclass(frozen=True)
class Countable:
    """Something that can be counted: what may be said of it, and which of it the public can see."""

    metrics: frozenset[str]
    is_public: Callable[[int], bool]


COUNTABLES: dict[str, Countable] = {}


class Nonsense(ValueError):
    """A report that no script of ours has sent."""


@dataclass(frozen=True)
class Report:
    """What one visit adds."""

    subject: str
    subject_id: int
    values: Mapping[str, int]
    place: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> Report:
        """Raises Nonsense for anything that is not on the list of what is counted."""
        subject, key = query.get("subject", ""), query.get("id", "")
        countable = COUNTABLES.get(subject)
        metrics = set(query.getlist("m"))
        if countable is None or not metrics <= countable.metrics - {SECONDS}:
            raise Nonsense("subject or metric")
        values = dict.fromkeys(sorted(metrics), 1)
        if SECONDS in query:
            values[SECONDS] = min(_number(query[SECONDS], 9), MAX_SECONDS)
        values = {name: value for name, value in values.items() if value}
        subject_id = _number(key, 19)
        if not values or not 0 < subject_id <= MAX_KEY:
            raise Nonsense("nothing to count")
        return cls(subject, subject_id, values, place_from(query.get("place", "")))

    def is_public(self) -> bool:
        """Whether the public can see it now; asked at most once in half a minute."""
        key = f"counting.{self.subject}.{self.subject_id}"
        known = cache.get(key)
        if known is None:
            known = COUNTABLES[self.subject].is_public(self.subject_id)
            cache.set(key, known, KNOWN_SECONDS)
        return known


def _number(text: str, digits: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= digits):
        raise Nonsense(text[:20])
    return int(text)


def place_from(text: str) -> str:
    """The host name of the page around an embedded player; empty for our own pages and for what is no host."""
    host = text.strip().lower().removeprefix("www.").partition(":")[0]
    own = settings.NEWSREEL_ORIGIN.partition("://")[2].partition(":")[0].removeprefix("www.")
    return host if _HOST.match(host) and host != own else ""


@csrf_exempt
@require_POST
def count(request: HttpRequest) -> HttpResponse:
    """/count/ takes a report and never says what became of it."""
    response = HttpResponse(status=204)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    length = request.META.get("CONTENT_LENGTH") or "0"
    if _wishes_not_to_be_counted(request) or not length.isdigit() or int(length) > MAX_BODY:
        return response
    try:
        report = Report.from_query(request.POST)
    except Nonsense:
        response.status_code = 400
        return response
    if not _is_too_much(request) and report.is_public():
        with suppress(OperationalError):  # a database that is busy loses a number, not a reader
            add(report)
    return response


def _wishes_not_to_be_counted(request: HttpRequest) -> bool:
    return "1" in (request.headers.get("DNT"), request.headers.get("Sec-GPC"))


def _is_too_much(request: HttpRequest) -> bool:
    """Whether one place reports more than people can. The cache holds a digest for a minute, nothing else does."""
    secret = f"{settings.SECRET_KEY}\0{address_of(request)}"
    key = f"counting.from.{hashlib.sha256(secret.encode()).hexdigest()[:32]}"
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        return cache.incr(key) > REPORTS_PER_WINDOW
    except ValueError:  # it ran out between the two
        return False


def add(report: Report, day: date | None = None) -> None:
    """Add a report to the numbers of a day in one statement, however many do so at once."""
    day = day or timezone.localdate()
    place = _bounded_place(report, day)
    rows = [
        (day, report.subject, report.subject_id, metric, place, value)
        for metric, value in sorted(report.values.items())
    ]
    table = connection.ops.quote_name(DailyCount._meta.db_table)
    values = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
    # Both databases know this form: https://www.sqlite.org/lang_upsert.html
    sql = (
        f"INSERT INTO {table} (day, subject, subject_id, metric, place, value) VALUES {values} "  # noqa: S608
        "ON CONFLICT (subject, subject_id, metric, day, place) "
        f"DO UPDATE SET value = {table}.value + excluded.value"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_prepared(value) for row in rows for value in row])


def _prepared(value: object) -> object:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _bounded_place(report: Report, day: date) -> str:
    if not report.place:
        return ""
    known = DailyCount.objects.filter(
        subject=report.subject,
        subject_id=report.subject_id,
        # All there are: with them the index finds the day, not only the video with all its days.
        metric__in=COUNTABLES[report.subject].metrics,
        day=day,
    )
    places = set(known.values_list("place", flat=True).distinct()[: PLACES_A_DAY + 1])
    return report.place if report.place in places or len(places) < PLACES_A_DAY else ELSEWHERE


def prune() -> int:
    """Forget the numbers of days that are longer ago than NEWSREEL_COUNT_DAYS; how many rows went."""
    oldest = timezone.localdate() - timedelta(days=settings.NEWSREEL_COUNT_DAYS)
    return DailyCount.objects.filter(day__lt=oldest).delete()[0]


def connect() -> None:
    """Have a worker forget old numbers; called when the app is ready."""
    from newsreel.worker import add_duty

    add_duty("default", PRUNE_SECONDS, prune)
