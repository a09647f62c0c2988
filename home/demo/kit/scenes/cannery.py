"""The cannery at Vessby."""

import numpy as np

from ..catalogue import scene
from ..geo import View, lens, many, oval, pane, poly, quad_uv, rect, smooth, union
from ..people import person
from ..press import mix
from ..rooms import room, shafts


@scene("teal navy brick ochre bone fog", 17)
def cannery_line(p):
    """Women and men in white caps along the packing belt, tins coming towards us."""
    v = View(1080, 470, 1080, 1.95)
    room(
        p,
        v,
        6.5,
        5.6,
        26,
        "fog50 bone20 teal10",
        "teal40 fog30",
        "bone40 fog20",
        "fog40 teal26 bone10",
        "teal46 fog20",
    )
    for i in range(9):
        z = 2 + i * 2.8
        p.fill(
            poly(v.quad((-6.5, 5.58, z), (6.5, 5.58, z), (6.5, 5.58, z + 0.3), (-6.5, 5.58, z + 0.3))),
            "teal66 navy30",
        )
        w = v.quad((-6.48, 5.1, z + 0.4), (-6.48, 5.1, z + 2.2), (-6.48, 2.7, z + 2.2), (-6.48, 2.7, z + 0.4))
        p.fill(poly(w), "ochre14 bone10")
        grid = [poly(w)] + [poly([quad_uv(w, u, 0), quad_uv(w, u, 1)], False) for u in (0.33, 0.66)]
        p.line(many([*grid, poly([quad_uv(w, 0, 0.5), quad_uv(w, 1, 0.5)], False)]), "teal60 navy30", 5)
    dado = v.quad((6.48, 1.7, 26), (6.48, 1.7, 0.6), (6.48, 0, 0.6), (6.48, 0, 26))
    p.fill(poly(dado), "teal70 navy16")
    shafts(p, v, 6.48, [2.2 + 2.8 * i for i in range(8)], 1.5, (-5.2, -2.9), "bone12 ochre14", 4.8, 0.7)
    for z in (20, 15, 11, 8, 5.6):
        lamp(p, v, 0.1, 4.1, z)
    boxes(p, v)
    for z in (19, 16, 13.4, 11, 9, 7.2, 5.6):
        for s in (-1, 1):
            worker(p, v, s, z)
        belt(p, v, z - 1.2, z + 1.4)
    for s, z in ((-1, 4.25), (1, 4.0)):
        worker(p, v, s, z, near=True)
    belt(p, v, 1.2, 26)
    tins(p, v)


def lamp(p, v, x, y, z):
    """Enamel lamp on its cord, with a soft cone of light."""
    X, Y = v(x, y, z)
    s = v.f / z
    p.line(poly([(X, v(x, 5.6, z)[1]), (X, Y - 0.2 * s)], False), "navy80 teal20", max(2, 0.03 * s))
    cone = poly([(X - 0.5 * s, Y), (X + 0.5 * s, Y), (X + 1.1 * s, Y + 2.2 * s), (X - 1.1 * s, Y + 2.2 * s)])
    p.fill(cone, "ochre20", alpha=0.3, to_alpha=0)
    shade = smooth(
        [(X - 0.52 * s, Y), (X - 0.2 * s, Y - 0.3 * s), (X + 0.2 * s, Y - 0.3 * s), (X + 0.52 * s, Y)],
        k=1 / 9,
    )
    p.fill(shade, "teal84 navy30")
    p.edge(shade, "teal40 bone20", 0.06 * s, 0.04 * s)
    p.fill(oval(X, Y, 0.5 * s, 0.07 * s), "ochre10")


def belt(p, v, z0, z1):
    """The packing table with the belt in its middle."""
    for a, b, spec in ((-1.15, 1.15, "fog26 bone10"), (-0.5, 0.5, "navy62 teal30")):
        p.fill(poly(v.quad((a, 0.95, z1), (b, 0.95, z1), (b, 0.95, z0), (a, 0.95, z0))), spec)
    for x in (-0.5, 0.5):
        p.fill(
            poly(v.quad((x - 0.04, 1.0, z1), (x + 0.04, 1.0, z1), (x + 0.04, 1.0, z0), (x - 0.04, 1.0, z0))),
            "brick76 navy10",
        )


def tins(p, v):
    """Two lines of open tins, silver and full, growing towards the viewer."""
    z = 25.0
    while z > 1.5:
        for x in (-0.24, 0.2):
            X, Y = v(x, 0.98, z + 0.1 * x)
            r = 0.17 * v.f / z
            h = 0.1 * v.f / z
            p.fill(
                union([oval(X, Y, r, r * 0.5), rect(X - r, Y - h, 2 * r, h), oval(X, Y - h, r, r * 0.5)]),
                "fog50 navy20",
            )
            p.fill(rect(X - r * 0.75, Y - h * 0.6, r * 0.4, h * 1.2), "bone6")
            p.fill(oval(X, Y - h, r, r * 0.5), "fog14")
            p.fill(oval(X, Y - h, r * 0.84, r * 0.4), "navy50 teal40")
            fish = [lens(X, Y - h + k * r * 0.2, r * 1.3, r * 0.16) for k in (-1, 0, 1)]
            p.fill(many(fish), "fog20 ochre10")
        z -= 0.28 + z * 0.028


def worker(p, v, s, z, near=False):
    """One packer at the table: apron, cap, gloved hands over the belt."""
    X, Y = v(s * 1.75, 0, z)
    h = 1.68 * v.f / z
    k = min(0.6, max(0, (z - 5) / 24))
    coat = mix(["teal70 navy16", "navy70 teal20", "brick62 navy20"][int(z * 7 + s) % 3], "fog50 teal20", k)
    if not near:
        slant = {"shadow": mix("navy40 teal40", "fog50 teal20", k)}
    else:
        slant = {"shadow": None}
    person(
        p,
        X,
        Y,
        h,
        coat,
        mix("bone10 ochre10", "fog20", k),
        seed=int(z * 10) + s + 2,
        pose="work",
        face=-s,
        coat=True,
        hat=False,
        bag=False,
        slant=0.6,
        **slant,
    )
    cap = [
        oval(X - s * 0.004 * h, Y - 0.965 * h, 0.07 * h, 0.05 * h),
        rect(X - 0.066 * h, Y - 0.955 * h, 0.132 * h, 0.03 * h, 4),
    ]
    p.fill(union(cap), mix("bone4", "fog30", k))
    apron = [
        (X - s * 0.125 * h, Y - 0.66 * h),
        (X - s * 0.03 * h, Y - 0.72 * h),
        (X + s * 0.02 * h, Y - 0.56 * h),
        (X + s * 0.03 * h, Y - 0.3 * h),
        (X - s * 0.12 * h, Y - 0.3 * h),
    ]
    p.fill(smooth(apron, k=1 / 12), mix("bone10 fog8", "fog34", k))
    p.fill(oval(X - s * 0.26 * h, Y - 0.575 * h, 0.026 * h, 0.02 * h), mix("ochre66 brick10", "fog40", k))


def boxes(p, v):
    """Fish boxes stacked along the right wall."""
    r = np.random.default_rng(3)
    for z in (21, 18, 15, 12.2, 9.6, 7.3, 5.4):
        n = int(r.integers(2, 5))
        for j in range(n):
            k = min(0.6, (z - 5) / 26)
            c = [
                mix(a, "fog40 teal20", k)
                for a in (
                    ["ochre50 bone20", "ochre76 brick16", "brick60 navy40"],
                    ["teal30 fog30", "teal60 navy10", "teal70 navy50"],
                    ["brick40 bone30", "brick72 ochre10", "brick70 navy50"],
                )[int(r.integers(3))]
            ]
            f = v.box(p, 4.4, 0.02 + j * 0.42, z, 1.5, 0.4, 1.3, c[0], c[1], c[2], c[0])
            if "front" in f:
                p.fill(pane(f["front"], 0.36, 0.3, 0.64, 0.5), mix("navy80", c[1], 0.3))
