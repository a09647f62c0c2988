"""A tram stop before the town wakes, seen tall."""

import math

from ..buildings import terrace
from ..catalogue import scene
from ..geo import (
    View,
    lerp,
    many,
    oval,
    pane,
    poly,
    quad_uv,
    rect,
    smooth,
    union,
)
from ..light import glow, shimmer
from ..nature import (
    sky,
    streaks,
)
from ..people import person
from ..press import mix


@scene("plum navy ochre brick bone teal", 6)
def film_tram_stop(p):
    """The first tram comes down the hill and stops; three people wait under the lit shelter."""
    t = p.t
    sky(p, "navy66 plum30", "ochre36 brick22 bone14", 640)
    streaks(p, 960, 260, 900, "plum46 brick30", 6, 3, 0.7, 11)
    streaks(p, 1000, 420, 800, "ochre30 brick34", 5, 6, 0.7, 8)
    p.fill(many([oval(640 + (i * 197) % 660, 30 + (i * 83) % 260, 1.6 + i % 2) for i in range(34)]), "bone10")
    v = View(905, 640, 1150, 2.0)
    far = "brick30 ochre24 plum16"
    for i in range(14):
        x, h = 560 + i * 58, 40 + 66 * math.sin(i * 2.1) ** 2
        p.fill(rect(x, 650 - h, 60, h + 10), mix("plum50 navy30", far, 0.45))
    p.fill(poly([(884, 650), (884, 470), (904, 390), (924, 470), (924, 650)]), mix("plum62 navy40", far, 0.3))
    walls = ["plum50 navy36", "brick46 plum40", "navy56 plum30 bone6"]
    terrace(p, v, 6.5, 9, 90, 9, 4, walls, "navy80 plum50", "navy84 plum40", "ochre56", 0.3, (9, 13), far, 4)
    terrace(p, v, -6, 8, 90, 9, 7, walls, "navy80 plum50", "navy84 plum40", "ochre56", 0.3, (9, 13), far, 4)
    p.fill(
        poly([v(-60, 0, 110), v(60, 0, 110), (2800, 1400), (-1800, 1400)]),
        "plum46 brick20 bone10",
        to="navy70 plum50",
    )
    for x in (-2.6, -1.15):
        p.line(poly([v(x, 0, 100), v(x, 0, 1.9)], False), "navy86 plum40", 6)
        p.line(poly([v(x - 0.04, 0, 100), v(x - 0.04, 0, 1.9)], False), "ochre40 brick20", 2)
    p.line(smooth([v(-1.9, 6, 100), v(-1.9, 6, 40), v(-1.9, 6, 14), v(-1.9, 6, 5)], False), "navy92", 2.6)
    for z in (46, 28, 16):
        p.line(smooth([v(-6, 7.8, z), v(-1.9, 6.1, z), v(6.5, 8, z)], False), "navy92", 2)
    k = min(1.0, t / 7)
    tram(p, v, lerp(58, 13.4, 1 - (1 - k) ** 2.2), t)
    platform(p, v, t)


def tram(p, v, z, t):
    """The tram's front, its lit windows and the light it throws on the rails."""
    x, w = -3.15, 2.5
    c = v(x + w / 2, 0.6, z)
    glow(p, *c, 3200 / z, "ochre30", 0.55)
    f = v.box(p, x, 0.45, z, w, 3.0, 16, "teal60 navy20", "teal66 navy14", "teal66 navy60", "teal40 navy40")
    if "right" in f:
        q = f["right"]
        p.fill(pane(q, 0, 0.14, 1, 0.54), "ochre30 bone10")
        p.fill(many([pane(q, (i + 0.42) / 7, 0.14, (i + 0.5) / 7, 0.54) for i in range(7)]), "teal70 navy50")
        p.fill(pane(q, 0, 0.63, 1, 0.69), "bone16")
        if t > 7.6:
            p.fill(pane(q, 0.07, 0.12, 0.19, 0.98), "ochre16")
    q = f["front"]
    p.fill(pane(q, 0, 0, 1, 0.1), "bone24 teal10")
    p.fill(pane(q, 0.07, 0.16, 0.93, 0.56), "ochre20")
    p.fill(pane(q, 0.07, 0.4, 0.93, 0.56), "ochre38 brick14")
    a = quad_uv(q, 0.32, 0.35)
    s = (q[1][0] - q[0][0]) / 240
    p.fill(
        union([oval(*a, 13 * s, 16 * s), rect(a[0] - 24 * s, a[1] + 16 * s, 48 * s, 46 * s, 12 * s)]),
        "navy92 plum30",
    )
    p.fill(pane(q, 0.49, 0.16, 0.51, 0.56), "teal70 navy50")
    p.fill(pane(q, 0, 0.63, 1, 0.69), "bone14")
    p.fill(pane(q, 0, 0.9, 1, 1.08), "navy92 plum40")
    p.fill(pane(q, 0.34, 0.02, 0.66, 0.09), "ochre60 brick20")
    for u in (0.2, 0.8):
        b = quad_uv(q, u, 0.8)
        glow(p, *b, 110 * s + 20, "ochre16", 0.75)
        p.fill(oval(*b, 14 * s), "")
        shimmer(p, b[0], b[1] + 50 * s, b[1] + 330 * s, 70 * s, "ochre26", int(u * 10), 12, 0.7)


def platform(p, v, t):
    """The stop: kerb, shelter with its lit panel, lamp and the people."""
    k = poly([v(0.25, 0.25, 60), v(6.5, 0.25, 60), (2600, 1340), v(0.25, 0.25, 2.6)])
    p.fill(k, "plum40 brick24 bone16", to="plum62 navy50")
    p.fill(
        poly([v(0.25, 0.25, 60), v(0.25, 0.25, 2.6), v(0.25, -0.1, 2.6), v(0.25, -0.1, 60)]), "navy80 plum40"
    )
    p.fill(
        poly([v(0.3, 0.26, 60), v(0.62, 0.26, 60), v(0.62, 0.26, 2.6), v(0.3, 0.26, 2.6)]), "ochre40 bone20"
    )
    z0, z1, x0, x1, top = 7.2, 11.4, 1.5, 3.0, 2.75
    p.fill(
        poly(v.quad((x1, top, z1), (x1, top, z0), (x1, 0.25, z0), (x1, 0.25, z1))),
        "teal50 bone20 ochre10",
        alpha=0.85,
    )
    panel = v.quad(
        (x1 - 0.02, 2.35, z1 - 0.5),
        (x1 - 0.02, 2.35, z1 - 2),
        (x1 - 0.02, 0.75, z1 - 2),
        (x1 - 0.02, 0.75, z1 - 0.5),
    )
    p.fill(poly(panel), "ochre16")
    p.fill(pane(panel, 0.15, 0.1, 0.85, 0.5), "brick60 ochre30")
    p.fill(pane(panel, 0.15, 0.58, 0.85, 0.64), "plum50")
    p.fill(pane(panel, 0.15, 0.7, 0.6, 0.76), "plum50")
    back = v.quad((x0, top, z1), (x1, top, z1), (x1, 0.25, z1), (x0, 0.25, z1))
    p.fill(poly(back), "bone24 teal20", alpha=0.7)
    p.fill(
        poly(v.quad((x0, 0.27, z1), (x1, 0.27, z1), (x1, 0.27, z0), (x0, 0.27, z0))),
        "ochre34 bone10",
        alpha=0.8,
    )
    people = (
        (2.2, 10.2, 1.72, 5, "brick72 plum30", "stand", -1, False),
        (1.35, 8.6, 1.66, 12, "navy80 plum30", "stand", -1, True),
        (2.1, 7.7, 1.2, 31, "teal70 navy40", "stand", -1, False),
    )
    for x, z, h, s, c, pose, f, hat in people:
        step = max(0.0, min(0.5, (t - 8) * 0.3)) if s == 12 else 0
        X, Y = v(x - step, 0.25, z)
        person(
            p,
            X,
            Y + 2 * math.sin(t * 1.4 + s),
            h * v.f / z,
            c,
            "ochre50 bone10",
            "navy50 plum20",
            s,
            pose="walk" if step else pose,
            coat=True,
            hat=hat,
            bag=s == 12,
            face=f,
            slant=0.5,
            phase=math.cos(t * 6),
        )
    for x, z in ((x0, z0), (x1, z0)):
        p.line(poly([v(x, top, z), v(x, 0.25, z)], False), "navy90 plum30", 9)
    v.box(
        p,
        x0 - 0.35,
        top,
        z0 - 0.4,
        x1 - x0 + 0.7,
        0.16,
        z1 - z0 + 0.8,
        "ochre36 brick20",
        "navy86 plum40",
        "navy90",
        "plum60 navy50",
    )
    under = v.quad(
        (x0 - 0.3, top, z1), (x1 + 0.3, top, z1), (x1 + 0.3, top, z0 - 0.4), (x0 - 0.3, top, z0 - 0.4)
    )
    p.fill(poly(under), "ochre22 bone10")
    X, Y = v(0.9, 0.25, 5.2)
    p.line(poly([(X, Y), (X, 300)], False), "navy94 plum30", 15)
    p.fill(rect(X - 62, 250, 124, 124, 16), "navy94 plum30")
    p.fill(rect(X - 52, 260, 104, 104, 10), "ochre40 bone8")
    p.fill(rect(X - 32, 284, 64, 50, 12), "teal84 navy30")
    p.fill(many([rect(X - 24, 292, 22, 20, 3), rect(X + 3, 292, 22, 20, 3)]), "ochre16")
    p.fill(many([oval(X - 17, 338, 8), oval(X + 17, 338, 8)]), "navy94")
    glow(p, X, 312, 150, "ochre30", 0.35)
