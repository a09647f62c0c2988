"""From an original to everything that readers are given: rungs, playlists, one MP4, stills, storyboard.

Plain functions without a database: whoever runs them keeps the books (see video.encoding.running).

The order of work: a small rung and the sound first, so that the video can be watched soon; then all other rungs from
one decoding; then the single MP4, put together from a rung and the sound that are there already.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from video.encoding.commands import loudness_arguments, source_arguments
from video.encoding.engine import Encoder, find_encoder
from video.encoding.loudness import gain_for
from video.encoding.making import Making
from video.encoding.process import storage_error
from video.encoding.recipe import LADDER, VERSION, make_recipe
from video.encoding.results import EncodeResult, EncodingError, EncodingStopped, Progress, RungResult
from video.encoding.stills import make_candidates
from video.encoding.storyboard import make_storyboard

__all__ = [
    "EncodeResult",
    "EncodingError",
    "EncodingStopped",
    "Progress",
    "RungResult",
    "encode",
    "make_recipe",
]

AUDIO, ONE_FILE = "audio", "mp4"
# What comes out may be so much shorter than what was claimed before a producer is told.
SHORTER = 0.95


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
    if recipe.get("version") != VERSION:  # planned before an update of the site
        recipe, finished = make_recipe(facts, settings), set()
    folder.mkdir(parents=True, exist_ok=True)
    making = Making(_encoder(), source, folder, recipe, finished, on_rung, on_progress, should_stop)
    try:
        storyboard = _ladder(making, recipe) if recipe["kind"] == LADDER else making.loop(ONE_FILE)
        stills = _stills(making, facts)
    except OSError as error:
        raise storage_error(error) from error
    finally:
        making.clear_parts()
    return EncodeResult(
        storyboard=storyboard or {},
        stills=stills,
        cpu_seconds=round(making.cpu_seconds, 2),
        duration=making.duration,
        notices=_notices(making, recipe),
    )


def _encoder() -> Encoder:
    encoder = find_encoder()
    if encoder is None:
        words = _("There is no encoder (ffmpeg) on this server: the original is played as it is.")
        raise EncodingError(words, may_retry=True)
    return encoder


def _stills(making: Making, facts: dict[str, object]) -> list[dict[str, object]]:
    if making.duration:  # what came out, whatever the file claims
        facts = {**facts, "duration": making.duration}
    with making.stage("stills"):
        stills, cpu = make_candidates(
            making.encoder, making.source, making.folder, facts, making.recipe, making.should_stop
        )
        making.cpu_seconds += cpu
    return stills


def _ladder(making: Making, recipe: dict[str, object]) -> dict[str, object]:
    """All rungs, the single MP4 and the storyboard; the facts of the last."""
    steps = recipe["steps"]
    early = next(step for step in steps if step["name"] == recipe["early"])
    with_sound = recipe["audio"] is not None and not making.has(AUDIO)
    gain = _gain(making, recipe) if with_sound else 0.0
    first, rest = [early], [step for step in steps if step is not early]
    if sum(step["width"] * step["height"] for step in rest) <= early["width"] * early["height"]:
        first, rest = steps, []  # a second decoding would cost more than waiting for the little that is left
    making.rungs(first, stage="first", sound=(AUDIO, gain) if with_sound else None)
    making.copies(rest)
    making.rungs(rest, stage="rest")
    with making.stage("packaging"):
        making.one_file(ONE_FILE, recipe["one_file"], AUDIO if recipe["audio"] else None)
        path, fragments = making.finished_rung(early["name"])
        size = (early["width"], early["height"])
        storyboard, cpu = make_storyboard(
            making.encoder, path, fragments, size, making.folder, making.should_stop
        )
        making.cpu_seconds += cpu
    return storyboard


def _gain(making: Making, recipe: dict[str, object]) -> float:
    """How many dB louder (or softer) the sound is made."""
    target = recipe["audio"]["loudness"]
    if target is None:
        return 0.0
    with making.stage("measuring"):
        arguments = source_arguments(making.source, str(recipe["demuxer"]))
        done = making.run([*arguments, *loudness_arguments(recipe["audio"])])
    return gain_for(done.log_tail, float(target))


def _notices(making: Making, recipe: dict[str, object]) -> list[str]:
    notices = []
    claimed = recipe.get("duration")
    found = max(making.duration or 0, making.heard)
    if claimed and making.duration and found < claimed * SHORTER - 1:
        words = _("The file claims %(claimed)d seconds, but only %(found)d could be read. Check its end.")
        notices.append(words % {"claimed": round(claimed), "found": round(found)})
    if recipe["picture"]["hdr"] and not making.encoder.can_tone_map:
        notices.append(
            _("This is an HDR recording, and the encoder here cannot convert it: its colours look pale. "
              "Export it in SDR (Rec. 709).")
        )  # fmt: skip
    if recipe["picture"].get("needs_dolby"):
        notices.append(
            _("This is a Dolby Vision recording whose colours only Dolby Vision itself can show; here they are wrong. "
              "Export it in SDR (Rec. 709), HDR10 or HLG.")
        )  # fmt: skip
    return notices
