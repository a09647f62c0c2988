"""Polling day in a school hall."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import View, lerp, many, oval, pane, poly, quad_uv, rect, smooth
from ..people import person
from ..rooms import room, shafts


@scene("navy brick ochre bone slate fog", 13)
def ballot_hall(p):
    """Election day in a school hall: the queue, the booths, the box."""
    v = View(820, 500, 1080, 1.7)
    room(
        p,
        v,
        6.5,
        5.4,
        17,
        "bone50 slate10",
        "slate40 bone30",
        "bone50 ochre14",
        "ochre40 brick14 bone20",
        "slate46 navy10",
    )
    for i in range(6):
        z = 2 + i * 2.9
        p.fill(
            poly(v.quad((-6.5, 5.38, z), (6.5, 5.38, z), (6.5, 5.38, z + 0.5), (-6.5, 5.38, z + 0.5))),
            "slate70 navy24",
        )
        w = v.quad((-6.48, 4.9, z + 0.7), (-6.48, 4.9, z + 2.6), (-6.48, 2.1, z + 2.6), (-6.48, 2.1, z + 0.7))
        p.fill(poly(w), "fog14 ochre8")
        p.line(
            many(
                [
                    poly(w),
                    poly([quad_uv(w, 0.5, 0), quad_uv(w, 0.5, 1)], False),
                    poly([quad_uv(w, 0, 0.5), quad_uv(w, 1, 0.5)], False),
                ]
            ),
            "slate70 navy20",
            6,
        )
    p.fill(
        many(
            [
                poly(v.quad((x, 0.002, 17), (x + 0.08, 0.002, 17), (x + 0.08, 0.002, 0.6), (x, 0.002, 0.6)))
                for x in (-4, 4)
            ]
        ),
        "brick70",
    )
    p.line(
        smooth([v(2.2 * math.cos(a), 0, 10 + 2.2 * math.sin(a)) for a in np.linspace(0, 6.28, 30)]),
        "slate50 bone20",
        6,
    )
    bk = v.quad((-1.2, 4.6, 16.95), (1.2, 4.6, 16.95), (1.2, 3.4, 16.95), (-1.2, 3.4, 16.95))
    p.fill(poly(bk), "bone10")
    p.line(poly(bk), "brick80", 6)
    p.line(oval(*v(0, 3.05, 16.2), 26, 7), "brick80", 5)
    shafts(p, v, 6.48, [1.8 + 2.9 * i for i in range(5)], 1.7, (-5.2, -0.4), "bone16 fog6", 4.6, 0.75)
    for i in range(5):
        x = 1.2 + i * 1.02
        z = 13.5
        v.box(p, x, 0, z, 0.06, 2.0, 1, "bone20", "slate40", "slate60")
        v.box(p, x, 0, z + 1, 1.0, 2.0, 0.05, "bone30", "bone30 slate26", "slate60")
        if i in (0, 2, 3):
            X, Y = v(x + 0.5, 0, z + 0.5)
            person(
                p,
                X,
                Y,
                1.7 * v.f / (z + 0.5),
                ["navy80", "brick70 navy30", "slate80"][i % 3],
                "bone10",
                None,
                i + 3,
                coat=True,
                hat=False,
            )
        p.fill(
            poly(
                v.quad(
                    (x + 0.05, 1.85, z + 0.05),
                    (x + 0.98, 1.85, z + 0.05),
                    (x + 0.98, 1.0, z + 0.05),
                    (x + 0.05, 1.0, z + 0.05),
                )
            ),
            "navy62 slate30",
        )
        p.fill(
            poly(
                v.quad(
                    (x + 0.05, 1.85, z + 0.05),
                    (x + 0.3, 1.85, z + 0.05),
                    (x + 0.22, 1.0, z + 0.05),
                    (x + 0.05, 1.0, z + 0.05),
                )
            ),
            "navy40 slate30",
        )
    r = np.random.default_rng(4)
    for i in range(15):
        k = i / 14
        z, x = lerp(15.8, 6.6, k), lerp(-1.7, -4.3, k) + 0.2 * math.sin(i * 2)
        X, Y = v(x, 0, z)
        person(
            p,
            X,
            Y,
            r.uniform(1.55, 1.82) * v.f / z,
            ["navy82 slate20", "brick74 navy20", "slate78 navy20", "ochre62 brick30"][int(r.integers(4))],
            "bone14 ochre8",
            "slate60 navy20",
            40 + i,
            slant=0.9,
            pose="walk" if i % 4 == 0 else "stand",
            tone=None,
        )
    z = 4.6
    v.box(
        p,
        1.0,
        0.72,
        z,
        3.4,
        0.06,
        0.9,
        "ochre30 bone30",
        "ochre60 brick30",
        "brick60 navy20",
        "bone30 ochre30",
    )
    for x in (1.05, 4.3):
        v.box(p, x, 0, z, 0.08, 0.72, 0.08, "navy70", "navy80", "navy90")
    for x, s in ((2.5, 6), (3.5, 11)):
        X, Y = v(x, 0, z + 1.3)
        person(
            p,
            X,
            Y,
            1.45 * v.f / (z + 1.3),
            ["slate76 navy30", "brick72 navy24"][s % 2],
            "bone12",
            None,
            s,
            coat=False,
            hat=False,
            bag=False,
        )
    v.box(
        p,
        1.0,
        0.72,
        z,
        3.4,
        0.06,
        0.9,
        "ochre30 bone30",
        "ochre60 brick30",
        "brick60 navy20",
        "bone30 ochre30",
    )
    p.fill(
        poly(v.quad((1.0, 0.72, z), (4.4, 0.72, z), (4.4, 0.08, z), (1.0, 0.08, z))),
        "navy66 slate30",
        to="navy84 slate30",
    )
    v.box(p, 2.3, 0.79, z + 0.2, 0.5, 0.05, 0.4, "", "fog50", "slate50", "")
    v.box(p, 3.3, 0.79, z + 0.2, 0.6, 0.08, 0.4, "brick50", "brick70", "brick80 navy40", "brick60")
    z = 3.1
    p.fill(
        poly(v.quad((-0.6, 0, z), (0.5, 0, z), (1.3, 0, z + 0.8), (0, 0, z + 0.8))),
        "navy60 slate30",
        mode="add",
        alpha=0.55,
    )
    v.box(
        p,
        -0.55,
        0,
        z,
        0.95,
        0.62,
        0.7,
        "ochre40 bone20",
        "ochre56 brick34",
        "brick60 navy40",
        "ochre36 bone30",
    )
    f = v.box(p, -0.42, 0.62, z + 0.08, 0.7, 0.72, 0.52, "fog10", "fog44 slate14", "slate70 navy30", "")
    p.fill(pane(f["front"], 0.07, 0.3, 0.93, 0.94), "bone12")
    rr = np.random.default_rng(3)
    for i in range(26):
        a, b = quad_uv(f["front"], rr.uniform(0.1, 0.8), rr.uniform(0.5, 0.9))
        with p.layer(x=a, y=b, rot=rr.uniform(-50, 50)):
            p.fill(rect(-4, -3, 46, 26), ["", "bone30", "fog30"][i % 3])
            p.line(rect(-4, -3, 46, 26), "slate50", 2)
    p.line(poly(f["front"]), "navy76 slate30", 7)
    sl = v.quad(
        (-0.2, 1.342, z + 0.38), (0.14, 1.342, z + 0.38), (0.14, 1.342, z + 0.31), (-0.2, 1.342, z + 0.31)
    )
    p.fill(poly(sl), "navy95")
    X, Y = v(-1.05, 0, z + 0.12)
    person(
        p,
        X,
        Y,
        1.74 * v.f / (z + 0.12),
        "navy90 slate20",
        "bone14 ochre10",
        "navy50 slate20",
        33,
        pose="point",
        coat=True,
        hat=False,
        bag=True,
        face=1,
        slant=0.5,
    )
    c = v(-0.08, 1.5, z + 0.3)
    with p.layer(x=c[0] - 6, y=c[1] - 6, rot=8):
        p.fill(rect(-24, -52, 64, 78), "")
        p.line(rect(-24, -52, 64, 78), "slate60", 3)
        p.line(poly([(8, -52), (8, 26)], False), "slate40", 2)
