"""The stadium before kick-off."""

import math

import numpy as np

from ..buildings import windows
from ..catalogue import scene
from ..geo import cut, lerp, many, oval, poly, rect, smooth
from ..light import beam, glow
from ..nature import hills, sky, streaks, tree
from ..people import person


@scene("navy plum ochre brick moss slate", 2)
def stadium_dusk(p):
    """Kick-off at dusk: supporters come over the hill towards the lit bowl."""
    sky(p, "navy72 plum40", "brick34 ochre30 plum14", 760)
    streaks(p, 700, 300, 1700, "plum50 brick20 navy10", 6, 3, 0.8, 16)
    streaks(p, 1300, 500, 1300, "ochre30 brick30", 5, 5, 0.8, 9)
    hills(p, 6, 690, 40, "plum56 navy40", "plum40 brick24 ochre10", waves=3)
    for i in range(30):
        x, h = -40 + i * 68, 40 + 60 * math.sin(i * 2.3) ** 2
        p.fill(rect(x, 790 - h, 60, h + 40), "plum64 navy54")
        windows(
            p,
            [(x, 790 - h), (x + 60, 790 - h), (x + 60, 800), (x, 800)],
            3,
            4,
            "plum72 navy60",
            i,
            "ochre60",
            0.3,
        )
    cx, cy = 1080, 700
    glow(p, cx, 600, 760, "ochre24 brick10", 0.85)
    for x, b, s in ((520, 720, 1.0), (1640, 720, 1.0), (760, 640, 0.72), (1400, 640, 0.72)):
        t = b - 420 * s
        p.line(
            many(
                [
                    poly([(x - 12 * s, b), (x - 5 * s, t)], False),
                    poly([(x + 12 * s, b), (x + 5 * s, t)], False),
                ]
                + [
                    poly([(x - 11 * s, b - k * 46 * s), (x + 10 * s, b - (k + 1) * 46 * s)], False)
                    for k in range(9)
                ]
            ),
            "navy84 plum50",
            4 * s,
        )
        sgn = 1 if x < cx else -1
        beam(p, x, t - 16 * s, 90 - sgn * 42, 20, 620, "ochre14", 0.5)
        p.fill(rect(x - 62 * s, t - 62 * s, 124 * s, 70 * s, 5), "navy88 plum40")
        p.fill(
            many(
                [
                    oval(x - 44 * s + i * 29 * s, t - 44 * s + j * 30 * s, 10 * s)
                    for i in range(4)
                    for j in range(2)
                ]
            ),
            "",
        )
        glow(p, x, t - 26 * s, 150 * s, "ochre10", 0.8)
    p.fill(oval(cx, cy + 40, 700, 190), "navy84 plum50")
    p.fill(oval(cx, cy - 4, 690, 180), "slate60 plum40", to="plum76 navy40")
    p.fill(oval(cx, cy - 4, 640, 158), "navy70 plum40 brick10")
    r, dots = np.random.default_rng(2), [[], [], []]
    for i in range(2600):
        a, k = r.uniform(math.pi, 2 * math.pi), r.uniform(0.66, 0.98)
        dots[i % 3].append(oval(cx + 640 * k * math.cos(a), cy + 6 + 158 * k * math.sin(a), 2.6, 3.2))
    for d, c in zip(dots, ("ochre40", "brick70", "plum30 slate20")):
        p.fill(many(d), c)
    p.fill(oval(cx, cy + 6, 420, 96), "moss70 ochre14", to="moss60 ochre34")
    p.line(
        many(
            [oval(cx, cy + 8, 74, 20), poly([(cx, cy - 84), (cx, cy + 98)], False), oval(cx, cy + 6, 396, 86)]
        ),
        "ochre8",
        3,
    )
    rim = cut(oval(cx, cy + 60, 712, 210), oval(cx, cy + 14, 660, 176))
    with p.clip(rect(-100, cy - 10, 2200, 600)):
        p.fill(rim, "plum76 navy62", to="navy90 plum40")
        p.edge(rim, "ochre50 brick20", 0, 6)
        p.fill(
            many(
                [
                    poly(
                        [
                            (cx + 704 * math.cos(a), cy + 66 + 190 * math.sin(a)),
                            (cx + 704 * math.cos(a + 0.03), cy + 66 + 190 * math.sin(a + 0.03)),
                            (cx + 700 * math.cos(a + 0.03), cy + 104 + 190 * math.sin(a + 0.03)),
                            (cx + 700 * math.cos(a), cy + 104 + 190 * math.sin(a)),
                        ]
                    )
                    for a in np.linspace(0.2, 2.94, 34)
                ]
            ),
            "ochre56 brick10",
        )
    roof = cut(oval(cx, cy - 60, 740, 190), oval(cx, cy - 26, 600, 140))
    with p.clip(rect(-100, 200, 2200, cy - 222 + 60)):
        p.fill(roof, "slate50 plum46", to="plum70 navy40")
        p.edge(roof, "ochre36", 6, 7)
    with p.layer(0.6):
        hill = smooth(
            [(-300, 930), (300, 850), (820, 960), (1300, 1080), (2300, 1130), (2300, 1500), (-300, 1500)],
            k=1 / 8,
        )
        p.fill(hill, "plum80 navy66", to="navy95 plum50")
        p.edge(hill, "ochre40 brick30", -6, 9)
        path = smooth(
            [
                (-60, 1290),
                (420, 1080),
                (760, 1000),
                (900, 988),
                (960, 1010),
                (860, 1060),
                (640, 1170),
                (520, 1310),
            ],
            k=1 / 7,
        )
        p.fill(path, "plum50 brick26 ochre10")
    for i in range(34):
        k = (i / 33) ** 1.25
        x, y, h = (
            lerp(900, 250, k) + 70 * math.sin(i * 2.4) * (0.4 + k),
            lerp(1012, 1300, k),
            lerp(46, 330, k),
        )
        person(
            p,
            x,
            y,
            h,
            ["navy92 plum50", "brick78 plum40", "plum84 navy50", "navy86 slate20"][i % 4],
            "ochre44 brick16",
            None,
            i + 60,
            pose=["walk", "walk", "raise"][i % 3] if i > 6 else "walk",
            face=1,
            bag=False,
        )
        if i % 9 == 4:
            p.line(
                poly([(x + h * 0.14, y - h * 1.08), (x + h * 0.2, y - h * 1.9)], False),
                "navy90",
                max(2, h * 0.014),
            )
            wave = [
                (x + h * (0.2 + u * 0.66), y - h * (1.9 - 0.05 * math.sin(u * 6 + i)))
                for u in (0, 0.2, 0.4, 0.6, 0.8, 1)
            ]
            p.fill(
                smooth([*wave, *[(a - h * 0.02, b + h * 0.36) for a, b in wave[::-1]]], k=1 / 9),
                "brick84" if i % 2 else "ochre62",
            )
    tree(p, 1830, 1300, 620, "navy92 plum60", "plum76 brick20 navy30", "round", 5)
