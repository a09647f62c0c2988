"""Wheat in a dry wind: waves of light run over the field."""

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
    height_at,
    hills,
    sky,
    sun,
    tree,
)
from ..people import person


@scene("ochre rust moss navy fog brick", 4)
def film_wheat(p):
    """A farmer walks her boundary while gusts travel across the ripe field."""
    t = p.t
    sky(p, "fog60 navy26", "ochre20 fog20", 560)
    sun(p, 1480, 270, 64, "ochre40", "ochre24")
    for i, (x, y, w, h) in enumerate(((420, 330, 760, 150), (1180, 250, 900, 150), (1760, 420, 640, 110))):
        bank(p, x + t * (9 + 4 * i), y, w, h, "fog22", "", 14 + i, "fog58 navy8 ochre6")
    hills(p, 3, 540, 50, "navy34 fog46", "fog46 ochre18", waves=2)
    hills(p, 8, 584, 38, "moss52 navy24 fog18", "moss30 ochre28", rim="ochre30", waves=2)
    pts = hills(p, 21, 622, 20, "moss70 navy22", "moss48 ochre30", rim="ochre44", waves=2)
    for i, x in enumerate((110, 170, 215, 700, 748, 1300, 1345, 1372, 1690, 1850)):
        h = 66 + 40 * math.sin(i * 4) ** 2
        with p.layer(x=x, y=height_at(pts, x) + 16, rot=1.6 + 1.6 * math.sin(t * 2.2 - x / 190)):
            tree(p, 0, 0, h, "moss80 navy48", "moss60 ochre34", ["round", "poplar", "poplar"][i % 3], i)
    house(p, 1010, 640, 104, 48, "fog16 ochre8", "brick72 rust30", "rust60 navy40", "navy70", 2, 4, 3)
    field = poly([(-300, 648), (2200, 626), (2300, 1400), (-300, 1400)])
    p.fill(field, "ochre54", to="ochre92 rust30", axis=(0, 630, 0, 1280))
    with p.clip(field):
        gusts(p, t)
        path(p)
        blades(p, t, 2300, "ochre100 rust46", 3, 670, 1100, 70)
        blades(p, t, 1500, "ochre30", 5, 670, 1100, 64)
    farmer(p, t)
    with p.clip(field):
        blades(p, t, 560, "rust80 ochre60 navy18", 9, 1030, 1330, 230, 5)
        blades(p, t, 460, "ochre70 rust26", 8, 1030, 1330, 210, 4)
        ears(p, t)


def wind(x, y, t):
    """How hard the wind leans on a stalk: gusts travel to the right, with a quick flutter on top."""
    gust = 0.5 + 0.5 * math.sin((x + 0.9 * y) / 260 - t * 2.3)
    return 0.16 + 0.62 * gust**1.5 + 0.07 * math.sin(t * 7 + x * 0.07)


def gusts(p, t):
    """Pale bands where the bent stalks turn their backs to the light."""
    r, pale, deep = np.random.default_rng(6), [], []
    for i in range(70):
        u = r.random() ** 0.8
        y, k = 662 + 620 * u, 0.35 + u
        x = (r.uniform(0, 2600) + t * 210 * k) % 2600 - 340
        (pale if i % 2 else deep).append(lens(x, y, r.uniform(260, 520) * k, 22 * k))
    p.fill(many(pale), "ochre26 fog10", alpha=0.75)
    p.fill(many(deep), "ochre90 rust40", alpha=0.4)


def path(p):
    """The trodden headland that leads to the farmhouse."""
    track = poly([(1052, 642), (1066, 642), (1120, 760), (1330, 1340), (870, 1340), (985, 760)])
    p.fill(track, "ochre30 rust20 fog14", to="rust50 ochre40")
    p.edge(track, "rust70 ochre40", -10, 0, alpha=0.7)


def blades(p, t, n, spec, seed, y0, y1, h, thick=2.6):
    """Upright blades, all leaning with the wind where they stand."""
    r, out = np.random.default_rng(seed), []
    for _ in range(n):
        u = r.random() ** 0.6
        x, y, k = r.uniform(-60, 1980), lerp(y0, y1, u), h * (0.3 + 0.7 * u) * r.uniform(0.65, 1.15)
        w = thick * (0.4 + 0.8 * u)
        if abs(x - 1062 - (y - 760) * 0.06) < 6 + (y - 642) * 0.27 and y < 1200:
            continue
        lean = k * wind(x, y, t)
        out.append(poly([(x - w, y), (x + lean, y - k), (x + w, y)]))
    p.fill(many(out), spec)


def ears(p, t):
    """The nearest ears of wheat, large enough to show their grain and awns."""
    kernels = [oval((-1) ** k * 6, -172 - k * 10, 6, 11) for k in range(10)]
    awns = [poly([((-1) ** k * 5, -180 - k * 10), ((-1) ** k * 17, -240 - k * 11)], False) for k in range(10)]
    for i in range(44):
        r = np.random.default_rng(i)
        x, y = r.uniform(-20, 1940), r.uniform(1010, 1150)
        if 830 < x < 1330:
            continue
        with p.layer(x=x, y=y + 260, rot=2 + 30 * wind(x, y, t) + r.uniform(-4, 4), sx=1.4):
            p.line(poly([(0, -170), (0, 60)], False), "rust74 ochre60", 4)
            p.line(many(awns), "rust50 ochre70", 1.8)
            p.fill(union(kernels), "rust60 ochre84")
            p.fill(many([oval((-1) ** k * 6 - 2, -173 - k * 10, 3, 7) for k in range(10)]), "ochre70 rust12")


def farmer(p, t):
    """A farmer on the path, coat and scarf pulled by the wind; she stands and shades her eyes."""
    x, y, h = 1030, 1010, 300
    flap = 14 * math.sin(t * 5)
    p.fill(
        poly([(x - 20, y), (x + 24, y), (x - 190, y + 66), (x - 250, y + 62)]),
        "rust60 navy30",
        mode="add",
        alpha=0.6,
    )
    coat = smooth(
        [
            (x - 28, y - 190),
            (x + 26, y - 190),
            (x + 60, y - 110),
            (x + 110 + flap, y - 70),
            (x + 40, y - 86),
            (x - 30, y - 84),
        ],
        k=1 / 8,
    )
    p.fill(coat, "navy84 rust20")
    person(
        p,
        x,
        y,
        h,
        "navy92 rust20",
        "ochre40 fog10",
        None,
        12,
        pose="stand",
        coat=True,
        hat=True,
        bag=False,
    )
    tails = []
    for k, lift in ((0, -26), (1, 6)):
        top = [
            (x + u * 120, y - 244 + lift * u * u * 2 + flap * (0.5 if k else -1) * math.sin(u * 4))
            for u in (0, 0.33, 0.66, 1)
        ]
        tails.append(smooth([*top, *[(a, b + 15) for a, b in top[::-1]]], k=1 / 9))
    p.fill(union([*tails, rect(x - 22, y - 256, 44, 24, 9)]), "brick84")
