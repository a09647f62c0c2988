"""Tomato vines, far and near."""

import math

import numpy as np

from ..geo import (
    lerp,
    many,
    oval,
    poly,
    smooth,
    union,
)
from ..press import mix


def vine(p, v, x, z, s):
    """One tomato plant on its string: leaves in pairs and trusses of fruit."""
    r = np.random.default_rng(int(z * 30 + x * 7 + 100))
    k = min(0.7, max(0, (z - 5) / 26))
    f = v.f / z
    hz = lambda c: mix(c, "bone30 teal16", k)
    X, Y = v(x, 0, z)
    top = v(x, 3.4, z)
    p.line(poly([(X, Y), top], False), hz("moss60 navy30"), max(2, 0.03 * f))
    for i in range(15):
        y = lerp(Y - 0.2 * f, top[1] + 0.1 * f, (i + r.uniform(-0.2, 0.2)) / 14)
        d = 1 if i % 2 else -1
        length = f * r.uniform(0.3, 0.46)
        a = r.uniform(-0.5, 0.5)
        tip = (X + d * length, y + a * length * 0.7 + 0.06 * f)
        mid = lerp((X, y), tip, 0.5)
        leaf = smooth([(X, y), (mid[0], mid[1] - 0.13 * f), tip, (mid[0], mid[1] + 0.1 * f)], k=1 / 6)
        p.fill(leaf, hz(["moss80 teal30 navy20", "moss70 teal40", "moss84 navy30"][i % 3]))
        p.fill(
            smooth([(X, y), (mid[0], mid[1] - 0.12 * f), tip, (mid[0], mid[1] - 0.03 * f)], k=1 / 6),
            hz("moss50 ochre36"),
        )
    for i in range(4):
        y = lerp(Y - 0.42 * f, Y - 2.0 * f, (i + r.uniform(0, 0.5)) / 4)
        d = -s if i % 2 else s
        c = ["brick86", "brick80 ochre10", "brick60 ochre50", "moss50 ochre60"][min(3, i)]
        fruit = [
            (X + d * f * r.uniform(0.05, 0.2), y + f * 0.075 * q, f * r.uniform(0.05, 0.068))
            for q in range(4)
        ]
        p.fill(union([oval(*q) for q in fruit]), hz(c))
        p.fill(
            many([oval(a - b[2] * 0.3, b[1] - b[2] * 0.35, b[2] * 0.24) for b in fruit for a in (b[0],)]),
            hz("bone4"),
        )


def near_leaves(p):
    """Large leaves and fruit at both edges of the picture."""
    for x0, s, seed in ((-30, 1, 3), (1950, -1, 5)):
        r = np.random.default_rng(seed)
        for i in range(9):
            y = 140 + i * 130
            tip = (x0 + s * r.uniform(150, 290), y + r.uniform(-60, 80))
            mid = lerp((x0, y), tip, 0.5)
            n = 5
            up = [
                (
                    lerp(x0, tip[0], k / n),
                    lerp(y, tip[1], k / n) - 62 * math.sin(math.pi * k / n) - (14 if k % 2 else -8),
                )
                for k in range(1, n)
            ]
            down = [(a, b + 112 * math.sin(math.pi * (k + 1) / n)) for k, (a, b) in enumerate(up)]
            leaf = smooth([(x0, y), *up, tip, *down[::-1]], k=1 / 9)
            p.fill(leaf, ["moss84 navy50 teal20", "moss80 navy60", "teal60 moss70 navy40"][i % 3])
            p.edge(leaf, "moss50 ochre40", 5, 7)
            p.line(smooth([(x0, y), mid, tip], False), "moss50 ochre30", 4)
            if i % 4 == 2:
                for q in range(3):
                    c = (x0 + s * (90 + 34 * q), y + 96 + 40 * (q % 2), 44)
                    p.fill(oval(*c), ["brick86", "brick80 ochre16", "brick84 navy10"][q])
                    p.edge(oval(*c), "ochre40 bone10", 5, 6)
