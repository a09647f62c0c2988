"""The concert hall at Tarnholt."""

import math

import numpy as np

from ..catalogue import scene
from ..geo import (
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..light import beam, glow
from ..people import figure, person
from ..press import mix
from .orchestra import orchestra


@scene("plum brick ochre navy bone rust", 19)
def concert_stage(p):
    """The conductor and her orchestra from the stalls, under the organ pipes."""
    p.fill(rect(0, 0, 1920, 1280), "plum72 navy44", to="plum84 navy60")
    shell = poly([(330, -20), (1590, -20), (1700, 760), (220, 760)])
    p.fill(shell, "rust50 ochre24 brick10", to="rust56 ochre44 brick14")
    with p.clip(shell):
        for i in range(17):
            x = 190 + i * 98
            p.fill(
                poly(
                    [
                        (x + 16, -20),
                        (x + 24, -20),
                        (960 + (x - 960) * 1.12 + 22, 780),
                        (960 + (x - 960) * 1.12 + 14, 780),
                    ]
                ),
                "rust70 brick30",
                alpha=0.5,
            )
        glow(p, 960, 470, 760, "ochre40 bone10", 0.8)
    for s in (-1, 1):
        for k in range(3):
            x = 960 + s * (720 + k * 130)
            y = 200 + k * 46
            balcony = poly(
                [(x - s * 80, y), (x + s * 90, y + 26), (x + s * 90, y + 150), (x - s * 80, y + 110)]
            )
            p.fill(balcony, mix("brick50 ochre20 plum30", "plum70 navy40", k / 2.6))
            p.line(poly([(x - s * 80, y), (x + s * 90, y + 26)], False), "ochre50 bone10", 6)
            for j in range(4):
                person(
                    p,
                    x - s * 60 + s * j * 40,
                    y + 62 + j * 6,
                    118,
                    "plum84 navy50",
                    "ochre30",
                    seed=k * 7 + j + (s > 0) * 30,
                    hat=False,
                    bag=False,
                    coat=False,
                )
            p.fill(balcony, mix("brick50 ochre20 plum30", "plum70 navy40", k / 2.6))
            p.line(poly([(x - s * 80, y), (x + s * 90, y + 26)], False), "ochre50 bone10", 6)
    organ(p)
    for i in range(5):
        x = 620 + i * 170
        beam(p, x, -40, 90 + (960 - x) * 0.03, 7, 900, "bone16 ochre14", 0.5)
    stage = poly([(220, 740), (1700, 740), (1880, 1010), (40, 1010)])
    p.fill(stage, "ochre56 rust26", to="ochre50 rust50 brick10")
    p.line(
        many(
            [
                poly([(lerp(220, 1700, k), 740), (lerp(40, 1880, k), 1010)], False)
                for k in np.linspace(0.04, 0.96, 24)
            ]
        ),
        "rust66 plum14",
        2,
        alpha=0.55,
    )
    orchestra(p)
    podium(p)
    p.fill(poly([(20, 1004), (1900, 1004), (1960, 1110), (-40, 1110)]), "rust70 plum50", to="plum84 navy40")
    p.line(poly([(20, 1006), (1900, 1006)], False), "ochre40 bone10", 7)
    audience(p)


def organ(p):
    """Organ pipes in five towers above the choir stalls."""
    x = 520
    for tower, (n, top) in enumerate(((5, 150), (7, 60), (9, 20), (7, 60), (5, 150))):
        w = 24
        p.fill(rect(x - 10, 470, n * w + 20, 30), "rust70 plum30")
        for i in range(n):
            h = (1 - abs(i - (n - 1) / 2) / n) * 90
            y = top + 100 - h
            pipe = rect(x + i * w + 2, y, w - 4, 470 - y, 3)
            p.fill(pipe, "ochre46 bone20")
            p.fill(rect(x + i * w + 4, y + 4, 6, 462 - y), "bone4")
            p.fill(rect(x + i * w + w - 8, y, 6, 470 - y), "ochre70 rust40")
            p.fill(
                poly([(x + i * w + 6, 424), (x + i * w + w - 6, 424), (x + i * w + w / 2, 440)]),
                "plum80 rust40",
            )
        p.fill(
            poly([(x - 14, 462), (x + n * w + 14, 462), (x + n * w + 6, 484), (x - 6, 484)]),
            "ochre40 brick30",
        )
        x += n * w + 31


def podium(p):
    """The conductor, arms raised, in the brightest light."""
    p.mass(
        poly([(866, 940), (1054, 940), (1082, 1004), (838, 1004)]),
        "brick60 rust40",
        "ochre50",
        "plum70 brick30",
        6,
        40,
    )
    p.fill(poly([(866, 940), (1054, 940), (1048, 926), (872, 926)]), "brick50 ochre40")
    h, x, y = 330, 960, 936
    body = figure(h, 14, "stand", True, False, False, 1)
    with p.layer(x=x, y=y):
        arms = []
        for s, hx, hy in ((-1, -118, -318), (1, 128, -350)):
            el = (s * 88, -238)
            for a, b, w in (((s * 34, -258), el, 15), (el, (hx, hy), 11)):
                d = math.hypot(b[0] - a[0], b[1] - a[1])
                ox, oy = -(b[1] - a[1]) / d * w, (b[0] - a[0]) / d * w
                arms.append(
                    poly(
                        [
                            (a[0] + ox, a[1] + oy),
                            (b[0] + ox * 0.8, b[1] + oy * 0.8),
                            (b[0] - ox * 0.8, b[1] - oy * 0.8),
                            (a[0] - ox, a[1] - oy),
                        ]
                    )
                )
                arms.append(oval(*b, w * 0.85))
        whole = union([body, *arms])
        p.fill(whole, "navy94 plum50")
        p.edge(whole, "ochre34 bone20", 7, 4)
        p.line(poly([(128, -352), (176, -420)], False), "bone4", 4)
        p.fill(union([oval(0, -330, 15, 13), oval(-118, -322, 12), oval(128, -354, 12)]), "ochre40 brick20")


def audience(p):
    """Heads and shoulders of the front rows, dark against the stage."""
    for r, (y, h, n) in enumerate(((1150, 150, 17), (1240, 196, 13), (1350, 260, 10))):
        for i in range(n):
            x = -40 + (i + 0.5 * (r % 2)) * 2020 / (n - 0.5)
            k = 1 + 0.09 * math.sin(i * 2.7 + r)
            q = union(
                [
                    oval(x, y - h * 0.46 * k, h * 0.2, h * 0.25),
                    rect(x - h * 0.09, y - h * 0.4, h * 0.18, h * 0.3),
                    smooth(
                        [
                            (x - h * 0.5, y + h * 0.4),
                            (x - h * 0.44, y),
                            (x - h * 0.2, y - h * 0.14),
                            (x + h * 0.2, y - h * 0.14),
                            (x + h * 0.44, y),
                            (x + h * 0.5, y + h * 0.4),
                        ]
                    ),
                ]
            )
            p.fill(q, ["plum88 navy60", "navy90 plum60", "plum84 navy70 brick10"][(i + r) % 3])
            p.edge(q, mix("ochre50 brick30", "brick60 plum40", r / 2.4), -3, 5)
