"""Paths, noise ridges and a small perspective camera."""

import math

import numpy as np
import skia


def poly(pts, close=True):
    """Straight-edged path."""
    p = skia.Path()
    p.moveTo(*map(float, pts[0]))
    for q in pts[1:]:
        p.lineTo(float(q[0]), float(q[1]))
    if close:
        p.close()
    return p


def smooth(pts, close=True, k=1 / 6):
    """Catmull-Rom curve through the points."""
    n, p = len(pts), skia.Path()
    at = (lambda i: pts[i % n]) if close else (lambda i: pts[min(max(i, 0), n - 1)])
    p.moveTo(*map(float, pts[0]))
    for i in range(n if close else n - 1):
        a, b, c, d = at(i - 1), at(i), at(i + 1), at(i + 2)
        p.cubicTo(
            b[0] + (c[0] - a[0]) * k,
            b[1] + (c[1] - a[1]) * k,
            c[0] - (d[0] - b[0]) * k,
            c[1] - (d[1] - b[1]) * k,
            c[0],
            c[1],
        )
    if close:
        p.close()
    return p


def rect(x, y, w, h, r=0):
    """Rectangle, optionally rounded."""
    p = skia.Path()
    p.addRoundRect(skia.Rect.MakeXYWH(x, y, w, h), r, r) if r else p.addRect(skia.Rect.MakeXYWH(x, y, w, h))
    return p


def oval(x, y, rx, ry=None):
    """Ellipse about a centre."""
    ry = rx if ry is None else ry
    p = skia.Path()
    p.addOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry))
    return p


def union(paths):
    """Merge many paths into one outline."""
    b = skia.OpBuilder()
    for q in paths:
        b.add(q, skia.PathOp.kUnion_PathOp)
    return b.resolve()


def cut(a, b):
    """a without b."""
    return skia.Op(a, b, skia.PathOp.kDifference_PathOp)


def both(a, b):
    """Where a and b overlap."""
    return skia.Op(a, b, skia.PathOp.kIntersect_PathOp)


def lens(x, y, w, h):
    """Thin pointed dash: a wave, a glint, a blade."""
    p = skia.Path()
    p.moveTo(x - w / 2, y)
    p.quadTo(x, y - h, x + w / 2, y)
    p.quadTo(x, y + h * 0.6, x - w / 2, y)
    return p


def many(paths):
    """Collect paths into one, so one draw call paints them all."""
    p = skia.Path()
    for q in paths:
        p.addPath(q)
    return p


def ridge(seed, x0, x1, y, amp, rough=0.5, waves=3, n=160, sharp=0.0):
    """Skyline points: layered sines with random phase, sharpened into ridges if asked."""
    r = np.random.default_rng(seed)
    xs, ys = np.linspace(x0, x1, n), np.zeros(n)
    f, a = waves, 1.0
    for _ in range(6):
        s = np.sin((xs - x0) / (x1 - x0) * f * math.tau + r.uniform(0, math.tau))
        ys += a * ((1 - 2 * np.abs(s)) * sharp + s * (1 - sharp))
        f, a = f * r.uniform(1.8, 2.3), a * rough
    return list(zip(xs, y - ys * amp))


def land(pts, bottom):
    """Close a skyline down to a bottom edge."""
    return poly([*pts, (pts[-1][0], bottom), (pts[0][0], bottom)])


def blob(seed, x, y, rx, ry, wob=0.12, n=14):
    """Soft irregular closed shape: crowns, bushes, stones."""
    r = np.random.default_rng(seed)
    k = 1 + r.uniform(-wob, wob, n)
    return smooth(
        [
            (x + rx * k[i] * math.cos(i / n * math.tau), y + ry * k[i] * math.sin(i / n * math.tau))
            for i in range(n)
        ]
    )


def lerp(a, b, k):
    """Point (or number) k of the way from a to b."""
    return a + (b - a) * k if np.isscalar(a) else (a[0] + (b[0] - a[0]) * k, a[1] + (b[1] - a[1]) * k)


def quad_uv(q, u, v):
    """Point inside a quad (tl, tr, br, bl); u across, v down."""
    return lerp(lerp(q[0], q[1], u), lerp(q[3], q[2], u), v)


def pane(q, u0, v0, u1, v1):
    """Sub-rectangle of a quad, in its own perspective."""
    return poly([quad_uv(q, u0, v0), quad_uv(q, u1, v0), quad_uv(q, u1, v1), quad_uv(q, u0, v1)])


class View:
    """Perspective camera: eye height, focal length, horizon line and yaw (degrees). y is up, z goes in."""

    def __init__(self, cx=960, horizon=560, f=1100, eye=1.7, yaw=0):
        self.cx, self.hz, self.f, self.eye = cx, horizon, f, eye
        self.c, self.s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))

    def __call__(self, x, y, z):
        x, z = x * self.c - z * self.s, x * self.s + z * self.c
        z = max(z, 0.05)
        return self.cx + self.f * x / z, self.hz - self.f * (y - self.eye) / z

    def quad(self, *pts):
        """Screen points for several world points."""
        return [self(*q) for q in pts]

    def faces(self, x, y, z, w, h, d):
        """Visible faces of a box as {name: quad}; x, y, z is the near bottom-left corner."""
        a, b, e = x + w, y + h, z + d
        f = {
            "top": ((x, b, e), (a, b, e), (a, b, z), (x, b, z)),
            "left": ((x, b, e), (x, b, z), (x, y, z), (x, y, e)),
            "right": ((a, b, z), (a, b, e), (a, y, e), (a, y, z)),
            "front": ((x, b, z), (a, b, z), (a, y, z), (x, y, z)),
        }
        out = {}
        for name, pts in f.items():
            q = self.quad(*pts)
            area = sum(q[i][0] * q[(i + 1) % 4][1] - q[(i + 1) % 4][0] * q[i][1] for i in range(4))
            if area > 1:
                out[name] = q
        return out

    def box(self, p, x, y, z, w, h, d, lit, mid, dark, top=None):
        """Paint a box: left face lit, front mid, right dark. Returns the visible faces."""
        fs = self.faces(x, y, z, w, h, d)
        for name, spec in (("top", top or lit), ("left", lit), ("right", dark), ("front", mid)):
            if name in fs:
                p.fill(poly(fs[name]), spec)
        return fs
