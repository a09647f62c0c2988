"""Health checks: what a load balancer and an operator are told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from newsreel import leases, preparation
from newsreel.delivery import health
from newsreel.models import Lease

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    leases.take("worker:default:test", "elsewhere:1", 30)


@pytest.fixture(autouse=True)
def _schema_not_looked_at(monkeypatch):
    monkeypatch.setattr(health, "_schema_is_current", False)


def test_a_living_process_says_so_without_a_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/health/live")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_ready_when_everything_is_as_it_should_be(client, worker):
    response = client.get("/health/ready")
    assert response.status_code == 200, response.json()
    answer = response.json()
    assert answer["status"] == "ok"
    assert answer["database"] == answer["migrations"] == answer["cache"] == "ok"
    assert answer["worker_heartbeat_age"] < 30
    assert answer["waiting_tasks"] == 0


def test_not_ready_without_a_worker(client):
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "manage.py worker" in response.json()["worker_heartbeat_age"]


def test_not_ready_when_the_worker_fell_silent(client, worker):
    Lease.objects.update(expires_at=timezone.now() - timedelta(seconds=10))
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert "silent for 40 s" in response.json()["worker_heartbeat_age"]


def test_not_ready_with_unapplied_migrations(client, worker, monkeypatch):
    monkeypatch.setattr(preparation, "unapplied_migrations", lambda: 2)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["migrations"].startswith("2 unapplied")


def test_a_broken_cache_is_named_without_its_secrets(client, worker, monkeypatch):
    def refuse(*args):
        raise ConnectionError("redis://:password@cache.internal refused")

    monkeypatch.setattr(type(cache._connections["default"]), "set", refuse)
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["cache"] == "failed: ConnectionError"
    assert b"password" not in response.content


def test_health_answers_get_and_head_only(client):
    assert client.head("/health/live").status_code == 200
    assert client.post("/health/live").status_code == 405
