"""The encoder itself: which ffmpeg is used, and what it can do. Without one the site works and says so."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

ASK_SECONDS = 20
NEEDED_ENCODERS = ("libx264", "aac")
NO_ENCODER = "none"


@dataclass(frozen=True)
class Encoder:
    """An ffmpeg that has all that the ladder needs."""

    path: str
    version: str
    can_tone_map: bool  # zscale and tonemap, for HDR
    can_deinterlace: bool


def find_encoder() -> Encoder | None:
    """The ffmpeg of NEWSREEL_FFMPEG; else the system's, else that of the imageio-ffmpeg package; None without any."""
    return _find(settings.NEWSREEL_FFMPEG)


def encoder_available() -> bool:
    """Whether videos can be encoded here. Asked once for each process."""
    return find_encoder() is not None


@cache
def _find(wanted: str) -> Encoder | None:
    if wanted == NO_ENCODER:
        return None
    candidates = [wanted] if wanted else [shutil.which("ffmpeg"), _packaged()]
    return next((encoder for path in candidates if path and (encoder := _examine(path))), None)


def _packaged() -> str | None:
    """The program inside the optional imageio-ffmpeg package, never one that it would look for elsewhere."""
    package = find_spec("imageio_ffmpeg")
    if package is None or package.origin is None:
        return None
    folder = Path(package.origin).parent / "binaries"
    found = sorted(path for path in folder.glob("ffmpeg-*") if path.is_file())
    return str(found[0]) if found else None


def _examine(path: str) -> Encoder | None:
    """What this program can do; None if it is no ffmpeg or lacks an encoder that we need."""
    first_line = _ask(path, "-version").partition("\n")[0]
    if not first_line.startswith("ffmpeg version"):
        return None
    encoders = _names(_ask(path, "-hide_banner", "-encoders"))
    if not encoders.issuperset(NEEDED_ENCODERS):
        return None
    filters = _names(_ask(path, "-hide_banner", "-filters"))
    return Encoder(
        path=path,
        version=first_line.split()[2],
        can_tone_map=filters.issuperset({"zscale", "tonemap"}),
        can_deinterlace="bwdif" in filters,
    )


def _ask(path: str, *questions: str) -> str:
    try:
        done = subprocess.run(
            [path, *questions], capture_output=True, timeout=ASK_SECONDS, check=True, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode(errors="replace")


def _names(table: str) -> set[str]:
    """The second column of ffmpeg's tables."""
    return {parts[1] for line in table.splitlines() if len(parts := line.split()) > 1}
