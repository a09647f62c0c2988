"""Rooms in one-point perspective, lit from windows on the left."""

from .geo import poly


def room(p, v, w, h, d, wall_l, wall_r, back, floor, ceil, z=0.6):
    """Empty room from x=-w to w, depth d; returns the wall quads."""
    q = {
        "left": v.quad((-w, h, z), (-w, h, d), (-w, 0, d), (-w, 0, z)),
        "right": v.quad((w, h, d), (w, h, z), (w, 0, z), (w, 0, d)),
        "back": v.quad((-w, h, d), (w, h, d), (w, 0, d), (-w, 0, d)),
        "floor": v.quad((-w, 0, d), (w, 0, d), (w, 0, z), (-w, 0, z)),
        "ceil": v.quad((-w, h, z), (w, h, z), (w, h, d), (-w, h, d)),
    }
    for k, s in (("ceil", ceil), ("floor", floor), ("left", wall_l), ("right", wall_r), ("back", back)):
        p.fill(poly(q[k]), s)
    return q


def shafts(p, v, w, zs, zw, floor_x, spec, top=3.0, alpha=0.8):
    """Sunlight from left windows: parallelograms on the floor and faint shafts in the air."""
    for z in zs:
        a = v.quad(
            (floor_x[0], 0, z + 0.4),
            (floor_x[1], 0, z + 1.0),
            (floor_x[1], 0, z + 1.0 + zw),
            (floor_x[0], 0, z + 0.4 + zw),
        )
        p.fill(poly(a), spec, mode="over", alpha=alpha)
        t = v.quad((-w, top, z), (-w, top, z + zw))
        p.fill(poly([t[0], t[1], a[2], a[3], a[0]]), spec, axis=(*t[0], *a[1]), alpha=0.34, to_alpha=0)
