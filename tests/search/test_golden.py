"""The golden set is answered well: `make search-quality` says more."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from tests.search.golden.archive import plant
from tests.search.golden.judging import Answered, Judged, Quality, answer, read

LEAST_NDCG = 0.85


@pytest.mark.django_db
def test_the_golden_set_is_answered_well_in_both_languages(tree, drain_index):
    call_command("load_demo", password="secret-enough", verbosity=0)
    plant(tree, noise=20)
    drain_index()
    answered = [answer(judged) for name in ("demo", "archive") for judged in read(name)[0]]
    worst = sorted((one.ndcg, one.judged.text, one.found[:3]) for one in answered)[:8]
    for language in ("en", "uk"):
        quality = Quality.of(one for one in answered if one.judged.language == language)
        assert quality.ndcg >= LEAST_NDCG, worst
        assert quality.zero <= 0.05, worst


@pytest.fixture
def drain_index(db):
    """Run the queued tasks of the index alone: pictures and films are not looked for."""

    def run() -> None:
        indexing = Q(task_path__contains="index") | Q(task_path__startswith="search.")
        while (queued := DBTaskResult.objects.ready().filter(indexing).first()) is not None:
            queued.claim("tests")
            result = queued.task_result
            queued.set_successful(queued.task.call(*result.args, **result.kwargs))

    return run


def test_the_set_is_large_enough_and_well_formed():
    queries = [judged for name in ("demo", "archive") for judged in read(name)[0]]
    assert len(queries) >= 80
    assert len({judged.text for judged in queries}) == len(queries)
    assert {judged.kind for judged in queries} >= {
        "words",
        "inflection",
        "phrase",
        "name",
        "typo",
        "question",
    }
    assert sum(judged.language == "uk" for judged in queries) >= 20
    for judged in queries:
        assert judged.answers
        assert set(judged.answers.values()) <= {1, 2, 3}


@pytest.mark.parametrize(
    ("found", "ndcg", "rank"),
    [(("a", "b"), 1.0, 1.0), ((), 0.0, 0.0), (("x", "y"), 0.0, 0.0), (("x", "a"), 0.57, 0.5)],
)
def test_measures_are_what_their_names_say(found, ndcg, rank):
    one = Answered(Judged("q", "en", "words", {"a": 3, "b": 1}), found)
    assert one.ndcg == pytest.approx(ndcg, abs=0.03)
    assert one.reciprocal_rank == rank
