"""Reading the demo's copy from its TOML files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
CONTENT = FOLDER / "content"
PICTURES = FOLDER / "pictures"
PORTRAITS = FOLDER / "portraits"
CLIPS = FOLDER / "clips"
DOCUMENTS = FOLDER / "documents"


@cache
def read(name: str) -> dict:
    """One content file, by its name without “.toml”."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def read_folder(name: str) -> list[dict]:
    """All content files of a folder, in the order of their names. A page's slug is its file's name."""
    files = sorted((CONTENT / name).glob("*.toml"))
    return [{"slug": file.stem, **tomllib.loads(file.read_text(encoding="utf-8"))} for file in files]


def stories() -> list[dict]:
    """Oldest first, so that primary keys run with time."""
    return sorted(read_folder("stories"), key=lambda story: -story["age"])


def videos() -> list[dict]:
    """Oldest first."""
    return sorted(read_folder("videos"), key=lambda video: -video["age"])
