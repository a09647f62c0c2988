"""The container port."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import (
    lens,
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
)
from ..light import shimmer
from ..nature import (
    gull,
    hills,
    sea,
    sky,
    streaks,
    sun,
)
from ..people import person
from ..press import mix


@scene("navy brick ochre teal fog bone", 12)
def port_cranes(p):
    """Container cranes unload at first light."""
    port(p)


def port(p, lorries=((240, 1236, 1.15), (1180, 1180, 0.9)), hooks=(None, None), load=True, boxes=2):
    """The quay with its ship; a film moves the lorries and the hooks of the two cranes."""
    sky(p, "fog60 teal20", "ochre26 bone40 brick8", 800)
    sun(p, 330, 560, 80, "ochre60 brick16", "ochre26")
    streaks(p, 1300, 180, 1500, "bone40 fog20", 7, 3, 0.8, 16)
    hills(p, 7, 740, 56, "teal26 fog50", "fog40 bone30", waves=2)
    for i, x in enumerate((190, 330, 450)):
        with p.layer(0, x, 800, 0.34):
            crane(p, "teal40 fog40", "teal50 fog30", i)
    sea(
        p,
        800,
        1300,
        "teal34 fog40 ochre8",
        "teal80 navy34",
        "teal66 navy30",
        5,
        30,
        "ochre24 bone30",
        330,
        110,
    )
    with p.layer(0.5):
        hull = poly([(640, 700), (690, 920), (2200, 960), (2300, 700)])
        p.fill(hull, "navy90 teal20")
        p.fill(poly([(681, 880), (690, 920), (2200, 960), (2200, 900)]), "brick84 navy16")
        p.edge(hull, "ochre40 bone20", 8, 6)
        p.line(smooth([(700, 740), (690, 800), (705, 850)], False), "navy60 teal40", 4)
        r = np.random.default_rng(3)
        cols = ["brick84", "ochre74 brick10", "teal74", "navy70", "fog56", "brick60 ochre40", "teal46 fog30"]
        for i in range(13):
            top = int(2 + 3.2 * math.sin(i * 0.5 + 0.5) ** 2 + r.integers(2))
            for j in range(top):
                x, y = 730 + i * 96, 700 - (j + 1) * 58
                c = cols[int(r.integers(7))]
                p.fill(rect(x, y, 93, 56), c)
                p.line(
                    many(
                        [poly([(x + 12 + k * 14, y + 8), (x + 12 + k * 14, y + 48)], False) for k in range(6)]
                    ),
                    mix(c, "navy80", 0.34),
                    3,
                )
                p.fill(rect(x, y, 93, 5), mix(c, "", 0.5))
                p.fill(rect(x + 88, y, 5, 56), mix(c, "navy90", 0.5))
        p.mass(rect(650, 700, 1700, 20), "navy80 teal20", "ochre30 bone20", None, 2, 0)
        shimmer(p, 1100, 950, 1180, 900, "navy80 teal50", 4, 9, 0.7)
        shimmer(p, 900, 960, 1100, 400, "brick50 teal40 navy30", 8, 7, 0.6)
    with p.layer(0.7, 1500, 1090, 1.06):
        crane(p, "brick82 navy10", "brick80 navy56", 8, load=load, hook=hooks[0])
    with p.layer(0.62, 1010, 1050, 0.82):
        crane(p, "brick70 bone20", "brick70 navy44", 9, hook=hooks[1])
    with p.layer(1):
        quay = poly([(-200, 1180), (560, 1130), (2300, 1010), (2300, 1400), (-200, 1400)])
        p.fill(quay, "navy74 fog20 brick10", to="navy92 brick10")
        p.edge(quay, "ochre44 bone20", 3, 8)
        p.line(
            many([poly([(-200, 1250), (2300, 1070)], False), poly([(-200, 1268), (2300, 1082)], False)]),
            "navy95",
            4,
        )
        for i, (x, y, s) in enumerate(lorries):
            with p.layer(x=x, y=y, sx=s):
                p.fill(lens(130, 4, 520, 20), "navy70", mode="add")
                c = ["teal74", "ochre74 brick10"][i]
                if i < boxes:
                    p.mass(rect(0, -150, 270, 116), c, mix(c, "", 0.5), mix(c, "navy80", 0.5), 5, 18)
                    p.line(
                        many([poly([(14 + k * 19, -138), (14 + k * 19, -46)], False) for k in range(13)]),
                        mix(c, "navy80", 0.34),
                        4,
                    )
                p.mass(
                    poly([(-92, -24), (-92, -96), (-66, -140), (-10, -140), (-10, -24)]),
                    "bone20 fog20",
                    "",
                    "fog60 navy30",
                    4,
                    16,
                )
                p.fill(poly([(-82, -88), (-62, -128), (-32, -128), (-32, -88)]), "navy76 teal30")
                p.fill(rect(-94, -34, 366, 14), "navy92")
                p.fill(many([oval(q, -16, 22) for q in (-56, 60, 190, 240)]), "navy95")
                p.fill(many([oval(q, -16, 8) for q in (-56, 60, 190, 240)]), "fog40 navy20")
        for x, y, s, pose in ((760, 1236, 2, "point"), (836, 1226, 5, "stand"), (1700, 1180, 7, "walk")):
            person(
                p,
                x,
                y,
                176,
                ["navy88 brick20", "brick74 navy30", "navy84 teal30"][s % 3],
                "ochre40 bone20",
                "navy70",
                s,
                pose=pose,
                coat=False,
                hat=True,
                bag=False,
                tone="ochre66 brick20" if s == 2 else None,
            )


def film_hook(t):
    """Where the near crane's spreader is at time t: up, over the quay, down onto the lorry."""

    def ease(a, b):
        k = max(0.0, min(1.0, (t - a) / (b - a)))
        return k * k * (3 - 2 * k)

    return lerp(-300, -30, ease(1.6, 5.6)), -250 - 85 * ease(0, 1.8) + 300 * ease(5.8, 9.3)


@scene("navy brick ochre teal fog bone", 12)
def film_port(p):
    """The port in time: one box travels from ship to lorry while another lorry leaves."""
    t = p.t
    hold = min(1.0, t / 4.5)
    lorries = ((300 - 62 * t, 1236, 1.15), (lerp(1900, 1322, 1 - (1 - hold) ** 2), 1176, 1.06))
    far = -150 - 130 * math.sin(t * 0.42), -330 + 40 * math.sin(t * 0.8)
    hook = film_hook(t)
    port(p, lorries, (hook, far), boxes=1)
    if t > 5.6:  # from here on the box hangs in front of the quay
        with p.layer(0.7, 1500, 1090, 1.06):
            spreader(p, *hook, "brick80 navy56", True)
    for x, y, s in ((520, 420, 24), (600, 380, 17), (900, 330, 20)):
        gull(p, x + 15 * t, y + 7 * math.sin(2 * t + x), s, "navy60 teal30")


def crane(p, spec, dark, seed=0, load=False, hook=None):
    """Ship-to-shore gantry crane, foot centre at the origin, 640 high; hook moves (trolley x, spreader y)."""
    L = [
        poly([(-110, 0), (-84, -420)], False),
        poly([(110, 0), (84, -420)], False),
        poly([(-98, -190), (98, -190)], False),
        poly([(-98, -190), (84, -420)], False),
    ]
    B = [
        poly([(-40, -20), (-20, -430)], False),
        poly([(170, -16), (140, -430)], False),
        poly([(-30, -190), (152, -190)], False),
    ]
    p.line(many(B), dark, 13, cap=False)
    p.line(many(L), spec, 17, cap=False)
    p.fill(rect(-480, -446, 760, 28), spec)
    p.fill(rect(-480, -424, 760, 8), dark)
    p.line(
        many(
            [
                poly([(0, -640), (-440, -440)], False),
                poly([(0, -640), (-220, -440)], False),
                poly([(20, -640), (264, -440)], False),
            ]
        ),
        dark,
        5,
    )
    p.line(
        many(
            [
                poly([(-60, -430), (0, -644)], False),
                poly([(90, -430), (20, -644)], False),
                poly([(-36, -520), (60, -520)], False),
            ]
        ),
        spec,
        12,
    )
    p.line(
        many(
            [poly([(-480 + i * 40, -446), (-460 + i * 40, -474)], False) for i in range(12)]
            + [poly([(-480, -474), (0, -474)], False)]
        ),
        dark,
        3,
    )
    p.mass(rect(120, -506, 120, 60, 4), spec, "ochre30 bone20", dark, 4, 20)
    x, d = hook or ((-300, -250) if load else (-150, -330))
    spreader(p, x, d, dark, load)
    p.fill(many([rect(-140, -14, 70, 16, 6), rect(80, -14, 70, 16, 6)]), dark)


def spreader(p, x, d, dark, load):
    """Trolley at x under the boom, its cables, and the spreader at height d with or without a box."""
    p.fill(rect(x - 36, -420, 72, 22), dark)
    p.fill(rect(x + 40, -416, 34, 44, 4), "fog30 bone20")
    p.line(
        many([poly([(x - 26, -400), (x - 26, d)], False), poly([(x + 26, -400), (x + 26, d)], False)]),
        dark,
        3,
    )
    p.fill(rect(x - 48, d, 96, 12), dark)
    if load:
        p.mass(rect(x - 60, d + 12, 120, 58), "ochre80 brick10", "ochre36", "ochre80 navy60", 5, 18)
        p.line(
            many([poly([(x - 48 + k * 16, d + 20), (x - 48 + k * 16, d + 62)], False) for k in range(7)]),
            "ochre70 brick40",
            4,
        )
