"""What is in a video file: size, duration, sound. Read by another process with limits on time and memory."""

from __future__ import annotations

import hashlib
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils import timezone
from django.utils.translation import gettext as _

from newsreel.models import StoryPage
from newsreel.renditions import TALL_VIDEO_ROLES
from newsreel.scheduler import look_again
from newsreel.tasks import enqueue_once, queue_renditions
from video.containers import CONTAINERS, container_of
from video.dolby import dolby_facts
from video.encoding.engine import encoder_available
from video.facts import clean_facts, not_played, not_shown, refusal
from video.private_data import tells_more
from video.sounds import heard

if TYPE_CHECKING:
    from video.models import VideoFile

CHILD = Path(__file__).with_name("probe_child.py")
TIMEOUT_SECONDS = 45
MOST_BYTES = 64_000  # of an answer; the child keeps to less
FILES_AT_ONCE = 20


@dataclass(frozen=True)
class ProbeResult:
    """The facts of a file; `problem` says in a producer's words why it cannot be used."""

    width: int | None = None
    height: int | None = None
    duration: float | None = None
    has_audio: bool | None = None
    video_codec: str = ""
    audio_codec: str = ""
    problem: str = ""
    facts: dict[str, object] = field(default_factory=dict)  # all of video.facts.clean_facts


def probe(path: str | Path) -> ProbeResult:
    """Read the file at `path`. Never raises for what is in the file: that is in `problem`."""
    path = Path(path).resolve()
    try:
        with path.open("rb") as file:
            container = container_of(file)
            seen = dolby_facts(file, container)
            tells = tells_more(file, container)
    except ValidationError as error:
        return ProbeResult(problem=" ".join(error.messages))
    answer = _ask_child(path, container)
    seen["private"] = tells or bool(answer.get("private"))
    return _judged(answer | seen, container, path.stat().st_size)


def _ask_child(path: Path, container: str) -> dict[str, object]:
    command = [sys.executable, "-I", str(CHILD), str(path), CONTAINERS[container].demuxer]
    try:
        answer = json.loads(said_by(command))
    except subprocess.TimeoutExpired:
        return {"problem": "slow"}
    except (subprocess.CalledProcessError, ValueError, RecursionError):
        return {"problem": "unreadable"}
    return answer if isinstance(answer, dict) else {"problem": "unreadable"}


def said_by(command: list[str]) -> bytes:
    """What a child prints: it has so much time, and not more than MOST_BYTES to say; what it complains of is not read.

    Raises subprocess.TimeoutExpired, also for one that used up its processor time, CalledProcessError, ValueError.
    """
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    too_late = threading.Event()
    with subprocess.Popen(command, **pipes) as child:

        def end() -> None:
            too_late.set()
            child.kill()

        clock = threading.Timer(TIMEOUT_SECONDS, end)
        clock.start()
        try:
            said = child.stdout.read(MOST_BYTES + 1)
            if len(said) > MOST_BYTES:
                raise ValueError("It says too much.")
            code = child.wait()
        finally:
            child.kill()
            clock.cancel()
    if too_late.is_set() or code == -signal.SIGXCPU:
        raise subprocess.TimeoutExpired(command, TIMEOUT_SECONDS)
    if code:
        raise subprocess.CalledProcessError(code, command)
    return said


def _judged(answer: dict[str, object], container: str, size: int) -> ProbeResult:
    """The child's answer with what cannot be used named."""
    if answer.get("problem"):
        return ProbeResult(problem=_words(str(answer["problem"])))
    try:
        facts = clean_facts(answer | heard(answer.get("sounds")), container, size)
    except ValueError:
        return ProbeResult(problem=_words("unreadable"))
    problem = refusal(facts)
    if not problem and not encoder_available():
        problem = needs_encoder(facts)
    first = ("width", "height", "duration", "has_audio", "video_codec", "audio_codec")
    return ProbeResult(**{name: facts[name] for name in first}, problem=problem, facts=facts)


def needs_encoder(facts: dict[str, object]) -> str:
    """Why readers cannot be given the original itself, in a producer's words; nothing if they can."""
    if not facts.get("browsers_play"):
        return not_played(facts)
    return not_shown() if facts.get("private") else ""


def _words(problem: str) -> str:
    return {
        "slow": _("The file could not be read in time. Export it again as MP4 (H.264)."),
        "large": _("Reading the file takes more memory than it may. Export it at 4K (3840 × 2160) or less."),
        "no_picture": _("There is no moving picture in the file."),
    }.get(problem, _("The file is damaged: it cannot be read. Export it again as MP4 (H.264)."))


def fill_video_file(video_file: VideoFile) -> ProbeResult:
    """Probe a stored file now and write what was found to its row, and to the pages that show it."""
    from video.file_usage import pages_using

    with local_path(video_file.file) as path:
        result = probe(path)
        checksum = _sha256(path)
    facts = {name: getattr(result, name) for name in ("width", "height", "duration", "has_audio")}
    facts |= {name: getattr(result, name) for name in ("video_codec", "audio_codec", "problem", "facts")}
    facts |= {"checksum": checksum, "file_size": video_file.file.size, "probed_at": timezone.now()}
    for name, value in facts.items():
        setattr(video_file, name, value)
    type(video_file).objects.filter(pk=video_file.pk).update(**facts)
    refresh_pages(video_file)
    if video_file.is_playable:
        look_again(pages_using(video_file))  # the schedule may have waited for it
    return result


def pardon_what_can_be_encoded() -> None:
    """Lift the refusal of originals that readers cannot be given, once there is an encoder."""
    from video.models import VideoFile

    cannot = Q(facts__browsers_play=False) | Q(facts__private=True)
    for video_file in VideoFile.objects.filter(cannot).exclude(problem=""):
        if not refusal(video_file.facts):
            VideoFile.objects.filter(pk=video_file.pk).update(problem="")


def read_again() -> None:
    """Have originals looked at that were read before it was asked whether they tell something private.

    Only those that are all there is to play; a few at a time, so that nothing else waits long for the worker.
    """
    from video.models import VideoFile
    from video.models.encoding import ONE_FILE
    from video.tasks import look_at_original

    old = VideoFile.objects.filter(probed_at__isnull=False, facts__has_key="browsers_play").exclude(file="")
    only = old.exclude(facts__has_key="private").exclude(encoding__rungs__name=ONE_FILE)
    for pk in only.order_by("pk").values_list("pk", flat=True)[:FILES_AT_ONCE]:
        enqueue_once(look_at_original, pk)


def look_at_original(video_file: VideoFile) -> None:
    """Note whether an original tells something private, and nothing else. One that cannot be read is not shown."""
    try:
        with local_path(video_file.file) as path:
            is_private = bool(probe(path).facts.get("private", True))
    except OSError:
        is_private = True
    facts = {**video_file.facts, "private": is_private}
    problem = video_file.problem or ("" if encoder_available() else needs_encoder(facts))
    type(video_file).objects.filter(pk=video_file.pk).update(facts=facts, problem=problem)


def refresh_pages(video_file: VideoFile) -> None:
    """Bring duration and shape of the pages that use the file up to date, without touching what editors wrote."""
    from video.models import VideoPage

    pages = VideoPage.objects.filter(file=video_file).order_by().values("pk")
    duration = round(video_file.duration) if video_file.duration else None
    stories = StoryPage.objects.filter(pk__in=pages)
    stories.update(duration=duration, shape=video_file.shape)
    if video_file.shape == "portrait":
        # When the poster was chosen, nobody knew yet that it would stand upright.
        posters = stories.exclude(lead_image=None).order_by().values_list("lead_image", flat=True)
        queue_renditions(posters, TALL_VIDEO_ROLES)


@contextmanager
def local_path(file: FieldFile) -> Iterator[Path]:
    """A path on this machine to the file's bytes; a copy if the storage is elsewhere."""
    try:
        yield Path(file.path)
        return
    except NotImplementedError:
        pass
    with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix) as copy, file.open("rb") as original:
        shutil.copyfileobj(original, copy, 1 << 20)
        copy.flush()
        yield Path(copy.name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
