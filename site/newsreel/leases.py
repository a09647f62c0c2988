"""Leases in the database: one process at a time does a thing, and a dead one is noticed."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from newsreel.models import Lease


def this_process() -> str:
    """A name for this process that tells an operator where to look."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def take(name: str, holder: str, seconds: float) -> bool:
    """Take or prolong a lease; False while another holder has it."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    free = Q(holder=holder) | Q(expires_at__lte=now)
    if Lease.objects.filter(free, name=name).update(holder=holder, expires_at=until):
        return True
    if Lease.objects.filter(name=name).exists():
        return False
    try:
        with transaction.atomic():
            Lease.objects.create(name=name, holder=holder, expires_at=until)
    except IntegrityError:
        return False
    return True


def release(name: str, holder: str) -> None:
    """Give a lease back early, so that nobody has to wait for its end."""
    Lease.objects.filter(name=name, holder=holder).delete()


def alive(prefix: str) -> set[str]:
    """Names of the leases with this prefix that somebody holds now.

    A process of this very machine that was killed is known to be gone before its lease runs out.
    """
    held = Lease.objects.filter(name__startswith=prefix, expires_at__gt=timezone.now())
    return {name for name, holder in held.values_list("name", "holder") if not _is_gone(holder)}


def _is_gone(holder: str) -> bool:
    host, _colon, pid = holder.rpartition(":")
    if host != this_process().rpartition(":")[0] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
