"""Skies, seas, hills, trees, fields and weather. Light falls from the left."""

import math

import numpy as np

from .geo import blob, land, lens, lerp, many, oval, poly, rect, ridge, smooth, union


def sky(p, top, low, y=700):
    """Full-bleed sky graded to the horizon."""
    p.fill(rect(-400, -200, 2800, 1700), top, to=low, axis=(0, 0, 0, y))


def sun(p, x, y, r, disc, halo=None):
    """Disc with a soft printed halo."""
    if halo is not None:
        p.fill(oval(x, y, r * 4.2), halo, radial=(x, y, r * 4.2), alpha=0.85, to_alpha=0)
    p.fill(oval(x, y, r), disc)


def cloud(p, x, y, w, h, body, rim=None, seed=0, under=None):
    """Flat-bottomed cumulus bank."""
    r = np.random.default_rng(seed)
    parts = [rect(x - w * 0.44, y - h * 0.24, w * 0.88, h * 0.24, h * 0.12)]
    for _ in range(11):
        u = r.uniform(-0.46, 0.46)
        s = (1 - (u * 1.9) ** 2) * r.uniform(0.45, 1)
        rx = w * r.uniform(0.06, 0.13)
        parts.append(
            union(
                [
                    oval(x + u * w, y - h * 0.18 - s * h * 0.4, rx, max(rx * 0.75, 4)),
                    rect(x + u * w - rx, y - h * 0.18 - s * h * 0.4, rx * 2, h * 0.1 + s * h * 0.4),
                ]
            )
        )
    c = union(parts)
    p.fill(c, body, to=under or body)
    if rim is not None:
        p.edge(c, rim, 4, 5, alpha=0.75)
        p.edge(c, rim, h * 0.12, h * 0.14, alpha=0.28)


def bank(p, x, y, w, h, body, rim=None, seed=0, under=None):
    """Heavy cloud of overlapping domes: rounder than a cumulus, for weather that means it."""
    r, n = np.random.default_rng(seed), 8
    parts = [rect(x - w * 0.47, y - h * 0.3, w * 0.94, h * 0.3, h * 0.15)]
    for i in range(n):
        u = (i + 0.5) / n - 0.5 + r.uniform(-0.03, 0.03)
        top = h * (0.42 + 0.58 * (1 - (u * 2) ** 2) * r.uniform(0.6, 1))
        parts.append(oval(x + u * w * 0.86, y - top * 0.5, w * r.uniform(0.085, 0.125), top * 0.5))
    c = union(parts)
    p.fill(c, body, to=under or body)
    if rim is not None:
        p.edge(c, rim, 4, 5, alpha=0.75)
        p.edge(c, rim, h * 0.12, h * 0.14, alpha=0.28)


def streaks(p, x, y, w, spec, n=7, seed=0, alpha=1.0, thick=10):
    """Long stratus bars with pointed ends."""
    r = np.random.default_rng(seed)
    p.fill(
        many(
            [
                lens(
                    x + r.uniform(-0.4, 0.4) * w,
                    y + i * thick * 3.1 + r.uniform(-6, 6),
                    w * r.uniform(0.25, 0.8),
                    thick * r.uniform(0.7, 1.5),
                )
                for i in range(n)
            ]
        ),
        spec,
        alpha=alpha,
    )


def sea(p, y0, y1, far, near, wave, seed=0, rows=34, light=None, lx=None, spread=160):
    """Water in perspective: dashes grow towards the viewer; `light` lays a glitter path under x=lx."""
    p.fill(rect(-400, y0, 2800, y1 - y0 + 40), far, to=near)
    r, dark, glint = np.random.default_rng(seed), [], []
    for i in range(rows):
        u = (i + 0.5) / rows
        y = y0 + (y1 - y0) * u**1.9 + 3
        size = 14 + 190 * u**1.5
        for _ in range(int(26 - 17 * u)):
            sway = 26 * u * math.sin(p.t * math.tau / 4 + r.uniform(0, math.tau))
            dark.append(
                lens(
                    r.uniform(-300, 2220) + sway,
                    y + r.uniform(-5, 5) * (1 + 3 * u),
                    size * r.uniform(0.5, 1.3),
                    1.5 + 8 * u,
                )
            )
        if light is not None:
            for _ in range(5):
                k = r.normal() * (0.35 + u)
                tw = 0.6 + 0.4 * math.sin(p.t * math.tau / 2 + r.uniform(0, math.tau))
                glint.append(
                    lens(
                        lx + k * spread, y + r.uniform(-8, 8) * u, size * r.uniform(0.3, 0.8) * tw, 2 + 7 * u
                    )
                )
    p.fill(many(dark), wave)
    if light is not None:
        p.fill(many(glint), light)


def hills(
    p, seed, y, amp, base, foot, bottom=1400, rim=None, sharp=0.0, waves=2, rough=0.45, x0=-400, x1=2320
):
    """One range: haze gathers at its foot; returns the outline points."""
    pts = ridge(seed, x0, x1, y, amp, rough, waves, 220, sharp)
    s = land(pts, bottom)
    p.fill(s, base, to=foot, axis=(0, y - amp, 0, y + amp * 2.2))
    if rim is not None:
        p.edge(s, rim, 7, 6)
    return pts


def height_at(pts, x):
    """Skyline height at x."""
    return float(np.interp(x, [q[0] for q in pts], [q[1] for q in pts]))


def tree(p, x, y, h, dark, lit, kind="round", seed=0, trunk=None):
    """Round crown, poplar or umbrella pine, with a lit side."""
    w = {"round": 0.36, "poplar": 0.13, "pine": 0.46, "bush": 0.6}[kind] * h
    if kind != "bush":
        p.fill(
            poly(
                [
                    (x - h * 0.022, y),
                    (x - h * 0.012, y - h * 0.6),
                    (x + h * 0.012, y - h * 0.6),
                    (x + h * 0.022, y),
                ]
            ),
            trunk or dark,
        )
    cy, ry = {"round": (0.62, 0.37), "poplar": (0.55, 0.46), "pine": (0.84, 0.16), "bush": (0.3, 0.32)}[kind]
    lobes = ((0, 0, 0.85), (-0.35, 0.25, 0.6), (0.38, 0.2, 0.62), (0.05, -0.35, 0.6))
    if h > 350:  # near trees: a looser outline of many leaf clumps
        lobes += tuple(
            (0.86 * math.cos(i * 2.4), 0.82 * math.sin(i * 2.4), 0.2 + 0.07 * math.sin(i * 5))
            for i in range(17)
        )
    crown = union(
        [
            blob(seed + i, x + dx * w, y - h * cy + dy * h * ry, w * k, h * ry * k, 0.14)
            for i, (dx, dy, k) in enumerate(lobes)
        ]
    )
    p.fill(crown, dark)
    with p.clip(crown):
        if h > 350:
            r = np.random.default_rng(seed)
            spots = [
                (-1 + 2 * r.random() ** 1.7, -1 + 2 * r.random() ** 1.5, r.uniform(0.05, 0.12))
                for _ in range(64)
            ]
        else:
            spots = ((-0.35, -0.35, 0.5), (-0.5, 0.15, 0.38), (0.12, -0.55, 0.34), (0.2, 0.1, 0.26))
        for i, (dx, dy, k) in enumerate(spots):
            p.fill(
                blob(seed + 9 + i, x + dx * w, y - h * cy + dy * h * ry, w * k, h * ry * k * 0.8, 0.2), lit
            )


def furrows(p, vx, vy, y0, y1, spec, n=26, x0=-1600, x1=3500, width=0.5, seed=0):
    """Field rows converging on a vanishing point, drawn as tapering wedges."""
    rows = []
    for i in range(n):
        a, b = lerp(x0, x1, i / n), lerp(x0, x1, (i + width) / n)
        k = (y0 - vy) / (y1 - vy)
        rows.append(poly([(lerp(vx, a, k), y0), (lerp(vx, b, k), y0), (b, y1), (a, y1)]))
    p.fill(many(rows), spec)


def stubble(p, shape, spec, n, x0, x1, y0, y1, h, seed=0, lean=0.2, thick=2.5):
    """Short upright blades: grass, wheat, reeds; taller towards the viewer."""
    r, out = np.random.default_rng(seed), []
    for _ in range(n):
        u = r.random() ** 0.6
        x, y, k = r.uniform(x0, x1), lerp(y0, y1, u), h * (0.25 + 0.75 * u) * r.uniform(0.6, 1.2)
        w = thick * (0.4 + 0.8 * u)
        out.append(poly([(x - w, y), (x + lean * k * r.uniform(-0.3, 1.2), y - k), (x + w, y)]))
    with p.clip(shape):
        p.fill(many(out), spec)


def gull(p, x, y, s, spec):
    """A gull on the wing: two strokes and a body."""
    p.fill(
        union(
            [
                smooth(
                    [
                        (x - s, y - s * 0.28),
                        (x - s * 0.45, y - s * 0.42),
                        (x, y),
                        (x + s * 0.45, y - s * 0.45),
                        (x + s, y - s * 0.22),
                        (x + s * 0.42, y - s * 0.3),
                        (x, y + s * 0.14),
                        (x - s * 0.4, y - s * 0.27),
                    ]
                )
            ]
        ),
        spec,
    )


def rain(p, spec, n=260, seed=0, slant=0.22, alpha=0.55, length=70, thick=2.0):
    """Slanting rain, falling with p.t."""
    r = np.random.default_rng(seed)
    x, y, k = r.uniform(-200, 2300, n), r.uniform(0, 1500, n), r.uniform(0.4, 1, n)
    y = (y + p.t * 1500 * k) % 1500 - 120
    p.line(
        many([poly([(a, b), (a - slant * length * c, b + length * c)], False) for a, b, c in zip(x, y, k)]),
        spec,
        thick,
        alpha=alpha,
    )


def haze(p, y, depth, spec, alpha=0.6):
    """Band of mist, densest at y and thinning upward."""
    p.fill(rect(-400, y - depth, 2800, depth), spec, axis=(0, y - depth, 0, y), alpha=0, to_alpha=alpha)
