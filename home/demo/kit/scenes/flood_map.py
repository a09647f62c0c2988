"""The map of the flood plain, without words."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import cut, lens, many, oval, poly, rect, smooth, union
from .charts import numerals
from .coast_map import compass


@scene("navy teal ochre brick bone slate", 24)
def map_flood(p):
    """The harbour city from above: blocks, river and the streets the water reached."""
    p.fill(rect(0, 0, 1920, 1280), "bone56 slate8")
    river = smooth(
        [
            (-60, 360),
            (240, 400),
            (520, 520),
            (760, 540),
            (1000, 470),
            (1260, 500),
            (1500, 640),
            (1980, 720),
            (1980, 930),
            (1520, 810),
            (1260, 650),
            (1010, 610),
            (760, 690),
            (500, 670),
            (220, 540),
            (-60, 500),
        ],
        k=1 / 7,
    )
    bay = smooth(
        [
            (1560, 640),
            (1700, 560),
            (1760, 380),
            (1980, 260),
            (1980, 1400),
            (1500, 1400),
            (1620, 1140),
            (1540, 960),
        ],
        k=1 / 7,
    )
    water = union([river, bay])
    r = np.random.default_rng(12)
    a = math.radians(-11)
    flood = union(
        [
            smooth(
                [
                    (300, 330),
                    (640, 400),
                    (980, 330),
                    (1300, 380),
                    (1500, 520),
                    (1640, 900),
                    (1460, 960),
                    (1200, 860),
                    (1000, 780),
                    (720, 860),
                    (420, 800),
                    (250, 620),
                ],
                k=1 / 6,
            )
        ]
    )
    blocks, _wet, parks = [], [], []
    for i in range(-6, 26):
        for j in range(-8, 18):
            bx, by = i * 100 + 14 * math.sin(j), j * 92 + 12 * math.sin(i * 1.7)
            w, h = r.uniform(64, 84), r.uniform(56, 76)
            c = lambda u, v: (
                960 + (bx + u - 900) * math.cos(a) - (by + v - 400) * math.sin(a),
                640 + (bx + u - 900) * math.sin(a) + (by + v - 400) * math.cos(a) - 180,
            )
            q = poly([c(0, 0), c(w, 0), c(w, h), c(0, h)])
            if (i * 3 + j * 7) % 23 == 0:
                parks.append(q)
            else:
                blocks.append(
                    cut(q, poly([c(18, 16), c(w - 18, 16), c(w - 18, h - 16), c(18, h - 16)]))
                    if (i + j) % 2
                    else cut(
                        q, poly([c(w * 0.4, -5), c(w * 0.54, -5), c(w * 0.54, h + 5), c(w * 0.4, h + 5)])
                    )
                )
    with p.layer(x=7, y=9):
        p.fill(many(blocks), "slate50 navy10")
    p.fill(many(blocks), "ochre34 brick22 bone30")
    p.fill(many(parks), "teal34 ochre36")
    for pts in (
        ((-60, 980), (500, 900), (1000, 820), (1500, 1000)),
        ((880, -40), (930, 420), (960, 800), (1010, 1340)),
        ((-60, 160), (700, 120), (1300, 60), (1980, 20)),
        ((340, -40), (420, 500), (440, 1340)),
    ):
        p.line(smooth(pts, False), "bone20", 26)
        p.line(smooth(pts, False), "ochre50", 4)
    p.fill(flood, "teal62", mode="add", alpha=0.62)
    with p.clip(flood):
        p.line(
            many([poly([(x, 200), (x - 700, 1100)], False) for x in range(200, 2700, 26)]),
            "teal90 navy20",
            3,
            alpha=0.7,
        )
    p.line(flood, "teal90 navy40", 6)
    p.line(water, "bone10", 22)
    p.fill(water, "teal78 navy34", to="teal84 navy60")
    with p.clip(water):
        p.fill(
            many([lens(r.uniform(0, 1920), r.uniform(340, 1280), r.uniform(40, 120), 6) for _ in range(120)]),
            "teal40 bone20",
            alpha=0.7,
        )
        p.line(many([smooth([(1700, 1000), (1800, 980), (1960, 1030)], False)]), "bone20", 4)
    for pts in (((912, 400), (948, 720)), ((430, 500), (436, 700)), ((1240, 440), (1290, 720))):
        p.line(poly(pts, False), "slate70 navy40", 34, cap=False)
        p.line(poly(pts, False), "bone14", 24, cap=False)
    for i in range(4):
        p.mass(
            poly([(1560, 1000 + i * 62), (1730, 980 + i * 62), (1734, 1006 + i * 62), (1564, 1026 + i * 62)]),
            "bone30",
            "",
            "slate60",
            3,
            6,
        )
    for x, y in ((620, 770), (1120, 800), (1380, 560)):
        p.fill(poly([(x, y + 4), (x - 30, y - 52), (x + 30, y - 52)]), "brick88")
        p.fill(oval(x, y - 66, 36), "brick88")
        p.fill(oval(x, y - 66, 14), "bone4")
    for i in range(4):
        p.fill(rect(90 + i * 92, 1196, 92, 16), "navy86" if i % 2 == 0 else "bone10")
    p.line(rect(90, 1196, 368, 16), "navy86", 3)
    for i in range(5):
        numerals(p, str(i * 200), 90 + i * 92, 1156, 26, "navy90")
    compass(p, 1780, 170, 84)
