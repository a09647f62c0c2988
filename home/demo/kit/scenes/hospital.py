"""A hospital ward."""

from ..catalogue import scene
from ..geo import View, lerp, oval, pane, poly, smooth
from ..people import person
from ..rooms import room, shafts


@scene("teal navy bone ochre fog slate", 5)
def hospital_corridor(p):
    """A ward corridor in the morning, two nurses talk as a bed goes by."""
    v = View(1060, 560, 1050, 1.65)
    room(p, v, 2.6, 3.2, 34, "fog50 teal16", "teal34 fog30", "bone40", "fog50 teal24", "fog40 bone20")
    for i in range(14):
        z = 1.2 + i * 2.4
        p.fill(
            poly(v.quad((-1.1, 3.19, z), (-0.2, 3.19, z), (-0.2, 3.19, z + 1.5), (-1.1, 3.19, z + 1.5))), ""
        )
    for s in (-1, 1):
        p.fill(
            poly(v.quad((s * 2.59, 1.15, 34), (s * 2.59, 1.15, 0.6), (s * 2.59, 0, 0.6), (s * 2.59, 0, 34))),
            "teal52 fog16" if s > 0 else "teal40 fog20",
        )
        p.fill(
            poly(
                v.quad(
                    (s * 2.58, 1.22, 34), (s * 2.58, 1.22, 0.6), (s * 2.58, 1.06, 0.6), (s * 2.58, 1.06, 34)
                )
            ),
            "teal82 navy24",
        )
    for i in range(8):
        z = 3.6 + i * 3.8
        p.fill(
            poly(v.quad((-2.58, 2.8, z), (-2.58, 2.8, z + 2.4), (-2.58, 1.3, z + 2.4), (-2.58, 1.3, z))),
            "ochre20",
        )
        for u in (0.33, 0.66):
            p.fill(
                poly(
                    v.quad(
                        (-2.57, 2.8, z + 2.4 * u),
                        (-2.57, 2.8, z + 2.4 * u + 0.07),
                        (-2.57, 1.3, z + 2.4 * u + 0.07),
                        (-2.57, 1.3, z + 2.4 * u),
                    )
                ),
                "teal50 fog30",
            )
        a = v.quad((2.58, 2.3, z + 2.2), (2.58, 2.3, z + 0.8), (2.58, 0, z + 0.8), (2.58, 0, z + 2.2))
        p.fill(poly(a), "ochre40 bone30" if i % 2 else "teal70 navy20")
        p.fill(pane(a, 0.16, 0.1, 0.84, 0.4), "bone20 fog20")
        p.line(poly([*a], True), "teal84 navy40", 4)
    shafts(p, v, 2.58, [3.2 + i * 3.8 for i in range(8)], 2.3, (-1.9, 0.3), "ochre22 bone10", 2.6, 0.75)
    b = v.quad((-1.0, 2.5, 34), (1.0, 2.5, 34), (1.0, 0, 34), (-1.0, 0, 34))
    p.fill(poly(b), "ochre16")
    p.line(poly([lerp(b[0], b[1], 0.5), lerp(b[3], b[2], 0.5)], False), "teal60", 3)
    for x, z, s in ((0.5, 24, 1), (-0.6, 19, 2)):
        X, Y = v(x, 0, z)
        person(
            p,
            X,
            Y,
            1.7 * v.f / z,
            "teal60 navy30",
            "ochre16",
            "teal40",
            s,
            pose="walk",
            coat=True,
            hat=False,
            bag=False,
        )
    z, x0 = 4.6 - p.t * 0.05, 0.55
    p.fill(
        poly(v.quad((x0 - 0.1, 0, z), (x0 + 1.3, 0, z), (x0 + 1.6, 0, z + 2.2), (x0, 0, z + 2.2))),
        "teal60 navy40",
        mode="add",
        alpha=0.5,
    )
    v.box(p, x0, 0.5, z, 1.0, 0.12, 2.1, "slate50", "slate70 navy20", "navy70", "slate50")
    v.box(p, x0 + 0.03, 0.62, z + 0.05, 0.94, 0.2, 2.0, "", "fog30", "slate50 fog30", "")
    v.box(
        p,
        x0 - 0.01,
        0.74,
        z + 0.02,
        1.02,
        0.12,
        1.3,
        "teal40 fog20",
        "teal60 navy10",
        "teal70 navy40",
        "teal34 fog20",
    )
    v.box(p, x0 + 0.15, 0.82, z + 1.45, 0.7, 0.14, 0.5, "", "fog30", "slate40", "")
    for dx in (0.06, 0.94):
        for dz in (0, 2.0):
            X, Y = v(x0 + dx, 0, z + dz)
            X2, Y2 = v(x0 + dx, 0.5, z + dz)
            p.line(poly([(X, Y - 8), (X2, Y2)], False), "navy80 slate30", 7 if dz == 0 else 5)
            p.fill(oval(X, Y - 7, 13 if dz == 0 else 9), "navy90")
    p.line(
        smooth([v(x0, 0.62, z), v(x0, 1.02, z), v(x0 + 1, 1.02, z), v(x0 + 1, 0.62, z)], False),
        "navy80 slate20",
        8,
    )
    for x, z2, s, c, t, f in (
        (-0.95, 4.6, 3, "teal70 navy40", "teal50 fog10", 1),
        (-0.35, 4.5, 14, "navy84 teal20", "fog20 bone10", -1),
    ):
        X, Y = v(x, 0, z2)
        person(
            p,
            X,
            Y,
            1.72 * v.f / z2,
            c,
            "ochre14 bone10",
            "teal60 navy30",
            s,
            pose="stand",
            coat=s == 14,
            hat=False,
            bag=False,
            face=f,
            tone=t,
            slant=0.9,
        )
    X, Y = v(1.95, 0, 7.2)
    person(
        p,
        X,
        Y,
        1.7 * v.f / 7.2,
        "teal78 navy40",
        "ochre14 bone10",
        "teal60",
        21,
        pose="work",
        face=-1,
        coat=False,
        hat=False,
        bag=False,
        slant=0.7,
    )
