"""The observatory above Lindmar."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import (
    blob,
    both,
    cut,
    lens,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..light import glow
from ..nature import (
    hills,
    sky,
)
from ..people import person


@scene("night navy plum ochre bone slate", 37)
def observatory(p):
    """The dome stands open under the Milky Way; an astronomer climbs to it with a red torch."""
    sky(p, "night92 navy50", "navy60 plum40 ochre16", 960)
    milky_way(p)
    hills(p, 8, 850, 90, "navy64 plum50", "plum50 ochre20 navy20", waves=2, sharp=0.3)
    glow(p, 250, 900, 420, "ochre36 bone10", 0.6)
    lights = [oval(80 + (i * 53) % 380, 872 + (i * 29) % 46, 3 + i % 2) for i in range(30)]
    p.fill(many(lights), "ochre30")
    hills(p, 15, 930, 60, "navy80 plum50 night20", "plum50 navy50", rim="plum40 ochre20", waves=2, sharp=0.2)
    firs(p)
    ridge_ = smooth(
        [
            (-300, 1150),
            (200, 1090),
            (700, 985),
            (1000, 950),
            (1600, 955),
            (1900, 1010),
            (2300, 1060),
            (2300, 1500),
            (-300, 1500),
        ],
        k=1 / 8,
    )
    p.fill(ridge_, "night80 plum50 navy30", to="night96 navy60")
    p.edge(ridge_, "plum50 ochre24 navy10", -5, 8)
    dome(p, 1270, 780)
    path = smooth(
        [
            (330, 1310),
            (560, 1190),
            (840, 1090),
            (900, 1040),
            (1080, 1004),
            (1150, 962),
            (1180, 962),
            (1120, 1016),
            (960, 1062),
            (930, 1110),
            (760, 1310),
        ],
        k=1 / 8,
    )
    p.fill(path, "plum50 navy50 bone10", to="navy70 plum60")
    p.edge(path, "ochre30 plum30", 6, 5)
    posts = ((420, 1210, 1.0), (690, 1104, 0.74), (850, 1042, 0.56), (1010, 996, 0.44))
    for x, y, s in posts:
        p.line(poly([(x, y), (x, y - 80 * s)], False), "night96", 12 * s)
        p.fill(oval(x, y - 84 * s, 10 * s), "ochre30 plum30")
        glow(p, x, y - 84 * s, 66 * s, "ochre40 plum20", 0.6)
    glow(p, 738, 1090, 190, "ochre40 plum30", 0.5)
    p.fill(
        poly([(700, 1070), (900, 1092), (860, 1150)]),
        "ochre40 plum20",
        alpha=0.5,
        to_alpha=0,
        axis=(700, 0, 890, 0),
    )
    person(
        p,
        640,
        1216,
        300,
        "night97 navy50",
        "ochre40 plum20",
        None,
        8,
        pose="walk",
        coat=True,
        hat=True,
        bag=True,
        face=1,
    )
    p.fill(oval(699, 1072, 9), "ochre20")
    for x, h, s in ((60, 700, 4), (1850, 460, 9), (1760, 330, 6)):
        fir(p, x, 1320, h, "night98 navy50", "navy70 plum50")


def milky_way(p):
    """The band of the galaxy, dust lanes, thousands of stars and one meteor."""
    a, b = (180, 960), (1500, -260)
    dx, dy = (b[0] - a[0]), (b[1] - a[1])
    n = math.hypot(dx, dy)
    ux, uy = -dy / n, dx / n
    r = np.random.default_rng(12)
    for k, (spread, spec, alpha) in enumerate(
        (
            (190, "navy70 plum40", 0.32),
            (130, "plum44 navy40 ochre8", 0.36),
            (70, "plum30 navy30 ochre14", 0.42),
        )
    ):
        for i in range(26):
            u, w = (i + r.uniform(-0.4, 0.4)) / 25, spread * r.uniform(0.7, 1.25)
            c = (a[0] + dx * u + ux * r.normal() * 30, a[1] + dy * u + uy * r.normal() * 30)
            p.fill(oval(*c, w, w), spec, radial=(*c, w), alpha=alpha, to_alpha=0)
    dust = []
    for i in range(17):
        u = (i + r.uniform(-0.3, 0.3)) / 16
        c = (a[0] + dx * u + ux * r.uniform(-34, 34), a[1] + dy * u + uy * r.uniform(-34, 34))
        dust.append(blob(i + 4, *c, r.uniform(30, 80), r.uniform(20, 46), 0.35, 11))
    p.fill(many(dust), "night84 navy50 plum20", alpha=0.34, blur=14)
    sets = [[], [], []]
    for i in range(1500):
        if i % 5 < 3:
            u, off = r.random(), r.normal() * 120
            x, y = a[0] + dx * u + ux * off, a[1] + dy * u + uy * off
        else:
            x, y = r.uniform(0, 1920), r.uniform(0, 900)
        size = r.choice([1.1, 1.7, 2.6, 3.8], p=[0.55, 0.3, 0.12, 0.03])
        sets[i % 3].append(oval(x, y, size))
    for stars, spec in zip(sets, ("", "ochre16", "navy16 plum10")):
        p.fill(many(stars), spec)
    for x, y, s in ((470, 210, 15), (1650, 330, 17), (860, 120, 12), (1480, 130, 11), (250, 520, 12)):
        p.fill(
            union(
                [
                    lens(x, y, s * 3, s * 0.3),
                    rect(x - s * 0.1, y - s * 1.5, s * 0.2, s * 3),
                    oval(x, y, s * 0.34),
                ]
            ),
            "",
        )
    p.fill(poly([(1560, 210), (1812, 96), (1808, 90)]), "bone4", alpha=0.9)
    p.fill(oval(1562, 209, 5), "")


def dome(p, x, y):
    """The white dome with its open slit, the telescope inside, and the drum below."""
    p.fill(lens(x + 60, y + 196, 700, 40), "night95 navy40", alpha=0.8)
    wing = poly([(x + 150, y + 60), (x + 430, y + 60), (x + 430, y + 190), (x + 150, y + 190)])
    p.fill(wing, "navy50 slate40 bone10")
    p.fill(
        poly([(x + 140, y + 62), (x + 170, y + 36), (x + 440, y + 36), (x + 440, y + 62)]), "night88 plum40"
    )
    for k in range(3):
        p.fill(rect(x + 262 + k * 56, y + 92, 30, 46), "ochre44 plum10" if k != 1 else "night80 navy40")
    drum = rect(x - 210, y, 420, 192)
    p.fill(drum, "slate40 bone30 navy10")
    p.fill(rect(x - 210, y, 40, 192), "bone20 slate10")
    p.fill(poly([(x + 40, y), (x + 210, y), (x + 210, y + 192), (x + 90, y + 192)]), "navy64 slate30")
    p.fill(rect(x - 224, y - 16, 448, 26, 6), "slate60 navy40")
    p.fill(rect(x - 224, y - 16, 448, 8, 4), "bone20 slate20")
    p.fill(rect(x - 74, y + 76, 64, 116), "ochre30 bone10")
    p.line(rect(x - 74, y + 76, 64, 116), "night85 navy50", 7)
    p.fill(
        poly([(x - 74, y + 192), (x - 10, y + 192), (x - 60, y + 240), (x - 190, y + 240)]),
        "ochre36 plum20",
        alpha=0.6,
    )
    cap = both(oval(x, y - 10, 216, 236), rect(x - 400, y - 400, 800, 388))
    p.fill(cap, "bone16 slate20")
    with p.clip(cap):
        p.fill(cut(oval(x + 60, y - 10, 300, 300), oval(x - 120, y - 70, 260, 260)), "navy56 slate44 plum10")
        for k in (-0.72, -0.36, 0.62, 0.86):
            p.line(
                smooth([(x + 30, y - 250), (x + 216 * k * 0.8, y - 150), (x + 216 * k, y - 12)], False),
                "slate60 navy30",
                3,
                alpha=0.7,
            )
        slit = poly([(x - 8, y - 260), (x + 84, y - 260), (x + 106, y - 12), (x - 40, y - 12)])
        p.fill(slit, "night92 navy40")
        glow(p, x + 30, y - 20, 150, "ochre40 plum30", 0.8)
        p.line(poly([(x - 8, y - 260), (x - 40, y - 12)], False), "bone6", 9)
        p.line(poly([(x + 84, y - 260), (x + 106, y - 12)], False), "navy70 slate40", 9)
    p.edge(cap, "bone2", 8, 6)
    with p.layer(x=x + 34, y=y - 40, rot=14):
        p.fill(poly([(-30, 40), (30, 40), (14, -20), (-14, -20)]), "night85 slate40")
        p.mass(rect(-24, -250, 48, 230, 6), "slate40 bone20", "bone4", "navy60 slate30", 7, 16)
        p.mass(rect(-30, -262, 60, 34, 5), "slate60 navy20", "bone20", None, 5, 0)
        p.fill(rect(-28, -120, 56, 16), "night80 navy40")
        p.mass(rect(28, -150, 14, 120, 5), "slate60 navy30", "bone20", None, 3, 0)


def fir(p, x, y, h, spec, rim):
    """A fir of seven tiers."""
    tiers = [
        poly(
            [
                (x - h * 0.17 * (1 - k * 0.12), y - k * h * 0.13),
                (x, y - k * h * 0.13 - h * 0.3),
                (x + h * 0.17 * (1 - k * 0.12), y - k * h * 0.13),
            ]
        )
        for k in range(7)
    ]
    shape = union(tiers)
    p.fill(shape, spec)
    p.edge(shape, rim, 5, 4)


def firs(p):
    """The wood on the slope below."""
    for i in range(52):
        x = -40 + i * 40 + 14 * math.sin(i * 3.3)
        y = 1080 - 110 * math.sin(min(1, max(0, x / 1500)) * 1.5) + 20 * math.sin(i * 2)
        if 900 < x < 1750:
            continue
        fir(p, x, y + 60, 120 + 60 * math.sin(i * 1.7) ** 2, "night88 navy60 plum20", "navy60 plum50")
