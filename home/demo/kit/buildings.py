"""House fronts, terraces in perspective and their windows."""

import math

import numpy as np

from .geo import many, pane, poly, rect
from .press import mix


def windows(p, q, cols, rows, spec, seed=0, lit=None, share=0.0, mu=0.28, mv=0.3, sill=None):
    """Grid of windows in a wall quad, some of them lit."""
    r, off, on, sl = np.random.default_rng(seed), [], [], []
    for i in range(cols):
        for j in range(rows):
            u0, u1, v0, v1 = (i + mu) / cols, (i + 1 - mu) / cols, (j + mv) / rows, (j + 1 - mv) / rows
            (on if lit and r.random() < share else off).append(pane(q, u0, v0, u1, v1))
            sl.append(pane(q, u0 - 0.1 / cols, v1, u1 + 0.1 / cols, v1 + 0.06 / rows))
    p.fill(many(off), spec) if off else None
    p.fill(many(on), lit) if on else None
    p.fill(many(sl), sill) if sill is not None else None


def house(
    p,
    x,
    y,
    w,
    h,
    wall,
    roof,
    dark,
    glass,
    floors=3,
    cols=3,
    seed=0,
    lit=None,
    share=0.0,
    pitch=0.28,
    side=0.22,
):
    """Town house seen slightly from the left: lit front, shaded return wall, pitched roof."""
    s = w * side
    p.fill(poly([(x + w, y - h), (x + w + s, y - h * 0.96), (x + w + s, y), (x + w, y)]), dark)
    p.fill(rect(x, y - h, w, h), wall)
    p.fill(
        poly(
            [
                (x + w * 0.5, y - h - w * pitch),
                (x + w * 0.5 + s, y - h - w * pitch * 0.93),
                (x + w + s + 6, y - h * 0.95),
                (x + w, y - h),
            ]
        ),
        dark,
    )
    p.fill(poly([(x - 8, y - h + 4), (x + w * 0.5, y - h - w * pitch), (x + w + 8, y - h + 4)]), roof)
    windows(
        p,
        [(x, y - h), (x + w, y - h), (x + w, y), (x, y)],
        cols,
        floors,
        glass,
        seed,
        lit,
        share,
        0.3,
        0.24,
        sill=dark,
    )


def terrace(
    p,
    v,
    x,
    z0,
    z1,
    n,
    seed,
    walls,
    roof,
    glass,
    lit=None,
    share=0.0,
    h=(7, 11),
    far=None,
    floors=3,
    bay=3.2,
    door=None,
):
    """Row of street fronts along z at x (left row x<0), painted far to near and hazed with distance."""
    r = np.random.default_rng(seed)
    s, zs = math.copysign(1, x), np.linspace(z0, z1, n + 1)
    for i in range(n - 1, -1, -1):
        a, b, top = zs[i], zs[i + 1], r.uniform(*h)
        k = min(1, max(0, (a - z0) / (z1 - z0))) * 0.8 if far is not None else 0
        wall, rf, gl = (mix(c, far or c, k) for c in (walls[int(r.integers(len(walls)))], roof, glass))
        p.fill(
            poly(
                v.quad(
                    (x - s * 0.5, top - 0.1, a),
                    (x - s * 0.5, top - 0.1, b),
                    (x + s * 4, top + 2.8, b),
                    (x + s * 4, top + 2.8, a),
                )
            ),
            rf,
        )
        p.fill(
            poly(v.quad((x, top, a), (x + s * 8, top, a), (x + s * 8, -0.2, a), (x, -0.2, a))),
            mix(rf, wall, 0.35),
        )
        p.fill(poly(v.quad((x, top, a), (x + s * 4, top + 2.8, a), (x + s * 8, top, a))), mix(rf, wall, 0.35))
        q = v.quad((x, top, b), (x, top, a), (x, -0.3, a), (x, -0.3, b))
        p.fill(poly(q), wall)
        m = floors + (1 if top > (h[0] + h[1]) / 2 else 0)
        windows(
            p,
            q,
            max(2, round((b - a) / bay)),
            m,
            gl,
            seed * 50 + i,
            lit,
            share,
            0.27,
            0.26,
            sill=mix(rf, wall, 0.4),
        )
        p.fill(
            poly(
                v.quad(
                    (x - s * 0.25, top, b),
                    (x - s * 0.25, top, a),
                    (x - s * 0.25, top - 0.35, a),
                    (x - s * 0.25, top - 0.35, b),
                )
            ),
            rf,
        )
        if door is not None:
            d = a + (b - a) * 0.2
            p.fill(
                poly(v.quad((x, 2.4, d + 1.2), (x, 2.4, d), (x, 0, d), (x, 0, d + 1.2))),
                mix(door, far or door, k),
            )
