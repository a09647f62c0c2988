"""The market square at noon: a film that begins where it ends (every motion divides eight seconds)."""

import math

import numpy as np

from ..buildings import house
from ..catalogue import scene
from ..geo import (
    lens,
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..nature import (
    bank,
    sky,
)
from ..people import person

LOOP = 8


def turn(t, times, phase=0.0):
    """A sine that comes round a whole number of times in the loop."""
    return math.sin(math.tau * times * t / LOOP + phase)


@scene("brick ochre moss navy bone teal", 4)
def film_square(p):
    """Fountain, stalls and passers-by in the square below the clock tower."""
    t = p.t
    sky(p, "teal34 bone30", "bone36 ochre16", 560)
    for x, y, w, h, k in ((700, 250, 560, 90, 1), (1270, 170, 520, 100, 1)):
        bank(p, x + 12 * turn(t, k), y, w, h, "bone6", "", 5 + x, "bone40 teal8")
    fronts(p)
    clock_tower(p, t)
    ground = rect(-100, 800, 2200, 600)
    p.fill(ground, "bone44 ochre22", to="ochre40 brick20 bone20")
    p.fill(
        poly([(-100, 800), (2100, 800), (2100, 822), (-100, 850)]), "navy40 brick30", mode="add", alpha=0.5
    )
    cobbles = [
        lens(320 + (i * 137) % 1300, 835 + (i * 53) % 440, 26 + (i * 53) % 440 * 0.14, 5) for i in range(150)
    ]
    p.fill(many(cobbles), "ochre50 brick34 bone10", alpha=0.6)
    stalls(p, t)
    walkers(p, t, ((868, 128, 1, 3), (884, 138, -1, 2)), 21)
    fountain(p, t)
    pigeons(p, t)
    walkers(p, t, ((1190, 330, 1, 1),), 47)


def fronts(p):
    """The houses round the square."""
    walls = [
        "brick44 bone40",
        "ochre50 bone20",
        "bone50 brick10",
        "teal36 bone40",
        "ochre36 brick20 bone20",
        "moss36 bone40",
    ]
    x, i = 240, 0
    while x < 1720:
        w, h = 118 + 26 * math.sin(i * 2.7), 280 + 54 * math.sin(i * 1.9)
        house(
            p,
            x,
            810,
            w,
            h,
            walls[i % 6],
            "brick66 navy24",
            "navy50 brick40",
            "navy66 teal20",
            4,
            3,
            i,
            "ochre40",
            0.1,
            0.34,
            0.02,
        )
        p.fill(rect(x + 6, 762, w - 12, 48), "navy60 brick20")
        p.fill(many([rect(x + 10 + k * 20, 752, 10, 20) for k in range(int((w - 20) / 20))]), "bone10")
        p.fill(rect(x + 6, 746, w - 12, 9), "brick70 navy20")
        x, i = x + w + 2, i + 1


def clock_tower(p, t):
    """The tower on the right of centre, with its flag."""
    x, w = 1150, 150
    p.fill(rect(x, 300, w, 512), "ochre26 bone40 brick8")
    p.fill(rect(x + w * 0.68, 300, w * 0.32, 512), "brick40 navy34 bone10")
    p.fill(many([rect(x + 34, y, 30, 62, 15) for y in (520, 640)]), "navy70 brick20")
    p.fill(rect(x - 10, 460, w + 20, 14), "bone20")
    p.fill(rect(x - 12, 292, w + 24, 16), "bone16")
    p.fill(poly([(x - 14, 294), (x + w / 2, 130), (x + w + 14, 294)]), "brick64 navy16")
    p.fill(poly([(x + w / 2, 130), (x + w + 14, 294), (x + w * 0.66, 294)]), "brick60 navy56")
    c = (x + w * 0.4, 386)
    p.fill(oval(*c, 54), "navy80 brick20")
    p.fill(oval(*c, 46), "bone6")
    p.line(poly([(c[0], c[1] - 36), c, (c[0] + 20, c[1] + 12)], False), "navy90", 6)
    p.line(poly([(x + w / 2, 132), (x + w / 2, 60)], False), "navy84", 5)
    a = [(x + w / 2 + 3 + u * 84, 66 + 6 * u * turn(t, 6, -u * 4)) for u in (0, 0.25, 0.5, 0.75, 1)]
    p.fill(smooth([*a, *[(b, y + 44) for b, y in a[::-1]]], k=1 / 8), "brick84")
    p.line(smooth([(b, y + 22) for b, y in a], False), "bone10", 9, cap=False)


def stalls(p, t):
    """Three stalls along the far side, their awnings stirring."""
    for i, (x, col) in enumerate(((380, "brick"), (660, "moss"), (1390, "teal"))):
        y, w = 860, 210
        p.line(many([poly([(x + k, 700), (x + k, y)], False) for k in (6, w - 6)]), "navy80 brick20", 7)
        p.fill(rect(x, 716, w, 100), "navy60 brick34")
        person(
            p,
            x + 96,
            866,
            128,
            ["navy76", "brick60 navy30", "moss70 navy30"][i],
            "bone20",
            None,
            31 + i,
            pose="work",
            coat=False,
            hat=i == 1,
            bag=False,
            tone="bone20",
        )
        p.fill(rect(x - 4, 812, w + 8, 50), "ochre50 brick30")
        r = np.random.default_rng(i)
        for k in range(5):
            c = ["brick84", "ochre84", "moss80", "brick60 ochre50", "moss50 ochre40"][(k + i) % 5]
            p.fill(
                many(
                    [
                        oval(x + 16 + k * 42 + r.uniform(-15, 17), 804 + r.uniform(-12, 6), 8)
                        for _ in range(14)
                    ]
                ),
                c,
            )
            p.fill(rect(x + 2 + k * 42, 804, 38, 20), "bone40 ochre30")
        n = 9
        for k in range(n):
            a, b = x - 22 + (w + 44) * k / n, x - 22 + (w + 44) * (k + 1) / n
            c = f"{col}84" if k % 2 else "bone10"
            d = f"{col}84 navy26" if k % 2 else "bone40 navy8"
            p.fill(
                poly([(lerp(a, x + w / 2, 0.16), 640), (lerp(b, x + w / 2, 0.16), 640), (b, 708), (a, 708)]),
                c,
            )
            sway = 4 * turn(t, 4, -k * 0.8 - i)
            p.fill(
                smooth(
                    [(a, 707), (b, 707), (b + sway, 734), ((a + b) / 2 + sway, 744), (a + sway, 734)],
                    k=1 / 12,
                ),
                d,
            )


def fountain(p, t):
    """Two bowls and a jet that falls in arcs; rings run outward on the water."""
    x, y = 850, 1010
    p.fill(lens(x + 60, y + 56, 620, 70), "navy50 brick30", mode="add", alpha=0.55)
    basin = smooth(
        [
            (x - 230, y - 20),
            (x - 210, y + 40),
            (x - 120, y + 72),
            (x + 120, y + 72),
            (x + 210, y + 40),
            (x + 230, y - 20),
        ],
        k=1 / 9,
    )
    p.mass(basin, "bone40 ochre14", "bone10", "navy50 bone30", 8, 60)
    p.fill(oval(x, y - 20, 232, 46), "bone20")
    p.fill(oval(x, y - 18, 212, 38), "teal62 navy20")
    for i in range(3):
        k = (t / LOOP * 4 + i / 3) % 1
        p.line(oval(x, y - 16, 40 + 165 * k, 8 + 28 * k), "bone8", 4 * (1 - k) + 0.5)
    p.mass(
        poly([(x - 26, y - 20), (x - 16, y - 170), (x + 16, y - 170), (x + 26, y - 20)]),
        "bone36 ochre14",
        "bone8",
        "navy44 bone20",
        4,
        14,
    )
    bowl = smooth(
        [(x - 104, y - 190), (x - 60, y - 150), (x, y - 140), (x + 60, y - 150), (x + 104, y - 190)], k=1 / 8
    )
    p.mass(bowl, "bone36 ochre14", "bone8", "navy44 bone20", 5, 30)
    p.fill(oval(x, y - 190, 106, 18), "teal56 navy14")
    jets, drops = [], []
    for k in range(9):
        u = (k - 4) / 4
        pts = [
            (x + u * 96 * s, y - 192 - 150 * (1 - abs(u) * 0.4) * 4 * s * (1 - s) - 40 * (1 - s))
            for s in (0, 0.25, 0.5, 0.75, 1)
        ]
        jets.append(smooth(pts, False))
        for q in range(5):
            s = (q / 5 + t / LOOP * 8 + k * 0.13) % 1
            drops.append(
                oval(
                    x + u * 96 * s, y - 192 - 150 * (1 - abs(u) * 0.4) * 4 * s * (1 - s) - 40 * (1 - s), 5, 7
                )
            )
    p.line(many(jets), "teal16 bone4", 5, alpha=0.6)
    p.fill(many(drops), "")
    falls = [(x + s * 100, y - 184) for s in (-1, -0.6, 0.6, 1)]
    for i, (a, b) in enumerate(falls):
        p.line(
            smooth([(a, b), (a + (a - x) * 0.06, b + 70), (a + (a - x) * 0.09, y - 18)], False),
            "teal14",
            6,
            alpha=0.7,
        )
        for q in range(4):
            s = (q / 4 + t / LOOP * 8 + i * 0.2) % 1
            p.fill(oval(a + (a - x) * 0.09 * s, b + (y - 18 - b) * s * s, 5, 9), "")
    p.fill(many([lens(a, y - 16, 46 + 8 * turn(t, 8, a), 9) for a, _ in falls]), "bone4")


def pigeons(p, t):
    """Pigeons at the fountain's foot: each pecks to its own beat."""
    for i, (x, y, s, f) in enumerate(
        (
            (1150, 1080, 1, -1),
            (1220, 1120, 1.15, 1),
            (1300, 1070, 0.95, -1),
            (560, 1140, 1.2, 1),
            (470, 1100, 1, -1),
        )
    ):
        peck = max(0.0, turn(t, 2 + i % 3, i * 1.7)) ** 2
        with p.layer(x=x, y=y, sx=s * f, sy=s):
            p.fill(lens(14, 20, 70, 9), "navy50 brick20", mode="add", alpha=0.5)
            body = union([oval(0, 0, 24, 15), poly([(-20, -4), (-48, 10), (-18, 12)])])
            p.fill(body, "navy62 bone20")
            p.edge(body, "bone20", 3, 4)
            with p.layer(x=16, y=-8, rot=75 * peck):
                p.fill(
                    union([oval(8, -12, 8, 8), smooth([(-6, 6), (2, -14), (14, -10), (10, 8)])]),
                    "navy80 teal20",
                )
                p.fill(poly([(15, -13), (24, -10), (15, -8)]), "ochre60")
            p.line(many([poly([(-2, 13), (-3, 22)], False), poly([(6, 13), (7, 22)], False)]), "brick70", 3)


def walkers(p, t, rows, seed):
    """People crossing: rows of (foot line, height, direction, how many); one loop takes each across."""
    for y, h, d, n in rows:
        span = 1280 + 2.4 * h
        for i in range(n):
            k = (t / LOOP + i / n + seed * 0.071) % 1
            x = 320 - 1.2 * h + span * (k if d > 0 else 1 - k)
            c = ["navy88 brick14", "brick74 navy24", "moss70 navy40", "teal70 navy40"][(i + seed) % 4]
            steps = max(2, round(span / h / 1.1))
            person(
                p,
                x,
                y + 3 * abs(turn(t, steps)),
                h,
                c,
                "bone10 ochre20",
                "navy44 brick20",
                seed + i,
                pose="walk",
                face=d,
                coat=False,
                hat=i == 1,
                bag=n == 1,
                phase=turn(t, steps, i),
                slant=0.8,
            )
