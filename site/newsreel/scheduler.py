"""The schedule: what is due to expire or to go live does so, one item at a time.

The worker calls `tick()` every second under a lease. An item that fails is kept as a ScheduleProblem and
tried again later; it never holds up the others. A look that finds nothing due costs a few queries.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from newsreel.models import ScheduleAction, ScheduleProblem

logger = logging.getLogger("newsreel.scheduler")

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)


Key = tuple[str, int, str]


@dataclass
class Outcome:
    """What one tick did."""

    expired: list[Model] = field(default_factory=list)
    published: list[Model] = field(default_factory=list)
    failed: list[ScheduleProblem] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.expired or self.published or self.failed)


@dataclass(frozen=True)
class Due:
    """One thing to do, found outside of any transaction and looked at again inside of one."""

    action: ScheduleAction
    content_type_id: int
    object_id: str
    due_at: datetime
    revision_id: int | None = None

    @property
    def key(self) -> Key:
        return (self.action, self.content_type_id, self.object_id)


def tick(may_go_on: Callable[[], bool] = lambda: True) -> Outcome:
    """Expire, then publish, all that is due now, as long as `may_go_on`, which is asked before each item."""
    outcome = Outcome()
    all_due = [*_due_to_expire(), *_due_to_publish()]
    waiting = _waiting_problems({due.key for due in all_due})
    for due in all_due:
        if due.key in waiting:
            continue
        if not may_go_on():
            break
        _do(due, outcome)
    return outcome


def _do(due: Due, outcome: Outcome) -> None:
    done = outcome.expired if due.action == ScheduleAction.EXPIRE else outcome.published
    try:
        with transaction.atomic():
            target = _expire(due) if due.action == ScheduleAction.EXPIRE else _publish(due)
            _problem(due).delete()
    except Exception as error:  # whatever it is, the other items must not wait for it
        logger.exception("The schedule could not %s %s %s", due.action, due.content_type_id, due.object_id)
        outcome.failed.append(_keep_problem(due, error))
    else:
        if target is not None:
            done.append(target)
            logger.info("The schedule did %s %r", due.action, target)


# --- What is due --------------------------------------------------------------------------------


@cache
def draftable_models() -> tuple[type[Model], ...]:
    """Page, and every other model that can be scheduled."""
    others = (
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    )
    return (Page, *others)


def _due_to_expire() -> Iterator[Due]:
    now = timezone.now()
    for model in draftable_models():
        rows = model.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
        content_type = ContentType.objects.get_for_model(model)
        for pk, expire_at in rows.values_list("pk", "expire_at"):
            yield Due(ScheduleAction.EXPIRE, content_type.pk, str(pk), expire_at)


def _due_to_publish() -> Iterator[Due]:
    rows = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).order_by(
        "approved_go_live_at", "pk"
    )
    for pk, content_type_id, object_id, due_at in rows.values_list(
        "pk", "base_content_type_id", "object_id", "approved_go_live_at"
    ):
        yield Due(ScheduleAction.PUBLISH, content_type_id, object_id, due_at, revision_id=pk)


# --- Doing it -----------------------------------------------------------------------------------


def _expire(due: Due) -> Model | None:
    model = ContentType.objects.get_for_id(due.content_type_id).model_class()
    locked = model.objects.select_for_update().filter(
        pk=due.object_id, live=True, expire_at__lte=timezone.now()
    )
    target = locked.first()
    if target is None:
        return None
    if isinstance(target, Page):
        target = target.specific
    # Wagtail cancels every scheduled revision when a page is unpublished. The clock is no editor who changed
    # her mind: a version that is to go live later still does.
    scheduled = dict(
        target.revisions.filter(approved_go_live_at__isnull=False).values_list("pk", "approved_go_live_at")
    )
    target.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for pk, go_live_at in scheduled.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=go_live_at)
    return target


def _publish(due: Due) -> Model | None:
    revision = (
        Revision.objects.select_for_update()
        .filter(pk=due.revision_id, approved_go_live_at__lte=timezone.now())
        .first()
    )
    if revision is None:
        return None
    revision.publish(log_action="wagtail.publish.scheduled")
    return revision.content_object


# --- What went wrong ----------------------------------------------------------------------------


def _waiting_problems(due: set[Key]) -> set[Key]:
    """What is not to be tried again yet. A problem of what is due no more, having been done by hand, deleted or
    put off, is forgotten.
    """
    now, waiting = timezone.now(), set()
    for problem in ScheduleProblem.objects.all():
        key = (problem.action, problem.content_type_id, problem.object_id)
        if key not in due:
            problem.delete()
        elif problem.next_attempt_at > now:
            waiting.add(key)
    return waiting


def look_again(pages: Iterable[int]) -> None:
    """What these pages (by key) waited for has come: the next tick tries to publish them, whatever pause they have."""
    waiting = ScheduleProblem.objects.filter(
        action=ScheduleAction.PUBLISH,
        content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(key) for key in pages],
    )
    waiting.update(next_attempt_at=timezone.now())


def _problem(due: Due):
    return ScheduleProblem.objects.filter(
        action=due.action, content_type_id=due.content_type_id, object_id=due.object_id
    )


def _keep_problem(due: Due, error: Exception) -> ScheduleProblem:
    known = _problem(due).first()
    attempts = known.attempts + 1 if known else 1
    pause = min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)
    problem, _created = ScheduleProblem.objects.update_or_create(
        action=due.action,
        content_type_id=due.content_type_id,
        object_id=due.object_id,
        defaults={
            "due_at": due.due_at,
            "attempts": attempts,
            "error": _words(error)[:2000],
            "next_attempt_at": timezone.now() + pause,
        },
    )
    return problem


def _words(error: Exception) -> str:
    """What the dashboard shows. Our own rules speak to editors; of anything else its kind says most."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"{type(error).__name__}: {error}"
