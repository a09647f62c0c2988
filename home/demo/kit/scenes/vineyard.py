"""A vineyard in drought."""

import math

import numpy as np

from ..buildings import house
from ..catalogue import scene
from ..geo import blob, lens, lerp, many, oval, poly, rect, smooth, union
from ..nature import height_at, hills, sky, sun, tree


@scene("ochre rust brick moss sand plum", 7)
def vineyard_drought(p):
    """Dry vineyard rows under a white sun; a grower kneels at cracked ground."""
    sky(p, "ochre34 sand50 brick10", "sand36 ochre10", 560)
    sun(p, 1360, 250, 96, "", "ochre16 sand20")
    hills(p, 12, 520, 60, "plum22 sand40 brick8", "sand44 ochre8", waves=2)
    hills(p, 17, 570, 46, "rust34 sand40 plum12", "sand50 ochre22", rim="sand20", waves=2)
    pts = hills(p, 25, 606, 26, "rust46 ochre36 moss16", "ochre40 sand40", rim="sand20 ochre20", waves=2)
    house(
        p,
        330,
        height_at(pts, 330) + 20,
        150,
        64,
        "sand30",
        "brick70 rust20",
        "rust60 plum30",
        "plum70 rust30",
        2,
        4,
        4,
    )
    for i, x in enumerate((260, 290, 312, 520, 548)):
        tree(p, x, height_at(pts, x) + 14, 110 - 14 * (i % 3), "moss70 plum30", "moss50 ochre40", "poplar", i)
    p.fill(rect(-400, 640, 2800, 700), "sand56 ochre34", to="ochre70 rust30 sand30")
    r, vx, vy = np.random.default_rng(2), 1180, 560
    for i in list(range(0, 9)) + list(range(19, 9, -1)):
        bx = lerp(-1900, 3900, (i + 0.5) / 20)
        p.fill(
            poly(
                [
                    (lerp(vx, bx, 0.1), lerp(vy, 1400, 0.1)),
                    (lerp(vx, bx + 70, 0.1), lerp(vy, 1400, 0.1)),
                    (bx + 520, 1400),
                    (bx + 150, 1400),
                ]
            ),
            "rust52 plum16 ochre20",
            mode="add",
            alpha=0.55,
        )
        for k in np.geomspace(0.1, 1.12, 30):
            x, y, s = lerp(vx, bx, k), lerp(vy, 1400, k), 330 * k
            p.line(
                smooth([(x, y), (x - s * 0.03, y - s * 0.2), (x + s * 0.03, y - s * 0.36)], False),
                "plum70 rust60",
                max(1.5, s * 0.055),
            )
            p.fill(
                blob(int(i * 40 + k * 300), x + s * 0.02, y - s * 0.46, s * 0.24, s * 0.15, 0.3, 11),
                ["moss62 rust30 ochre20", "moss44 rust44 ochre30", "rust60 ochre40 brick14"][
                    int(r.integers(3))
                ],
            )
            p.fill(
                blob(int(i * 41 + k * 300), x - s * 0.06, y - s * 0.51, s * 0.13, s * 0.07, 0.3, 9),
                "ochre56 moss26",
            )
    crack = []
    for i in range(40):
        x, y = lerp(720, 1600, r.random()), lerp(900, 1290, r.random())
        a, pts2 = r.uniform(0, 6.28), [(x, y)]
        for _ in range(5):
            a += r.normal() * 0.7
            x, y = x + 44 * math.cos(a), y + 20 * math.sin(a)
            pts2.append((x, y))
        crack.append(poly(pts2, False))
    p.line(many(crack), "rust86 plum50", 4, alpha=0.85)
    with p.layer(1, 1110, 1150):
        p.fill(lens(150, 4, 560, 30), "rust70 plum40", mode="add", alpha=0.7)
        kneel = union(
            [
                smooth([(-60, 0), (-70, -40), (10, -70), (40, -40), (90, -30), (96, 0)], k=1 / 8),
                smooth(
                    [(-66, -30), (-84, -130), (-52, -206), (4, -226), (48, -196), (44, -110), (30, -40)],
                    k=1 / 7,
                ),
                oval(40, -252, 28, 33),
                smooth(
                    [(4, -200), (60, -190), (104, -110), (132, -44), (118, -34), (80, -94), (30, -140)],
                    k=1 / 8,
                ),
                poly([(-64, 0), (-130, -6), (-134, 4), (-60, 6)]),
            ]
        )
        p.fill(kneel, "plum84 rust40")
        with p.clip(kneel):
            p.fill(rect(-100, -232, 160, 150), "brick66 plum30")
        p.edge(kneel, "sand20 ochre30", -7, 5)
        p.mass(
            smooth(
                [(-30, -268), (16, -282), (24, -310), (62, -312), (72, -282), (112, -266), (40, -258)],
                k=1 / 8,
            ),
            "sand40 ochre20",
            "sand10",
            "rust60 ochre30",
            -4,
            -14,
        )
