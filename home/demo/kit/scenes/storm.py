"""The lighthouse in a storm."""

import math

import numpy as np

from ..buildings import house
from ..catalogue import scene
from ..geo import lerp, many, oval, poly, rect, smooth, union
from ..light import beam
from ..nature import cloud, rain, sky, sun
from ..press import mix


@scene("night navy slate ochre fog teal", 5)
def lighthouse_storm(p):
    """A lighthouse holds on its rock while a storm breaks over the mole."""
    sky(p, "night72 navy40", "slate62 fog30 navy10", 760)
    for i, (x, y, w, h) in enumerate(
        ((300, 230, 1100, 250), (1350, 170, 1300, 240), (900, 360, 1500, 200), (1750, 420, 900, 190))
    ):
        cloud(
            p,
            x + p.t * (4 + 3 * i),
            y,
            w,
            h,
            mix("night70 navy45", "slate70 fog20", i / 4),
            mix("slate40 fog50", "fog70", i / 4),
            i + 20,
            mix("night80 navy40", "slate80 navy20", i / 4),
        )
    lx, ly = 1268, 330
    sw = 6 * math.sin(p.t * 0.8)
    beam(p, lx, ly, 172 + sw, 7, 1500, "ochre42", 0.95)
    beam(p, lx, ly, 172 + sw, 3, 1300, "ochre12", 0.8)
    beam(p, lx, ly, -9 + sw, 7, 900, "ochre40", 0.8)
    p.fill(rect(-400, 742, 2800, 700), "slate75 navy30", to="navy80 night50 teal20")
    r = np.random.default_rng(4)
    for i in range(7):
        u = i / 6
        y, n = 770 + 330 * u**1.3, 9 - i
        ph = p.t * (0.5 + u) + r.uniform(0, 9)
        pts, k = [], 2800 / n
        for j in range(n + 1):
            x0 = -400 + j * k + 40 * math.sin(ph + j)
            a = (26 + 90 * u) * (0.7 + 0.3 * math.sin(j * 2.1 + ph))
            pts += [
                (x0, y + a * 0.5),
                (x0 + k * 0.36, y - a * 0.15),
                (x0 + k * 0.6, y - a),
                (x0 + k * 0.78, y - a * 0.5),
                (x0 + k * 0.8, y + a * 0.1),
            ]
        sp = smooth([*pts, (2600, 1500), (-500, 1500)], k=1 / 7)
        p.fill(
            sp,
            mix("slate70 navy35 teal10", "navy88 night60 teal22", u),
            to=mix("slate60 navy45", "night85 navy60", u),
            axis=(0, y - 120 * u, 0, y + 200),
        )
        p.edge(sp, mix("fog70 slate20", "fog20", u), 2 + 4 * u, 3 + 9 * u)
        if i == 3:
            for k, (x, y, s) in enumerate(((1000, 930, 1.0), (1570, 950, 0.85))):
                spray(p, x, y, s * (1 + 0.12 * math.sin(p.t * 2 + k)), k)
            rock(p, lx, ly)
            spray(p, 905, 990, 0.62 * (1 + 0.16 * math.sin(p.t * 2 + 2)), 5)
    rain(p, "fog30", 210, 3, 0.5, 0.5, 90, 1.8)


def rock(p, lx, ly):
    """The lighthouse and its rock."""
    base = poly(
        [
            (860, 1010),
            (930, 860),
            (1010, 812),
            (1090, 770),
            (1180, 748),
            (1350, 744),
            (1440, 790),
            (1520, 812),
            (1600, 900),
            (1700, 1010),
        ]
    )
    p.fill(base, "night92 navy50")
    for q in (
        ((930, 860), (1010, 812), (1090, 770), (1060, 850), (960, 930)),
        ((1180, 748), (1250, 746), (1200, 830), (1120, 860)),
        ((1440, 790), (1520, 812), (1480, 900), (1420, 880)),
    ):
        p.fill(poly(q), "slate62 navy50")
    for x, w in ((1372, 112), (1470, 0)):
        if w:
            house(
                p,
                x - 10,
                762,
                104,
                62,
                "fog60 slate20",
                "night70 navy40",
                "slate80 navy50",
                "ochre70",
                1,
                3,
                2,
                "ochre60",
                0.8,
            )
    tower = poly([(1206, 752), (1232, 408), (1304, 408), (1332, 752)])
    p.fill(tower, "fog22")
    with p.clip(tower):
        for y in (430, 566, 700):
            p.fill(rect(1190, y, 160, 64), "navy70 night30")
        p.fill(poly([(1282, 400), (1340, 400), (1340, 760), (1290, 760)]), "navy80 night30", alpha=0.62)
        p.fill(many([rect(1256, 520, 14, 26, 7), rect(1252, 650, 15, 28, 7)]), "ochre80 night20")
    p.fill(rect(1216, 396, 104, 14), "night90 navy30")
    p.fill(many([rect(1220 + i * 16, 372, 3, 26) for i in range(7)]), "night90")
    p.fill(rect(1218, 370, 100, 4), "night90")
    p.fill(rect(1236, 294, 64, 100), "ochre55")
    p.fill(rect(1250, 300, 36, 70), "")
    p.fill(many([rect(1234, 290, 5, 106), rect(1266, 290, 4, 106), rect(1298, 290, 5, 106)]), "night90")
    p.fill(smooth([(1226, 294), (1240, 262), (1268, 244), (1296, 262), (1310, 294)]), "night92 navy40")
    p.fill(rect(1265, 216, 5, 34), "night90")
    sun(p, lx, 334, 30, "", "ochre20")


def spray(p, x, y, s, seed):
    """A wave bursting upward on rock: overlapping feathered plumes, torn at the top, and thrown drops."""
    r = np.random.default_rng(seed + 70)
    plumes, drops = [], []
    for i in range(13):
        k = (i - 6) / 6
        ex, ey, w = (
            x + 190 * s * k * (1 + 0.2 * r.normal()),
            y - s * (330 - 190 * k * k) * r.uniform(0.72, 1),
            s * r.uniform(20, 36),
        )
        plumes.append(
            smooth(
                [
                    (x + k * 60 * s - w, y + 60),
                    (lerp(x, ex, 0.5) - w, lerp(y, ey, 0.55)),
                    (ex - w * 0.5, ey + w),
                    (ex, ey),
                    (ex + w * 0.5, ey + w),
                    (lerp(x, ex, 0.5) + w, lerp(y, ey, 0.5)),
                    (x + k * 60 * s + w, y + 60),
                ],
                k=1 / 6,
            )
        )
        plumes += [
            oval(ex + r.normal() * 20 * s, ey + 14 * s + r.normal() * 22 * s, r.uniform(8, 17) * s)
            for _ in range(4)
        ]
        drops += [
            oval(
                x + (ex - x) * q + r.normal() * 18 * s,
                y + (ey - y) * q + r.normal() * 14 * s,
                r.uniform(1.5, 5) * s,
            )
            for q in r.uniform(0.9, 1.4, 9)
        ]
    body = union(plumes)
    p.fill(body, "fog10", to="slate60 fog40 navy10", axis=(0, y - 300 * s, 0, y + 50))
    p.edge(body, "", 5, 4)
    p.fill(many(drops), "fog8")
