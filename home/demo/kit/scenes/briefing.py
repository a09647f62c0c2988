"""A press briefing."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import many, oval, poly, rect, smooth, union
from ..light import beam
from ..people import figure
from ..press import mix


@scene("navy slate brick ochre bone fog", 9)
def press_briefing(p):
    """A podium bristling with microphones; the room waits."""
    p.fill(rect(0, 0, 1920, 1280), "navy70 slate30", to="navy84 slate20")
    for i in range(9):
        x = i * 214
        q = smooth(
            [
                (x, -20),
                (x + 24, 300),
                (x - 6, 620),
                (x + 10, 900),
                (x + 220, 900),
                (x + 208, 600),
                (x + 222, 300),
                (x + 214, -20),
            ],
            k=1 / 8,
        )
        p.fill(q, "navy78 slate30" if i % 2 else "navy66 slate36")
        p.fill(rect(x + 60, -20, 22, 940), "slate60 navy40", alpha=0.6)
        p.fill(rect(x + 150, -20, 16, 940), "navy92", alpha=0.5)
    beam(p, 240, -140, 52, 15, 1500, "bone34 ochre14", 0.62)
    for x, c, s in (
        (1420, "brick84", "ochre80"),
        (1580, "fog20", "navy70"),
        (1740, "ochre70 brick10", "brick84"),
    ):
        p.line(poly([(x, 240), (x, 900)], False), "ochre60 navy30", 10)
        p.fill(oval(x, 232, 14), "ochre50")
        f = smooth(
            [
                (x, 262),
                (x + 60, 290),
                (x + 74, 480),
                (x + 56, 760),
                (x + 6, 700),
                (x - 34, 780),
                (x - 50, 540),
                (x - 20, 330),
            ],
            k=1 / 8,
        )
        p.fill(f, c)
        with p.clip(f):
            p.fill(rect(x - 90, 470, 200, 110), s)
            p.fill(
                smooth([(x + 20, 262), (x + 34, 500), (x + 10, 800), (x + 120, 800), (x + 120, 262)]),
                "navy60",
                mode="add",
                alpha=0.6,
            )
            p.line(
                many(
                    [
                        smooth(
                            [(x - 10 + k * 26, 270), (x - 26 + k * 30, 520), (x - 22 + k * 26, 790)], False
                        )
                        for k in range(3)
                    ]
                ),
                "navy70",
                3,
                alpha=0.6,
            )
    stage = rect(-10, 880, 1940, 420)
    p.fill(stage, "brick50 navy50 ochre10", to="navy92 brick20")
    p.fill(poly([(560, 900), (1180, 900), (1500, 1120), (420, 1120)]), "ochre40 brick30", alpha=0.8)
    with p.layer(x=860, y=900):
        figr = figure(640, 14, "stand", True, False, False, 1)
        p.fill(figr, "navy92 slate20")
        with p.clip(figr):
            p.fill(poly([(-34, -540), (34, -540), (0, -380)]), "bone10")
            p.fill(poly([(-8, -532), (10, -532), (16, -420), (0, -396), (-12, -420)]), "brick84")
            p.fill(oval(6, -596, 44, 52), "ochre46 brick22")
            p.fill(
                smooth([(10, -650), (14, -600), (4, -570), (20, -540), (70, -540), (60, -650)]),
                "brick50 ochre40 navy20",
            )
            p.fill(
                smooth([(-40, -610), (-44, -650), (60, -660), (56, -560), (36, -600), (14, -628)]),
                "navy94 brick20",
            )
        p.edge(figr, "bone20 ochre30", 9, 6)
    lec = poly([(640, 660), (1080, 660), (1040, 1060), (690, 1060)])
    p.mass(lec, "brick60 ochre34 navy20", "ochre44 bone20", "brick60 navy60", 9, 90)
    p.mass(
        poly([(610, 620), (1110, 620), (1090, 672), (634, 672)]),
        "brick50 ochre44",
        "ochre30 bone20",
        "brick60 navy40",
        8,
        60,
    )
    p.fill(oval(862, 850, 96), "ochre40 bone20")
    p.fill(oval(862, 850, 80), "brick56 ochre36 navy24")
    p.fill(
        union(
            [
                poly(
                    [
                        (862 + 62 * math.cos(a), 850 + 62 * math.sin(a)),
                        (862 + 20 * math.cos(a + 0.5), 850 + 20 * math.sin(a + 0.5)),
                        (862 + 20 * math.cos(a - 0.5), 850 + 20 * math.sin(a - 0.5)),
                    ]
                )
                for a in np.arange(0, 6.2, math.tau / 8)
            ]
        ),
        "ochre40 bone20",
    )
    np.random.default_rng(4)
    for i in range(11):
        x0, x1 = 690 + i * 32, 640 + i * 44
        y1 = 520 - 46 * math.sin(i * 1.3) ** 2
        p.line(smooth([(x0, 636), (x0 + (x1 - x0) * 0.2, 580), (x1, y1 + 30)], False), "navy94", 7)
        with p.layer(x=x1, y=y1, rot=(i - 5) * 5):
            c = ["navy95", "brick84", "ochre84", "slate70 navy30", "fog30"][i % 5]
            p.mass(rect(-15, -20, 30, 56, 8), c, mix(c, "", 0.5), mix(c, "navy90", 0.5), 4, 9)
            p.mass(oval(0, -30, 19, 22), "navy92 slate20", "slate40 fog30", None, 4, 0)
    crowd_y = 1330
    for i in range(9):
        x, h = -20 + i * 246 + 40 * math.sin(i * 3), 470 + 70 * math.sin(i * 2.2)
        with p.layer(x=x, y=crowd_y + 120):
            f = figure(h, i + 80, "raise" if i in (1, 6) else "stand", True, False, False, 1 if i < 4 else -1)
            p.fill(f, "navy96 slate10")
            p.edge(f, "bone30 ochre20 slate20", 6, 5)
        if i in (1, 6):
            with p.layer(x=x + 70 * (1 if i == 1 else -0.9), y=crowd_y + 120 - h * 1.13):
                p.mass(rect(-62, -50, 124, 84, 10), "navy94 slate20", "bone30 ochre20", None, 5, 0)
                p.mass(oval(0, -8, 30), "slate60 navy50", "fog20", None, 5, 0)
                p.fill(rect(30, -66, 26, 18, 3), "fog10")
