"""Each clip is made once for all tests of a session, and encoded once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings

from tests.video.encoding import camera_clips, clips
from video.encoding import pipeline
from video.encoding.engine import encoder_available
from video.encoding.pipeline import EncodeResult, Progress, RungResult
from video.probing import probe


@dataclass
class Encoded:
    """All that an encoding told and left."""

    folder: Path
    facts: dict[str, object]
    recipe: dict[str, object]
    rungs: list[RungResult] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    result: EncodeResult | None = None

    def rung(self, name: str) -> RungResult:
        return next(rung for rung in self.rungs if rung.name == name)

    def path(self, name: str) -> Path:
        return self.folder / self.rung(name).file


def encode(
    source: Path, folder: Path, *, finished: set[str] | None = None, recipe=None, **changes
) -> Encoded:
    """Probe and encode a clip as a worker does."""
    found = probe(source)
    assert found.problem == ""
    recipe = recipe or pipeline.make_recipe(found.facts, settings) | changes
    done = Encoded(folder, found.facts, recipe)
    done.result = pipeline.encode(
        source,
        folder,
        found.facts,
        recipe,
        finished=finished or set(),
        on_rung=done.rungs.append,
        on_progress=done.progress.append,
        should_stop=lambda: False,
    )
    return done


@pytest.fixture(scope="session")
def _made(tmp_path_factory) -> dict[str, object]:
    return {"folder": tmp_path_factory.mktemp("clips")}


@pytest.fixture
def clip(_made) -> Callable[..., Path]:
    """`clip("rotated", "mov")`: the path of a clip, made when it is first asked for."""
    if not encoder_available():
        pytest.skip("there is no ffmpeg here")

    def get(kind: str, suffix: str = "mp4", **options: object) -> Path:
        key = "-".join([kind, *(f"{name}{value}" for name, value in options.items())]).replace("/", "_")
        if key not in _made:
            make = getattr(clips, kind, None) or getattr(camera_clips, kind)
            _made[key] = make(_made["folder"] / f"{key}.{suffix}", **options)
        return _made[key]

    return get


@pytest.fixture
def encoded(_made, clip) -> Callable[..., Encoded]:
    """`encoded("rotated", "mov")`: the clip and all that its encoding made."""

    def get(kind: str, suffix: str = "mp4", **options: object) -> Encoded:
        source = clip(kind, suffix, **options)
        key = f"encoded {source.name}"
        if key not in _made:
            _made[key] = encode(source, _made["folder"] / f"out-{source.stem}")
        return _made[key]

    return get
