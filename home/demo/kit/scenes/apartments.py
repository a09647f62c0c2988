"""An apartment block at night."""

import math

import numpy as np

from ..buildings import windows
from ..catalogue import scene
from ..geo import View, lerp, many, oval, pane, poly, quad_uv, rect, smooth, union
from ..light import glow, shimmer
from ..nature import sky, sun, tree
from ..people import person
from ..press import mix


@scene("night navy plum ochre teal brick", 12)
def apartment_night(p):
    """An apartment block late in the evening: who is still up."""
    sky(p, "night84 navy50", "navy62 plum34 teal12", 1100)
    r = np.random.default_rng(5)
    p.fill(
        many([oval(r.uniform(0, 1920), r.uniform(0, 560), r.uniform(1, 2.6)) for _ in range(110)]),
        "navy10 ochre10",
    )
    sun(p, 330, 250, 78, "ochre16", "plum30 navy50 ochre14")
    p.fill(oval(362, 236, 70), mix("night80 navy50", "navy62 plum34", 0.25))
    for i in range(16):
        x, h = -60 + i * 130, 120 + 90 * math.sin(i * 2.7) ** 2
        p.fill(rect(x, 1040 - h, 138, h + 60), "navy72 night40 teal10")
        windows(
            p,
            [(x, 1040 - h), (x + 138, 1040 - h), (x + 138, 1060), (x, 1060)],
            6,
            5,
            "night85 navy50",
            i,
            "ochre62 plum10",
            0.14,
        )
    v = View(240, 1010, 1500, 2, -20)
    f = v.box(p, -2, 0, 34, 30, 28, 14, "navy62 teal24 plum12", "plum58 navy60", "night90 navy50")
    q = f["front"]
    cols, rows, warm = 9, 8, ["ochre62", "ochre52 brick16", "ochre36", "teal42 ochre16", "brick44 ochre40"]
    for j in range(rows):
        for i in range(cols):
            a = (i + 0.14) / cols, (j + 0.2) / rows, (i + 0.86) / cols, (j + 0.84) / rows
            on = r.random() < 0.34
            c = warm[int(r.integers(5))]
            p.fill(pane(q, a[0], a[1], a[2], a[3]), c if on else "night88 navy60")
            cell = [
                quad_uv(q, a[0], a[1]),
                quad_uv(q, a[2], a[1]),
                quad_uv(q, a[2], a[3]),
                quad_uv(q, a[0], a[3]),
            ]
            if on:
                with p.clip(poly(cell)):
                    k = int(r.integers(5))
                    cx, cy = quad_uv(cell, 0.5, 1)
                    hh = cell[3][1] - cell[0][1]
                    if k in (0, 3):
                        person(
                            p,
                            cx + r.uniform(-26, 26),
                            cy + hh * 0.5,
                            hh * 1.24,
                            "night85 plum50 brick20",
                            None,
                            seed=i * 9 + j,
                            bag=False,
                        )
                    elif k == 1:
                        p.fill(pane(cell, 0, 0, 0.34, 1), mix(c, "plum60 brick30", 0.5))
                        p.fill(pane(cell, 0.72, 0, 1, 1), mix(c, "plum60 brick30", 0.5))
                    elif k == 2:
                        tree(p, cx + 12, cy, hh * 0.8, "teal70 night50", "teal60", "round", i)
                    else:
                        p.line(poly([(cx, cell[0][1]), (cx, cell[0][1] + hh * 0.3)], False), "night80", 2)
                        p.fill(
                            poly(
                                [
                                    (cx - 20, cy - hh * 0.5),
                                    (cx - 9, cy - hh * 0.7),
                                    (cx + 9, cy - hh * 0.7),
                                    (cx + 20, cy - hh * 0.5),
                                ]
                            ),
                            "brick80 night30",
                        )
            if not on:  # a bar across a lit figure reads badly
                p.line(
                    poly([lerp(cell[0], cell[1], 0.5), lerp(cell[3], cell[2], 0.5)], False),
                    "night80 plum40",
                    3,
                )
        p.fill(pane(q, 0, (j + 0.86) / rows, 1, (j + 0.96) / rows), "plum40 navy46 teal10")
        p.fill(pane(q, 0, (j + 0.96) / rows, 1, (j + 1.0) / rows), "night85 navy60")
    windows(p, f.get("left", q), 3, 8, "night85 navy60", 3, "ochre50", 0.2) if "left" in f else None
    p.fill(rect(-10, 1010, 2000, 300), "night74 navy60 teal14", to="night95 navy70")
    for i, x in enumerate((520, 860, 1210, 1560)):
        shimmer(p, x, 1030, 1220, 130, "ochre52 plum20", i, 9, 0.35)
    lampx = 356
    glow(p, lampx, 640, 330, "ochre34 plum10", 0.75)
    p.fill(
        poly([(lampx - 20, 650), (lampx + 20, 650), (lampx + 300, 1120), (lampx - 280, 1120)]),
        "ochre40",
        alpha=0.5,
        to_alpha=0.06,
    )
    p.line(
        smooth(
            [(lampx - 150, 1130), (lampx - 148, 800), (lampx - 130, 650), (lampx - 60, 622), (lampx, 634)],
            False,
        ),
        "night95 navy50",
        12,
    )
    p.fill(smooth([(lampx - 44, 640), (lampx, 618), (lampx + 40, 646), (lampx, 654)]), "night95 navy50")
    person(p, 410, 1140, 210, "night92 navy60", "ochre46", "night80", 5, pose="walk", coat=True, slant=1.6)
    dog = [
        oval(520, 1104, 34, 15),
        oval(556, 1088, 14, 11),
        rect(492, 1104, 7, 36),
        rect(512, 1106, 7, 34),
        rect(534, 1106, 7, 34),
        rect(546, 1104, 7, 36),
        poly([(488, 1100), (466, 1080), (490, 1094)]),
    ]
    p.fill(union(dog), "night92 navy60")
    p.edge(union(dog), "ochre46", 4, 3)
    p.line(smooth([(440, 1052), (490, 1090), (548, 1090)], False), "night92", 2.5)
    for x, h, s in ((1830, 640, 4), (1650, 420, 9)):
        tree(p, x, 1290, h, "night95 navy60", "navy80 teal30 night30", "round", s)
