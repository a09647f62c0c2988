"""`make bench ARGS=encoding`: what encoding costs over a bare ffmpeg, and how soon a video can be watched.

The clip is made on the spot: one minute of 1080p with movement, grain and sound. The bare command makes the same
rungs with the same quality in one go, and nothing else. CPU time is that of all processes of each; the aims are
those of the project: a ratio of at most 1.15, and playable after at most 0.4 of the whole.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

AIM_CPU, AIM_FIRST = 1.15, 0.40


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--source", type=Path, help="a clip of your own instead of the made one")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsreel.settings.dev")
    import django

    django.setup()
    from video.encoding.engine import find_encoder

    encoder = find_encoder()
    if encoder is None:
        print("There is no encoder (ffmpeg) here: nothing to measure.")
        return
    with tempfile.TemporaryDirectory(prefix="newsreel-bench-") as folder:
        source = options.source or make_clip(encoder.path, Path(folder), options.size, options.seconds)
        print(f"ffmpeg {encoder.version}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
        measure(encoder.path, source, Path(folder))


def make_clip(ffmpeg: str, folder: Path, size: str, seconds: int) -> Path:
    """Movement with grain, as a camera gives it, at about the bit rate of a phone."""
    path = folder / "clip.mp4"
    picture = f"testsrc2=s={size}:r=30:d={seconds},noise=alls=6:allf=t,gblur=sigma=0.8"
    sound = f"anoisesrc=color=pink:amplitude=0.2:d={seconds},aformat=channel_layouts=stereo"
    command = [ffmpeg, "-y", "-v", "error", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound]
    command += [
        "-c:v",
        "libx264",
        "-preset",
        "superfast",
        "-b:v",
        "12M",
        "-maxrate",
        "16M",
        "-bufsize",
        "24M",
    ]
    subprocess.run([*command, "-c:a", "aac", "-b:a", "160k", str(path)], check=True)
    return path


def measure(ffmpeg: str, source: Path, folder: Path) -> None:
    """Run both, and print what they took."""
    from django.conf import settings

    from video.encoding import pipeline
    from video.probing import probe

    found = probe(source)
    if found.problem:
        sys.exit(found.problem)
    recipe = pipeline.make_recipe(found.facts, settings)
    bare_cpu, bare_wall = run_bare(ffmpeg, source, folder, recipe)
    told: dict[str, float] = {}
    start, before = time.monotonic(), time.process_time()
    result = pipeline.encode(
        source,
        folder / "out",
        found.facts,
        recipe,
        finished=set(),
        on_rung=lambda rung: told.setdefault(rung.name, time.monotonic() - start),
        on_progress=lambda progress: None,
        should_stop=lambda: False,
    )
    wall, cpu = time.monotonic() - start, result.cpu_seconds + time.process_time() - before
    first = max(told.get(recipe["early"], wall), told.get("audio", 0.0))
    print(f"rungs                      {', '.join(step['name'] for step in recipe['steps'])}")
    print(f"bare command               {bare_cpu:7.1f} s CPU  {bare_wall:7.1f} s")
    print(f"whole pipeline             {cpu:7.1f} s CPU  {wall:7.1f} s")
    print(f"CPU, over the bare command {cpu / bare_cpu:7.2f}        aim {AIM_CPU:.2f} at most")
    print(
        f"playable after             {first:7.1f} s = {first / wall:.2f} of the whole, aim {AIM_FIRST:.2f} at most"
    )


def run_bare(ffmpeg: str, source: Path, folder: Path, recipe: dict) -> tuple[float, float]:
    """CPU and wall seconds of the plain command, as one would type it."""
    steps = recipe["steps"]
    names = "".join(f"[s{index}]" for index in range(len(steps)))
    sizes = [f"[s{i}]scale={step['width']}:{step['height']}[v{i}]" for i, step in enumerate(steps)]
    command = [ffmpeg, "-y", "-v", "error", "-nostdin", "-i", str(source)]
    command += ["-filter_complex", ";".join([f"[0:v]split={len(steps)}{names}", *sizes])]
    group = str(round(Fraction(*recipe["frame_rate"]) * 2))
    for index, step in enumerate(steps):
        kbps = step["max_kbps"]
        command += [
            "-map",
            f"[v{index}]",
            "-c:v",
            "libx264",
            "-preset",
            recipe["preset"],
            "-profile:v",
            "high",
        ]
        command += ["-crf", str(step["crf"]), "-maxrate", f"{kbps}k", "-bufsize", f"{2 * kbps}k"]
        command += ["-g", group, "-keyint_min", group, "-sc_threshold", "0"]
        command += ["-movflags", "+frag_keyframe+empty_moov", str(folder / f"bare-{index}.mp4")]
    if recipe["audio"]:
        command += [
            "-map",
            "0:a",
            "-c:a",
            "aac",
            "-b:a",
            "128k",
            "-ar",
            "48000",
            str(folder / "bare-audio.mp4"),
        ]
    start = time.monotonic()
    process = subprocess.Popen(command, preexec_fn=lambda: os.nice(10))
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("The bare command failed.")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start


if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
    main()
