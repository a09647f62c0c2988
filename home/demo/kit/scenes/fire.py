"""Wildfire on a ridge."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import blob, land, lerp, many, oval, poly, rect, ridge, smooth, union
from ..light import glow
from ..nature import height_at, sky
from ..people import figure, person
from ..press import mix


@scene("night brick ochre plum moss rust", 5)
def wildfire_ridge(p):
    """A fire front on the ridge at night; the crew watches from the road."""
    sky(p, "night78 plum30", "brick62 ochre46", 720)
    for i in range(16):
        x = 240 + i * 100
        p.fill(
            blob(
                i + 2,
                x + 40 * math.sin(i * 2) + p.t * 6,
                420 - 120 * math.sin(i * 1.1) - 6 * i,
                190,
                130,
                0.16,
                16,
            ),
            mix("plum60 brick30 night20", "night74 plum44", (i % 5) / 4),
            alpha=0.6,
        )
    glow(p, 1180, 700, 700, "ochre40 brick20", 0.9)
    for j, (seed, y, c) in enumerate(
        ((51, 690, "brick60 plum50 ochre10"), (55, 790, "plum70 brick40 night30"))
    ):
        pts = ridge(seed, -300, 2300, y, 70, 0.5, 2, 200, 0.3)
        fl, core, r = [], [], np.random.default_rng(j)
        for i in range(90):
            x = r.normal(1180, 330) if j == 0 else r.normal(1420, 240)
            b, h, w = height_at(pts, x) + 16, r.uniform(40, 190) * (1 - 0.35 * j), r.uniform(12, 30)
            sw = 14 * math.sin(p.t * 5 + i)
            f = lambda k: smooth(
                [
                    (x - w * k, b),
                    (x - w * 0.8 * k, b - h * 0.4 * k),
                    (x + sw * 0.4, b - h * 0.7 * k),
                    (x + 18 + sw, b - h * k),
                    (x + w * 0.5 * k, b - h * 0.5 * k),
                    (x + w * k, b),
                ],
                k=1 / 6,
            )
            fl.append(f(1)), core.append(f(0.55))
        p.fill(many(fl), "brick70 ochre70")
        p.fill(many(core), "ochre56")
        s = land(pts, 1400)
        p.fill(s, c, to="night80 plum50")
        p.edge(s, "ochre70 brick30", 0, 6)
        for i in range(70):
            x = -50 + i * 29 + 9 * math.sin(i * 5)
            b, h = height_at(pts, x) + 10, 46 + 26 * math.sin(i * 3.7) + 20 * j
            p.fill(
                union(
                    [
                        poly(
                            [
                                (x - h * 0.2, b - k * h * 0.24),
                                (x, b - k * h * 0.24 - h * 0.42),
                                (x + h * 0.2, b - k * h * 0.24),
                            ]
                        )
                        for k in range(3)
                    ]
                ),
                "night80 plum50 brick20" if j else "plum70 night40 brick30",
            )
    r = np.random.default_rng(6)
    p.fill(
        many(
            [oval(r.normal(1200, 420), 700 - abs(r.normal()) * 300, r.uniform(1.5, 4.5)) for _ in range(170)]
        ),
        "ochre60",
    )
    with p.layer(0.7):
        g = smooth([(-300, 980), (500, 960), (1100, 1010), (2300, 940), (2300, 1500), (-300, 1500)], k=1 / 8)
        p.fill(g, "night90 plum50", to="night98 plum60")
        p.edge(g, "brick70 ochre30", 0, 8)
        p.fill(poly([(-100, 1290), (900, 1046), (1120, 1036), (1500, 1300)]), "plum60 night60 brick20")
        p.line(
            many(
                [
                    poly(
                        [
                            lerp((620, 1290), (1010, 1046), k),
                            lerp((620, 1290), (1010, 1046), k + 0.1 * (1.1 - k)),
                        ],
                        False,
                    )
                    for k in (0.0, 0.25, 0.46, 0.63, 0.78, 0.9)
                ]
            ),
            "ochre40",
            8,
        )
        with p.layer(x=1330, y=1120, sx=1.25):
            p.mass(rect(0, -170, 380, 130, 8), "brick84 night20", "ochre50 brick40", "brick80 night60", 5, 40)
            p.mass(
                poly([(-120, -40), (-122, -104), (-96, -166), (-6, -168), (-6, -40)]),
                "brick84 night20",
                "ochre50 brick40",
                None,
                5,
                0,
            )
            p.fill(poly([(-110, -104), (-90, -154), (-48, -154), (-48, -104)]), "ochre50 plum20 night20")
            p.fill(rect(-122, -82, 502, 14), "ochre30")
            p.fill(many([rect(20 + i * 86, -146, 70, 50, 3) for i in range(4)]), "brick74 night60")
            p.line(
                many(
                    [poly([(10, -192), (400, -208)], False), poly([(10, -176), (400, -190)], False)]
                    + [poly([(20 + i * 38, -192), (20 + i * 38, -178)], False) for i in range(10)]
                ),
                "night80 ochre30",
                4,
            )
            p.fill(rect(-126, -46, 510, 20), "night95")
            p.fill(many([oval(q, -18, 34) for q in (-60, 130, 300)]), "night98")
            p.fill(many([oval(q, -18, 14) for q in (-60, 130, 300)]), "plum50 night40 ochre10")
            p.fill(rect(-76, -184, 40, 16, 5), "ochre60")
            glow(p, -56, -178, 100, "ochre30", 0.6)
        for x, y, h, s, po, f in (
            (700, 1150, 270, 2, "point", 1),
            (590, 1170, 286, 7, "stand", 1),
            (860, 1120, 240, 11, "walk", 1),
            (440, 1200, 300, 4, "work", 1),
        ):
            person(
                p,
                x,
                y,
                h,
                "night94 plum40",
                None,
                None,
                s,
                pose=po,
                coat=False,
                hat=True,
                bag=False,
                face=f,
                tone="rust70 night50",
            )
            with p.layer(x=x, y=y):
                p.edge(figure(h, s, po, False, True, False, f), "ochre62 brick20", -6, 4)
        p.line(
            smooth([(560, 1110), (640, 1190), (900, 1180), (1180, 1150), (1330, 1100)], False),
            "ochre50 rust60",
            9,
        )
    for x, h in ((30, 900), (190, 620), (1860, 520)):
        fir = union(
            [
                poly(
                    [
                        (x - h * 0.17 * (1 - k * 0.12), 1310 - k * h * 0.13),
                        (x, 1310 - k * h * 0.13 - h * 0.3),
                        (x + h * 0.17 * (1 - k * 0.12), 1310 - k * h * 0.13),
                    ]
                )
                for k in range(7)
            ]
        )
        p.mass(fir, "night97 plum50", None, None)
        p.edge(fir, "brick60 ochre30", -7, 5)
