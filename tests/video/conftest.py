"""Fixtures for the tests of video."""

from __future__ import annotations

import pytest

from tests.video.encoding_fakes import FakePipeline
from video.encoding import pipeline


@pytest.fixture
def fake(monkeypatch) -> FakePipeline:
    """A pipeline that makes files at once, in place of the encoder."""
    made = FakePipeline()
    monkeypatch.setattr(pipeline, "encode", made.encode)
    monkeypatch.setattr(pipeline, "make_recipe", made.make_recipe)
    return made
