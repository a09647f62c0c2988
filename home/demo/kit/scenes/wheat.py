"""The wheat harvest."""

import math

import numpy as np

from ..buildings import house
from ..catalogue import scene
from ..geo import blob, cut, lens, many, oval, poly, rect, smooth, union
from ..nature import cloud, height_at, hills, sky, stubble, sun, tree


@scene("ochre rust moss navy fog brick", 4)
def wheat_harvest(p):
    """A combine cuts across the slope, late August."""
    sky(p, "fog70 navy22", "ochre16 fog20", 560)
    sun(p, 380, 250, 66, "ochre46", "ochre26")
    cloud(p, 1330, 330, 760, 170, "fog26", "", 4, "fog62 navy10")
    cloud(p, 700, 430, 460, 80, "fog20", "", 9, "fog50 ochre8")
    cloud(p, 1800, 460, 520, 96, "fog24", "", 2, "fog56")
    hills(p, 3, 520, 46, "navy34 fog50", "fog50 ochre16", waves=2)
    hills(p, 8, 566, 40, "moss52 navy24 fog20", "moss30 ochre26", rim="ochre30", waves=2)
    pts = hills(p, 21, 612, 22, "moss70 navy22", "moss48 ochre30", rim="ochre44", waves=2)
    for i, x in enumerate((80, 150, 190, 620, 660, 1480, 1540, 1570, 1790)):
        tree(
            p,
            x,
            height_at(pts, x) + 16,
            60 + 34 * math.sin(i * 4) ** 2,
            "moss80 navy48",
            "moss60 ochre34",
            ["round", "poplar", "poplar"][i % 3],
            i,
        )
    house(p, 1180, 626, 92, 44, "fog20 ochre10", "brick72 rust30", "rust60 navy40", "navy70", 1, 4, 3)
    p.fill(rect(1300, 560, 30, 66), "fog40")
    p.fill(rect(1320, 560, 12, 66), "fog60 navy30")
    p.fill(oval(1315, 560, 16, 9), "brick60")
    field = poly([(-300, 640), (2200, 604), (2300, 1400), (-300, 1400)])
    p.fill(field, "ochre56", to="ochre90 rust24", axis=(0, 620, 0, 1280))
    cutp = smooth(
        [
            (2300, 640),
            (1320, 660),
            (900, 742),
            (700, 850),
            (420, 1010),
            (-320, 1190),
            (-320, 660),
            (600, 646),
            (1400, 616),
            (2300, 600),
        ],
        k=1 / 8,
    )
    with p.clip(field):
        p.fill(cutp, "ochre30 fog14", to="ochre44 rust10")
        with p.clip(cutp):
            for i in range(15):
                p.line(
                    smooth(
                        [(-300, 700 + i * 36), (300, 690 + i * 22), (800, 668 + i * 10), (1500, 640 + i * 3)],
                        False,
                    ),
                    "ochre66 rust26",
                    2 + i * 0.5,
                    alpha=0.75,
                )
        stubble(p, cut(field, cutp), "ochre100 rust46", 2400, -100, 2020, 668, 1330, 74, 3, 0.5, 3)
        stubble(p, cut(field, cutp), "ochre34", 1500, -100, 2020, 668, 1330, 66, 5, 0.5, 2.6)
    with p.layer(0.5, 980 + p.t * 8, 742, 1.34):
        combine(p)
    with p.layer(1):
        stubble(
            p, rect(-300, 900, 2600, 500), "rust80 ochre60 navy20", 420, -60, 1990, 1230, 1330, 240, 7, 0.5, 5
        )
        stubble(p, rect(-300, 900, 2600, 500), "ochre70 rust30", 360, -60, 1990, 1230, 1340, 210, 8, 0.5, 4)
        for i in range(64):
            r = np.random.default_rng(i)
            x, y = r.uniform(-20, 1940), r.uniform(1060, 1190)
            with p.layer(x=x, y=y, rot=r.uniform(-4, 30)):
                p.line(poly([(0, 0), (0, 220)], False), "rust70 ochre60", 4)
                p.fill(union([oval((-1) ** k * 6, -k * 9, 6, 11) for k in range(8)]), "ochre86 rust36")
                p.fill(many([oval(-7, -k * 18 - 2, 3, 7) for k in range(4)]), "ochre24")


def combine(p):
    """Combine harvester, three-quarter side view, heading left."""
    for i in range(7):
        p.fill(
            blob(i + 3, 330 + i * 58, 0 - i * 13 + 4 * math.sin(p.t * 3 + i), 64 + i * 14, 32 + i * 8, 0.2),
            "ochre30 rust12",
            alpha=0.5 - i * 0.05,
        )
    p.fill(lens(60, 58, 640, 26), "rust70 navy50", mode="add", alpha=0.8)
    body = poly([(-130, -130), (-60, -168), (220, -168), (262, -120), (262, -10), (-130, -10)])
    p.mass(body, "brick84 rust10", "brick50 ochre40", "brick90 navy46", 7, 60)
    p.fill(poly([(-60, -168), (-30, -204), (190, -204), (220, -168)]), "brick80 navy44")
    p.fill(rect(-60, -96, 250, 22), "ochre30")
    p.fill(many([rect(40 + i * 22, -60, 12, 36) for i in range(6)]), "navy80 brick50")
    cab = poly([(-196, -20), (-210, -150), (-190, -214), (-96, -214), (-84, -20)])
    p.fill(cab, "navy62 fog20")
    p.fill(poly([(-204, -64), (-206, -146), (-188, -204), (-150, -204), (-150, -64)]), "fog26 ochre10")
    p.fill(poly([(-142, -64), (-142, -204), (-102, -204), (-94, -64)]), "fog50 navy22")
    p.fill(
        union([oval(-128, -142, 14, 17), poly([(-148, -64), (-146, -118), (-110, -118), (-104, -64)])]),
        "navy92 rust30",
    )
    p.fill(rect(-220, -226, 136, 14, 4), "brick84 navy10")
    p.fill(poly([(-200, -30), (-130, -70), (-110, -10), (-240, 36)]), "brick70 navy50")
    head = poly([(-330, 52), (-330, -18), (-240, -34), (-214, 60)])
    p.fill(head, "brick84 navy20")
    c = (-300, 6)
    spin = p.t * 2.4
    p.line(oval(*c, 62, 66), "navy80 ochre30", 5)
    p.line(
        many(
            [
                poly(
                    [c, (c[0] + 62 * math.cos(spin + k * 1.047), c[1] + 66 * math.sin(spin + k * 1.047))],
                    False,
                )
                for k in range(6)
            ]
        ),
        "navy80 ochre30",
        5,
    )
    p.fill(rect(-346, 50, 140, 10), "navy84 rust40")
    p.line(poly([(160, -200), (60, -262), (-20, -262)], False), "brick80 navy30", 17, cap=False)
    for x, y, r in ((-66, 0, 66), (204, 20, 44)):
        p.fill(oval(x, y, r), "navy92 rust40")
        p.fill(oval(x, y, r * 0.56), "ochre70 rust20")
        p.fill(oval(x, y, r * 0.2), "navy80 rust40")
        p.line(
            smooth([(x - r * 0.9, y - r * 0.2), (x - r * 0.6, y - r * 0.68), (x, y - r * 0.92)], False),
            "ochre40",
            4,
        )
