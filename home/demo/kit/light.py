"""Light that is not the sun: beams, glows and reflections."""

import math

import numpy as np

from .geo import lens, lerp, many, oval, poly


def beam(p, x, y, ang, spread, length, spec, alpha=0.6):
    """Light cone fading with distance (angles in degrees)."""
    a, b = math.radians(ang - spread), math.radians(ang + spread)
    c = poly(
        [
            (x, y),
            (x + length * math.cos(a), y + length * math.sin(a)),
            (x + length * math.cos(b), y + length * math.sin(b)),
        ]
    )
    p.fill(c, spec, radial=(x, y, length), alpha=alpha, to_alpha=0)


def glow(p, x, y, r, spec, alpha=0.8):
    """Soft round light."""
    p.fill(oval(x, y, r), spec, radial=(x, y, r), alpha=alpha, to_alpha=0)


def shimmer(p, x, y0, y1, w, spec, seed=0, n=16, alpha=0.8):
    """Vertical reflection on wet ground or water, broken into dashes."""
    r = np.random.default_rng(seed)
    p.fill(
        many(
            [
                lens(
                    x + r.normal() * w * 0.12 + 5 * math.sin(p.t * 3 + i),
                    lerp(y0, y1, (i + 0.5) / n),
                    w * (1.1 - 0.55 * i / n) * r.uniform(0.5, 1.1),
                    (y1 - y0) / n * 0.55,
                )
                for i in range(n)
            ]
        ),
        spec,
        alpha=alpha,
    )
