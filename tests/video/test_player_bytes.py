"""What the player costs a reader's line: little before a film plays, and nothing that is not there."""

from __future__ import annotations

import gzip
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "site" / "static"
BEFORE_PLAY = (
    "theme.js",
    "page.js",
    "share.js",
    "facade.js",
    "more.js",
    "player.js",
    "preparing.js",
    "transcript.js",
    "embed.js",
)
MAXIMUM_BEFORE_PLAY, MAXIMUM_CONTROLS = 15_000, 25_000


def compressed(paths) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def test_what_loads_before_a_film_plays_stays_small():
    assert compressed(STATIC / "js" / name for name in BEFORE_PLAY) <= MAXIMUM_BEFORE_PLAY


def test_the_controls_stay_small():
    files = [*(STATIC / "js" / "player").glob("*.js"), *(STATIC / "css" / "player").glob("*.css")]
    assert 0 < compressed(files) <= MAXIMUM_CONTROLS


def test_the_vendored_engine_names_no_file_that_is_not_there():
    assert "sourceMappingURL" not in (STATIC / "vendor" / "hls" / "hls.min.js").read_text()[-400:]
    assert (STATIC / "vendor" / "hls" / "LICENSE").exists()
