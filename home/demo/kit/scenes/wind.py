"""Turbines at sea."""

import math

from ..catalogue import scene
from ..geo import lens, many, oval, poly, rect, smooth, union
from ..light import shimmer
from ..nature import cloud, gull, haze, sea, sky
from ..people import person
from ..press import mix


@scene("teal navy fog bone brick slate", 11)
def wind_farm(p):
    """Turbines at sea and the service boat that tends them."""
    sky(p, "teal36 fog60 slate20", "bone50 fog30", 760)
    for i, (x, y, w, h) in enumerate(((400, 300, 1000, 170), (1500, 220, 900, 150), (1050, 520, 1100, 110))):
        cloud(p, x + p.t * 6, y, w, h, "fog30", "", 31 + i, "fog70 teal14 slate10")
    for i in range(11):
        turbine(
            p,
            130 + i * 170 + 30 * math.sin(i * 3),
            766,
            150 + 18 * math.sin(i * 2),
            mix("fog40 slate24", "slate50 teal20", i % 2),
            "slate50 teal20",
            i * 0.9 + p.t * 0.8,
        )
    haze(p, 766, 150, "bone50 fog20", 0.75)
    sea(p, 760, 1280, "teal40 fog40", "teal84 navy46", "teal74 navy34", 9, 34, "bone30", 520, 190)
    for x, y, h, ph in ((330, 800, 420, 0.4), (800, 850, 600, 1.5), (1490, 960, 1010, 2.3)):
        shimmer(p, x, y + 8, y + h * 0.3, h * 0.1, "fog20", int(h), 12, 0.7)
        p.fill(
            union(
                [
                    rect(x - h * 0.022, y - h * 0.05, h * 0.044, h * 0.07),
                    oval(x, y + h * 0.02, h * 0.022, h * 0.007),
                ]
            ),
            "brick76",
        )
        turbine(p, x, y - h * 0.04, h, "bone8", "slate46 teal20", ph + p.t * 0.9)
        p.fill(many([lens(x, y + h * 0.022, h * 0.15, 6), lens(x + 10, y + h * 0.034, h * 0.1, 5)]), "bone10")
    with p.layer(0.6, 560 + p.t * 14, 1050 + 4 * math.sin(p.t * 2), 1.1, rot=-2 + 1.2 * math.sin(p.t * 2)):
        p.fill(many([lens(-20, 66 + i * 15, 420 - i * 60, 8) for i in range(5)]), "navy70 teal60")
        hull = smooth(
            [(-200, -30), (-190, 40), (-150, 58), (150, 54), (240, -52), (180, -44), (60, -34)], k=1 / 12
        )
        p.mass(hull, "brick84", "brick50 bone30", "brick86 navy50", 5, 40)
        with p.clip(hull):
            p.fill(rect(-300, 34, 600, 40), "navy84")
        p.mass(poly([(-40, -36), (-20, -130), (96, -130), (128, -42)]), "bone20", "", "slate60 teal20", 6, 34)
        p.fill(poly([(-16, -76), (-6, -118), (90, -118), (106, -76)]), "navy74 teal40")
        p.fill(many([rect(0, -212, 5, 84), rect(-18, -190, 42, 4), rect(60, -168, 4, 40)]), "navy82")
        p.line(
            many(
                [
                    poly([(-190, -30), (-188, -66), (-50, -66)], False),
                    poly([(-140, -32), (-140, -66)], False),
                    poly([(-90, -34), (-90, -66)], False),
                ]
            ),
            "navy80",
            4,
        )
        person(
            p,
            -112,
            -32,
            92,
            "brick80 navy40",
            "bone10",
            seed=3,
            pose="point",
            face=1,
            hat=True,
            coat=False,
            bag=False,
        )
        person(p, -160, -32, 90, "navy86", "bone10", seed=8, hat=True, coat=False, bag=False)
        p.fill(many([lens(150 - i * 44, 58 + (i % 2) * 8, 130, 14) for i in range(9)]), "")
    for x, y, s in ((980, 690, 26), (1090, 640, 18), (240, 620, 20)):
        gull(p, x + 14 * p.t, y + 8 * math.sin(p.t * 2 + x), s, "navy70 slate30")


def turbine(p, x, y, h, lit, dark, ph):
    """Wind turbine: tapered tower and three blades turned by ph."""
    t = poly(
        [(x - h * 0.014, y), (x - h * 0.007, y - h * 0.62), (x + h * 0.007, y - h * 0.62), (x + h * 0.014, y)]
    )
    p.fill(t, lit)
    p.fill(
        poly(
            [
                (x + h * 0.001, y),
                (x + h * 0.001, y - h * 0.62),
                (x + h * 0.007, y - h * 0.62),
                (x + h * 0.014, y),
            ]
        ),
        dark,
    )
    cx, cy = x, y - h * 0.63
    for k in range(3):
        a = ph + k * math.tau / 3
        ux, uy, L = math.cos(a), math.sin(a), h * 0.37
        b = [
            (cx - uy * h * 0.006, cy + ux * h * 0.006),
            (cx + ux * L * 0.2 - uy * h * 0.017, cy + uy * L * 0.2 + ux * h * 0.017),
            (cx + ux * L, cy + uy * L),
            (cx + uy * h * 0.005, cy - ux * h * 0.005),
        ]
        p.fill(poly(b), lit)
        p.fill(poly([b[0], b[1], b[2]]), mix(lit, dark, 0.6))
    p.fill(oval(cx, cy, h * 0.014), dark)
