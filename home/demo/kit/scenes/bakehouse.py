"""The bakehouse: its walls, window, racks and oven."""

import math

from ..buildings import house
from ..geo import (
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..light import glow


def walls(p):
    """Tiles on the wall, ceiling beams."""
    p.fill(
        rect(-20, 120, 1960, 820), "ochre36 rust40 plum20", axis=(1500, 0, -100, 0), to="plum60 navy50 rust10"
    )
    tiles = [poly([(x, 620), (x, 940)], False) for x in range(-20, 1940, 74)] + [
        poly([(-20, y), (1940, y)], False) for y in range(620, 940, 64)
    ]
    p.fill(
        rect(-20, 612, 1960, 330), "bone30 ochre30 rust16", axis=(1500, 0, -100, 0), to="navy50 plum40 bone16"
    )
    p.line(many(tiles), "rust50 plum40", 3, alpha=0.6)
    p.fill(rect(-20, 600, 1960, 14), "brick70 plum20")
    p.fill(rect(-20, -20, 1960, 142), "rust70 navy60")
    for x in (60, 470, 880, 1290, 1700):
        p.fill(poly([(x, -20), (x + 90, -20), (x + 110, 136), (x - 20, 136)]), "rust76 navy44")
        p.fill(poly([(x + 60, -20), (x + 90, -20), (x + 110, 136), (x + 74, 136)]), "ochre46 rust40")


def window(p):
    """The shop window: blue street, lamp, a cyclist with a basket."""
    x, y, w, h = 110, 210, 520, 380
    p.fill(rect(x, y, w, h), "navy64 plum20", to="navy40 plum20 ochre14")
    with p.clip(rect(x, y, w, h)):
        p.fill(many([oval(x + 40 + (i * 97) % 470, y + 16 + (i * 41) % 90, 2.4) for i in range(14)]), "bone6")
        for i in range(6):
            house(
                p,
                x - 30 + i * 96,
                y + 330,
                92,
                150 + 44 * math.sin(i * 2.1),
                ["navy66 plum24", "navy60 plum40", "plum50 navy50"][i % 3],
                "navy84 plum40",
                "navy84 plum30",
                "navy88",
                3,
                2,
                i,
                "ochre44",
                0.22,
            )
        p.fill(rect(x, y + 326, w, 80), "navy74 plum40")
        p.line(poly([(x + 400, y + 340), (x + 400, y + 130)], False), "navy95", 8)
        p.fill(
            smooth([(x + 378, y + 130), (x + 386, y + 96), (x + 414, y + 96), (x + 422, y + 130)]), "ochre24"
        )
        glow(p, x + 400, y + 116, 120, "ochre36 bone10", 0.75)
        with p.layer(x=x + 180, y=y + 366, sx=0.78):
            p.line(
                many(
                    [
                        oval(-62, -34, 34),
                        oval(62, -34, 34),
                        poly([(-62, -34), (-16, -92), (44, -92), (0, -34), (-62, -34)], False),
                        poly([(62, -34), (40, -116), (64, -122)], False),
                    ]
                ),
                "navy97",
                6,
            )
            p.fill(
                union(
                    [
                        oval(4, -196, 17, 19),
                        smooth(
                            [
                                (-32, -100),
                                (-24, -160),
                                (0, -182),
                                (26, -160),
                                (62, -122),
                                (54, -112),
                                (14, -136),
                                (10, -96),
                            ]
                        ),
                        smooth([(-30, -104), (10, -100), (26, -60), (6, -34), (-6, -42), (4, -66)]),
                    ]
                ),
                "navy96 plum20",
            )
            p.fill(rect(54, -156, 50, 36, 5), "rust66 ochre40")
    for q in (rect(x, y, w, h),):
        p.line(q, "rust66 navy40", 24)
        p.line(
            many(
                [
                    poly([(x + w / 2, y), (x + w / 2, y + h)], False),
                    poly([(x, y + 120), (x + w, y + 120)], False),
                ]
            ),
            "rust66 navy40",
            13,
        )
    p.mass(rect(x - 40, y + h + 4, w + 80, 28), "rust60 ochre24 navy20", "ochre40 bone10", None, 4, 0)
    p.fill(
        poly([(x, y + h + 32), (x + w, y + h + 32), (x + w + 130, 1010), (x + 130, 1010)]),
        "navy40 plum20",
        alpha=0.3,
    )


def shelves(p):
    """Racks of bread between window and oven."""
    for j, y in enumerate((330, 450, 570)):
        p.fill(rect(730, y, 330, 16), "rust66 navy30")
        p.fill(rect(730, y, 330, 5), "ochre44 rust20")
        for i in range(5):
            x = 762 + i * 66
            bread = [
                smooth([(x - 32, y), (x - 34, y - 30), (x, y - 54), (x + 34, y - 30), (x + 32, y)], k=1 / 7),
                rect(x - 26, y - 70, 20, 72, 10),
                smooth([(x - 32, y), (x - 30, y - 40), (x + 30, y - 40), (x + 32, y)], k=1 / 9),
            ][(i + j) % 3]
            p.mass(
                bread,
                ["ochre66 rust40", "rust64 ochre50", "ochre70 brick20 rust10"][(i * 2 + j) % 3],
                None,
                None,
            )
            p.edge(bread, "ochre40 bone16", -5, 5)
            p.edge(bread, "rust70 navy50", 9, 0)
    p.fill(many([rect(724, 250, 14, 370), rect(1052, 250, 14, 370)]), "rust70 navy50")
    p.line(poly([(900, 120), (900, 190)], False), "navy92", 5)
    glow(p, 900, 214, 210, "ochre26 bone10", 0.6)
    p.fill(smooth([(830, 216), (866, 186), (934, 186), (970, 216)], k=1 / 9), "brick76 navy30")
    p.fill(oval(900, 218, 62, 9), "ochre8")


def oven(p):
    """The brick oven with its arched mouth full of fire-light and loaves."""
    body = smooth([(1150, 960), (1150, 420), (1220, 280), (1400, 210), (1980, 200), (1980, 960)], k=1 / 12)
    p.fill(body, "brick66 rust30 navy14", to="brick60 rust40 navy40")
    with p.clip(body):
        for j in range(18):
            y = 200 + j * 44
            p.line(poly([(1100, y), (1980, y)], False), "rust60 plum50", 4, alpha=0.8)
            p.line(
                many(
                    [
                        poly(
                            [(1110 + i * 92 + 46 * (j % 2), y), (1110 + i * 92 + 46 * (j % 2), y + 44)], False
                        )
                        for i in range(11)
                    ]
                ),
                "rust60 plum50",
                4,
                alpha=0.8,
            )
        bricks = [
            rect(1112 + ((j * 5 + 3) % 10) * 92 + 46 * (j % 2), 202 + j * 44, 88, 40) for j in range(17)
        ]
        p.fill(many(bricks), "ochre40 brick50", alpha=0.5)
    p.edge(body, "ochre50 brick30", 6, 8)
    outer = union([rect(1310, 560, 470, 230), oval(1545, 560, 235, 190)])
    mouth = union([rect(1362, 570, 366, 220), oval(1545, 570, 183, 142)])
    p.fill(outer, "rust50 brick30 bone14")
    for i in range(11):
        a = math.pi * (1 + i / 10)
        p.line(
            poly(
                [
                    (1545 + 183 * math.cos(a), 566 + 142 * math.sin(a)),
                    (1545 + 235 * math.cos(a), 560 + 190 * math.sin(a)),
                ],
                False,
            ),
            "rust66 plum40",
            4,
        )
    p.fill(mouth, "ochre60 brick30", radial=(1545, 720, 260), to="brick84 navy30")
    with p.clip(mouth):
        p.fill(rect(1300, 700, 520, 120), "brick60 ochre40 rust20", to="ochre40 brick20")
        for i in range(5):
            x = 1400 + i * 72
            flame = smooth(
                [
                    (x - 26, 712),
                    (x - 20, 650),
                    (x + 4, 590 + 26 * math.sin(i * 2)),
                    (x + 16, 650),
                    (x + 28, 712),
                ],
                k=1 / 6,
            )
            p.fill(flame, "ochre66 brick30")
            p.fill(smooth([(x - 12, 712), (x - 6, 670), (x + 4, 640), (x + 12, 712)], k=1 / 6), "ochre20")
        for x in (1408, 1500, 1594, 1686):
            bread = smooth([(x - 44, 764), (x - 40, 724), (x, 700), (x + 40, 724), (x + 44, 764)], k=1 / 7)
            p.fill(bread, "rust70 ochre40 navy14")
            p.edge(bread, "ochre40 brick10", 0, 8)
    p.mass(rect(1290, 786, 510, 32, 4), "slate0 rust50 bone24", "ochre30 bone16", None, 4, 0)
    glow(p, 1545, 660, 560, "ochre34 brick20", 0.45)
    p.line(poly([(1860, 330), (1860, 560)], False), "navy90", 6)
    p.fill(oval(1860, 318, 34), "bone16 ochre16")
    p.line(many([oval(1860, 318, 34), poly([(1860, 318), (1846, 296)], False)]), "navy90", 6)


def floor(p):
    """Stone floor with the oven's light lying across it."""
    p.fill(rect(-20, 940, 1960, 360), "rust56 plum40 navy20", to="navy80 rust50")
    p.line(
        many(
            [poly([(960 + (i - 9) * 130, 940), (960 + (i - 9) * 240, 1300)], False) for i in range(19)]
            + [poly([(-20, y), (1940, y)], False) for y in (990, 1060, 1160)]
        ),
        "navy80 plum40",
        3,
        alpha=0.6,
    )
    p.fill(
        poly([(1310, 944), (1790, 944), (1700, 1300), (900, 1300)]),
        "ochre50 brick40",
        alpha=0.55,
        to_alpha=0.1,
    )
