"""Settings behind the sitters."""

import numpy as np

from ..geo import land, lens, many, oval, poly, rect, ridge, smooth


def ground(p, kind, A, B, seed):
    """A quiet setting behind the sitter."""
    full = rect(0, 0, 1200, 1200)
    if kind == "disc":
        p.fill(full, f"{B}22")
        p.fill(oval(620, 520, 430), f"{B}62", to=f"{B}40")
    elif kind == "window":
        p.fill(full, f"{A}58 {B}30")
        for i in range(3):
            p.fill(
                poly([(60 + i * 300, -10), (310 + i * 300, -10), (250 + i * 300, 1210), (0 + i * 300, 1210)]),
                f"{B}46",
            )
        p.fill(many([rect(-10, y, 1220, 26) for y in (230, 560, 890)]), f"{A}58 {B}30")
    elif kind == "sea":
        p.fill(full, f"{B}18", to=f"{B}48", axis=(0, 0, 0, 620))
        p.fill(land(ridge(seed, -50, 1250, 590, 46, waves=2), 700), f"{A}34 {B}20")
        p.fill(rect(-10, 640, 1220, 600), f"{A}42 {B}14", to=f"{A}66")
        r = np.random.default_rng(seed)
        p.fill(
            many(
                [lens(r.uniform(0, 1200), 650 + 500 * u * u, 40 + 220 * u, 3 + 8 * u) for u in r.random(80)]
            ),
            f"{B}20",
        )
    elif kind == "books":
        p.fill(full, f"{A}72 {B}34")
        r = np.random.default_rng(seed)
        for y in (-60, 230, 520, 810, 1100):
            x = -20
            while x < 1220:
                w, h = r.uniform(20, 56), r.uniform(170, 240)
                p.fill(
                    rect(x, y + 262 - h, w - 4, h),
                    [f"{B}56", f"{A}40 {B}40", f"{A}60 {B}62", f"{B}28", f"{A}84 {B}40"][int(r.integers(5))],
                )
                x += w
            p.fill(rect(-10, y + 262, 1220, 26), f"{A}90 {B}40")
        p.fill(full, f"{A}30", mode="add")
    elif kind == "roofs":
        p.fill(full, f"{B}14", to=f"{B}44")
        r = np.random.default_rng(seed)
        for k, base in enumerate((f"{A}22 {B}20", f"{A}40 {B}16")):
            for i in range(14):
                x, h = -60 + i * 98 + k * 40, r.uniform(150, 330) - k * 90
                p.fill(
                    poly([(x, 1200), (x, 1000 - h), (x + 50, 940 - h), (x + 100, 1000 - h), (x + 100, 1200)]),
                    base,
                )
                p.fill(
                    many(
                        [rect(x + 22 + a * 36, 1030 - h + b * 70, 18, 30) for a in (0, 1) for b in range(7)]
                    ),
                    f"{B}52",
                )
    elif kind == "blind":
        p.fill(full, f"{B}50")
        p.fill(
            many(
                [
                    poly([(-10, y), (1210, y - 210), (1210, y - 160), (-10, y + 50)])
                    for y in range(-40, 1500, 96)
                ]
            ),
            f"{B}22",
        )
    elif kind == "leaves":
        p.fill(full, f"{B}34", to=f"{B}60")
        r = np.random.default_rng(seed)
        for i in range(34):
            with p.layer(
                x=r.uniform(0, 1200), y=r.uniform(0, 1200), rot=r.uniform(0, 360), sx=r.uniform(0.8, 1.5)
            ):
                p.fill(
                    smooth([(0, 0), (40, -22), (110, 0), (40, 22)]),
                    [f"{A}34 {B}30", f"{A}20 {B}50", f"{B}78"][i % 3],
                )
    else:
        p.fill(full, f"{A}64", to=f"{A}84 {B}10")
        p.fill(poly([(0, 0), (560, 0), (200, 1200), (0, 1200)]), f"{A}46 {B}14")
