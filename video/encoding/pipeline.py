"""From an original to everything that readers are given: rungs, playlists, one MP4, stills, storyboard.

Plain functions without a database: whoever runs them keeps the books (see video.encoding.running).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from video.encoding.recipe import make_recipe
from video.encoding.results import EncodeResult, EncodingError, EncodingStopped, Progress, RungResult

__all__ = [
    "EncodeResult",
    "EncodingError",
    "EncodingStopped",
    "Progress",
    "RungResult",
    "encode",
    "make_recipe",
]


def encode(
    source: Path,
    folder: Path,
    facts: dict[str, object],
    recipe: dict[str, object],
    *,
    finished: set[str],
    on_rung: Callable[[RungResult], None],
    on_progress: Callable[[Progress], None],
    should_stop: Callable[[], bool],
) -> EncodeResult:
    """Make what the recipe asks for in `folder`, and tell of each rung as soon as its file is whole.

    `finished` names rungs that an earlier attempt made and whose files stand in the folder: they are neither made
    nor told again (a file that is missing is made once more). `should_stop` is asked about twice a second.
    Raises EncodingError in a producer's words, or EncodingStopped.
    """
    raise NotImplementedError
