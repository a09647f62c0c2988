"""The regional train on its viaduct."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import cut, lens, many, oval, poly, rect, smooth, union
from ..nature import height_at, hills, sky, streaks, sun, tree


@scene("rust ochre navy moss fog brick", 3)
def railway_viaduct(p):
    """The regional train crosses the valley in October."""
    sky(p, "fog60 navy16", "ochre30 fog20 brick6", 760)
    sun(p, 1500, 330, 74, "ochre36", "ochre24 brick6")
    streaks(p, 700, 190, 1500, "fog20", 7, 4, 0.8, 15)
    hills(p, 14, 560, 110, "navy36 fog50", "fog44 ochre14", sharp=0.45, waves=2)
    hills(p, 19, 640, 80, "moss36 navy26 fog30", "fog30 ochre26", rim="ochre24 fog10", sharp=0.2, waves=2)
    with p.layer(0.2):
        pts = hills(p, 23, 730, 60, "moss56 rust20 navy20", "moss30 ochre40", rim="ochre44", waves=2)
        for i in range(60):
            x = -100 + i * 36
            tree(
                p,
                x,
                height_at(pts, x) + 24,
                56 + 26 * math.sin(i * 3.3),
                ["rust56 moss30 navy20", "ochre60 rust40", "moss56 navy40", "brick50 rust40"][i % 4],
                ["ochre60 rust20", "ochre70", "moss40 ochre34", "ochre60 brick30"][i % 4],
                "round",
                i,
            )
    with p.layer(0.5):
        top = lambda x: 560 + 0.035 * (x - 960)
        n, w = 9, 250
        for i in range(n):
            x = -160 + i * w
            ground_y = 900 + 170 * math.sin((i + 0.6) / n * math.pi)
            p.fill(
                poly([(x - 30, top(x)), (x + 30, top(x)), (x + 38, ground_y), (x - 38, ground_y)]),
                "ochre34 fog20 brick10",
            )
            p.fill(
                poly([(x + 6, top(x)), (x + 52, top(x)), (x + 62, ground_y - 10), (x + 14, ground_y)]),
                "rust44 navy40",
            )
            span = cut(
                poly([(x, top(x)), (x + w, top(x + w)), (x + w, top(x + w) + 140), (x, top(x) + 140)]),
                union(
                    [
                        oval(x + w / 2 + 6, top(x) + 146, w / 2 - 32, 112),
                        rect(x + 32, top(x) + 140, w - 60, 40),
                    ]
                ),
            )
            p.fill(span, "ochre34 fog20 brick10")
            ins = cut(
                union([oval(x + w / 2 + 6, top(x) + 146, w / 2 - 32, 112)]),
                union(
                    [
                        oval(x + w / 2 + 34, top(x) + 158, w / 2 - 32, 112),
                        rect(x - 40, top(x) + 146, w + 90, 300),
                    ]
                ),
            )
            p.fill(ins, "rust40 navy34")
            p.line(
                many(
                    [
                        poly([(x - 30, top(x) + 160 + k * 46), (x + 10, top(x) + 160 + k * 46)], False)
                        for k in range(6)
                    ]
                ),
                "ochre50 rust24",
                2.4,
            )
        p.fill(
            poly(
                [
                    (-300, top(-300) - 12),
                    (2300, top(2300) - 12),
                    (2300, top(2300) + 16),
                    (-300, top(-300) + 16),
                ]
            ),
            "ochre26 fog20",
        )
        p.fill(
            poly(
                [
                    (-300, top(-300) + 10),
                    (2300, top(2300) + 10),
                    (2300, top(2300) + 24),
                    (-300, top(-300) + 24),
                ]
            ),
            "rust50 navy40",
        )
        x0 = 520 - p.t * 50
        for i in range(4):
            x = x0 + i * 262
            with p.layer(x=x, y=top(x + 120) - 16, rot=2):
                car = (
                    rect(0, -84, 252, 76, 8)
                    if i
                    else smooth(
                        [(0, -10), (6, -40), (44, -80), (110, -84), (252, -84), (252, -8), (20, -8)], k=1 / 16
                    )
                )
                p.fill(car, "brick84")
                with p.clip(car):
                    p.fill(rect(-5, -62, 270, 28), "navy84")
                    p.fill(many([rect(70 + k * 44, -58, 32, 21, 3) for k in range(4)]), "ochre40")
                    p.fill(rect(-5, -24, 270, 6), "fog10")
                    p.fill(rect(-5, -18, 270, 20), "navy60 brick60")
                p.edge(car, "ochre40", 3, 4)
                p.fill(many([oval(40, -5, 9), oval(66, -5, 9), oval(190, -5, 9), oval(216, -5, 9)]), "navy92")
    with p.layer(0.8):
        near = smooth(
            [
                (-300, 900),
                (200, 950),
                (620, 1120),
                (900, 1150),
                (1250, 1080),
                (1600, 960),
                (2300, 880),
                (2300, 1500),
                (-300, 1500),
            ],
            k=1 / 8,
        )
        p.fill(near, "moss70 rust30 navy20", to="moss80 navy70")
        p.edge(near, "ochre50 moss20", -4, 8)
        river = smooth(
            [
                (900, 1140),
                (960, 1140),
                (930, 1180),
                (1010, 1230),
                (1150, 1300),
                (760, 1300),
                (820, 1220),
                (850, 1180),
            ],
            k=1 / 7,
        )
        p.fill(river, "fog50 navy24")
        p.fill(
            many([lens(900 + 30 * math.sin(i * 3), 1160 + i * 13, 50 + i * 12, 5) for i in range(10)]),
            "ochre16",
        )
        r = np.random.default_rng(8)
        for i in range(46):
            x = r.uniform(-60, 1980)
            y = 960 + 190 * math.sin(min(1, max(0, x / 1920)) * math.pi) + r.uniform(10, 90)
            if 640 < x < 1240:
                continue
            tree(
                p,
                x,
                y + 60,
                r.uniform(110, 230),
                ["rust70 navy40", "moss70 navy60", "rust60 ochre40 navy20", "brick60 rust40 navy30"][i % 4],
                ["ochre70 rust30", "moss60 ochre30", "ochre84 rust10", "brick60 ochre50"][i % 4],
                ["round", "round", "poplar"][i % 3],
                i,
            )
        for x, h, s in ((60, 560, 2), (1850, 640, 6)):
            tree(p, x, 1330, h, "rust70 navy70", "ochre60 rust50", "round", s)
