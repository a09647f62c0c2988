"""Under water in the Merrin's mouth."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import (
    lens,
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..nature import (
    hills,
)


@scene("teal navy moss ochre fog brick", 27)
def eelgrass_diver(p):
    """A diver counts shoots inside a white frame on an eelgrass meadow."""
    p.fill(rect(0, 0, 1920, 1280), "teal20 fog50", to="teal84 navy50", axis=(0, 0, 0, 1180))
    surface(p)
    for x, w, d in ((260, 110, -250), (560, 170, -150), (930, 130, -40), (1240, 200, 110), (1600, 120, 260)):
        ray = poly([(x - w * 0.4, -20), (x + w * 0.4, -20), (x + d + w * 1.5, 1180), (x + d - w * 1.1, 1180)])
        p.fill(ray, "fog20 ochre6", alpha=0.42, to_alpha=0)
    for seed, y, amp, spec, foot in (
        (5, 760, 60, "teal60 navy24 fog10", "teal50 fog20"),
        (9, 850, 46, "teal70 navy44", "teal64 navy30"),
    ):
        hills(p, seed, y, amp, spec, foot, waves=2)
    meadow(p, 3, 260, (-60, 1980), (800, 900), (70, 150), "teal70 navy40 moss20", "teal60 moss30", 5)
    sand = smooth(
        [(-300, 960), (400, 930), (900, 960), (1400, 940), (2300, 980), (2300, 1500), (-300, 1500)], k=1 / 8
    )
    p.fill(sand, "ochre30 fog24 teal30", to="teal70 navy44 ochre12")
    p.edge(sand, "ochre30 fog20", 0, 8)
    ripples = [lens(120 + (i * 263) % 1800, 985 + (i * 71) % 230, 120 + (i * 37) % 90, 8) for i in range(34)]
    p.fill(many(ripples), "teal56 navy24 ochre10", alpha=0.6)
    meadow(p, 4, 70, (40, 620), (960, 1040), (150, 270), "moss70 teal50 navy20", "moss50 teal20 ochre30", 9)
    meadow(
        p, 6, 60, (1330, 1900), (960, 1040), (150, 280), "moss70 teal50 navy20", "moss50 teal20 ochre30", 9
    )
    frame(p)
    fish(p)
    diver(p, 880, 720)
    bubbles(p, 1228, 560)
    meadow(
        p, 8, 40, (-60, 430), (1250, 1340), (330, 640), "moss84 navy70 teal30", "moss60 teal40 ochre16", 17
    )
    meadow(
        p, 11, 34, (1540, 1990), (1250, 1340), (300, 560), "moss84 navy70 teal30", "moss60 teal40 ochre16", 17
    )


def surface(p):
    """The underside of the water's surface, bright and broken."""
    r = np.random.default_rng(2)
    light = [
        lens(r.uniform(-100, 2020), 10 + 130 * u * u, r.uniform(90, 340) * (1.1 - u * 0.6), 15 * (1.1 - u))
        for u in r.random(70)
    ]
    p.fill(many(light), "", alpha=0.75)


def meadow(p, seed, n, xs, ys, hs, dark, lit, w):
    """Ribbon leaves that lean with the current, light along one side."""
    r = np.random.default_rng(seed)
    for y in np.sort(r.uniform(*ys, n)):
        x, h, bend = r.uniform(*xs), r.uniform(*hs), r.uniform(0.1, 0.42)
        k, ww = r.uniform(-0.12, 0.12), w * r.uniform(0.7, 1.2)
        mid = [
            (x + h * (k * u + bend * u * u) + 0.05 * h * math.sin(u * 5 + x), y - h * u * (1 - 0.1 * u))
            for u in (0, 0.25, 0.5, 0.75, 1)
        ]
        right = [(a + ww * 0.5 * (1 - i / 4.4), b) for i, (a, b) in enumerate(mid)]
        left = [(a - ww * 0.5 * (1 - i / 4.4), b) for i, (a, b) in enumerate(mid)]
        leaf = smooth([*left, *right[::-1]], k=1 / 7)
        p.fill(leaf, dark)
        p.fill(smooth([*left, *[(a - ww * 0.12, b) for a, b in mid[::-1]]], k=1 / 7), lit)


def frame(p):
    """The counting frame, a square of white tube divided by strings."""
    q = [(850, 985), (1180, 985), (1250, 1120), (790, 1120)]
    p.fill(poly([(x + 16, y + 12) for x, y in q]), "teal60 navy50", alpha=0.35)
    for k in (0.25, 0.5, 0.75):
        p.line(poly([lerp(q[0], q[1], k), lerp(q[3], q[2], k)], False), "fog10", 3)
        p.line(poly([lerp(q[0], q[3], k), lerp(q[1], q[2], k)], False), "fog10", 3)
    meadow(
        p, 14, 26, (860, 1180), (1010, 1110), (60, 120), "moss70 teal50 navy20", "moss50 teal20 ochre30", 8
    )
    p.line(poly(q), "", 13)
    p.line(poly([(x, y + 6) for x, y in q][2:] + [(q[3][0], q[3][1] + 6)], False), "teal50 fog20", 5)


def limb(pts, w0, w1):
    """A tapering limb through the points."""
    out, back, n = [], [], len(pts) - 1
    for i, (x, y) in enumerate(pts):
        a, b = pts[max(0, i - 1)], pts[min(n, i + 1)]
        d = math.hypot(b[0] - a[0], b[1] - a[1]) or 1
        w = lerp(w0, w1, i / n)
        ox, oy = -(b[1] - a[1]) / d * w, (b[0] - a[0]) / d * w
        out.append((x + ox, y + oy))
        back.append((x - ox, y - oy))
    return union([smooth([*out, *back[::-1]], k=1 / 8), oval(*pts[0], w0), oval(*pts[-1], w1)])


def diver(p, x, y):
    """The diver, level in the water, head to the right and down, one hand at the frame."""
    with p.layer(x=x, y=y, rot=14, sx=1.15):
        far = limb([(-150, 34), (-270, 60), (-370, 30)], 34, 20)
        p.fill(far, "navy94 teal50")
        p.fill(
            smooth([(-360, 12), (-392, 30), (-520, 96), (-548, 74), (-470, 10)], k=1 / 8),
            "ochre60 brick40 navy30",
        )
        legs = limb([(-130, 6), (-270, -6), (-380, -46)], 40, 22)
        p.fill(legs, "navy88 teal30")
        fin = smooth([(-366, -70), (-396, -36), (-540, -76), (-580, -118), (-500, -116)], k=1 / 8)
        p.fill(fin, "ochre80 brick20")
        p.edge(fin, "ochre30", 0, 8)
        body = smooth(
            [(-160, -40), (-40, -62), (110, -58), (170, -30), (160, 40), (60, 62), (-60, 52), (-156, 44)],
            k=1 / 7,
        )
        p.fill(union([body, legs]), "navy88 teal30")
        tank = rect(-96, -122, 236, 66, 33)
        p.mass(tank, "ochre74 brick10", "ochre24", "ochre70 navy40", 0, 0)
        p.edge(tank, "ochre20", 4, 10)
        p.edge(tank, "brick50 navy50", 0, -14)
        p.fill(rect(128, -104, 34, 24, 6), "navy90")
        p.fill(many([rect(-50, -126, 16, 78), rect(80, -126, 16, 78)]), "navy95 teal30")
        p.edge(union([body, legs]), "fog30 teal20", 3, 12)
        p.fill(poly([(-20, -60), (8, -60), (20, 58), (-14, 58)]), "brick76 navy20")
        head = oval(212, -22, 56, 52)
        p.fill(head, "navy90 teal30")
        p.edge(head, "fog30 teal20", 3, 10)
        p.fill(
            smooth([(226, -54), (268, -46), (276, -2), (248, 12), (222, -2)], k=1 / 9),
            "ochre30 brick16 fog10",
        )
        p.fill(smooth([(236, -56), (280, -48), (286, -8), (258, 2), (234, -10)], k=1 / 9), "fog16 teal20")
        p.line(smooth([(236, -56), (280, -48), (286, -8), (258, 2), (234, -10)], k=1 / 9), "navy96", 7)
        p.line(smooth([(262, 12), (250, 50), (180, 60), (150, -20), (146, -84)], False), "navy96 teal20", 10)
        p.fill(rect(244, 2, 42, 24, 8), "navy96")
        arm = limb([(110, 6), (150, 110), (230, 178)], 32, 18)
        p.fill(arm, "navy90 teal30")
        p.edge(arm, "fog30 teal20", 5, 3)
        p.fill(oval(240, 188, 22, 18), "ochre56 brick26")
        slate = poly([(40, 130), (128, 108), (152, 190), (62, 212)])
        p.fill(limb([(60, 20), (40, 90), (80, 150)], 30, 18), "navy94 teal40")
        p.fill(slate, "fog6")
        p.line(
            many([poly([(62 + k * 5, 146 + k * 17), (122 + k * 5, 131 + k * 17)], False) for k in range(3)]),
            "navy60 teal30",
            4,
        )
        p.fill(oval(84, 160, 20, 16), "ochre56 brick26")


def bubbles(p, x, y):
    """Breath rising from the regulator."""
    r = np.random.default_rng(5)
    for i in range(26):
        k = i / 25
        b = (
            x + 60 * math.sin(i * 1.9) * (0.3 + k) + 40 * k,
            y + 130 - 640 * k,
            7 + 17 * k * r.uniform(0.6, 1.2),
        )
        p.fill(oval(*b), "fog30 teal10", alpha=0.5)
        p.line(oval(*b), "", 2.6)
        p.fill(oval(b[0] - b[2] * 0.35, b[1] - b[2] * 0.35, b[2] * 0.22), "")


def fish(p):
    """Two small shoals that keep their distance."""
    for i in range(26):
        near = i > 15
        x = (110 + (i * 47) % 330, 1420 + (i * 61) % 380)[near]
        y = (270 + (i * 83) % 150, 560 + (i * 59) % 190)[near]
        s, f = (0.8, -1) if near else (0.62, 1)
        with p.layer(x=x, y=y, sx=s * f, sy=s, rot=6 * math.sin(i)):
            body = union([lens(0, 0, 110, 34), poly([(-40, 0), (-78, -20), (-66, 2), (-78, 20)])])
            p.fill(body, "navy62 teal50" if near else "teal60 navy34")
            p.edge(body, "fog20", 0, 7)
            p.fill(oval(34, -4, 4), "fog4")
