"""The map of the regions, without words."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import blob, both, cut, lerp, many, oval, poly, rect, smooth, union
from ..press import mix
from .charts import numerals


def coast():
    """Outline of the country, and of its two islands."""
    main = [
        (520, -60),
        (560, 90),
        (690, 150),
        (640, 250),
        (520, 300),
        (560, 400),
        (700, 430),
        (760, 520),
        (690, 600),
        (560, 640),
        (600, 740),
        (720, 780),
        (790, 880),
        (900, 900),
        (960, 1000),
        (1100, 1030),
        (1190, 1120),
        (1340, 1110),
        (1420, 1190),
        (1560, 1340),
        (2100, 1340),
        (2100, -60),
    ]
    r, pts = np.random.default_rng(3), []
    for a, b in zip(main, main[1:] + main[:1]):
        d = math.dist(a, b)
        for k in range(max(1, int(d / 26))):
            q = lerp(a, b, k / max(1, int(d / 26)))
            on = 0 < q[1] < 1280 and q[0] < 1900
            pts.append((q[0] + r.normal() * 9 * on, q[1] + r.normal() * 9 * on))
    return union(
        [
            smooth(pts),
            blob(5, 330, 560, 92, 60, 0.22, 18),
            blob(8, 420, 930, 60, 84, 0.24, 16),
            blob(2, 250, 730, 30, 22, 0.2),
        ]
    )


@scene("navy teal ochre brick bone moss", 23)
def map_regions(p):
    """The country by region: turnout in four tints, with graticule, rivers, towns and scale bar."""
    C = coast()
    p.fill(rect(0, 0, 1920, 1280), "teal44 navy10", to="teal56 navy24")
    for i in range(5, 0, -1):
        p.line(C, mix("teal20", "teal48 navy14", i / 6), i * 34)
    p.line(
        many(
            [poly([(x, 0), (x + 40, 1280)], False) for x in range(60, 1920, 300)]
            + [poly([(0, y), (1920, y - 30)], False) for y in range(130, 1280, 300)]
        ),
        "navy40 teal30",
        2,
        alpha=0.5,
    )
    p.fill(C, "bone50")
    seeds = [
        (700, 120),
        (1100, 140),
        (1560, 180),
        (720, 520),
        (1020, 430),
        (1400, 470),
        (1780, 430),
        (760, 830),
        (1080, 760),
        (1400, 820),
        (1740, 780),
        (1260, 1060),
        (1640, 1120),
        (330, 640),
    ]
    tint = ["bone30 ochre20", "ochre50 bone20", "ochre60 brick34", "brick76 navy8"]
    share = [2, 1, 0, 3, 2, 1, 0, 3, 2, 2, 1, 3, 1, 3]
    for i, s in enumerate(seeds):
        cell = rect(-100, -100, 2200, 1500)
        for j, o in enumerate(seeds):
            if j != i:
                m, dx, dy = lerp(s, o, 0.5), o[0] - s[0], o[1] - s[1]
                n = math.hypot(dx, dy)
                ux, uy = dx / n, dy / n
                r = np.random.default_rng(min(i, j) * 20 + max(i, j))
                w = [
                    (m[0] - uy * t + ux * r_, m[1] + ux * t + uy * r_)
                    for t, r_ in zip(
                        np.linspace(-2600, 2600, 121) * (1 if i < j else -1),
                        (np.convolve(r.normal(size=125), np.ones(5) / 5, "valid") * 22)[
                            :: 1 if i < j else -1
                        ],
                    )
                ]
                half = poly(
                    [
                        *w,
                        (w[-1][0] + ux * 3000, w[-1][1] + uy * 3000),
                        (w[0][0] + ux * 3000, w[0][1] + uy * 3000),
                    ]
                )
                cell = cut(cell, half)
        reg = both(cell, C)
        p.fill(reg, tint[share[i]])
        p.edge(reg, mix(tint[share[i]], "", 0.4), 5, 5)
        p.line(reg, "bone10", 4)
    p.line(C, "navy70 brick20", 4)
    with p.clip(C):
        for pts in (
            ((1900, 300), (1620, 340), (1450, 300), (1260, 360), (1060, 330), (860, 400), (700, 440)),
            ((1900, 900), (1640, 940), (1430, 900), (1250, 960), (1130, 1040)),
            ((1450, 300), (1380, 180), (1420, 40), (1400, -40)),
        ):
            p.line(smooth(pts, False), "teal70 navy20", 8)
        r = np.random.default_rng(4)
        for i in range(34):
            x, y = 1520 + r.normal() * 60 + i * 7, 560 + r.normal() * 44 + (i % 5) * 14
            p.fill(poly([(x - 16, y), (x, y - 26), (x + 4, y)]), "bone10 ochre10")
            p.fill(poly([(x + 16, y), (x, y - 26), (x + 4, y)]), "navy50 brick30")
    for x, y, s in (
        (748, 520, 18),
        (1120, 560, 11),
        (1480, 760, 11),
        (700, 160, 10),
        (1180, 1090, 12),
        (1700, 330, 9),
    ):
        p.fill(oval(x, y, s + 5), "bone10")
        p.fill(oval(x, y, s), "navy90")
        if s > 15:
            p.fill(oval(x, y, 8), "bone10")
    p.line(many([smooth([(742, 528), (600, 540), (430, 560)], False)]), "navy80", 3)
    for i in range(4):
        p.fill(rect(96 + i * 92, 1180, 92, 16), "navy86" if i % 2 == 0 else "bone10")
        p.fill(rect(96 + i * 92, 1090, 80, 40), tint[i])
        p.line(rect(96 + i * 92, 1090, 80, 40), "navy80", 3)
    for i in range(5):
        numerals(p, str(i * 25), 96 + i * 92, 1206, 26, "bone0 navy90")
        if i < 4:
            numerals(p, str(45 + i * 10), 136 + i * 92, 1050, 26, "navy90")
    compass(p, 180, 210, 92)


def compass(p, x, y, r):
    """Eight-pointed rose, north marked by its long lit point."""
    p.line(oval(x, y, r * 0.62), "bone10", 4)
    for k in range(8):
        a, L = k * math.pi / 4 - math.pi / 2, r * (1.25 if k == 0 else 1 if k % 2 == 0 else 0.6)
        tip = (x + L * math.cos(a), y + L * math.sin(a))
        for s, c in ((-1, "bone10"), (1, "navy84")):
            p.fill(
                poly(
                    [tip, (x, y), (x + r * 0.2 * math.cos(a + s * 0.7), y + r * 0.2 * math.sin(a + s * 0.7))]
                ),
                c,
            )
