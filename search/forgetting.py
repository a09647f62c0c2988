"""Forgetting what readers looked for long ago: from time to time in the worker, in short transactions."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, QueryDailyHits

from search.models import QueryDay

FORGET_SECONDS = 6 * 3600
# Rows in one transaction: on SQLite nobody else writes meanwhile.
BATCH = 500


def forget_old() -> int:
    """Forget the days that are longer ago than NEWSREEL_SEARCH_LOG_DAYS; how many queries went with them."""
    return forget_before(timezone.localdate() - timedelta(days=settings.NEWSREEL_SEARCH_LOG_DAYS))


def forget_before(day: date) -> int:
    """Delete all counts before a day, and the queries that nothing is left of. Returns their number."""
    _delete(QueryDailyHits.objects.filter(date__lt=day))
    _delete(QueryDay.objects.filter(day__lt=day))
    return _delete(Query.objects.filter(days=None, daily_hits=None, editors_picks=None))


def _delete(rows: QuerySet) -> int:
    """Delete rows in batches; what is counted anew meanwhile stays. Returns how many there were."""
    deleted, last = 0, 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            deleted += rows.filter(pk__in=keys).delete()[0]
        last = keys[-1]
    return deleted


def connect() -> None:
    """Have the worker do it; called when the app is ready."""
    from newsreel.worker import add_duty

    add_duty("default", FORGET_SECONDS, forget_old)
