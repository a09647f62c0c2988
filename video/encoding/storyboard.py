"""The storyboard: small pictures of the whole video in one, shown while a reader seeks, and the list of them."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from video.encoding.boxes import Fragment
from video.encoding.commands import source_arguments
from video.encoding.engine import Encoder
from video.encoding.packaging import part_of, put_in_place
from video.encoding.process import Watch, run_ffmpeg

FILE = "storyboard.webp"
LONG_SIDE = 192
COLUMNS = 10
MOST_TILES = 100
QUALITY = 60
STALL_SECONDS = 120


def make_storyboard(
    encoder: Encoder,
    rung: Path,
    fragments: list[Fragment],
    size: tuple[int, int],
    folder: Path,
    should_stop: Callable[[], bool],
) -> tuple[dict[str, object], float]:
    """Make the picture from the key pictures of a finished rung (which stand every two seconds).

    Returns the facts that `storyboard_vtt` needs (tile size in pixels, interval and duration in seconds) and the CPU
    seconds that it took; no facts for a video with fewer than two tiles.
    """
    every = math.ceil(len(fragments) / MOST_TILES)
    count = math.ceil(len(fragments) / every) if fragments else 0
    if count < 2:
        return {}, 0.0
    width, height = (max(2, round(side * LONG_SIDE / max(size) / 2) * 2) for side in size)
    columns, rows = min(COLUMNS, count), math.ceil(count / COLUMNS)
    chain = f"select=not(mod(n\\,{every})),scale={width}:{height}:flags=area,tile={columns}x{rows}"
    arguments = ["-skip_frame", "nokey", *source_arguments(rung, "mov"), "-map", "0:v", "-vf", chain]
    arguments += ["-frames:v", "1", "-c:v", "ppm", "-f", "image2pipe", "pipe:1"]
    watch = Watch(should_stop=should_stop, wants_output=True, stall_seconds=STALL_SECONDS)
    done = run_ffmpeg(encoder, arguments, watch)
    path = folder / FILE
    with Image.open(io.BytesIO(done.output)) as sheet:
        sheet.save(part_of(path), "WEBP", quality=QUALITY, method=4)
    put_in_place(path)
    facts = {
        "file": FILE,
        "width": width,
        "height": height,
        "columns": columns,
        "rows": rows,
        "count": count,
        "interval": fragments[0].seconds * every,
        "duration": sum(fragment.seconds for fragment in fragments),
    }
    return facts, done.cpu_seconds


def storyboard_vtt(storyboard: dict[str, object]) -> str:
    """Its list as WebVTT: a cue for each tile with its place in the picture (Media Fragments URI, 4.2.2)."""
    interval, end = float(storyboard["interval"]), float(storyboard["duration"])
    width, height, columns = (int(storyboard[name]) for name in ("width", "height", "columns"))
    cues = ["WEBVTT"]
    for tile in range(int(storyboard["count"])):
        start, stop = tile * interval, min((tile + 1) * interval, end)
        left, top = tile % columns * width, tile // columns * height
        cues.append(
            f"{_time(start)} --> {_time(stop)}\n{storyboard['file']}#xywh={left},{top},{width},{height}"
        )
    return "\n\n".join(cues) + "\n"


def _time(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
