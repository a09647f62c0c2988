"""People as silhouettes with rim light, and their umbrellas."""

import math

import numpy as np

from .geo import oval, poly, rect, smooth, union


def figure(h, seed=0, pose="stand", coat=None, hat=None, bag=None, face=1, phase=1.0):
    """Outline of one person, feet at the origin, height h. Poses: stand, walk, raise, sit, point, work."""
    r = np.random.default_rng(seed)
    u, f = h / 100, face
    coat = r.random() < 0.5 if coat is None else coat
    hat = r.random() < 0.25 if hat is None else hat
    sh, hip, lean = r.uniform(11, 13.5), r.uniform(8.5, 11), r.uniform(-1.5, 1.5)
    hem = -r.uniform(28, 40) if coat else -46
    flare = hip + (4 if coat else 1)
    parts = [
        oval(lean * 1.6 * u + f * u, -93 * u, 5.6 * u, 6.8 * u),
        rect((lean - 2.6) * u, -89 * u, 5.2 * u, 9 * u),
    ]
    parts.append(
        smooth(
            [
                (q[0] * u, q[1] * u)
                for q in (
                    (lean - 4, -84),
                    (lean + 4, -84),
                    (lean + sh, -79),
                    (hip + 1.5, -58),
                    (flare, hem),
                    (-flare, hem),
                    (-hip - 1.5, -58),
                    (lean - sh, -79),
                )
            ],
            k=1 / 9,
        )
    )
    s = {"walk": 11 * phase, "work": 7, "point": 5}.get(pose, 4)
    for a, b in ((-s, -4.5), (s, 4.5)):
        parts.append(
            poly(
                [
                    ((b - 4.4) * u, -50 * u),
                    ((b + 4.4) * u, -50 * u),
                    ((a + 2.6) * u, 0),
                    ((a + 2.6 + 3 * f) * u, 0),
                    ((a - 2.6) * u, 0),
                ]
            )
        )
        parts.append(rect((a - 2.8 + (0 if f > 0 else -2.6)) * u, -2.8 * u, 8.2 * u, 2.8 * u, 1.2 * u))
    arms = {
        "raise": ((sh, -79, 16 * f, -97, 14 * f, -112), (-sh, -79, -14, -64, -11, -48)),
        "point": ((sh * f, -79, 20 * f, -72, 33 * f, -76), (-sh * f, -79, -14 * f, -62, -10 * f, -47)),
        "work": ((sh * f, -78, 17 * f, -62, 27 * f, -58), (-sh * f, -78, -4 * f, -62, 24 * f, -54)),
        "walk": ((sh, -79, 15, -62, 19 * f, -49), (-sh, -79, -15, -62, -18 * f, -50)),
    }.get(pose, ((sh, -79, 14.5, -62, 11.5, -46), (-sh, -79, -14.5, -62, -11.5, -46)))
    for x0, y0, x1, y1, x2, y2 in arms:
        for ax, ay, bx, by, w in ((x0 * 0.86, y0 + 2, x1, y1, 3.4), (x1, y1, x2, y2, 2.7)):
            dx, dy = bx - ax, by - ay
            n = math.hypot(dx, dy) or 1
            ox, oy = -dy / n * w, dx / n * w
            parts.append(
                poly(
                    [
                        ((ax + ox) * u, (ay + oy) * u),
                        ((bx + ox * 0.8) * u, (by + oy * 0.8) * u),
                        ((bx - ox * 0.8) * u, (by - oy * 0.8) * u),
                        ((ax - ox) * u, (ay - oy) * u),
                    ]
                )
            )
            parts.append(oval(bx * u, by * u, w * 0.85 * u))
    if hat:
        parts += [
            oval((lean * 1.6 + f) * u, -98 * u, 5.6 * u, 3.6 * u),
            rect((lean * 1.6 + f - 8) * u, -98.4 * u, 16 * u, 2 * u, u),
        ]
    elif r.random() < 0.5:
        parts.append(oval((lean * 1.6 - 1.6 * f) * u, -94.5 * u, 6 * u, 7 * u))
    if bag if bag is not None else r.random() < 0.3:
        parts.append(rect(8 * u, -46 * u, 13 * u, 15 * u, 2 * u))
    return union(parts)


def person(p, x, y, h, base, rim=None, shadow=None, seed=0, tone=None, slant=1.5, **kw):
    """Silhouette with rim light, an optional second garment tone and a long cast shadow to the right."""
    body = figure(h, seed, **kw)
    if shadow is not None:
        sh = poly(
            [
                (x - h * 0.08, y),
                (x + h * 0.1, y),
                (x + h * slant, y + h * 0.16),
                (x + h * (slant - 0.22), y + h * 0.17),
            ]
        )
        p.fill(sh, shadow, mode="add", alpha=0.8)
    with p.layer(x=x, y=y):
        p.fill(body, base)
        if tone:
            with p.clip(body):
                p.fill(rect(-h * 0.3, -h * 0.84, h * 0.6, h * 0.42), tone)
                p.fill(rect(h * 0.045, -h * 0.84, h * 0.3, h * 0.42), base, alpha=0.5)
        if rim is not None:
            p.edge(body, rim, max(2, h * 0.022), h * 0.012)


def crowd(
    p,
    x0,
    x1,
    y,
    h,
    n,
    specs,
    rim=None,
    shadow=None,
    seed=0,
    poses=("stand", "walk", "stand"),
    jitter=0.05,
    tones=None,
):
    """A group with overlaps, nearest last; larger people stand lower, as in life."""
    r = np.random.default_rng(seed)
    spots = sorted(
        (r.uniform(-jitter, jitter), x0 + (x1 - x0) * (i + r.uniform(0.2, 0.8)) / n) for i in range(n)
    )
    for i, (k, x) in enumerate(spots):
        person(
            p,
            x,
            y + h * k * 2,
            h * (1 + k) * r.uniform(0.9, 1.06),
            specs[i % len(specs)],
            rim,
            shadow,
            seed * 97 + i,
            pose=poses[int(r.integers(len(poses)))],
            face=int(r.choice([-1, 1])),
            tone=tones[i % len(tones)] if tones else None,
        )


def umbrella(p, x, y, w, top, dark):
    """Open umbrella, lit from the left."""
    dome = smooth(
        [
            (x - w / 2, y),
            (x - w * 0.36, y - w * 0.27),
            (x, y - w * 0.4),
            (x + w * 0.36, y - w * 0.27),
            (x + w / 2, y),
            (x + w * 0.25, y - w * 0.05),
            (x, y + w * 0.005),
            (x - w * 0.25, y - w * 0.05),
        ]
    )
    p.fill(dome, top)
    with p.clip(dome):
        p.fill(
            poly([(x, y - w * 0.42), (x + w * 0.12, y), (x + w * 0.6, y), (x + w * 0.6, y - w * 0.5)]), dark
        )
    p.line(poly([(x, y - w * 0.4), (x, y + w * 0.75)], False), dark, max(2, w * 0.025))
