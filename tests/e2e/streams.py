"""Real HLS made on the spot: two picture sizes and a shared sound as fragmented MP4, one file, and a storyboard."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from newsreel.storage import private_storage
from video.models import EncodingJob, Rung, VideoFile
from video.models.encoding import ONE_FILE

SECONDS = 8
HLS = ["-f", "hls", "-hls_time", "2", "-hls_segment_type", "fmp4", "-hls_flags", "single_file"]
STEADY = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50", "-keyint_min", "50"]
# Name → short side, bits per second, codecs (RFC 6381). A 180p that is named so for the menu.
PICTURES = {"90p": (90, 150_000, "avc1.42c00b"), "180p": (180, 400_000, "avc1.42c00d")}


def clip(folder: Path, size: tuple[int, int] = (320, 180), colour: str = "") -> Path:
    """A test pattern, or one plain colour, with a tone."""
    picture = f"color={colour}:s={size[0]}x{size[1]}" if colour else f"testsrc2=s={size[0]}x{size[1]}"
    path = folder / "clip.mp4"
    inputs = [
        "-f",
        "lavfi",
        "-i",
        f"{picture}:r=25:d={SECONDS}",
        "-f",
        "lavfi",
        "-i",
        f"sine=440:d={SECONDS}",
    ]
    _ffmpeg(folder, *inputs, *STEADY, "-c:a", "aac", "-movflags", "+faststart", str(path))
    return path


def stream(file: VideoFile, source: Path) -> EncodingJob:
    """Encode a clip into what readers are given, and give it to them."""
    job = EncodingJob.objects.create(video_file=file, state=EncodingJob.State.READY)
    folder = source.parent
    if not (folder / f"{ONE_FILE}.mp4").exists():
        encode(source)
    for name, (side, bits, codecs) in PICTURES.items():
        width, height = (side * 16 // 9, side) if file.width > file.height else (side, side * 16 // 9)
        facts = {"width": width, "height": height, "frame_rate": 25.0, "codecs": codecs}
        _keep(job, folder, name, "video", bandwidth=bits, average_bandwidth=bits, **facts)
    _keep(job, folder, "audio", "audio", bandwidth=70_000, average_bandwidth=66_000, codecs="mp4a.40.2")
    _keep(job, folder, ONE_FILE, "progressive")
    _storyboard(job)
    job.refresh_from_db()
    job.made = [*PICTURES, "audio", ONE_FILE]
    job.is_streamable = True
    job.save()
    file.encoding = job
    file.save()
    return job


def encode(source: Path) -> None:
    """Write all outputs beside the clip."""
    for name, (side, _bits, _codecs) in PICTURES.items():
        scale = f"scale='if(gt(iw,ih),-2,{side})':'if(gt(iw,ih),{side},-2)'"
        _hls(source.parent, source, name, ["-an", "-vf", scale, *STEADY])
    _hls(source.parent, source, "audio", ["-vn", "-c:a", "aac", "-b:a", "64k"])
    shutil.copy(source, source.parent / f"{ONE_FILE}.mp4")


def _hls(folder: Path, source: Path, name: str, options: list[str]) -> None:
    names = ["-hls_playlist_type", "vod", "-hls_segment_filename", f"{name}.mp4", f"{name}.m3u8"]
    _ffmpeg(folder, "-i", str(source), *options, *HLS, *names)


def _keep(job: EncodingJob, folder: Path, name: str, kind: str, **facts: object) -> None:
    content = (folder / f"{name}.mp4").read_bytes()
    path = private_storage().save(f"{job.folder}/{name}.mp4", ContentFile(content))
    playlist = folder / f"{name}.m3u8"
    text = playlist.read_text() if playlist.exists() else ""
    Rung.objects.create(job=job, name=name, kind=kind, path=path, size=len(content), playlist=text, **facts)


def _storyboard(job: EncodingJob) -> None:
    sheet = io.BytesIO()
    Image.linear_gradient("L").resize((192, 54)).convert("RGB").save(sheet, "WEBP")
    private_storage().save(f"{job.folder}/storyboard.webp", ContentFile(sheet.getvalue()))
    facts = {"file": "storyboard.webp", "width": 96, "height": 54, "columns": 2, "rows": 1, "count": 2}
    job.storyboard = {**facts, "interval": SECONDS / 2, "duration": SECONDS}
    job.save(update_fields=["storyboard"])


def _ffmpeg(folder: Path, *arguments: str) -> None:
    command = [
        shutil.which("ffmpeg") or pytest.skip("no ffmpeg on this machine"),
        "-v",
        "error",
        "-y",
        *arguments,
    ]
    subprocess.run(command, cwd=folder, check=True, timeout=60)


@pytest.fixture
def streamed(tmp_path_factory):
    """Make a video file with real streams: `streamed(size=(180, 320), colour="red")`. Encoded once a run."""
    from tests import factories

    def make(size: tuple[int, int] = (320, 180), colour: str = "") -> VideoFile:
        folder = tmp_path_factory.getbasetemp() / f"clip-{size[0]}-{size[1]}-{colour}"
        source = folder / "clip.mp4"
        if not source.exists():
            folder.mkdir(exist_ok=True)
            source = clip(folder, size, colour)
        file = factories.video_file(source.read_bytes())
        stream(file, source)
        return file

    return make
