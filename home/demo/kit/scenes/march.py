"""A march along the avenue."""

import math

import numpy as np

from ..buildings import terrace
from ..catalogue import scene
from ..geo import View, lerp, pane, poly, rect, smooth
from ..nature import gull, sky, sun, tree
from ..people import person
from ..press import mix


@scene("brick ochre navy fog bone slate", 15)
def street_march(p):
    """A peaceful march fills the avenue, banners plain against the light."""
    sky(p, "fog50 slate14", "bone40 ochre20", 560)
    sun(p, 640, 330, 90, "ochre20", "ochre20 bone20")
    v = View(860, 560, 1150, 3.4)
    far = "fog40 bone40"
    terrace(
        p,
        v,
        12,
        12,
        110,
        9,
        5,
        ["brick40 bone30", "slate40 bone20", "ochre34 bone30", "brick54 slate20"],
        "navy56 slate30",
        "navy60 slate30",
        None,
        0,
        (12, 17),
        far,
        4,
    )
    terrace(
        p,
        v,
        -12,
        10,
        110,
        9,
        9,
        ["bone50 ochre10", "ochre30 bone30", "fog50 bone20", "brick26 bone40"],
        "slate50 brick30",
        "slate60 navy20",
        None,
        0,
        (12, 17),
        far,
        4,
    )
    for i in range(6):
        for s in (-1, 1):
            X, Y = v(s * 8.6, 0, 70 - i * 10)
            tree(
                p,
                X,
                Y,
                6.4 * v.f / (70 - i * 10),
                mix("slate60 ochre30 navy20", far, 0.6 - i * 0.1),
                mix("ochre60 brick10", far, 0.5 - i * 0.1),
                "round",
                i * 2 + s + 3,
            )
    p.fill(
        poly([v(-60, 0, 110), v(60, 0, 110), (2800, 1400), (-1800, 1400)]),
        "fog50 slate20",
        to="slate60 navy24 brick10",
    )
    r = np.random.default_rng(11)
    tones = [
        "navy80 slate20",
        "brick74 navy10",
        "slate74 navy20",
        "ochre66 brick20",
        "navy70 brick30",
        "fog50 slate40",
    ]
    for z in np.geomspace(88, 6.9, 32):
        k = min(0.85, max(0, (z - 7) / 75))
        n = int(min(24, 9 + z * 0.34))
        for i in range(n):
            x = lerp(-6.6, 6.6, (i + r.uniform(0.1, 0.9)) / n)
            X, Y = v(x, 0, z + r.uniform(-0.4, 0.4))
            h = r.uniform(1.56, 1.86) * v.f / z
            if -200 < X < 2100:
                person(
                    p,
                    X,
                    Y,
                    h,
                    mix(tones[int(r.integers(6))], far, k),
                    mix("bone10 ochre10", far, k * 0.6),
                    None,
                    int(r.integers(9999)),
                    pose=["walk", "walk", "stand", "raise"][int(r.choice(4, p=[0.5, 0.2, 0.22, 0.08]))],
                    face=int(r.choice([-1, 1])),
                )
            if r.random() < 0.16:
                c, bw, bh = (
                    mix(["brick84", "ochre80", "navy78", "bone10", "fog30"][int(r.integers(5))], far, k),
                    h * r.uniform(0.3, 0.62),
                    h * r.uniform(0.3, 0.42),
                )
                p.line(
                    poly([(X + h * 0.1, Y - h * 0.6), (X + h * 0.12, Y - h * 1.7)], False),
                    mix("navy80", far, k),
                    max(1.4, h * 0.018),
                )
                with p.layer(x=X + h * 0.12, y=Y - h * 1.7, rot=r.uniform(-6, 6)):
                    q = rect(-bw / 2, -bh / 2, bw, bh)
                    p.fill(q, c)
                    p.edge(q, mix(c, "", 0.5), h * 0.012, h * 0.012)
    for i in range(9):
        X, Y = v(lerp(-3.7, 3.5, i / 8), 0, 6.5)
        person(
            p,
            X,
            Y,
            (1.62 + 0.16 * math.sin(i * 2.7)) * v.f / 6.5,
            tones[i % 6],
            "bone10 ochre10",
            "navy60 slate30",
            500 + i,
            pose="walk",
            hat=i == 2,
            bag=False,
            slant=0.6,
        )
    a = v.quad((-3.9, 1.3, 6.2), (3.7, 1.3, 6.2), (3.7, 0.3, 6.2), (-3.9, 0.3, 6.2))
    q = smooth(
        [
            a[0],
            (lerp(a[0][0], a[1][0], 0.33), a[0][1] + 22),
            (lerp(a[0][0], a[1][0], 0.66), a[0][1] - 6),
            a[1],
            a[2],
            (lerp(a[3][0], a[2][0], 0.66), a[2][1] + 10),
            (lerp(a[3][0], a[2][0], 0.33), a[2][1] + 30),
            a[3],
        ],
        k=1 / 30,
    )
    p.fill(q, "brick86")
    with p.clip(q):
        p.fill(pane(a, -0.1, 0.42, 1.1, 0.58), "bone20")
        for i in range(9):
            p.fill(pane(a, i / 9 + 0.07, -0.2, i / 9 + 0.1, 1.3), "navy50", mode="add", alpha=0.5)
    p.edge(q, "bone20 ochre20", 4, 6)
    for i in range(7):
        gull(p, 900 + i * 60, 210 + 50 * math.sin(i * 2.1), 15, "slate60 navy20")
