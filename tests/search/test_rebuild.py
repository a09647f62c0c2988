"""A rebuild that is killed half-way leaves an index that serves, and the next one mends it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from newsreel.models import StoryPage
from search import refreshing
from search.drift import find_drift
from search.models import Document
from tests import factories

AT_A_TIME = {"sqlite": 3, "postgresql": 1}

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """Ends a process where it stands: nothing catches it, nothing tidies up."""


@pytest.fixture
def archive(tree, monkeypatch):
    """Twelve stories whose entries are all out of date, and are written three at a time (on PostgreSQL one)."""
    monkeypatch.setattr(refreshing, "BATCH", 3)
    stories = [factories.article(tree.feed, title=f"Lantern {number}") for number in range(12)]
    call_command("update_index", verbosity=0)
    Document.objects.filter(number__in=[story.pk for story in stories]).update(digest="old")
    return stories


def found() -> int:
    return len(list(StoryPage.objects.all().search("lantern")))


def kill_after(batches: int, monkeypatch) -> None:
    """Let so many batches through; the next one dies within its transaction."""
    left, upsert = [batches], refreshing.upsert

    def dying(rows, former):
        upsert(rows, former)
        if any(entry.names.startswith("lantern") for _key, entry in rows):
            if not left[0]:
                raise Killed
            left[0] -= 1

    monkeypatch.setattr(refreshing, "upsert", dying)


@pytest.mark.parametrize("batches", [0, 1, 3])
def test_a_rebuild_killed_half_way_leaves_the_old_index_serving(archive, monkeypatch, batches):
    with monkeypatch.context() as dying:
        kill_after(batches, dying)
        with pytest.raises(Killed):
            call_command("update_index", verbosity=0)
    assert found() == 12
    assert not connection.in_atomic_block
    # What was finished stays finished; the batch that died is as it was before.
    assert Document.objects.filter(digest="old").count() == 12 - batches * AT_A_TIME[connection.vendor]
    call_command("update_index", verbosity=0)
    assert not Document.objects.filter(digest="old").exists()
    assert found() == 12
    assert not find_drift()


def test_no_transaction_of_a_rebuild_holds_more_than_a_batch(archive, monkeypatch):
    sizes, upsert = [], refreshing.upsert

    def counting(rows, former):
        assert connection.in_atomic_block
        sizes.append(len(rows))
        upsert(rows, former)

    monkeypatch.setattr(refreshing, "upsert", counting)
    call_command("update_index", verbosity=0)
    assert sum(sizes) == 12
    assert max(sizes) <= 3


def test_search_goes_on_within_a_rebuild(archive, monkeypatch):
    seen, upsert = [], refreshing.upsert

    def looking(rows, former):
        upsert(rows, former)
        transaction.on_commit(lambda: seen.append(found()))

    monkeypatch.setattr(refreshing, "upsert", looking)
    call_command("update_index", verbosity=0)
    assert len(seen) >= 4
    assert set(seen) == {12}
