"""A pipeline that makes files at once, for tests of what stands around the encoder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.urls import reverse

from tests import factories
from video.encoding import jobs, pipeline
from video.encoding.results import EncodeResult, Progress, RungResult
from video.models import EncodingJob, Rung, VideoFile

PLAYLIST = (
    "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:2\n#EXT-X-PLAYLIST-TYPE:VOD\n"
    '#EXT-X-MAP:URI="{name}.mp4",BYTERANGE="4@0"\n#EXTINF:2.0,\n#EXT-X-BYTERANGE:8@4\n{name}.mp4\n'
    "#EXT-X-ENDLIST\n"
)
KEYS = {
    "keys_playlist": PLAYLIST.format(name="360p").replace("#EXT-X-MAP", "#EXT-X-I-FRAMES-ONLY\n#EXT-X-MAP"),
    "keys_bandwidth": 40_000,
    "keys_average_bandwidth": 30_000,
}
SIZES = {"360p": (640, 360), "720p": (1280, 720)}


def result(name: str, content: bytes) -> RungResult:
    """What the pipeline says of a file it has made."""
    kind = {"audio": "audio", "mp4": "progressive"}.get(name, "video")
    width, height = SIZES.get(name, (None, None))
    return RungResult(
        name=name,
        kind=kind,
        file=f"{name}.mp4",
        size=len(content),
        width=width,
        height=height,
        frame_rate=25.0 if kind == "video" else None,
        codecs="mp4a.40.2" if kind == "audio" else "avc1.64001f",
        bandwidth=(height or 128) * 1000,
        average_bandwidth=(height or 128) * 900,
        playlist="" if kind == "progressive" else PLAYLIST.format(name=name),
        **(KEYS if name == "360p" else {}),
    )


@dataclass
class FakePipeline:
    """Makes each rung in turn. `before` is called with a name ahead of it and may raise or meddle."""

    names: tuple[str, ...] = ("360p", "audio", "720p", "mp4")
    before: Callable[[str], None] = lambda name: None
    made: list[str] = field(default_factory=list)
    reused: list[set[str]] = field(default_factory=list)

    def encode(self, source, folder, facts, recipe, *, finished, on_rung, on_progress, should_stop):
        self.reused.append(set(finished))
        assert source.exists()
        for place, name in enumerate(self.names):
            if name in finished:
                assert (folder / f"{name}.mp4").read_bytes() == name.encode() * 3
                continue
            self.before(name)
            if should_stop():
                raise pipeline.EncodingStopped
            on_progress(Progress("rest", 100 * place / len(self.names), 2.5, 4, f"frame of {name}"))
            (folder / f"{name}.mp4").write_bytes(name.encode() * 3)
            self.made.append(name)
            on_rung(result(name, name.encode() * 3))
        (folder / "storyboard.webp").write_bytes(b"picture")
        (folder / "still-1.jpg").write_bytes(factories.image_bytes(640, 360))
        return EncodeResult(
            storyboard=STORYBOARD, stills=[{"seconds": 0.5, "file": "still-1.jpg"}], cpu_seconds=1.5
        )

    def make_recipe(self, facts, settings) -> dict[str, object]:
        return {"version": 0, "audio": True}


STORYBOARD: dict[str, object] = {
    "file": "storyboard.webp",
    "width": 192,
    "height": 108,
    "columns": 2,
    "rows": 1,
    "count": 2,
    "interval": 1.0,
    "duration": 2.0,
}


def ready_job(
    video_file: VideoFile, names: tuple[str, ...] = ("360p", "audio", "720p", "mp4")
) -> EncodingJob:
    """A finished job with files in the storage, as the encoder leaves it."""
    from video.encoding.running import run_job

    job = jobs.queue_first(video_file) or jobs.encode_again(video_file)
    with pytest.MonkeyPatch.context() as patch:
        made = FakePipeline(names)
        patch.setattr(pipeline, "encode", made.encode)
        patch.setattr(pipeline, "make_recipe", made.make_recipe)
        assert run_job(job.pk) == "ready"
    video_file.refresh_from_db()
    return EncodingJob.objects.get(pk=job.pk)


def path_of(rung: Rung) -> Path:
    """Where the bytes of a rung are on this machine."""
    return Path(rung.job.video_file.file.storage.path(rung.path))


# --- As players ask for it ----------------------------------------------------------------------------


def address(file: VideoFile, name: str, job: EncodingJob | None = None) -> str:
    return reverse("video_encoded", args=[file.token, (job or file.encoding).token, name])


def body(response) -> bytes:
    return response.getvalue() if response.streaming else response.content


def text(client, file: VideoFile, name: str) -> str:
    response = client.get(address(file, name))
    assert response.status_code == 200
    return body(response).decode()
