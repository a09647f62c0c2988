"""The belfry from which a bell was taken."""

import math

import numpy as np

from ..buildings import house
from ..catalogue import scene
from ..geo import (
    both,
    cut,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..nature import (
    hills,
    sky,
    streaks,
    sun,
)
from ..people import person
from ..press import mix
from .bells import bell, empty_yoke


@scene("navy ochre rust bone brick slate", 29)
def bell_tower(p):
    """One bell hangs in the belfry; beside it an empty yoke, and the town far below."""
    sky(p, "slate34 navy14", "ochre34 bone30 brick8", 760)
    sun(p, 420, 420, 74, "ochre40 brick10", "ochre24 bone10")
    streaks(p, 900, 170, 1600, "bone30 ochre10", 7, 4, 0.8, 13)
    town(p)
    chamber(p)
    frame(p)
    bell(p, 640, 400, 1.0)
    empty_yoke(p, 1335, 330)
    floor(p)
    keeper(p)


def town(p):
    """Roofs, river and hills, seen from above through the arches."""
    hills(p, 12, 600, 60, "slate44 navy14", "bone36 ochre20", waves=2)
    hills(p, 16, 650, 36, "slate56 navy26", "slate30 ochre24", rim="ochre30 bone10", waves=2)
    p.fill(rect(-100, 700, 2200, 400), "slate40 ochre20 bone20")
    p.fill(
        smooth(
            [
                (-100, 742),
                (500, 726),
                (1000, 752),
                (1500, 730),
                (2100, 744),
                (2100, 790),
                (1400, 776),
                (900, 800),
                (400, 770),
                (-100, 792),
            ],
            k=1 / 8,
        ),
        "bone16 ochre16",
    )
    for j, (y, s) in enumerate(((742, 0.6), (812, 0.8), (880, 1.05), (970, 1.35))):
        for i in range(int(30 / s)):
            x = -60 + i * 72 * s + 20 * math.sin(i * 2.3 + j)
            w, h = 66 * s, 46 * s + 20 * s * math.sin(i * 1.7 + j) ** 2
            wall = mix(
                ["bone50 slate10", "ochre34 bone20", "brick30 bone30", "slate40 bone20"][(i + j) % 4],
                "slate40 navy30",
                0.12 * j,
            )
            house(
                p,
                x,
                y + 40 * s,
                w,
                h,
                wall,
                mix("brick60 rust30", "slate40 bone20", 0.34 - 0.1 * j),
                "rust60 navy44",
                "navy60 slate30",
                2,
                3,
                i + j * 40,
                pitch=0.4,
            )


def arch(x, y0, y1, w):
    """A round-headed opening."""
    return union([rect(x - w / 2, y0 + w / 2, w, y1 - y0 - w / 2), oval(x, y0 + w / 2, w / 2)])


def chamber(p):
    """The stone walls with three arches cut through."""
    openings = [arch(300, 250, 930, 380), arch(960, 180, 930, 440), arch(1620, 250, 930, 380)]
    wall = cut(rect(-20, -20, 1960, 1320), union(openings))
    p.fill(wall, "navy72 slate40 rust10", to="navy84 slate30")
    with p.clip(wall):
        r = np.random.default_rng(4)
        stones = []
        for j in range(22):
            y = j * 60
            p.line(poly([(0, y), (1920, y)], False), "navy92", 2.4, alpha=0.5)
            for i in range(14):
                x = i * 150 + (j % 2) * 75
                p.line(poly([(x, y), (x, y + 60)], False), "navy92", 2.4, alpha=0.5)
                if r.random() < 0.16:
                    stones.append(rect(x + 2, y + 2, 146, 56))
        p.fill(many(stones), "slate50 rust20", alpha=0.15)
    for x, w in ((300, 380), (960, 440), (1620, 380)):
        y0 = 180 if w > 400 else 250
        deep = cut(arch(x, y0, 930, w), arch(x + (26 if x < 900 else 34), y0 + 12, 960, w - 44))
        p.fill(deep, "bone30 ochre26" if x >= 900 else "rust40 slate50 navy20")
        right = both(deep, rect(x + w * 0.2, 0, w, 1300))
        p.fill(right, "bone16 ochre30")
        p.fill(rect(x - w / 2 - 14, 918, w + 28, 30), "bone26 ochre20 slate10")
        p.fill(rect(x - w / 2 - 14, 940, w + 28, 12), "navy80 rust20")


def frame(p):
    """Oak beams of the bell frame."""
    for x in (130, 1010, 1660):
        p.mass(rect(x, 120, 84, 1000), "rust74 navy30", "ochre50 rust20", "navy84 rust40", 9, 26)
    for x, s in ((214, 1), (1010, -1), (1094, 1), (1660, -1)):
        brace = poly([(x, 330), (x, 400), (x + s * 170, 214), (x + s * 110, 214)])
        p.mass(brace, "rust70 navy34", "ochre40 rust20", None, 4, 0)
    p.mass(rect(-20, 130, 1960, 96), "rust76 navy24", "ochre50 rust20", None, 0, 0)
    p.fill(rect(-20, 130, 1960, 12), "ochre46 rust30")
    p.fill(rect(-20, 206, 1960, 20), "navy84 rust40")
    grains = [
        smooth([(x, 160 + 8 * math.sin(x)), (x + 120, 166), (x + 260, 158 + 8 * math.cos(x))], False)
        for x in range(-20, 1900, 190)
    ]
    p.line(many(grains), "navy70 rust50", 2.4, alpha=0.7)
    p.fill(many([oval(x + dx, 178, 10) for x in (172, 1052, 1702) for dx in (-20, 20)]), "navy92")


def floor(p):
    """Plank floor with a bright patch where the light comes in, and a dusty ring."""
    p.fill(
        poly([(-20, 1010), (1940, 1010), (1940, 1300), (-20, 1300)]),
        "rust60 navy50 ochre10",
        to="navy86 rust40",
    )
    p.line(
        many([poly([(960 + (i - 8) * 130, 1010), (960 + (i - 8) * 215, 1300)], False) for i in range(17)]),
        "navy90",
        4,
        alpha=0.7,
    )
    p.fill(poly([(330, 1012), (560, 1012), (980, 1290), (560, 1290)]), "ochre50 bone20 rust10", alpha=0.62)
    p.fill(poly([(960, 1012), (1240, 1012), (1760, 1290), (1270, 1290)]), "ochre50 bone20 rust10", alpha=0.62)
    p.fill(oval(1510, 1150, 230, 58), "navy70 rust40", alpha=0.55)
    p.line(oval(1510, 1150, 238, 60), "bone20 ochre24", 8, alpha=0.9)
    p.fill(rect(-20, 1000, 1960, 14), "navy92 rust20")


def keeper(p):
    """The sexton with a lantern, hat in hand, before the empty place."""
    person(
        p,
        1270,
        1250,
        420,
        "navy94 rust20",
        "ochre44 bone16",
        "navy70 rust30",
        5,
        pose="stand",
        coat=True,
        hat=False,
        bag=False,
        face=1,
        slant=1.1,
    )
    person(
        p,
        1110,
        1236,
        392,
        "brick70 navy40",
        "ochre44 bone16",
        "navy70 rust30",
        18,
        pose="point",
        coat=False,
        hat=True,
        bag=False,
        face=1,
        slant=1.1,
    )
