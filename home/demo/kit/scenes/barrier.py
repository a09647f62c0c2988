"""The flood barrier of the Merrin: four towers, three lift gates."""

import math

from ..buildings import house
from ..catalogue import scene
from ..geo import (
    View,
    lens,
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
)
from ..light import glow, shimmer
from ..nature import (
    bank,
    gull,
    hills,
    sea,
    sky,
    streaks,
)
from ..people import person
from ..press import mix

PIERS, BAY, DEPTH, TOP = (-8, 25, 58, 91), 33, 62, 27
STEEL, STEEL_LIT, STEEL_DARK = "brick78 navy12", "brick50 ochre40", "brick74 navy56"


def tower(p, v, x, far, lamps):
    """One pier with its pair of lift towers and the winch house on top."""
    hz = lambda c: mix(c, "slate40 bone30", far)
    v.box(
        p, x - 1.5, 0, DEPTH - 5, 9, 4.6, 16, hz("bone36 slate14"), hz("slate50 bone20"), hz("navy60 slate40")
    )
    v.box(
        p, x - 1.9, 4.6, DEPTH - 5.4, 9.8, 0.7, 16.8, hz("bone24"), hz("slate40 bone30"), hz("navy60 slate30")
    )
    for k in range(5):
        a, b = v(x - 1.5, 0.7 + k * 0.8, DEPTH - 5), v(x + 7.5, 0.7 + k * 0.8, DEPTH - 5)
        p.line(poly([a, b], False), hz("navy50 slate40"), 2, alpha=0.5)
    v.box(p, x, 5.3, DEPTH, 6, TOP - 5, 6, hz("bone26"), hz("bone40 slate26"), hz("navy56 slate40"))
    for y in (8.5, 13, 17.5, 22):
        q = v.quad(
            (x + 2.3, y + 2, DEPTH - 0.02), (x + 3.7, y + 2, DEPTH), (x + 3.7, y, DEPTH), (x + 2.3, y, DEPTH)
        )
        p.fill(poly(q), hz("navy70 slate30"))
    v.box(p, x - 1, TOP, DEPTH - 1, 8, 4.6, 8, hz("fog20 bone14"), hz("teal50 slate30"), hz("teal50 navy60"))
    a = v.quad(
        (x - 1, TOP + 3.6, DEPTH - 1.02), (x + 7, TOP + 3.6, DEPTH - 1.02), (x + 7, TOP + 1.6, DEPTH - 1.02)
    )
    p.fill(poly([*a, v(x - 1, TOP + 1.6, DEPTH - 1.02)]), hz("navy84 teal20"))
    X, Y = v(x + 3, TOP + 5.4, DEPTH)
    p.line(poly([(X, Y), (X, Y + 14)], False), hz("navy80"), 4)
    p.fill(oval(X, Y, 6), "brick84" if lamps else hz("ochre30"))
    if lamps:
        glow(p, X, Y, 60, "brick50 ochre30", 0.8 * lamps)


def gate(p, v, x0, x1, y, far):
    """One steel gate hanging between two towers, its sill y metres above the water."""
    hz = lambda c: mix(c, "slate40 bone30", far)
    z, h = DEPTH + 2.2, 8.6
    p.fill(poly(v.quad((x0, y + h, z), (x1, y + h, z), (x1, y, z), (x0, y, z))), hz(STEEL))
    for k in range(4):
        b = y + 0.3 + k * 2.2
        q = v.quad((x0, b + 0.55, z), (x1, b + 0.55, z), (x1, b, z), (x0, b, z))
        p.fill(poly(q), hz(STEEL_LIT))
        q = v.quad((x0, b, z), (x1, b, z), (x1, b - 0.45, z), (x0, b - 0.45, z))
        if y or k:
            p.fill(poly(q), hz(STEEL_DARK))
    for i in range(1, 8):
        x = lerp(x0, x1, i / 8)
        p.line(poly([v(x, y + h, z), v(x, y, z)], False), hz(STEEL_DARK), 1100 * 0.5 / v_depth(v, x, z))
    v.box(
        p,
        x0,
        y + h,
        z - 0.8,
        x1 - x0,
        0.5,
        1.6,
        hz(STEEL_LIT),
        hz(STEEL_DARK),
        hz(STEEL_DARK),
        hz("ochre30 bone30"),
    )
    for x in (x0 + 1.2, x1 - 1.2):
        p.line(poly([v(x, y + h, z), v(x, TOP, z)], False), hz("navy80 slate30"), 3)


def v_depth(v, x, z):
    """Distance of a world point along the camera's axis."""
    return x * v.s + z * v.c


def small_boat(p, t):
    """A launch that comes down the river through the open gate and makes for the quay."""
    k = t / 9
    x, y, s = lerp(1120, -120, k), lerp(795, 900, k * k), lerp(0.42, 0.95, k)
    with p.layer(x=x, y=y + 2 * math.sin(t * 2.4), sx=s, rot=1.2 * math.sin(t * 2.1)):
        p.fill(many([lens(20, 40 + i * 12, 330 - i * 50, 8) for i in range(4)]), "navy70 teal40")
        hull = smooth(
            [(-170, -34), (-130, 30), (-90, 40), (130, 38), (150, -14), (20, -10), (-90, -20)], k=1 / 11
        )
        p.mass(hull, "navy84 teal20", "ochre40 bone20", None, 5, 0)
        p.line(smooth([(-166, -32), (-90, -18), (20, -8), (148, -12)], False), "bone10", 5)
        p.mass(poly([(-36, -14), (-30, -84), (60, -84), (70, -10)]), "bone16", "", "slate50 teal10", 4, 20)
        p.fill(poly([(-26, -44), (-22, -74), (52, -74), (58, -44)]), "navy76 teal20")
        p.line(poly([(20, -84), (20, -140)], False), "navy84", 4)
        person(p, 104, -8, 78, "brick76 navy20", "bone10", seed=5, hat=True, coat=False, bag=False)
        p.fill(many([lens(150 + i * 46, 36 + i * 5, 90, 9) for i in range(4)]), "bone6", alpha=0.85)


def far_shore(p):
    """Hills and the old town across the water."""
    hills(p, 31, 556, 60, "slate44 teal14 fog20", "bone30 slate20", waves=2)
    hills(p, 37, 596, 30, "slate56 teal26 navy10", "slate40 bone26", rim="ochre26 bone20", waves=3)
    for i in range(36):
        x, w = -30 + i * 54 + 9 * math.sin(i * 2.3), 44 + 12 * math.sin(i * 1.7)
        h = 26 + 24 * math.sin(i * 3.1) ** 2 + (74 if i in (7, 29) else 0)
        wall = ["bone50 slate20", "ochre26 bone30 slate10", "brick26 bone30 slate16", "slate44 bone10"][i % 4]
        spire = 0.9 if h > 80 else 0.3
        house(
            p, x, 640, w, h, wall, "brick44 slate40", "slate60 teal14", "navy50 slate30", 2, 2, i, pitch=spire
        )


def barrier(p, y, t, lamps=0.0):
    """The whole view; y is the height of the gates' sill over the water."""
    sky(p, "slate62 teal14 navy10", "bone46 ochre18 brick6", 640)
    streaks(p, 1180, 470, 1500, "ochre26 brick14 bone20", 6, 4, 0.8, 9)
    clouds = ((280, 250, 1100, 190), (1320, 190, 1250, 210), (820, 360, 1100, 120))
    for i, (x, cy, w, h) in enumerate(clouds):
        body = mix("slate66 navy20", "slate50 bone20", i / 2)
        bank(
            p,
            x + t * (5 + 3 * i),
            cy,
            w,
            h,
            body,
            "bone40 slate14",
            63 + i,
            mix("slate72 navy34", "slate60", i / 2),
        )
    far_shore(p)
    sea(
        p,
        636,
        1280,
        "slate36 bone30 teal16",
        "teal70 navy58",
        "teal60 navy46",
        12,
        34,
        "ochre20 bone36",
        1250,
        240,
    )
    v = View(900, 600, 1150, 8, 21)
    for i in (3, 2, 1, 0):
        x, far = PIERS[i], 0.1 * i
        X, Y = v(x + 3, 0, DEPTH - 5)
        s = 1150 / v_depth(v, x + 3, DEPTH)
        shimmer(p, X, Y, Y + 12 * s, 9 * s, mix("navy70 slate40", "slate60", far), i + 3, 11, 0.7)
        if i < 3:
            a, b = v(x + 6, 0, DEPTH + 2.2), v(x + BAY, 0, DEPTH + 2.2)
            gate(p, v, x + 6, x + BAY, y, far)
            if y < 1:
                foam = [
                    lens(lerp(a[0], b[0], u), lerp(a[1], b[1], u) + 3 * math.sin(t * 3 + u * 40), 60, 9)
                    for u in (0.02, 0.12, 0.22, 0.33, 0.44, 0.55, 0.66, 0.77, 0.88, 0.98)
                ]
                p.fill(many(foam), "bone8")
            mid, drop = lerp(a[0], b[0], 0.5), (a[1] + b[1]) / 2
            red = mix("brick60 navy40 teal20", "brick40 slate40", far)
            shimmer(
                p, mid, drop + 4, drop + 7 * s - 2 * y, (b[0] - a[0]) * 0.8, red, i + 20, 9, 0.72 - 0.03 * y
            )
        v.box(
            p,
            x + 6,
            TOP - 1,
            DEPTH + 1,
            BAY - 6,
            2.2,
            3,
            STEEL_LIT,
            mix("teal60 navy30", "slate50", far),
            "navy70",
        ) if i < 3 else None
        tower(p, v, x, far, lamps)
    return v


def quay(p):
    """The embankment in front: railing, tide board and two people who watch."""
    shore = smooth([(-300, 1010), (160, 1030), (520, 1110), (820, 1200), (960, 1320), (-300, 1400)], k=1 / 9)
    p.fill(shore, "navy84 slate30", to="navy94 slate20")
    p.edge(shore, "ochre44 bone16", -7, 9)
    for x, y in ((1600, 1290), (1668, 1290)):
        p.fill(rect(x, 800, 22, 520), "navy90 slate20")
    board = rect(1590, 760, 112, 420)
    p.mass(board, "bone8", "", "slate40 bone20", 4, 16)
    p.fill(many([rect(1590, 800 + i * 38, 56 if i % 2 else 40, 13) for i in range(10)]), "navy84")
    p.fill(rect(1590, 1056, 112, 14), "brick84")
    p.fill(many([lens(1646, 1190 + i * 24, 260 - i * 34, 14) for i in range(4)]), "navy80 teal40")
    person(
        p,
        190,
        1076,
        330,
        "navy92 slate20",
        "ochre50 bone10",
        None,
        4,
        pose="point",
        coat=True,
        hat=True,
        bag=False,
    )
    person(
        p,
        330,
        1104,
        300,
        "brick70 navy44",
        "ochre50 bone10",
        None,
        12,
        pose="stand",
        coat=True,
        hat=False,
        bag=False,
    )
    xs = [-40 + i * 150 for i in range(6)]
    top = [(x, 940 + max(0, x - 100) * 0.22) for x in xs]
    for x, y in top:
        p.line(poly([(x, y), (x, y + 170)], False), "navy96 slate20", 10)
    for drop in (0, 52, 104):
        p.line(smooth([(x, y + drop) for x, y in top], False), "navy96 slate20", 8 if drop else 12)
    p.line(smooth([(x, y - 4) for x, y in top], False), "ochre40 bone10", 3)


@scene("navy slate teal brick bone ochre", 8)
def river_barrier(p):
    """The flood barrier with its gates half-way down, before a spring tide."""
    barrier(p, 4.6, p.t, 0.8)
    for x, y, s in ((640, 470, 24), (720, 430, 17), (1480, 420, 20)):
        gull(p, x, y, s, "bone10")
    quay(p)


@scene("navy slate teal brick bone ochre", 8)
def film_barrier(p):
    """The same view in time: open until 6 s, moving until 14 s, then closed."""
    t = p.t
    k = max(0.0, min(1.0, (t - 6) / 8))
    y = 14.5 * (1 - (k * k * (3 - 2 * k)))
    moving = 0.0 if t < 5.2 else 0.55 + 0.45 * math.sin(t * math.tau * 0.75)
    barrier(p, y, t, max(0.0, moving))
    if t < 11:
        small_boat(p, t)
    for x, y, s in ((640, 470, 24), (720, 430, 17), (1480, 420, 20)):
        gull(p, x + 13 * t, y + 7 * math.sin(2 * t + x), s, "bone10")
    quay(p)
