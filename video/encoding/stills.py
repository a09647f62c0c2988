"""Stills: four candidates for a poster, and the picture at any moment, as readers would see it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from video.containers import CONTAINERS, container_of
from video.encoding.commands import address, private_nothing, source_arguments
from video.encoding.engine import Encoder, find_encoder
from video.encoding.filters import still_chain
from video.encoding.packaging import part_of, put_in_place
from video.encoding.process import Watch, run_ffmpeg
from video.encoding.results import EncodingError

CANDIDATES = (0.10, 0.25, 0.50, 0.75)
# Of so many pictures in a row, the one most like the others: no flash, no half of a fade.
LOOK_AT = 24
LONGEST_SIDE = 1920
STALL_SECONDS = 60
QUALITY = ["-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-strict", "unofficial"]
# With key pictures at least so close (as a share of the whole) a candidate is looked for from the one before its
# moment on, which is quick.
FREQUENT_KEYS = 0.12
BT709 = 1  # the matrix of all our rungs (ISO 23091-2)


def make_candidates(
    encoder: Encoder,
    source: Path,
    folder: Path,
    facts: dict[str, object],
    recipe: dict[str, object],
    should_stop: Callable[[], bool],
) -> tuple[list[dict[str, object]], float]:
    """Up to four stills in `folder`, as {"seconds", "file"}, and the CPU seconds that they took.

    They come from the original; from the finished largest rung where moments of the original are costly to find.
    """
    best = folder / f"{recipe['steps'][0]['name']}.mp4"
    demuxer = str(recipe["demuxer"])
    if not _keys_are_frequent(facts) and best.is_file():
        step = recipe["steps"][0]
        source, demuxer, keys = best, "mov", float(recipe["group"] / Fraction(*recipe["frame_rate"]))
        facts = {
            "width": step["width"], "height": step["height"], "duration": facts.get("duration"), "keyframe_gap": keys,
            "matrix": BT709,
        }  # fmt: skip
    duration = float(facts.get("duration") or 0)
    stills, cpu = [], 0.0
    for number, share in enumerate(CANDIDATES if duration > 1 else CANDIDATES[:1], start=1):
        seconds, path = round(duration * share, 2), folder / f"still-{number}.jpg"
        watch = Watch(should_stop=should_stop, stall_seconds=STALL_SECONDS)
        arguments = _arguments(encoder, source, demuxer, seconds, facts, LOOK_AT)
        arguments += ["-f", "image2", "-update", "1", address(part_of(path))]
        try:
            cpu += run_ffmpeg(encoder, arguments, watch).cpu_seconds
            put_in_place(path)
        except (EncodingError, FileNotFoundError):
            continue  # the video is shorter than it says, or damaged there
        finally:
            part_of(path).unlink(missing_ok=True)
        stills.append({"seconds": seconds, "file": path.name})
    return stills, cpu


def still_at(source: Path, seconds: float, facts: dict[str, object] | None = None) -> bytes:
    """The picture at a moment (seconds from the start) of any video file, as a JPEG without any metadata.

    `facts` of the probe bring the right colours of HDR and interlaced originals. Raises EncodingError, in a
    producer's words, if there is no such moment or nothing that could read the file.
    """
    encoder = find_encoder()
    if encoder is None:
        raise EncodingError(
            _("There is no encoder on this server. Choose an image from the library instead.")
        )
    try:
        with source.open("rb") as file:
            demuxer = CONTAINERS[container_of(file)].demuxer
    except ValidationError as error:
        raise EncodingError(" ".join(error.messages)) from error
    arguments = _arguments(encoder, source, demuxer, max(0.0, seconds), facts or {}, 1)
    watch = Watch(wants_output=True, stall_seconds=STALL_SECONDS)
    picture = run_ffmpeg(encoder, [*arguments, "-f", "image2pipe", "pipe:1"], watch).output
    if not picture:
        raise EncodingError(_("The video has no picture at this moment: choose an earlier one."))
    return picture


def _arguments(
    encoder: Encoder, source: Path, demuxer: str, seconds: float, facts: dict[str, object], look_at: int
) -> list[str]:
    roughly = ["-noaccurate_seek"] if look_at > 1 and _keys_are_frequent(facts) else []
    can = {"tone_map": encoder.can_tone_map, "deinterlace": encoder.can_deinterlace}
    chain = still_chain(facts, LONGEST_SIDE, look_at, **can)
    stream = facts.get("video_stream")
    return [
        *["-ss", f"{seconds:.3f}", *roughly, *source_arguments(source, demuxer)],
        *["-map", f"0:{stream}" if stream is not None else "0:v:0", *private_nothing(), "-an"],
        *["-vf", chain, "-frames:v", "1", *QUALITY],
    ]


def _keys_are_frequent(facts: dict[str, object]) -> bool:
    keys, duration = facts.get("keyframe_gap"), facts.get("duration")
    return bool(keys and duration) and keys <= FREQUENT_KEYS * duration
