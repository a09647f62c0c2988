"""Football in the rain at Vessby."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import (
    cut,
    lens,
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..light import beam, glow, shimmer
from ..nature import (
    rain,
    sky,
)
from ..people import umbrella
from .footballers import DIVE, RUN, STRIKE, TACKLE, player


@scene("navy moss brick ochre bone slate", 35)
def football_rain(p):
    """The striker shoots in the rain; a defender slides, the goalkeeper dives."""
    sky(p, "navy80 slate30", "slate60 navy30 moss10", 560)
    stand(p)
    for x in (210, 1010, 1740):
        lights(p, x)
    pitch = rect(-20, 640, 1960, 680)
    p.fill(pitch, "moss66 navy30 slate10", to="moss80 navy44")
    for i in range(6):
        y0, y1 = 640 + 22 * i * i * 0.92 + 12 * i, 640 + 22 * (i + 0.5) ** 2 * 0.92 + 12 * (i + 0.5)
        p.fill(rect(-20, y0, 1960, y1 - y0), "moss56 ochre16 slate10", alpha=0.45)
    for i, x in enumerate((210, 1010, 1740)):
        shimmer(p, x, 660, 1240, 260, "bone20 moss20", i + 4, 22, 0.42)
    p.line(
        many(
            [
                poly([(-20, 676), (1960, 676)], False),
                poly([(900, 676), (560, 1300)], False),
                poly([(1180, 676), (1180, 730), (1960, 800)], False),
            ]
        ),
        "bone10",
        6,
        alpha=0.8,
    )
    goal(p)
    for x, y, s, pose, f in ((300, 792, 0.62, RUN, 1), (560, 760, 0.5, RUN, -1), (1010, 770, 0.52, RUN, -1)):
        home = f > 0
        reflection(p, x, y, s, "brick70 navy30" if home else "bone30 navy20")
        player(
            p,
            x,
            y,
            s,
            pose,
            "brick84" if home else "bone14",
            "bone20" if home else "navy84",
            "brick80 navy30" if home else "navy84",
            f,
            "bone10" if home else None,
        )
    reflection(p, 1500, 905, 0.95, "ochre50 navy30")
    player(p, 1520, 900, 0.98, DIVE, "ochre84", "navy90", "navy92", 1)
    reflection(p, 1020, 1190, 1.5, "bone30 navy30")
    splash(p, 830, 1190, 1.1)
    player(p, 1070, 1196, 1.45, TACKLE, "bone12", "navy86", "navy86", 1)
    reflection(p, 640, 1226, 1.9, "brick60 navy40")
    player(p, 620, 1210, 2.05, STRIKE, "brick84", "bone14", "brick80 navy30", 1, "bone10")
    splash(p, 650, 1216, 0.8)
    ball(p, 1180, 720)
    rain(p, "bone14 slate20", 380, 6, 0.2, 0.55, 95, 2.2)
    drops = [lens(120 + (i * 311) % 1760, 900 + (i * 97) % 370, 26, 7) for i in range(54)]
    p.line(many(drops), "bone14", 2, alpha=0.6)


def stand(p):
    """The far stand: roof, rows of umbrellas and hoods, and the hoardings."""
    p.fill(poly([(-20, 250), (1940, 300), (1940, 345), (-20, 300)]), "navy90 slate20")
    p.line(poly([(-20, 250), (1940, 300)], False), "slate50 bone20", 5)
    p.fill(poly([(-20, 300), (1940, 345), (1940, 600), (-20, 600)]), "navy84 slate34")
    for i in range(9):
        x = 60 + i * 230
        p.fill(rect(x, 300, 12, 300), "navy92")
    r = np.random.default_rng(8)
    for j in range(6):
        y = 384 + j * 38
        for i in range(64):
            x = -20 + i * 31 + r.uniform(-8, 8)
            c = ["brick70 navy30", "slate60 navy30", "navy70 slate20", "bone40 slate30", "ochre60 navy30"][
                int(r.choice(5, p=[0.3, 0.25, 0.2, 0.15, 0.1]))
            ]
            p.fill(
                union(
                    [
                        oval(x, y, 9, 11),
                        smooth([(x - 15, y + 34), (x - 12, y + 10), (x + 12, y + 10), (x + 15, y + 34)]),
                    ]
                ),
                c,
            )
            if r.random() < 0.09:
                umbrella(
                    p,
                    x,
                    y - 8,
                    62,
                    ["brick76 navy10", "slate50 bone20", "ochre60 navy10"][i % 3],
                    "navy84 slate20",
                )
    p.fill(rect(-20, 590, 1960, 58), "navy92")
    for i in range(8):
        p.fill(
            rect(-10 + i * 246, 598, 236, 44),
            ["brick74 navy20", "slate60 navy20", "ochre60 navy20", "bone30 slate20"][i % 4],
        )
        p.fill(many([lens(108 + i * 246, 620, 120, 22), oval(30 + i * 246, 620, 12)]), "bone10")


def lights(p, x):
    """Floodlights over the stand."""
    p.line(
        many([poly([(x - 18, 300), (x - 8, 130)], False), poly([(x + 18, 300), (x + 8, 130)], False)]),
        "navy90 slate20",
        8,
    )
    for a in (70, 90, 110):
        beam(p, x, 90, a, 9, 900, "bone14", 0.26)
    p.fill(rect(x - 90, 46, 180, 92, 6), "navy92 slate20")
    p.fill(many([oval(x - 66 + i * 44, 72 + j * 42, 15) for i in range(4) for j in range(2)]), "")
    glow(p, x, 92, 230, "bone10 ochre8", 0.75)


def goal(p):
    """Goal and net at the right."""
    a, b, c, d = (1300, 520), (1800, 556), (1800, 866), (1300, 780)
    back = [(1470, 540), (1920, 572), (1920, 830), (1470, 770)]
    net = [
        poly([lerp(a, b, k), lerp(back[0], back[1], k), lerp(back[3], back[2], k)], False)
        for k in np.linspace(0, 1, 13)
    ]
    net += [poly([lerp(back[0], back[3], k), lerp(back[1], back[2], k)], False) for k in np.linspace(0, 1, 8)]
    p.line(many(net), "bone30 slate20", 2, alpha=0.6)
    p.line(poly([d, a, b, c], False), "bone4", 14)
    p.line(poly([(d[0] + 4, d[1]), (a[0] + 4, a[1] + 6), (b[0], b[1] + 6)], False), "slate50", 4)


def reflection(p, x, y, s, spec):
    """A player's broken mirror image on the wet grass."""
    shimmer(p, x, y + 6, y + 150 * s, 90 * s, spec, int(x), 9, 0.6)


def splash(p, x, y, s):
    """Water thrown up by boot and slide."""
    r = np.random.default_rng(int(x))
    out = [lens(x - 20 * s * i, y - 4, 130 * s, 24 * s) for i in range(3)]
    for _ in range(46):
        a, d = r.uniform(math.pi * 1.02, math.pi * 1.85), r.uniform(30, 210) * s
        out.append(oval(x + d * math.cos(a), y + d * 0.62 * math.sin(a), r.uniform(2.5, 8) * s))
    p.fill(many(out), "bone6", alpha=0.9)


def ball(p, x, y):
    """The ball on its way, with the water it has thrown off."""
    p.line(
        many(
            [
                smooth(
                    [(x - 400, y + 330 + k * 16), (x - 200, y + 116 + k * 18), (x - 50, y + 18 + k * 9)],
                    False,
                )
                for k in (-1, 0, 1)
            ]
        ),
        "bone6",
        3,
        alpha=0.55,
    )
    p.fill(oval(x, y, 38), "bone4")
    with p.clip(oval(x, y, 38)):
        p.fill(
            many(
                [
                    poly(
                        [(x - 12, y - 8), (x + 2, y - 18), (x + 16, y - 8), (x + 10, y + 8), (x - 8, y + 8)]
                    ),
                    oval(x + 36, y - 10, 14),
                    oval(x - 34, y - 14, 12),
                    oval(x - 6, y + 38, 13),
                ]
            ),
            "navy88",
        )
        p.fill(cut(oval(x, y, 40), oval(x - 12, y - 10, 40)), "slate60", alpha=0.7)
