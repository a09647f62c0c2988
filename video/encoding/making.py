"""Making outputs one after another: each is written aside, measured, given its name, and told of."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from video.containers import container_of
from video.encoding.boxes import Fragment, NotFragmented, codecs_of, read_file, run_up
from video.encoding.commands import copy_arguments, ladder_arguments, one_file_arguments, source_arguments
from video.encoding.conformance import stands_on_the_grid
from video.encoding.engine import Encoder
from video.encoding.packaging import PART, describe, part_of, put_in_place
from video.encoding.process import Finished, Report, Watch, disk_is_full, run_ffmpeg
from video.encoding.results import EncodingError, EncodingStopped, Progress, RungResult

# What a step costs beside its pixels, and what reading the original costs, in the same unit.
STEP_COST, DECODE_COST = 60_000, 350_000
TELL_SECONDS = 1.0
SPARE_BYTES = 64 * 1024 * 1024
# Only for a limit against runaway files: no honest rung comes near it.
LONGEST_GUESS = 48 * 3600


class Making:
    """One attempt at a recipe: what is there already, what it has cost, and how far it is."""

    def __init__(
        self,
        encoder: Encoder,
        source: Path,
        folder: Path,
        recipe: dict[str, object],
        finished: set[str],
        on_rung: Callable[[RungResult], None],
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> None:
        self.encoder, self.source, self.folder, self.recipe = encoder, source, folder, recipe
        self.on_rung, self.on_progress, self.should_stop = on_rung, on_progress, should_stop
        self.rate = Fraction(*recipe["frame_rate"])
        self.cpu_seconds = 0.0
        self.duration: float | None = None  # seconds of picture that came out
        self.heard = 0.0  # seconds of sound
        self.done = {name for name in finished if (folder / f"{name}.mp4").is_file()}
        self.clear_parts()
        self._begun, self._told_at, self._stage = time.monotonic(), 0.0, ""
        self._percent, self._first_percent = 0.0, 0.0
        self._weight_done, self._weight = 0.0, 0.0
        todo = [step for step in recipe["steps"] if step["name"] not in self.done]
        self._whole = sum(map(_cost, todo)) + 2 * DECODE_COST

    def has(self, name: str) -> bool:
        """Whether an output is there already."""
        return name in self.done

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.mp4"

    def clear_parts(self) -> None:
        """Remove what was not finished."""
        for path in self.folder.glob(f"*{PART}"):
            path.unlink(missing_ok=True)

    # --- Outputs ------------------------------------------------------------------------------------

    def rungs(
        self, steps: list[dict[str, object]], *, stage: str, sound: tuple[str, float] | None = None
    ) -> None:
        """Encode what is missing of these steps, and the sound (name and gain in dB), from one decoding."""
        missing = [step for step in steps if not self.has(step["name"])]
        if not missing and sound is None:
            return
        outputs = [(step, part_of(self.path(step["name"]))) for step in missing]
        sound_output = (part_of(self.path(sound[0])), sound[1]) if sound else None
        arguments = self._encode_arguments(outputs, sound_output, fragmented=True)
        with self.stage(stage, sum(map(_cost, missing)) + DECODE_COST):
            self.run(arguments)
            if sound:
                self._finish_sound(sound[0])
            for step in missing:
                self._finish_picture(step)

    def copies(self, steps: list[dict[str, object]]) -> None:
        """Take over the original's own picture where it is what we would make; what is not, is encoded later."""
        for step in steps:
            if not step["copy"] or self.has(step["name"]):
                continue
            path = part_of(self.path(step["name"]))
            try:
                self.run([*self._source(), *copy_arguments(self.recipe, path, fragmented=True)])
                _head, fragments = read_file(path)
            except (EncodingError, NotFragmented):
                path.unlink(missing_ok=True)
                continue
            if self._is_a_sister(path, fragments):
                self._finish_picture(step)
            else:
                path.unlink()

    def loop(self, name: str) -> None:
        """A short silent clip: one MP4 and nothing else."""
        if self.has(name):
            return
        step = self.recipe["steps"][0]
        path = part_of(self.path(name))
        with self.stage("first", _cost(step) + DECODE_COST):
            if step["copy"]:
                self.run([*self._source(), *copy_arguments(self.recipe, path, fragmented=False)])
            else:
                self.run(self._encode_arguments([(step, path)], None, fragmented=False))
        self._finish_one_file(name, step)

    def one_file(self, name: str, rung: str, sound: str | None) -> None:
        """A finished rung with the finished sound, for whatever plays no playlists."""
        if self.has(name):
            return
        step = next(step for step in self.recipe["steps"] if step["name"] == rung)
        heard = (self.path(sound), run_up(self.path(sound))) if sound else None
        self.run(one_file_arguments(self.path(rung), heard, part_of(self.path(name))))
        self._finish_one_file(name, step)

    def finished_rung(self, name: str) -> tuple[Path, list[Fragment]]:
        """A finished picture and its fragments."""
        return self.path(name), read_file(self.path(name))[1]

    # --- When a file is whole -----------------------------------------------------------------------

    def _finish_picture(self, step: dict[str, object]) -> None:
        path = part_of(self.path(step["name"]))
        # Whoever winds through a video sees small pictures: those of the smallest rung do.
        smallest = step is self.recipe["steps"][-1]
        result, fragments = self._described(path, step["name"], rate=self.rate, with_keys=smallest)
        self.duration = sum(fragment.seconds for fragment in fragments)
        self._tell(result)

    def _finish_sound(self, name: str) -> None:
        channels = self.recipe["audio"]["channels"]
        result, fragments = self._described(part_of(self.path(name)), name, channels=channels)
        self.heard = sum(fragment.seconds for fragment in fragments)
        self._tell(result)

    def _described(self, path: Path, name: str, **traits: object) -> tuple[RungResult, list[Fragment]]:
        try:
            result, fragments = describe(path, name, **traits)
        except (NotFragmented, FileNotFoundError) as error:
            raise self._not_whole(error) from error
        if not fragments:
            raise self._not_whole(NotFragmented("There are no fragments."))
        return result, fragments

    def _not_whole(self, error: Exception) -> EncodingError:
        """Why a file is cut off or empty though the encoder was content: older ones keep quiet about a full disk."""
        if shutil.disk_usage(self.folder).free < SPARE_BYTES:
            return EncodingError(disk_is_full(), may_retry=True, log_tail=str(error))
        words = _("Nothing of the video could be read. Export it again as MP4 (H.264).")
        return EncodingError(words, log_tail=str(error))

    def _finish_one_file(self, name: str, step: dict[str, object]) -> None:
        part = part_of(self.path(name))
        try:
            with part.open("rb") as file:
                container_of(file)
            codecs, size = codecs_of(part), part.stat().st_size
        except (ValidationError, NotFragmented, FileNotFoundError) as error:
            raise self._not_whole(error) from error
        seconds = self.duration or self.recipe.get("duration") or 0
        self._tell(
            RungResult(
                name=name,
                kind="progressive",
                file=self.path(name).name,
                size=size,
                width=step["width"],
                height=step["height"],
                frame_rate=round(float(self.rate), 3),
                codecs=codecs,
                average_bandwidth=round(size * 8 / seconds) if seconds else None,
            )
        )

    def _tell(self, result: RungResult) -> None:
        put_in_place(self.folder / result.file)
        self.done.add(result.name)
        self.on_rung(result)

    def _is_a_sister(self, path: Path, fragments: list[Fragment]) -> bool:
        """Whether a copied picture can stand in one ladder with the encoded ones."""
        early = self.finished_rung(self.recipe["early"])[1]
        same_length = len(early) == len(fragments)
        return same_length and stands_on_the_grid(path, fragments, self.rate, self.recipe["group"])

    # --- Running and telling ------------------------------------------------------------------------

    def run(self, arguments: list[str]) -> Finished:
        """Run ffmpeg with progress told, and its cost counted."""
        watch = Watch(self.should_stop, self._report, file_bytes=self._most_bytes())
        try:
            done = run_ffmpeg(self.encoder, arguments, watch)
        except EncodingStopped:
            self.clear_parts()
            raise
        self.cpu_seconds += done.cpu_seconds
        return done

    @contextmanager
    def stage(self, name: str, weight: float = 0.0) -> Iterator[None]:
        """Name what is going on, and how much of the whole it is."""
        self._stage, self._weight = name, weight
        self._told_at = 0.0
        self._report(Report())
        yield
        self._weight_done, self._weight = self._weight_done + weight, 0.0

    def _report(self, report: Report) -> None:
        now = time.monotonic()
        if now - self._told_at < TELL_SECONDS:
            return
        self._told_at = now
        duration = self.recipe.get("duration") or 0
        share = min(1.0, report.seconds / duration) if duration else 0.0
        percent = 99.0 * min(1.0, (self._weight_done + self._weight * share) / self._whole)
        self._percent = max(self._percent, percent)
        elapsed = now - self._begun
        eta = round(elapsed * (100 - self._percent) / self._percent) if self._percent > 2 else None
        self.on_progress(
            Progress(self._stage, round(self._percent, 1), report.speed or None, eta, report.log_tail)
        )

    def _source(self, steps: list[dict[str, object]] | None = None) -> list[str]:
        """How the original is opened; roughly, if all of these steps are much smaller than it."""
        short = self.recipe["picture"]["short"]
        small = bool(steps) and all(2 * min(step["width"], step["height"]) <= short for step in steps)
        return source_arguments(self.source, str(self.recipe["demuxer"]), roughly=small)

    def _encode_arguments(
        self,
        outputs: list[tuple[dict[str, object], Path]],
        sound: tuple[Path, float] | None,
        *,
        fragmented: bool,
    ) -> list[str]:
        can = {"deinterlace": self.encoder.can_deinterlace, "tone_map": self.encoder.can_tone_map}
        return [
            *self._source([step for step, _path in outputs]),
            *ladder_arguments(self.recipe, outputs, sound, fragmented=fragmented, **can),
        ]

    def _most_bytes(self) -> int:
        """What no output may exceed: twice the largest rung's limit, or a little more than the original."""
        seconds = self.recipe.get("duration") or LONGEST_GUESS
        kbps = max(step["max_kbps"] for step in self.recipe["steps"])
        return int(max(seconds * kbps * 250, self.source.stat().st_size * 1.2)) + SPARE_BYTES


def _cost(step: dict[str, object]) -> float:
    return step["width"] * step["height"] + STEP_COST
