"""A school classroom."""

import math

from ..catalogue import scene
from ..geo import View, lerp, many, oval, poly, quad_uv, smooth
from ..nature import tree
from ..people import person
from ..rooms import room, shafts


@scene("navy teal ochre bone brick slate", 3)
def school_classroom(p):
    """First lesson: low sun through tall windows, a pupil answers."""
    v = View(1120, 520, 1080, 1.75)
    room(
        p,
        v,
        4.4,
        3.6,
        11.5,
        "bone50 ochre16",
        "ochre34 brick16 bone20",
        "bone40 ochre26",
        "ochre44 brick22",
        "bone30 slate14",
    )
    p.fill(
        many(
            [
                poly(
                    v.quad(
                        (-4.4 + i * 0.55, 0, 11.5),
                        (-4.4 + i * 0.55 + 0.03, 0, 11.5),
                        (-4.4 + i * 0.55 + 0.03, 0, 0.6),
                        (-4.4 + i * 0.55, 0, 0.6),
                    )
                )
                for i in range(17)
            ]
        ),
        "brick50 ochre50",
    )
    bd = v.quad((-2.2, 2.7, 11.45), (2.4, 2.7, 11.45), (2.4, 1.0, 11.45), (-2.2, 1.0, 11.45))
    p.fill(poly(bd), "teal84 navy40")
    p.line(poly(bd), "ochre60 brick30", 8)
    p.line(
        smooth([quad_uv(bd, 0.08 + 0.05 * i, 0.68 - 0.34 * math.sin(i * 0.52)) for i in range(8)], False),
        "fog0 bone20",
        4,
    )
    p.line(
        many(
            [
                poly([quad_uv(bd, 0.08, 0.8), quad_uv(bd, 0.46, 0.8)], False),
                poly([quad_uv(bd, 0.08, 0.8), quad_uv(bd, 0.08, 0.16)], False),
            ]
        ),
        "bone20",
        4,
    )
    p.line(
        many(
            [
                oval(*quad_uv(bd, 0.72, 0.46), 60, 52),
                poly([quad_uv(bd, 0.72, 0.46), quad_uv(bd, 0.84, 0.3)], False),
                poly([quad_uv(bd, 0.72, 0.46), quad_uv(bd, 0.6, 0.5)], False),
            ]
        ),
        "bone20",
        4,
    )
    for z in (2.2, 4.6, 7.0, 9.3):
        w = v.quad((-4.38, 3.2, z), (-4.38, 3.2, z + 1.7), (-4.38, 1.0, z + 1.7), (-4.38, 1.0, z))
        p.fill(poly(w), "ochre10")
        with p.clip(poly(w)):
            t = quad_uv(w, 0.5, 1)
            tree(
                p,
                t[0],
                t[1] + 30,
                (w[3][1] - w[0][1]) * 1.0,
                "teal60 slate20",
                "teal40 ochre20",
                "round",
                int(z * 10),
            )
        p.line(
            many(
                [
                    poly([quad_uv(w, 0.5, 0), quad_uv(w, 0.5, 1)], False),
                    poly([quad_uv(w, 0, 0.34), quad_uv(w, 1, 0.34)], False),
                    poly(w),
                ]
            ),
            "slate60 navy20",
            7,
        )
    for z in (3.0, 5.6, 8.2):
        m = v.quad((4.38, 2.7, z + 1.6), (4.38, 2.7, z), (4.38, 1.5, z), (4.38, 1.5, z + 1.6))
        p.fill(poly(m), "bone20")
        p.fill(
            poly(
                [
                    quad_uv(m, 0.1, 0.5),
                    quad_uv(m, 0.34, 0.2),
                    quad_uv(m, 0.6, 0.3),
                    quad_uv(m, 0.86, 0.56),
                    quad_uv(m, 0.6, 0.86),
                    quad_uv(m, 0.3, 0.8),
                ]
            ),
            ["teal60", "brick60", "ochre80"][int(z) % 3],
        )
    shafts(p, v, 4.38, [2.0, 4.4, 6.8, 9.1], 1.5, (-3.4, 1.4), "bone14 ochre14", 3.0, 0.8)
    X, Y = v(-2.7, 0, 10.4)
    person(
        p,
        X,
        Y,
        1.72 * v.f / 10.4,
        "navy84 teal20",
        "bone10 ochre10",
        "brick60 navy20",
        14,
        pose="point",
        face=1,
        coat=True,
        hat=False,
        bag=False,
        slant=0.8,
    )
    for z in (8.6, 6.6, 4.8, 3.2):
        for i, x in enumerate((-3.0, -0.95, 1.1, 3.15)):
            s = v.f / z
            X, Y = v(x + 0.55, 0, z + 0.9)
            raised = z == 4.8 and i == 1
            (8.6 - z) / 6
            c = [
                ["navy70 teal20", "brick76 navy14", "teal70 navy24", "ochre70 brick30", "slate70 navy30"][
                    (i + int(z * 3)) % 5
                ],
                "navy88 brick20",
            ][0]
            if not (z == 6.6 and i == 3):
                p.fill(
                    poly(
                        v.quad(
                            (x + 0.3, 0.9, z + 0.7),
                            (x + 0.84, 0.9, z + 0.7),
                            (x + 0.84, 0.3, z + 0.7),
                            (x + 0.3, 0.3, z + 0.7),
                        )
                    ),
                    "ochre60 brick44",
                )
                person(
                    p,
                    X,
                    v(0, -0.18 if not raised else 0.0, z + 0.75)[1],
                    1.36 * s * 0.92,
                    c,
                    "bone10 ochre16",
                    None,
                    int(z * 10) + i,
                    pose="raise" if raised else "stand",
                    coat=False,
                    hat=False,
                    bag=False,
                )
            p.fill(
                poly(v.quad((x, 0, z), (x + 1.3, 0, z), (x + 1.7, 0, z + 0.6), (x + 0.2, 0, z + 0.6))),
                "brick60 navy30",
                mode="add",
                alpha=0.4,
            )
            v.box(
                p,
                x - 0.05,
                0.68,
                z,
                1.2,
                0.05,
                0.62,
                "ochre30 bone30",
                "ochre60 brick34",
                "brick60 navy30",
                "ochre26 bone30",
            )
            for dx in (0, 1.08):
                a, b = v(x + dx, 0.68, z), v(x + dx, 0, z)
                p.line(poly([a, b], False), "navy80 brick20", 0.045 * s)
            if (i + int(z)) % 2:
                a = v.quad(
                    (x + 0.25, 0.735, z + 0.45),
                    (x + 0.7, 0.735, z + 0.45),
                    (x + 0.66, 0.735, z + 0.15),
                    (x + 0.2, 0.735, z + 0.15),
                )
                p.fill(poly(a), "bone6")
                p.line(poly([lerp(a[0], a[1], 0.5), lerp(a[3], a[2], 0.5)], False), "slate50", 2)
