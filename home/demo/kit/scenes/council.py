"""The council hall and its square."""

import math

from ..buildings import windows
from ..catalogue import scene
from ..geo import View, oval, poly, quad_uv, rect, smooth
from ..nature import hills, sky, streaks, tree
from ..people import crowd, person


@scene("navy brick ochre bone slate plum", 8)
def council_hall(p):
    """The council hall at the end of the day, its clock tower taking the last light."""
    sky(p, "navy46 plum10 slate20", "ochre34 brick14 bone40", 900)
    streaks(p, 500, 240, 1500, "ochre40 brick22 bone30", 6, 3, 0.85, 14)
    streaks(p, 1500, 120, 1200, "slate50 plum20", 5, 8, 0.6, 15)
    hills(p, 4, 872, 40, "plum38 slate40", "plum20 ochre20 bone20", rim=None)
    v = View(1000, 905, 1010, 1.7, 27)
    lit, mid, dark = "bone45 ochre34", "ochre34 brick12 bone40 plum10", "plum62 navy42 brick10"
    for i, (x, w, h, z) in enumerate(
        (
            (-34, 9, 10, 60),
            (-24, 8, 12, 58),
            (-15, 8, 9, 56),
            (44, 9, 9, 40),
            (54, 9, 11, 42),
            (64, 12, 8, 44),
        )
    ):
        f = v.box(p, x, 0, z, w, h, 10, "brick40 plum20 bone30", "brick46 plum28 slate10", "plum60 navy40")
        for k, q in f.items():
            if k in ("front", "left"):
                windows(p, q, 4, 3, "plum70 navy40", i, "ochre60", 0.25)
    p.fill(rect(-200, 905, 2400, 500), "plum30 slate44 ochre10", to="plum62 navy55")
    p.fill(
        poly([(-200, 960), (560, 926), (1250, 968), (2100, 1010), (2100, 930), (-200, 912)]),
        "ochre34 bone40 plum8",
    )
    x0, z0 = 8, 31
    fs = v.box(p, x0, 0, z0, 30, 1.4, 15, lit, mid, dark)
    fs = v.box(p, x0, 1.4, z0, 30, 10.4, 15, lit, "plum50 brick28 navy12", dark)
    windows(p, fs["left"], 5, 2, "plum70 navy50", 3, "ochre40", 0.0, 0.3, 0.22, sill="brick60 plum30")
    windows(
        p, fs["front"], 13, 2, "navy85 plum50", 4, "ochre58 bone20", 0.36, 0.28, 0.2, sill="plum80 navy30"
    )
    v.box(p, x0 - 0.5, 11.5, z0 - 0.5, 31, 0.9, 16, "bone30 ochre20", "plum62 brick20", dark)
    roof = v.quad(
        (x0 - 0.4, 12.3, z0 - 0.4),
        (x0 + 30.4, 12.3, z0 - 0.4),
        (x0 + 27, 16.5, z0 + 7),
        (x0 + 4, 16.5, z0 + 7),
    )
    p.fill(
        poly(v.quad((x0 - 0.4, 12.3, z0 + 15), (x0 - 0.4, 12.3, z0 - 0.4), (x0 + 4, 16.5, z0 + 7))),
        "brick72 ochre24",
    )
    p.fill(poly(roof), "brick62 plum46 navy14")
    t = x0 + 12
    f = v.box(p, t, 0, z0 - 1.4, 6, 21, 6, lit, "plum46 brick26 navy10", dark)
    windows(p, f["left"], 1, 5, "plum70 navy50", 1, None, 0, 0.36, 0.25)
    windows(p, f["front"], 2, 5, "navy85 plum50", 1, "ochre58", 0.2, 0.3, 0.25)
    v.box(p, t - 0.4, 21, z0 - 1.8, 6.8, 0.8, 6.8, "bone30 ochre20", "plum62 brick20", dark)
    f = v.box(p, t + 0.4, 21.8, z0 - 1, 5.2, 5.4, 5.2, "bone40 ochre44", "plum44 brick28", dark)
    for k, (face, disc) in enumerate((("left", "bone20"), ("front", "ochre50 bone30"))):
        q = f[face]
        c = quad_uv(q, 0.5, 0.5)
        rx, ry = abs(q[1][0] - q[0][0]) * 0.36, abs(q[3][1] - q[0][1]) * 0.36
        p.fill(oval(*c, rx * 1.15, ry * 1.15), "plum80 navy30")
        p.fill(oval(*c, rx, ry), disc)
        p.line(poly([(c[0], c[1] - ry * 0.7), c, (c[0] + rx * 0.55, c[1] + ry * 0.2)], False), "navy95", 4)
    apex = v(t + 3, 37, z0 + 1.6)
    b = v.quad((t, 27.2, z0 + 4.6), (t, 27.2, z0 - 1.4), (t + 6, 27.2, z0 - 1.4))
    p.fill(poly([b[0], b[1], apex]), "brick66 ochre40")
    p.fill(poly([b[1], b[2], apex]), "brick58 plum56 navy20")
    p.line(poly([apex, (apex[0], apex[1] - 70)], False), "navy90", 4)
    p.fill(
        smooth(
            [
                (apex[0] + 3, apex[1] - 68),
                (apex[0] + 40, apex[1] - 74 + 5 * math.sin(p.t * 4)),
                (apex[0] + 76, apex[1] - 62),
                (apex[0] + 74, apex[1] - 36),
                (apex[0] + 38, apex[1] - 46),
                (apex[0] + 3, apex[1] - 40),
            ]
        ),
        "brick90",
    )
    door = v.quad(
        (t + 1.6, 5, z0 - 1.41), (t + 4.4, 5, z0 - 1.41), (t + 4.4, 0.8, z0 - 1.41), (t + 1.6, 0.8, z0 - 1.41)
    )
    p.fill(poly(door), "ochre60 bone20")
    for i in range(5):
        v.box(
            p,
            t - 1.5 - i * 0.3,
            0,
            z0 - 2.4 - i * 0.55,
            9 + i * 0.6,
            0.95 - i * 0.19,
            0.6,
            lit,
            "ochre30 plum30 bone30",
            dark,
            "bone40 ochre26",
        )
    p.fill(
        poly([(780, 1000), (1560, 1012), (2300, 1110), (2300, 1300), (1500, 1180)]),
        "plum60 navy40",
        alpha=0.55,
    )
    crowd(
        p,
        880,
        1240,
        1030,
        104,
        8,
        ["navy80 plum40", "brick60 plum40", "plum80 navy40"],
        "ochre45 bone20",
        "navy40 plum20",
        3,
    )
    crowd(
        p,
        300,
        640,
        1072,
        142,
        5,
        ["navy85 plum40", "plum70 navy50", "brick72 plum30"],
        "ochre50 bone20",
        "navy40 plum20",
        6,
    )
    with p.layer(0.8):
        lamp(p, 236, 1240, 760, "navy90 plum50", "ochre30")
        person(
            p,
            420,
            1232,
            300,
            "navy90 plum50",
            "ochre60 brick10",
            "navy50 plum30",
            12,
            pose="walk",
            coat=True,
            hat=False,
        )
        tree(p, 30, 1260, 900, "navy88 plum50", "plum76 brick24 navy20", "round", 3)


def lamp(p, x, y, h, spec, light):
    """Cast-iron street lamp."""
    p.fill(
        poly(
            [
                (x - 18, y),
                (x - 8, y - 60),
                (x - 6, y - h * 0.86),
                (x + 6, y - h * 0.86),
                (x + 8, y - 60),
                (x + 18, y),
            ]
        ),
        spec,
    )
    p.fill(
        poly(
            [(x - 22, y - h * 0.86), (x - 34, y - h * 0.98), (x + 34, y - h * 0.98), (x + 22, y - h * 0.86)]
        ),
        light,
    )
    p.line(
        poly(
            [(x - 22, y - h * 0.86), (x - 34, y - h * 0.98), (x + 34, y - h * 0.98), (x + 22, y - h * 0.86)]
        ),
        spec,
        6,
    )
    p.fill(poly([(x - 42, y - h * 0.98), (x, y - h * 1.05), (x + 42, y - h * 0.98)]), spec)
