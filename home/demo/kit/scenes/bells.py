"""Bells, headstocks and what is left when a bell is gone."""

import math

from ..geo import (
    many,
    oval,
    poly,
    rect,
    smooth,
)


def yoke(p, x, y, w):
    """The wooden headstock on its iron gudgeons."""
    body = smooth(
        [
            (x - w, y - 20),
            (x - w * 0.5, y - 50),
            (x, y - 66),
            (x + w * 0.5, y - 50),
            (x + w, y - 20),
            (x + w, y + 14),
            (x - w, y + 14),
        ],
        k=1 / 9,
    )
    p.mass(body, "rust70 navy30", "ochre50 rust10", None, 8, 0)
    for s in (-1, 1):
        p.mass(rect(x + s * (w - 14) - 34, y - 40, 68, 66, 6), "navy88 slate20", "slate40 bone20", None, 5, 0)


def bell(p, x, y, s):
    """A bronze bell with its bands, inscription and clapper."""
    yoke(p, x, y - 120, 270)
    with p.layer(x=x, y=y, sx=s):
        p.fill(
            many([rect(-70, -130, 22, 74), rect(48, -130, 22, 74), rect(-12, -130, 24, 70)]), "navy92 slate20"
        )
        shape = smooth(
            [
                (-120, -60),
                (-96, -92),
                (0, -104),
                (96, -92),
                (120, -60),
                (146, 80),
                (180, 240),
                (236, 350),
                (268, 400),
                (268, 428),
                (-268, 428),
                (-268, 400),
                (-236, 350),
                (-180, 240),
                (-146, 80),
            ],
            k=1 / 8,
        )
        p.line(poly([(0, 380), (0, 500)], False), "navy92", 20)
        p.fill(oval(0, 500, 42, 40), "navy90 slate20")
        p.fill(oval(-12, 488, 16, 14), "slate40 bone20")
        p.fill(shape, "ochre74 rust40 navy10")
        with p.clip(shape):
            p.fill(
                smooth([(60, -120), (90, 100), (120, 260), (180, 430), (320, 440), (320, -120)], k=1 / 8),
                "rust74 navy60",
            )
            p.fill(
                smooth(
                    [
                        (0, -120),
                        (20, 100),
                        (40, 260),
                        (70, 440),
                        (190, 440),
                        (130, 260),
                        (100, 80),
                        (90, -120),
                    ],
                    k=1 / 8,
                ),
                "rust70 ochre50 navy26",
            )
            p.fill(
                smooth(
                    [
                        (-108, -70),
                        (-76, -90),
                        (-100, 90),
                        (-140, 250),
                        (-200, 400),
                        (-250, 410),
                        (-178, 250),
                        (-138, 80),
                    ],
                    k=1 / 8,
                ),
                "ochre30 bone20",
            )
            for yy, t in ((-40, 6), (-24, 4), (36, 4), (52, 7), (300, 7), (318, 4), (396, 9)):
                p.line(
                    smooth(
                        [(-280, yy - 12), (-140, yy + 6), (0, yy + 12), (140, yy + 6), (280, yy - 12)], False
                    ),
                    "rust70 navy50",
                    t,
                    alpha=0.8,
                )
                p.line(
                    smooth(
                        [(-280, yy - 16), (-140, yy + 2), (0, yy + 8), (140, yy + 2), (280, yy - 16)], False
                    ),
                    "ochre40 bone10",
                    2,
                )
            for i in range(13):
                a = -110 + i * 18
                p.fill(rect(a, 10 + 12 * math.cos(a / 110), 9, 22 - (i % 3) * 5), "rust76 navy50")
        p.line(smooth([(-268, 414), (0, 430), (268, 414)], False), "ochre40 bone16", 7)


def empty_yoke(p, x, y):
    """The second headstock: cut straps and a rope that hangs to the floor."""
    yoke(p, x, y - 50, 250)
    for dx, h in ((-80, 110), (-16, 76), (50, 124)):
        strap = poly(
            [
                (x + dx, y - 60),
                (x + dx + 22, y - 60),
                (x + dx + 24, y + h - 20),
                (x + dx + 12, y + h - 34),
                (x + dx, y + h - 10),
            ]
        )
        p.mass(strap, "slate50 bone16", "bone10", "slate60 navy40", 4, 8)
    wheel = oval(x + 250, y - 10, 26, 150)
    p.line(wheel, "rust70 navy40", 17)
    p.line(oval(x + 250, y - 10, 20, 144), "ochre50 rust20", 4)
    p.line(
        many(
            [
                poly(
                    [
                        (x + 250 - 24 * math.cos(a), y - 10 - 146 * math.sin(a)),
                        (x + 250 + 24 * math.cos(a), y - 10 + 146 * math.sin(a)),
                    ],
                    False,
                )
                for a in (0.2, 0.9, 1.57, 2.3)
            ]
        ),
        "rust70 navy40",
        8,
    )
    rope = smooth(
        [
            (x + 276, y + 60),
            (x + 280, y + 300),
            (x + 266, y + 560),
            (x + 290, y + 716),
            (x + 210, y + 760),
            (x + 130, y + 742),
            (x + 60, y + 776),
        ],
        False,
    )
    p.line(rope, "bone30 ochre40 rust10", 13)
    p.line(rope, "bone10", 4)
