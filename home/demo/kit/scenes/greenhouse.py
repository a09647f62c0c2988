"""The growers' co-operative in the Orrin valley."""

import numpy as np

from ..catalogue import scene
from ..geo import View, many, oval, poly, quad_uv, smooth, union
from ..nature import (
    hills,
    sky,
    sun,
)
from ..people import person
from ..press import mix
from .vines import near_leaves, vine


@scene("teal moss brick ochre bone navy", 33)
def greenhouse(p):
    """Tomato vines climb their strings under glass; a grower fills a crate."""
    sky(p, "teal36 bone20", "bone40 ochre16", 620)
    sun(p, 470, 170, 80, "bone4 ochre20", "ochre16 bone10")
    hills(p, 14, 560, 60, "teal44 bone20 navy8", "bone40 teal14", waves=2)
    v = View(1000, 540, 1100, 1.75)
    glass(p, v)
    soil(p, v)
    for z in (24, 20, 16.6, 13.6, 11, 8.8, 6.9, 5.3):
        for s in (-1, 1):
            for lane in (3.6, 1.75):
                vine(p, v, s * lane, z, s)
        pipe(p, v, z)
        if z == 13.6:
            X, Y = v(0.35, 0, 13)
            person(
                p,
                X,
                Y,
                1.66 * v.f / 13,
                "navy60 teal30",
                "bone10",
                "moss60 navy30",
                9,
                pose="walk",
                coat=False,
                hat=True,
                bag=False,
                tone="ochre50 bone10",
            )
    trolley(p, v)
    grower(p, v)
    near_leaves(p)


def glass(p, v):
    """Frames of the glass house: walls, roof, ridge, and the panes between them."""
    w, eave, ridge_y, z0, z1 = 5.4, 3.6, 5.6, 1.0, 30
    panes = ((-w, eave, 0, ridge_y, "bone10 teal10"), (w, eave, 0, ridge_y, "teal26 bone14"))
    for x, y0, x1, y1, spec in panes:
        p.fill(poly(v.quad((x, y0, z1), (x1, y1, z1), (x1, y1, z0), (x, y0, z0))), spec, alpha=0.5)
        p.fill(poly(v.quad((x, y0, z1), (x, y0, z0), (x, 0, z0), (x, 0, z1))), spec, alpha=0.5)
    for i in range(15):
        z = 1.6 + i * 2
        k = i / 16
        c, t = mix("bone4", "bone20 teal14", k), max(2.5, 0.085 * v.f / z)
        rib = [v(-w, 0, z), v(-w, eave, z), v(0, ridge_y, z), v(w, eave, z), v(w, 0, z)]
        with p.layer(x=0.4 * t, y=0.4 * t):
            p.line(poly(rib, False), mix("teal50 navy14", "teal30 bone20", k), t)
        p.line(poly(rib, False), c, t * 0.8)
        p.line(many([poly([v(-w, eave, z), v(w, eave, z)], False)]), c, t * 0.5)
    for x, y in (
        (-w, eave),
        (0, ridge_y),
        (w, eave),
        (-w, 1.8),
        (w, 1.8),
        (-w * 0.5, (eave + ridge_y) / 2),
        (w * 0.5, (eave + ridge_y) / 2),
    ):
        p.line(poly([v(x, y, z1), v(x, y, z0)], False), "bone6", 5)
    back = poly(v.quad((-w, eave, z1), (0, ridge_y, z1), (w, eave, z1), (w, 0, z1)) + [v(-w, 0, z1)])
    p.fill(back, "bone14 ochre10", alpha=0.7)


def soil(p, v):
    """Beds, mats and the path between them."""
    p.fill(
        poly([v(-5.4, 0, 30), v(5.4, 0, 30), v(5.4, 0, 0.9), v(-5.4, 0, 0.9)]),
        "moss40 ochre26 bone10",
        to="moss66 brick26 navy20",
    )
    p.fill(
        poly([v(-1.05, 0, 30), v(1.05, 0, 30), v(1.05, 0, 0.9), v(-1.05, 0, 0.9)]),
        "bone30 ochre20",
        to="ochre36 bone30 brick14",
    )
    for x in (-3.6, -1.75, 1.75, 3.6):
        p.fill(
            poly([v(x - 0.4, 0.02, 30), v(x + 0.4, 0.02, 30), v(x + 0.4, 0.02, 0.9), v(x - 0.4, 0.02, 0.9)]),
            "bone16",
            to="bone30 teal10",
        )
    for z in (3, 4.6, 7, 10, 14, 20):
        p.fill(
            poly(v.quad((-1.0, 0.01, z), (-0.3, 0.01, z), (0.5, 0.01, z + 0.5), (-0.2, 0.01, z + 0.5))),
            "bone4",
            alpha=0.7,
        )


def pipe(p, v, z):
    """Cross wires that carry the strings."""
    p.line(
        poly([v(-4.4, 3.4, z), v(4.4, 3.4, z)], False),
        mix("navy60 teal20", "bone20", min(0.8, z / 28)),
        max(1.5, 0.02 * v.f / z),
    )


def trolley(p, v):
    """The harvest trolley on its rails, with crates of fruit."""
    for x in (-0.42, 0.42):
        p.line(poly([v(x, 0.05, 28), v(x, 0.05, 1.2)], False), "teal50 navy40", 5)
    z = 6.4
    v.box(p, -0.5, 0.35, z, 1.0, 0.08, 1.4, "bone20", "teal60 navy20", "navy70 teal30", "bone10")
    r = np.random.default_rng(5)
    for j in range(3):
        f = v.box(
            p,
            -0.42,
            0.43 + j * 0.3,
            z + 0.1,
            0.84,
            0.27,
            1.1,
            "ochre30 bone20",
            "ochre56 brick14",
            "brick60 navy30",
            "ochre20 bone20",
        )
        if "front" in f:
            q = f["front"]
            p.line(
                many([poly([quad_uv(q, 0, u), quad_uv(q, 1, u)], False) for u in (0.33, 0.66)]),
                "brick60 navy20",
                3,
            )
    s = v.f / z
    X, Y = v(0, 1.33, z + 0.5)
    p.fill(
        union(
            [
                oval(X + r.uniform(-0.36, 0.36) * s, Y + r.uniform(-0.05, 0.06) * s, 0.068 * s)
                for _ in range(46)
            ]
        ),
        "brick84",
    )
    p.fill(
        many(
            [
                oval(X + r.uniform(-0.36, 0.34) * s, Y + r.uniform(-0.07, 0.03) * s, 0.018 * s)
                for _ in range(18)
            ]
        ),
        "ochre30 bone10",
    )
    for x in (-0.45, 0.45):
        p.fill(oval(*v(x, 0.17, z), 0.13 * s), "navy90")
        p.fill(oval(*v(x, 0.17, z), 0.05 * s), "bone20")
    p.line(
        smooth(
            [v(-0.48, 0.4, z), v(-0.5, 1.1, z - 0.1), v(0.5, 1.1, z - 0.1), v(0.48, 0.4, z)], False, 1 / 14
        ),
        "navy80 teal30",
        9,
    )


def grower(p, v):
    """The grower at the right-hand row, arm in the vine, basket on her hip."""
    z = 4.5
    X, Y = v(1.02, 0, z)
    h = 1.7 * v.f / z
    person(
        p,
        X,
        Y,
        h,
        "navy84 teal20",
        "bone10 ochre20",
        "moss60 navy40",
        12,
        pose="point",
        face=1,
        coat=True,
        hat=False,
        bag=False,
        slant=0.7,
        tone="brick72 navy14",
    )
    scarf = smooth(
        [
            (X - 0.062 * h, Y - 0.9 * h),
            (X - 0.07 * h, Y - 0.97 * h),
            (X, Y - 1.01 * h),
            (X + 0.068 * h, Y - 0.965 * h),
            (X + 0.05 * h, Y - 0.935 * h),
            (X - 0.02 * h, Y - 0.94 * h),
        ]
    )
    p.fill(scarf, "ochre70 brick10")
    basket = smooth(
        [
            (X - 0.3 * h, Y - 0.46 * h),
            (X - 0.05 * h, Y - 0.46 * h),
            (X - 0.08 * h, Y - 0.32 * h),
            (X - 0.27 * h, Y - 0.32 * h),
        ],
        k=1 / 12,
    )
    p.fill(
        union(
            [oval(X - (0.27 - 0.035 * i) * h, Y - (0.465 + 0.012 * (i % 2)) * h, 0.03 * h) for i in range(7)]
        ),
        "brick84",
    )
    p.mass(basket, "ochre60 brick24", "ochre26 bone10", "brick60 navy30", 6, 14)
    weave = [
        smooth(
            [
                (X - 0.29 * h, Y - (0.43 - i * 0.035) * h),
                (X - 0.17 * h, Y - (0.42 - i * 0.035) * h),
                (X - 0.06 * h, Y - (0.43 - i * 0.035) * h),
            ],
            False,
        )
        for i in range(3)
    ]
    p.line(many(weave), "brick60 navy20", 3)
