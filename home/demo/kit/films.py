"""Moving pictures: scenes drawn at time t through a drifting window, piped to ffmpeg with a sound bed."""

import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from . import DEMO
from .catalogue import all_scenes
from .press import Press
from .sound import bed, write_wav

WIDE, TALL, SQUARE = (1280, 720), (720, 1280), (720, 720)
# window at start and end: x, y, width on the 1920x1280 sheet; travel: parallax in sheet pixels;
# draw: frames drawn per second (12 = drawn on twos); poster: second. No words in the picture: captions lie there
CLIPS = {
    "ferry-leaves": {
        "scene": "ferry_harbour",
        "size": WIDE,
        "from": (0, 150, 1820),
        "to": (100, 180, 1760),
        "travel": 60,
        "seconds": 10,
        "sound": "sea",
        "draw": 24,
        "poster": 5,
        "cap": 800,
    },
    "tram-in-rain": {
        "scene": "tram_rain",
        "size": WIDE,
        "from": (20, 190, 1880),
        "to": (90, 240, 1740),
        "travel": 0,
        "seconds": 9,
        "sound": "rain",
        "draw": 24,
        "poster": 5,
        "cap": 890,
    },
    "lighthouse-storm": {
        "scene": "lighthouse_storm",
        "size": WIDE,
        "from": (40, 130, 1840),
        "to": (120, 90, 1800),
        "travel": 0,
        "seconds": 10,
        "sound": "storm",
        "draw": 24,
        "poster": 5,
        "cap": 790,
    },
    "wind-farm-vertical": {
        "scene": "wind_farm",
        "size": TALL,
        "from": (330, 40, 690),
        "to": (400, 20, 700),
        "travel": 30,
        "seconds": 9,
        "sound": "sea",
        "draw": 24,
        "poster": 5,
        "cap": 700,
    },
    "barrier-closes": {
        "scene": "film_barrier",
        "size": WIDE,
        "from": (0, 84, 1920),
        "to": (0, 84, 1920),
        "travel": 0,
        "seconds": 20,
        "sound": "river",
        "draw": 12,
        "poster": 9.5,
        "cap": 1250,
    },
    "port-cranes-at-work": {
        "scene": "film_port",
        "size": WIDE,
        "from": (60, 250, 1800),
        "to": (120, 250, 1800),
        "travel": 20,
        "seconds": 10,
        "sound": "port",
        "draw": 12,
        "poster": 5,
        "cap": 850,
    },
    "wheat-in-wind": {
        "scene": "film_wheat",
        "size": WIDE,
        "from": (0, 130, 1920),
        "to": (0, 130, 1920),
        "travel": 0,
        "seconds": 10,
        "sound": "wheat",
        "draw": 12,
        "poster": 5,
        "cap": 1230,
    },
    "market-square": {
        "scene": "film_square",
        "size": SQUARE,
        "from": (320, 0, 1280),
        "to": (320, 0, 1280),
        "travel": 0,
        "seconds": 8,
        "sound": None,
        "draw": 12,
        "poster": 2,
        "cap": 650,
    },
    "tram-stop-vertical": {
        "scene": "film_tram_stop",
        "size": TALL,
        "from": (600, 0, 720),
        "to": (600, 0, 720),
        "travel": 0,
        "seconds": 10,
        "sound": "street",
        "draw": 12,
        "poster": 6.5,
        "cap": 750,
    },
}
RATE = 24


def frame(spec, t, grain=0.62, size=None):
    """One printed frame of a clip at time t."""
    fn, inks, seed = all_scenes()[spec["scene"]]
    w, h = size or spec["size"]
    k = t / spec["seconds"]
    k = k * k * (3 - 2 * k)
    x, y, width = (a + (b - a) * k for a, b in zip(spec["from"], spec["to"]))
    press = Press(inks, (w, h), (x, y, width, width * h / w), seed, t, spec["travel"] * k)
    fn(press)
    return press.print(grain=grain, register=1.3)


def spool_frames(spec, path):
    """Draw every frame into an almost lossless file."""
    w, h = spec["size"]
    command = ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{w}x{h}"]
    command += ["-r", str(RATE), "-i", "-", "-c:v", "libx264", "-qp", "4"]
    command += ["-preset", "ultrafast", "-threads", "1", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as pipe:
        for i in range(round(spec["seconds"] * spec["draw"])):
            img = frame(spec, i / spec["draw"])
            pipe.stdin.write(np.asarray(img).tobytes() * (RATE // spec["draw"]))


def encode(spool, sound, out, crf):
    """H.264 and AAC that start to play before they are loaded."""
    command = ["ffmpeg", "-y", "-loglevel", "error", "-i", str(spool)]
    command += ["-i", str(sound), "-c:a", "aac", "-b:a", "48k", "-shortest"] if sound else ["-an"]
    command += ["-c:v", "libx264", "-crf", str(crf), "-preset", "slow", "-tune", "animation"]
    command += ["-pix_fmt", "yuv420p", "-profile:v", "high", "-g", "96", "-movflags", "+faststart"]
    subprocess.run([*command, "-map_metadata", "-1", str(out)], check=True)


def clip(name):
    """Draw a clip and encode it at the best quality under its cap; then its poster."""
    spec, start, out = CLIPS[name], time.time(), DEMO / "clips" / f"{name}.mp4"
    with tempfile.TemporaryDirectory() as folder:
        spool, sound = Path(folder) / "spool.mkv", None
        if spec["sound"]:
            sound = Path(folder) / "sound.wav"
            write_wav(sound, bed(spec["sound"], spec["seconds"]))
        spool_frames(spec, spool)
        for crf in (25, 27, 29, 30, 31, 32, 33, 34, 35):
            encode(spool, sound, out, crf)
            if out.stat().st_size <= spec["cap"] * 1000:
                break
    print(f"{name:20s} crf {crf} {out.stat().st_size // 1000} KB, {time.time() - start:.0f} s", flush=True)
    poster(name)


def poster(name, cap=150_000):
    """The clip's still, at the size of the film."""
    spec = CLIPS[name]
    img, path = frame(spec, spec["poster"]), DEMO / "pictures" / f"poster-{name}.jpg"
    for quality in (86, 82, 78, 74, 70, 65, 60, 55):
        img.save(path, quality=quality, optimize=True, progressive=True, subsampling=2)
        if path.stat().st_size <= cap:
            break
    print(f"poster-{name} q{quality} {path.stat().st_size // 1000} KB", flush=True)
