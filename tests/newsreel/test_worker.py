"""The worker: leases, tasks of killed workers, the schedule under one lease, pruning."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.tasks import update_reference_index_task

from newsreel import leases, scheduler, worker
from newsreel.models import Lease, StoryPage, Topic
from newsreel.tasks import make_renditions
from newsreel.worker import NewsroomWorker, prune_finished_tasks, recover_lost_tasks
from tests import factories
from video.tasks import probe_video_file
from video.uploads.finishing import store_upload

pytestmark = pytest.mark.django_db

ran: list[str] = []


@task
def note(text: str) -> None:
    ran.append(text)


@task(queue_name="video")
def note_video(text: str) -> None:
    ran.append(text)


@task
def look_up(pk: int) -> None:
    Topic.objects.get(pk=pk)


@pytest.fixture(autouse=True)
def _nothing_ran(monkeypatch):
    ran.clear()
    # The test's transaction lives on this connection.
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)


def abandon(result_id: str, worker_id: str = "worker:default:gone") -> DBTaskResult:
    """Leave a task as a killed worker does."""
    result = DBTaskResult.objects.get(pk=result_id)
    result.claim(worker_id)
    return result


def test_a_worker_runs_only_its_queue():
    note.enqueue("text")
    note_video.enqueue("film")
    NewsroomWorker(["default"], batch=True).run()
    assert ran == ["text"]
    NewsroomWorker(["video"], batch=True).run()
    assert ran == ["text", "film"]


def test_what_somebody_waits_for_goes_ahead_of_a_long_line_of_indexing():
    for _ in range(3):
        update_reference_index_task.enqueue("newsreel", "topic", "1")
    make_renditions.enqueue(1, ["card"])
    probe_video_file.enqueue(1)
    store_upload.enqueue(1)
    line = [
        path.rsplit(".", 1)[1] for path in DBTaskResult.objects.ready().values_list("task_path", flat=True)
    ]
    assert line[:3] == ["probe_video_file", "store_upload", "make_renditions"]
    assert line[3:] == ["update_reference_index_task"] * 3


def test_a_worker_leaves_no_lease_behind():
    NewsroomWorker(["default"], batch=True).run()
    assert not Lease.objects.exists()


def test_a_lease_has_one_holder():
    assert leases.take("schedule", "first", 5)
    assert not leases.take("schedule", "second", 5)
    assert leases.take("schedule", "first", 5), "its holder prolongs it"


def test_a_dead_holders_lease_is_taken_over():
    leases.take("schedule", "first", 5)
    with time_machine.travel(timezone.now() + timedelta(seconds=6)):
        assert leases.take("schedule", "second", 5)
        assert not leases.take("schedule", "first", 5)


def test_of_two_workers_one_keeps_the_schedule(monkeypatch):
    ticks = []
    monkeypatch.setattr(scheduler, "tick", lambda may_go_on: ticks.append(1))
    first, second = NewsroomWorker(["default"]), NewsroomWorker(["default"])
    first.housekeeping.keep_schedule()
    second.housekeeping.keep_schedule()
    assert len(ticks) == 1
    first.housekeeping.end()
    second.housekeeping.keep_schedule()
    assert len(ticks) == 2, "the other takes over at once when the first ends"


def test_a_worker_with_much_to_publish_keeps_its_leases(tree, monkeypatch):
    """Its heartbeat and the schedule share a thread: a long list must not look like death."""
    due = [
        factories.article(tree.feed, expire_at=timezone.now() - timedelta(minutes=number))
        for number in range(4)
    ]
    at_work = NewsroomWorker(["default"])
    real, clock = scheduler._do, time_machine.travel(timezone.now(), tick=False)
    with clock as now:

        def slow(*args):
            now.shift(4)
            assert at_work.worker_id in leases.alive("worker:")
            assert not leases.take("schedule", "another", 5)
            real(*args)

        at_work.housekeeping.beat()
        monkeypatch.setattr(scheduler, "_do", slow)
        at_work.housekeeping.keep_schedule()
    assert not StoryPage.objects.filter(pk__in=[page.pk for page in due], live=True).exists()


def test_a_worker_whose_schedule_was_taken_over_leaves_the_rest_to_the_other(tree, monkeypatch):
    due = [factories.article(tree.feed, expire_at=timezone.now() - timedelta(minutes=1)) for _ in range(3)]
    at_work = NewsroomWorker(["default"])
    with time_machine.travel(timezone.now(), tick=False) as now:
        real = scheduler._do

        def hang(*args):
            real(*args)
            now.shift(60)
            assert leases.take("schedule", "another", 5)

        monkeypatch.setattr(scheduler, "_do", hang)
        at_work.housekeeping.keep_schedule()
    assert StoryPage.objects.filter(pk__in=[page.pk for page in due], live=True).count() == 2


def test_the_task_of_a_killed_worker_runs_again():
    abandon(note.enqueue("again").id)
    NewsroomWorker(["default"], batch=True).run()
    assert ran == []
    assert recover_lost_tasks() == 1
    NewsroomWorker(["default"], batch=True).run()
    assert ran == ["again"]


def test_the_task_of_a_living_worker_is_left_alone():
    abandon(note.enqueue("in hand").id, "worker:default:alive")
    leases.take("worker:default:alive", "elsewhere:1", 30)
    assert recover_lost_tasks() == 0


def test_a_worker_killed_on_this_machine_is_known_to_be_gone_at_once():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    abandon(note.enqueue("again").id, "worker:default:killed")
    here = leases.this_process().rpartition(":")[0]
    leases.take("worker:default:killed", f"{here}:{ended.pid}", 30)
    assert recover_lost_tasks() == 1


def test_a_task_that_kills_every_worker_is_given_up():
    result_id = note.enqueue("poison").id
    for attempt in range(worker.MOST_ATTEMPTS):
        abandon(result_id, f"worker:default:{attempt}")
        recover_lost_tasks()
    result = DBTaskResult.objects.get(pk=result_id)
    assert result.status == "FAILED"
    assert "WorkerDied" in result.exception_class_path


def test_finished_tasks_are_pruned_after_a_day():
    old, new = (note.enqueue(text).id for text in ("old", "new"))
    NewsroomWorker(["default"], batch=True).run()
    DBTaskResult.objects.filter(pk=old).update(finished_at=timezone.now() - timedelta(days=2))
    waiting = note.enqueue("waiting").id
    assert prune_finished_tasks() == 1
    assert {str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True)} == {new, waiting}


def test_a_failing_duty_does_not_stop_the_others(caplog):
    stopping = threading.Event()
    housekeeping = worker.Housekeeping("worker:default:x", ["default"], stopping, schedule=False)

    def broken() -> None:
        raise RuntimeError("no disk")

    housekeeping.attempt(broken)
    assert "broken failed" in caplog.text


def test_an_object_deleted_before_it_was_indexed_is_no_failure(caplog):
    topic = factories.topic()
    assert DBTaskResult.objects.ready().filter(task_path__startswith=worker.INDEXERS[1]).exists()
    topic.delete()
    NewsroomWorker(["default"], batch=True).run()
    assert not DBTaskResult.objects.failed().exists()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_a_task_of_ours_that_misses_its_object_has_failed():
    look_up.enqueue(0)
    NewsroomWorker(["default"], batch=True).run()
    assert DBTaskResult.objects.failed().count() == 1


def test_a_signal_lets_the_task_in_hand_finish(monkeypatch):
    at_work = NewsroomWorker(["default"], interval=0.01)

    monkeypatch.setattr(at_work, "run_task", lambda result: (at_work.shutdown(15, None), ran.append("done")))
    monkeypatch.setattr(at_work.housekeeping, "start", lambda: None)
    note.enqueue("first")
    note.enqueue("second")
    at_work.run()
    assert ran == ["done"], "the first is finished, the second is left for the next worker"


def test_the_process_names_itself_for_operators():
    assert leases.this_process().endswith(f":{os.getpid()}")
