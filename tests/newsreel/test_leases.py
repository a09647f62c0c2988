"""Leases: one holder at a time, taken over when it is dead, and never by a clock that is merely late."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from newsreel import leases
from newsreel.models import Lease

pytestmark = pytest.mark.django_db


def at(seconds: float):
    """That many seconds from a fixed moment on, with the clock stopped."""
    return time_machine.travel(
        datetime(2026, 11, 22, 12, 0, tzinfo=UTC) + timedelta(seconds=seconds), tick=False
    )


def test_the_holder_prolongs_and_the_other_waits():
    with at(0):
        assert leases.take("schedule", "a:1", 30)
        assert not leases.take("schedule", "b:2", 30)
    with at(29):
        assert leases.take("schedule", "a:1", 30)
    with at(45):
        assert not leases.take("schedule", "b:2", 30)
    with at(59):
        assert leases.take("schedule", "b:2", 30)
        assert not leases.take("schedule", "a:1", 30)
    assert Lease.objects.get().holder == "b:2"


def test_other_things_have_leases_of_their_own():
    assert leases.take("schedule", "a:1", 30)
    assert leases.take("pruning", "b:2", 30)


def test_a_released_lease_is_free_at_once():
    leases.take("schedule", "a:1", 30)
    leases.release("schedule", "a:1")
    assert leases.take("schedule", "b:2", 30)


def test_only_the_holder_can_release():
    leases.take("schedule", "a:1", 30)
    leases.release("schedule", "b:2")
    leases.release("pruning", "a:1")
    assert not leases.take("schedule", "b:2", 30)


def test_whoever_comes_second_in_the_same_instant_does_not_get_it(monkeypatch):
    """Both found nothing; the other's row was written first."""

    def too_late(**kwargs: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(Lease.objects, "create", too_late)
    assert leases.take("schedule", "b:2", 30) is False
    assert not Lease.objects.exists()


@hypothesis_settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["take", "release"]), st.integers(0, 40)),
        max_size=12,
    )
)
def test_there_are_never_two_holders_whatever_happens(db, steps):
    Lease.objects.all().delete()
    now, holder, until = 0, None, 0
    for who, action, passed in steps:
        now += passed
        with at(now):
            if action == "release":
                leases.release("schedule", who)
                holder = None if holder == who else holder
                continue
            got = leases.take("schedule", who, 30)
            assert got == (holder in (None, who) or until <= now)
            if got:
                holder, until = who, now + 30


# --- Who is alive -----------------------------------------------------------------------------------


def gone_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def holding(holder: str) -> set[str]:
    leases.take("worker:x", holder, 30)
    return leases.alive("worker:")


def test_this_process_is_alive_and_its_name_fits_the_column():
    assert holding(leases.this_process()) == {"worker:x"}
    assert len(leases.this_process()) <= Lease._meta.get_field("holder").max_length


def test_a_killed_process_of_this_machine_is_gone_before_its_lease_ends():
    host = leases.this_process().rpartition(":")[0]
    assert holding(f"{host}:{gone_process()}") == set()


@pytest.mark.parametrize("holder", ["elsewhere:999999", "elsewhere", "", "elsewhere:x"])
def test_a_process_of_another_machine_is_believed_until_its_lease_ends(holder):
    with at(0):
        assert holding(holder) == {"worker:x"}
    with at(31):
        assert leases.alive("worker:") == set()


def test_a_process_that_may_not_be_asked_counts_as_alive(monkeypatch):
    def refuse(pid: int, signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert holding(leases.this_process()) == {"worker:x"}


def test_only_leases_of_the_kind_asked_for_are_counted():
    leases.take("worker:default:1", leases.this_process(), 30)
    leases.take("worker:video:1", leases.this_process(), 30)
    leases.take("schedule", leases.this_process(), 30)
    assert leases.alive("worker:video") == {"worker:video:1"}
