"""Market stalls."""

import numpy as np

from ..buildings import terrace
from ..catalogue import scene
from ..geo import View, lerp, many, oval, poly, rect, smooth, union
from ..nature import sky
from ..people import person
from ..press import mix


@scene("brick ochre moss navy bone plum", 4)
def market_stalls(p):
    """Saturday market under striped awnings."""
    sky(p, "bone50 ochre14", "bone30 ochre20", 500)
    v = View(1130, 640, 1420, 1.75)
    far = "bone50 ochre24"
    terrace(
        p,
        v,
        13,
        8,
        90,
        9,
        2,
        ["brick40 bone40", "ochre44 bone20", "bone60 plum10", "brick30 ochre40"],
        "brick64 plum30",
        "plum56 navy24",
        None,
        0,
        (9, 13),
        far,
        4,
    )
    terrace(
        p,
        v,
        -13,
        8,
        90,
        9,
        7,
        ["ochre30 bone40", "bone50", "brick26 bone40", "ochre40 bone30"],
        "brick60 plum20",
        "plum40 navy20",
        None,
        0,
        (9, 13),
        far,
        4,
    )
    p.fill(rect(1080, 330, 84, 320), "ochre30 bone40 plum8")
    p.fill(rect(1128, 330, 36, 320), "plum30 brick20 bone20")
    p.fill(poly([(1070, 332), (1122, 200), (1174, 332)]), "brick56 plum20")
    p.fill(oval(1122, 384, 22), "bone10")
    p.fill(
        poly([v(-40, 0, 90), v(40, 0, 90), (2800, 1400), (-1800, 1400)]),
        "bone50 ochre26",
        to="ochre44 brick22 plum20",
    )
    p.fill(
        poly([v(3, 0, 90), v(40, 0, 90), (2800, 1400), (1560, 1400)]), "plum50 navy24", mode="add", alpha=0.7
    )
    r = np.random.default_rng(9)
    for z in (40, 31, 24, 18.5):
        for s in (-1, 1):
            X, Y = v(s * 1.6 * r.uniform(0.2, 1), 0, z - 2)
            person(
                p,
                X,
                Y,
                1.7 * v.f / (z - 2),
                ["plum60 navy30", "brick60 plum20", "navy60 bone10"][int(r.integers(3))],
                "bone20",
                "plum40",
                int(z) + s,
                pose="walk",
            )
            stall(
                p,
                v,
                s,
                z,
                ["brick", "moss", "navy", "ochre"][int(z + s) % 4],
                min(0.6, (z - 8) / 50),
                far,
                int(z) * 2 + s,
            )
    for z, s, c in ((13.5, -1, "navy"), (12.5, 1, "brick"), (8.6, -1, "brick"), (8.4, 1, "moss")):
        stall(p, v, s, z, c, 0, far, int(z) * 3 + s)
        if z > 12:
            for k, x in enumerate((-0.9, 0.1, 0.9)):
                X, Y = v(x, 0, z - 1.5 - k * 0.5)
                person(
                    p,
                    X,
                    Y,
                    1.72 * v.f / (z - 1.5 - k * 0.5),
                    ["navy80 plum30", "brick72 plum20", "moss70 navy30"][k],
                    "bone10 ochre20",
                    "plum60",
                    70 + k,
                    pose=["walk", "stand", "walk"][k],
                    face=[1, -1, -1][k],
                    slant=1.2,
                )
    X, Y = v(-0.75, 0, 5.6)
    person(
        p,
        X,
        Y,
        1.72 * v.f / 5.6,
        "plum80 navy50",
        "bone10 ochre24",
        "plum70 navy20",
        44,
        pose="work",
        face=-1,
        coat=True,
        hat=False,
        bag=True,
        slant=1.2,
    )
    X, Y = v(0.5, 0, 5.0)
    person(
        p,
        X,
        Y,
        1.2 * v.f / 5.0,
        "brick80 plum20",
        "bone10 ochre24",
        "plum70 navy20",
        45,
        pose="point",
        face=1,
        coat=False,
        hat=True,
        bag=False,
        slant=1.2,
    )


def stall(p, v, s, z, col, k, far, seed):
    """Market stall along the street on side s, with a striped awning, a keeper and heaped crates."""
    r = np.random.default_rng(abs(seed) + 3)
    hz = lambda c: mix(c, far, k)
    xi, xo, d = s * 2.6, s * 6.2, 3.2
    f = v.f / z
    p.fill(poly(v.quad((xi, 2.1, z + d), (xi, 2.1, z), (xo, 2.1, z), (xo, 2.1, z + d))), hz("plum60 navy40"))
    X, Y = v(s * 4.6, 0, z + 1.4)
    person(
        p,
        X,
        Y,
        1.72 * v.f / (z + 1.4),
        hz(["navy76 plum30", "brick60 plum40"][seed % 2]),
        hz("bone20 ochre10"),
        None,
        abs(seed) + 9,
        coat=False,
        bag=False,
        tone=hz("bone40"),
    )
    for x, zz in ((xi, z + d), (xi, z), (xo, z)):
        p.line(poly([v(x, 0, zz), v(x, 2.5, zz)], False), hz("plum80 navy40"), max(2, 0.05 * f))
    y = 0.85
    p.fill(
        poly(v.quad((xi, y, z + d), (xi, y, z), (xi, 0.1, z), (xi, 0.1, z + d))),
        hz("ochre50 brick36" if s > 0 else "brick60 plum40"),
    )
    p.fill(poly(v.quad((xi, y, z), (xo, y, z), (xo, 0.1, z), (xi, 0.1, z))), hz("ochre56 brick40 plum20"))
    p.fill(poly(v.quad((xi, y, z), (xi, y, z + d), (xo, y, z + d), (xo, y, z))), hz("ochre40 brick20"))
    for i in range(7):
        u = i / 7
        c = ["brick86", "ochre84", "moss80", "brick60 ochre50", "moss50 ochre40", "plum70"][(i + seed) % 6]
        _x0, _z0 = lerp(xi, xo, u) if i % 2 else xi, z + 0.1
        a = lerp(min(xi, xo), max(xi, xo), (i + 0.1) / 7)
        q = v.quad((a, 1.02, z), (a + 0.44, 1.02, z), (a + 0.44, 0.8, z), (a, 0.8, z))
        fruit = [
            oval(lerp(q[0][0], q[1][0], r.random()), q[0][1] - r.random() * 0.12 * f, 0.06 * f)
            for _ in range(22)
        ]
        p.fill(union(fruit), hz(c))
        p.fill(
            many(
                [
                    oval(
                        lerp(q[0][0], q[1][0], r.random()),
                        q[0][1] - 0.04 * f - r.random() * 0.1 * f,
                        0.022 * f,
                    )
                    for _ in range(7)
                ]
            ),
            hz(mix(c, "", 0.6)),
        )
        p.fill(poly(q), hz("ochre36 bone30 brick10"))
        p.line(
            poly([lerp(q[0], q[3], 0.5), lerp(q[1], q[2], 0.5)], False),
            hz("brick60 ochre40"),
            max(1.5, 0.02 * f),
        )
    n = 8
    for i in range(n):
        u0, u1 = i / n, (i + 1) / n
        a = v.quad(
            (s * 2.1, 2.35, lerp(z - 0.3, z + d + 0.2, u0)),
            (s * 2.1, 2.35, lerp(z - 0.3, z + d + 0.2, u1)),
            (s * 6.4, 3.5, lerp(z - 0.3, z + d + 0.2, u1)),
            (s * 6.4, 3.5, lerp(z - 0.3, z + d + 0.2, u0)),
        )
        p.fill(poly(a), hz(f"{col}80" if i % 2 else "bone14"))
        b = v.quad(
            (s * 2.1, 2.36, lerp(z - 0.3, z + d + 0.2, u0)),
            (s * 2.1, 2.36, lerp(z - 0.3, z + d + 0.2, u1)),
            (s * 2.1, 2.05, lerp(z - 0.3, z + d + 0.2, u1)),
            (s * 2.1, 2.05, lerp(z - 0.3, z + d + 0.2, u0)),
        )
        p.fill(
            smooth([b[0], b[1], b[2], lerp(b[2], b[3], 0.5)[:1] + (b[2][1] + 0.05 * f,), b[3]], k=1 / 14),
            hz(f"{col}90 plum20" if i % 2 else "bone40 plum10"),
        )
    fr = v.quad(
        (s * 2.1, 2.35, z - 0.3), (s * 6.4, 3.5, z - 0.3), (s * 6.4, 2.2, z - 0.3), (s * 2.1, 2.05, z - 0.3)
    )
    m = 9
    for i in range(m):
        a, b = i / m, (i + 1) / m
        p.fill(
            poly(
                [lerp(fr[0], fr[1], a), lerp(fr[0], fr[1], b), lerp(fr[3], fr[2], b), lerp(fr[3], fr[2], a)]
            ),
            hz(f"{col}86 plum16" if i % 2 else "bone30 plum6"),
        )
