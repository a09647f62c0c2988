"""The tram in the rain."""

import math

import numpy as np

from ..buildings import terrace
from ..catalogue import scene
from ..geo import View, many, oval, pane, poly, quad_uv, rect, smooth, union
from ..light import glow, shimmer
from ..nature import rain, sky
from ..people import person, umbrella
from ..press import mix


@scene("night navy ochre brick slate bone", 6)
def tram_rain(p):
    """The evening tram comes down a wet street towards the crossing."""
    sky(p, "navy66 night40", "slate50 ochre16 brick8", 560)
    v = View(820, 560, 1150, 2.0)
    far = "slate52 ochre14 navy12"
    for i, (x, w, h) in enumerate(((700, 60, 200), (770, 40, 330), (850, 70, 180), (905, 50, 240))):
        p.fill(rect(x, 560 - h * 0.6, w, h), mix("slate60 navy30", far, 0.5))
    terrace(
        p,
        v,
        11,
        7,
        110,
        10,
        3,
        ["navy72 brick20", "slate62 navy44", "brick48 navy50", "navy80 night20"],
        "night80 navy40",
        "night75 navy50",
        "ochre62",
        0.42,
        (10, 15),
        far,
        4,
    )
    terrace(
        p,
        v,
        -9,
        7,
        110,
        10,
        8,
        ["slate58 brick18 navy20", "brick56 slate20 navy10", "slate52 bone10 navy20"],
        "night70 navy40",
        "navy85 night30",
        "ochre56 bone10",
        0.4,
        (10, 15),
        far,
        4,
    )
    p.fill(
        poly([v(-60, 0, 110), v(60, 0, 110), (2800, 1400), (-1800, 1400)]),
        "slate55 navy30 ochre8",
        to="night72 navy62",
    )
    r = np.random.default_rng(3)
    for i in range(34):
        z = 8 + 60 * r.random() ** 2
        s, y = v(r.choice([-1, 1]) * r.uniform(3, 9), 0, z), 0
        shimmer(
            p,
            s[0],
            s[1] - 8,
            s[1] + 1200 / z,
            420 / z,
            mix("ochre62 brick10", "slate50", r.random() * 0.6),
            i,
            9,
            0.55,
        )
    for x in (-1.4, 0.05, 1.0, 2.45):
        p.line(poly([v(x, 0, 100), v(x, 0, 1.9)], False), "night85 navy50", 5)
        p.line(poly([v(x - 0.03, 0, 100), v(x - 0.03, 0, 1.9)], False), "ochre30 bone30", 1.6)
    for x in (-0.6, 1.75):
        p.line(smooth([v(x, 6.2, 100), v(x, 6.2, 40), v(x, 6.1, 14), v(x, 6.2, 5)], False), "night90", 2.4)
    for z in (50, 30, 18):
        p.line(smooth([v(-9, 8, z), v(0.5, 6.4, z), v(11, 8.4, z)], False), "night90", 1.8)
    z = 13.5 - p.t * 0.34
    f = v.box(
        p, 0.45, 0.5, z, 2.6, 3.1, 14, "brick70 navy10", "brick82 navy16", "brick80 navy62", "slate40 navy30"
    )
    if "left" in f:
        q = f["left"]
        p.fill(pane(q, 0, 0.12, 1, 0.52), "ochre34 bone10")
        p.fill(many([pane(q, (i + 0.44) / 7, 0.12, (i + 0.5) / 7, 0.52) for i in range(7)]), "brick80 navy30")
        p.fill(pane(q, 0, 0.62, 1, 0.68), "bone30")
    q = f["front"]
    p.fill(pane(q, 0, 0, 1, 0.1), "bone30 ochre10")
    p.fill(pane(q, 0.07, 0.16, 0.93, 0.56), "ochre26")
    p.fill(pane(q, 0.07, 0.36, 0.93, 0.56), "ochre40 brick18")
    p.fill(
        union(
            [
                oval(*quad_uv(q, 0.3, 0.34), 12, 15),
                smooth(
                    [
                        quad_uv(q, 0.2, 0.56),
                        quad_uv(q, 0.22, 0.44),
                        quad_uv(q, 0.3, 0.39),
                        quad_uv(q, 0.38, 0.44),
                        quad_uv(q, 0.4, 0.56),
                    ]
                ),
            ]
        ),
        "navy95 brick30",
    )
    p.fill(pane(q, 0.49, 0.16, 0.51, 0.56), "brick80 navy50")
    p.fill(pane(q, 0, 0.62, 1, 0.68), "bone25")
    p.fill(pane(q, 0, 0.9, 1, 1.06), "night90 navy50")
    p.fill(pane(q, 0.36, 0.02, 0.64, 0.09), "ochre70 brick20")
    for u in (0.2, 0.8):
        c = quad_uv(q, u, 0.79)
        glow(p, *c, 150, "ochre20", 0.7)
        p.fill(oval(*c, 17), "")
        p.fill(
            poly([(c[0] - 16, c[1] + 60), (c[0] + 16, c[1] + 60), (c[0] + 60, 1300), (c[0] - 70, 1300)]),
            "ochre30",
            alpha=0.42,
            to_alpha=0,
        )
        shimmer(p, c[0], c[1] + 60, 1240, 96, "ochre22", int(u * 10), 20, 0.85)
    w = p.t * 26
    for x, y, h, s, c in (
        (1500, 930, 250, 3, "night90 navy40"),
        (1640, 950, 262, 5, "navy85 night40"),
        (300, 900, 210, 7, "night85 navy40"),
    ):
        person(
            p,
            x - w * 0.4,
            y,
            h,
            c,
            "ochre50 brick10",
            "night60",
            s,
            pose="walk",
            hat=False,
            bag=False,
            slant=0.4,
            phase=math.cos(p.t * 3.2 + s * (p.t > 0)),
        )
        umbrella(
            p,
            x - w * 0.4 + 6,
            y - h * 0.93,
            h * 0.82,
            "brick72 navy30" if s == 5 else "navy80 night30",
            "night92 navy50",
        )
    person(
        p,
        330 + w,
        1250,
        560,
        "night95 navy50",
        "ochre55 brick10",
        None,
        11,
        pose="walk",
        coat=True,
        hat=False,
        bag=True,
        phase=math.cos(p.t * 3),
    )
    umbrella(p, 344 + w, 730, 500, "navy78 slate30", "night94 navy50")
    rain(p, "bone20 slate20", 260, 3, 0.18, 0.5, 80, 1.8)
