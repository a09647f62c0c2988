"""Fixtures for the tests of video."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsreel import leases
from newsreel.models import User
from tests import factories
from tests.video.encoding_fakes import FakePipeline
from tests.video.tus import Tus
from video.encoding import pipeline
from video.models import VideoFile
from video.uploads import staging, sweeping


@pytest.fixture
def fake(monkeypatch) -> FakePipeline:
    """A pipeline that makes files at once, in place of the encoder."""
    made = FakePipeline()
    monkeypatch.setattr(pipeline, "encode", made.encode)
    monkeypatch.setattr(pipeline, "make_recipe", made.make_recipe)
    return made


@pytest.fixture
def editor(client) -> User:
    """Somebody who may do everything, logged in."""
    person = factories.user(is_superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def video_file(db) -> VideoFile:
    """An upload that was read, and not encoded."""
    return factories.video_file()


# --- Uploads --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def clip() -> bytes:
    """A short film of one second."""
    return factories.video_bytes()


@pytest.fixture
def producer(tree, client) -> User:
    """A producer who is logged in."""
    person = factories.user("Producers")
    client.force_login(person)
    return person


@pytest.fixture
def tus(client, producer) -> Tus:
    """A client that speaks the protocol for that producer."""
    return Tus(client)


@pytest.fixture
def sweep(db) -> Callable[[], dict[str, int]]:
    """One round of the worker's sweep, whoever held its lease before, in a folder without the files of other tests."""
    for left in staging.folder().glob("*"):
        left.unlink()

    def run() -> dict[str, int]:
        leases.Lease.objects.filter(name=sweeping.LEASE).delete()
        return sweeping.sweep()

    return run
