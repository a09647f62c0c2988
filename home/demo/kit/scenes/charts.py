"""Charts in the house style: real axes, ticks and drawn numerals, but no words."""

import math

from ..catalogue import scene
from ..geo import many, oval, poly, rect, smooth
from ..nature import cloud

GLYPH = {
    "0": [[(0.5, 0), (0.96, 0.45), (0.96, 1.15), (0.5, 1.6), (0.04, 1.15), (0.04, 0.45), (0.5, 0)]],
    "1": [[(0.2, 0.3), (0.55, 0)], [(0.55, 0), (0.55, 1.6)]],
    "2": [
        [(0.05, 0.42), (0.25, 0.04), (0.75, 0.04), (0.92, 0.45), (0.6, 0.95), (0.04, 1.6)],
        [(0.04, 1.6), (0.96, 1.6)],
    ],
    "3": [
        [(0.08, 0.2), (0.5, 0), (0.88, 0.3), (0.72, 0.68), (0.4, 0.74)],
        [(0.4, 0.74), (0.86, 0.86), (0.94, 1.26), (0.55, 1.6), (0.06, 1.4)],
    ],
    "4": [[(0.72, 1.6), (0.72, 0)], [(0.72, 0), (0.02, 1.12)], [(0.02, 1.12), (0.98, 1.12)]],
    "5": [
        [(0.86, 0), (0.2, 0)],
        [(0.2, 0), (0.12, 0.7)],
        [(0.12, 0.7), (0.6, 0.6), (0.94, 1.0), (0.7, 1.52), (0.3, 1.6), (0.04, 1.42)],
    ],
    "6": [
        [
            (0.8, 0.06),
            (0.34, 0.4),
            (0.06, 1.0),
            (0.2, 1.5),
            (0.6, 1.6),
            (0.94, 1.2),
            (0.7, 0.78),
            (0.3, 0.8),
            (0.08, 1.1),
        ]
    ],
    "7": [[(0.04, 0), (0.96, 0)], [(0.96, 0), (0.36, 1.6)]],
    "8": [
        [(0.5, 0), (0.88, 0.36), (0.5, 0.74), (0.12, 0.36), (0.5, 0)],
        [(0.5, 0.74), (0.96, 1.18), (0.5, 1.6), (0.04, 1.18), (0.5, 0.74)],
    ],
    "9": [
        [
            (0.2, 1.54),
            (0.66, 1.2),
            (0.94, 0.6),
            (0.8, 0.1),
            (0.4, 0),
            (0.06, 0.4),
            (0.3, 0.82),
            (0.7, 0.8),
            (0.92, 0.5),
        ]
    ],
}


def numerals(p, text, x, y, h, spec, align=0.5):
    """Hand-drawn figures for axes."""
    s = h / 1.6
    step = s * 1.38
    x -= (len(text) * step - s * 0.38) * align
    strokes = []
    for i, ch in enumerate(text):
        for st in GLYPH[ch]:
            pts = [(x + i * step + a * s, y + b * s) for a, b in st]
            strokes.append(poly(pts, False) if len(pts) == 2 else smooth(pts, False))
    p.line(many(strokes), spec, h * 0.13)


def axes(p, x0, y0, x1, y1, top, step, labels, ink_, every=1):
    """Baseline, gridlines with values from 0 to top, ticks with labels along x; returns a scale function."""
    for k in range(int(top / step) + 1):
        y = y1 - (y1 - y0) * k * step / top
        p.line(poly([(x0, y), (x1, y)], False), ink_, 5 if k == 0 else 2, alpha=1 if k == 0 else 0.42)
        numerals(p, str(k * step), x0 - 34, y - 17, 34, ink_, 1)
    n = len(labels)
    for i, s in enumerate(labels):
        x = x0 + (x1 - x0) * (i + 0.5) / n
        p.line(poly([(x, y1), (x, y1 + 14)], False), ink_, 4)
        if i % every == 0:
            numerals(p, s, x, y1 + 30, 32, ink_)
    return lambda i, v: (x0 + (x1 - x0) * (i + 0.5) / n, y1 - (y1 - y0) * v / top)


@scene("navy teal ochre brick bone fog", 21)
def chart_rainfall(p):
    """Bars: rainfall by month (1-12) against the long-run mean, over a soft rain sky."""
    p.fill(rect(0, 0, 1920, 1280), "bone30 fog20", to="bone50 fog10")
    cloud(p, 1420, 300, 900, 200, "fog46 navy6", "fog10", 5, "fog64 navy12")
    p.line(
        many(
            [
                poly(
                    [
                        (1040 + i * 34 + 9 * math.sin(i * 3), 330 + 50 * math.sin(i * 5) ** 2),
                        (1020 + i * 34 + 9 * math.sin(i * 3), 420 + 60 * math.sin(i * 5) ** 2),
                    ],
                    False,
                )
                for i in range(23)
            ]
        ),
        "teal40 fog30",
        4,
    )
    now = [64, 71, 58, 49, 38, 22, 11, 9, 46, 118, 142, 97]
    mean = [78, 66, 61, 54, 47, 31, 18, 21, 52, 84, 96, 88]
    at = axes(p, 210, 180, 1800, 1090, 160, 40, [str(i + 1) for i in range(12)], "navy84")
    _, base = at(0, 0)
    for i, v in enumerate(now):
        x, y = at(i, v)
        b = rect(x - 40, y, 80, base - y)
        p.fill(b, "teal84 navy20" if v <= mean[i] * 1.2 else "brick84 navy6")
        p.edge(b, "teal40 bone20" if v <= mean[i] * 1.2 else "brick40 ochre40", 10, 8)
        p.edge(b, "navy40 teal60" if v <= mean[i] * 1.2 else "brick80 navy40", -18, 0)
    p.line(smooth([at(i, v) for i, v in enumerate(mean)], False, 1 / 7), "ochre84 brick10", 8)
    p.fill(many([oval(*at(i, v), 11) for i, v in enumerate(mean)]), "ochre84 brick10")
    p.fill(many([oval(*at(i, v), 5) for i, v in enumerate(mean)]), "")


@scene("navy teal ochre brick bone slate", 22)
def chart_power(p):
    """Lines: shares of wind and gas in the grid, 2016-2026, in per cent."""
    p.fill(rect(0, 0, 1920, 1280), "bone46", to="bone24 ochre10")
    at = axes(p, 210, 180, 1800, 1090, 60, 10, [str(2016 + i) for i in range(11)], "navy84", 2)
    wind, gas = [12, 14, 17, 19, 24, 27, 31, 38, 43, 47, 52], [49, 48, 46, 47, 41, 38, 40, 31, 27, 24, 19]
    W_, G = [at(i, v) for i, v in enumerate(wind)], [at(i, v) for i, v in enumerate(gas)]
    _, base = at(0, 0)
    area = poly([*W_, (W_[-1][0], base), (W_[0][0], base)])
    p.fill(area, "teal44 bone10", to="teal10 bone30")
    with p.clip(area):
        p.line(
            many([poly([(x, 100), (x - 560, 1200)], False) for x in range(200, 2600, 34)]),
            "teal50",
            2.4,
            alpha=0.6,
        )
    for pts, c, d in ((G, "brick84", "brick84 navy40"), (W_, "teal90 navy16", "navy90")):
        with p.layer(x=4, y=7):
            p.line(poly(pts, False), "slate50", 11, alpha=0.4)
        p.line(poly(pts, False), c, 11)
        p.fill(many([oval(*q, 14) for q in pts]), c)
        p.fill(many([oval(*q, 6) for q in pts]), "")
    with p.layer(x=W_[-1][0] - 8, y=W_[-1][1] - 2):
        from .wind import turbine

        turbine(p, 0, -10, 150, "teal90 navy16", "navy90", 0.5)
    fx, fy = G[-1]
    p.fill(
        smooth(
            [
                (fx, fy - 20),
                (fx - 26, fy - 50),
                (fx - 10, fy - 80),
                (fx + 2, fy - 112),
                (fx + 22, fy - 74),
                (fx + 24, fy - 44),
            ]
        ),
        "brick80 ochre30",
    )
    p.fill(smooth([(fx, fy - 24), (fx - 11, fy - 44), (fx + 2, fy - 72), (fx + 12, fy - 44)]), "ochre60")
