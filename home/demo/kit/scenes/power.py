"""Power lines over the ridges."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import lerp, many, poly, smooth
from ..nature import gull, height_at, hills, sky, streaks, sun, tree
from ..press import mix


@scene("plum navy ochre brick fog slate", 9)
def power_lines(p):
    """Pylons stride over the ridges at dusk; the wires lead the eye out."""
    sky(p, "plum40 navy52", "ochre46 brick20", 720)
    sun(p, 1480, 640, 92, "ochre22", "ochre34 brick14")
    streaks(p, 900, 250, 1700, "plum46 brick26", 7, 3, 0.7, 16)
    streaks(p, 1300, 470, 1300, "ochre30 brick34", 5, 6, 0.8, 10)
    cols = [
        ("plum30 brick24 ochre20", "ochre40 brick14"),
        ("plum46 brick22 navy12", "plum26 brick20 ochre24"),
        ("plum66 navy34 brick10", "plum44 brick24"),
        ("plum76 navy62", "plum60 navy40 brick14"),
        ("navy90 plum70", "navy84 plum60"),
    ]
    towers = [(1392, 660, 84), (1220, 672, 132), (1000, 716, 220), (690, 806, 390), (190, 1030, 820)]
    prev = None
    for i, (c, (x, y, h)) in enumerate(zip(cols, towers)):
        with p.layer(i * 0.2):
            pts = hills(
                p,
                30 + i,
                [676, 700, 760, 870, 1110][i],
                [26, 34, 44, 60, 70][i],
                c[0],
                c[1],
                rim=[
                    "ochre40 brick10",
                    "ochre36 brick16",
                    "ochre40 brick30",
                    "brick40 ochre30",
                    "brick50 plum40",
                ][i],
                waves=[3, 3, 2, 2, 1][i],
                sharp=0.25,
            )
            yy = height_at(pts, x) + 8
            tips = pylon(p, x, yy, h, mix(c[0], "navy92 plum60", 0.35 + 0.15 * i))
            if prev:
                for (ax, ay), (bx, by) in zip(prev, tips):
                    p.line(
                        smooth(
                            [
                                (ax, ay),
                                lerp((ax, ay), (bx, by), 0.33)[0:1] + (lerp(ay, by, 0.33) + h * 0.10,),
                                (lerp(ax, bx, 0.66), lerp(ay, by, 0.66) + h * 0.12),
                                (bx, by),
                            ],
                            False,
                        ),
                        mix(c[0], "navy95 plum60", 0.6),
                        1 + h / 240,
                    )
            prev = tips
    for ax, ay in prev:
        p.line(smooth([(ax, ay), (ax - 220, ay + 60), (ax - 600, ay - 10)], False), "navy95 plum60", 4.4)
    for i in range(40):
        r = np.random.default_rng(i + 5)
        x = r.uniform(-40, 1960)
        tree(
            p,
            x,
            1330,
            r.uniform(60, 200) * (1.3 if x > 1300 else 0.7),
            "navy95 plum70",
            "navy84 plum62 brick16",
            ["bush", "round", "bush"][i % 3],
            i,
        )
    for i in range(9):
        gull(p, 1080 + i * 46 + p.t * 20, 340 + 60 * math.sin(i * 1.9), 13, "navy80 plum60")


def pylon(p, x, y, h, spec):
    """Lattice tower; returns the tips of its arms."""
    w, lw, ls = h * 0.13, max(1.4, h * 0.0085), []
    lv = [(0, 1.0), (0.30, 0.62), (0.52, 0.4), (0.68, 0.26), (0.84, 0.22), (1.0, 0.03)]
    for (a, wa), (b, wb) in zip(lv, lv[1:]):
        L0, R0, L1, R1 = (
            (x - w * wa, y - h * a),
            (x + w * wa, y - h * a),
            (x - w * wb, y - h * b),
            (x + w * wb, y - h * b),
        )
        ls += [
            poly([L0, L1], False),
            poly([R0, R1], False),
            poly([L0, R1], False),
            poly([R0, L1], False),
            poly([L1, R1], False),
        ]
    tips = []
    for a, span in ((0.68, 0.26), (0.84, 0.2)):
        for s in (-1, 1):
            t = (x + s * h * span, y - h * (a + 0.012))
            ls += [
                poly([(x, y - h * (a + 0.06)), t, (x, y - h * a)], False),
                poly([t, (t[0], t[1] + h * 0.045)], False),
            ]
            tips.append((t[0], t[1] + h * 0.045))
    p.line(many(ls), spec, lw)
    return tips
