"""Render stills, portraits and the sheet that shows them all."""

import time

from PIL import Image

from . import DEMO
from .catalogue import all_scenes
from .portrait.sitter import sitter
from .portraits import SITTERS
from .press import Press

PICTURE_CAP, PORTRAIT_CAP = 325_000, 88_000


def save(img, path, cap, qualities):
    """Write a JPEG at the first quality that fits the cap; returns the quality and the bytes."""
    for quality in qualities:
        img.save(path, quality=quality, optimize=True, progressive=True, subsampling=2)
        size = path.stat().st_size
        if size <= cap:
            break
    return quality, size


def still(name):
    """Draw one picture; grain is lowered before quality, because it costs the most bytes."""
    fn, inks, seed = all_scenes()[name.replace("-", "_")]
    start = time.time()
    press = Press(inks, seed=seed)
    fn(press)
    path = DEMO / "pictures" / f"{name.replace('_', '-')}.jpg"
    for grain, qualities in (
        (1, (82, 76, 72)),
        (0.85, (76, 72)),
        (0.7, (72,)),
        (0.55, (74, 70)),
        (0.4, (74, 68, 62)),
    ):
        quality, size = save(press.print(grain), path, PICTURE_CAP, qualities)
        if size <= PICTURE_CAP:
            break
    print(f"{name:24s} q{quality} grain {grain} {size // 1000:4d} KB {time.time() - start:.1f} s", flush=True)


def portrait(name):
    """Draw one author's portrait, 640 px square."""
    img = sitter(**SITTERS[name]).print().resize((640, 640), Image.LANCZOS)
    print(name, save(img, DEMO / "portraits" / f"{name}.jpg", PORTRAIT_CAP, (90, 88, 86, 84, 82, 80)))


def contact(path, cols=6, width=400):
    """One sheet of everything, for looking at."""
    files = [f for folder in ("pictures", "portraits") for f in sorted((DEMO / folder).glob("*.jpg"))]
    height = width * 2 // 3
    rows = -(-len(files) // cols)
    sheet = Image.new("RGB", (cols * (width + 12) + 12, rows * (height + 12) + 12), (236, 232, 224))
    for i, file in enumerate(files):
        img = Image.open(file)
        img.thumbnail((width, height), Image.LANCZOS)
        left = 12 + (i % cols) * (width + 12) + (width - img.width) // 2
        sheet.paste(img, (left, 12 + (i // cols) * (height + 12)))
    sheet.save(path, quality=85)
