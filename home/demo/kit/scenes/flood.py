"""The flooded street."""

import math

import numpy as np

from ..buildings import terrace
from ..catalogue import scene
from ..geo import View, lens, many, poly, rect, smooth
from ..light import shimmer
from ..nature import cloud, hills, rain, sky
from ..people import person


@scene("slate navy brick ochre fog teal", 7)
def flooded_street(p):
    """The river in the street: a rescue boat between the doorways."""
    sky(p, "slate50 navy14", "fog60 slate16", 560)
    for i in range(4):
        cloud(
            p, 300 + i * 480, 200 + 70 * (i % 2), 820, 170, "slate46 fog30", "fog50", i + 50, "slate62 navy14"
        )
    v = View(1010, 600, 1150, 2.1)
    far = "fog50 slate26"
    walls = ["brick62 ochre20 slate10", "ochre46 fog20", "fog46 slate14", "brick44 fog30", "teal36 fog30"]

    def rows():
        terrace(
            p,
            v,
            9.5,
            8,
            96,
            9,
            3,
            walls,
            "navy64 brick30 slate20",
            "navy66 slate40",
            "ochre50",
            0.07,
            (7.5, 10),
            far,
            3,
        )
        terrace(
            p,
            v,
            -9,
            7,
            96,
            9,
            6,
            walls,
            "navy60 brick34 slate20",
            "navy58 slate40",
            "ochre50",
            0.07,
            (7.5, 10),
            far,
            3,
        )
        hills(p, 4, 560, 30, "slate40 fog40", "fog50 slate20", bottom=640)
        terrace(
            p,
            v,
            9.5,
            8,
            96,
            9,
            3,
            walls,
            "navy64 brick30 slate20",
            "navy66 slate40",
            "ochre50",
            0.07,
            (7.5, 10),
            far,
            3,
        )
        terrace(
            p,
            v,
            -9,
            7,
            96,
            9,
            6,
            walls,
            "navy60 brick34 slate20",
            "navy58 slate40",
            "ochre50",
            0.07,
            (7.5, 10),
            far,
            3,
        )

    rows()
    water = poly(
        [
            v(-9, 0, 96),
            v(9.5, 0, 96),
            v(9.5, 0, 8),
            (2500, v(0, 0, 8)[1]),
            (2500, 1500),
            (-600, 1500),
            (-600, v(0, 0, 7)[1]),
            v(-9, 0, 7),
        ]
    )
    p.fill(water, "slate40 fog30")
    with p.clip(water):
        with p.layer(y=2 * (600 + 2.1 * 1150 / 96) - 26, sx=1, sy=-1):
            rows()
        p.fill(rect(-700, 560, 3400, 900), "slate50 teal20", alpha=0.42, to="teal60 navy60", to_alpha=0.86)
        r = np.random.default_rng(5)
        a, b = [], []
        for i in range(420):
            u = r.random() ** 0.7
            y = 628 + 660 * u * u
            (a if i % 3 else b).append(
                lens(
                    r.uniform(-300, 2200) + 14 * u * math.sin(p.t * 1.6 + i),
                    y,
                    30 + 240 * u * u,
                    2 + 9 * u * u,
                )
            )
        p.fill(many(a), "teal50 navy44", alpha=0.6)
        p.fill(many(b), "fog40", alpha=0.75)
    for x, z in ((-6.2, 17), (6.9, 23), (-6.2, 36)):
        X, Y = v(x, 0, z)
        s = v.f / z
        p.fill(rect(X - s * 0.05, Y - s * 3.6, s * 0.1, s * 3.6), "navy84 slate20")
        p.fill(rect(X - s * 0.34, Y - s * 3.9, s * 0.68, s * 0.5, s * 0.1), "ochre40 fog10")
        shimmer(p, X, Y, Y + s * 1.5, s * 0.2, "navy70 teal30", int(z), 8, 0.6)
    X, Y = v(5.0, 0, 9.5)
    car = smooth(
        [(-190, 20), (-186, -30), (-120, -44), (-74, -96), (64, -98), (116, -46), (186, -34), (192, 20)],
        k=1 / 10,
    )
    with p.layer(x=X, y=Y, sx=1.15):
        p.mass(car, "brick74 slate10", "brick36 fog30", "brick70 navy50", 6, 34)
        p.fill(poly([(-100, -48), (-66, -86), (-8, -87), (-8, -48)]), "navy66 fog20")
        p.fill(poly([(6, -48), (6, -87), (58, -87), (98, -50)]), "navy74 slate20")
        p.fill(many([lens(0, 16, 470, 14), lens(-60, 30, 360, 10)]), "fog36 slate10")
    with p.layer(0.7, 760 + p.t * 10, 1010 + 3 * math.sin(p.t * 2), 1.25, rot=0.5 * math.sin(p.t * 2)):
        p.fill(many([lens(20, 60 + i * 17, 640 - i * 80, 12) for i in range(5)]), "navy80 teal40", alpha=0.8)
        for x, s, po, c, f in (
            (-150, 2, "work", "brick80 navy20", 1),
            (-40, 9, "sit", "slate80 navy30", -1),
            (40, 13, "sit", "ochre70 brick10", 1),
            (128, 4, "point", "brick80 navy20", 1),
        ):
            person(
                p,
                x,
                26,
                200 if s != 13 else 150,
                c,
                "fog20",
                None,
                s,
                pose=po,
                coat=s == 9,
                hat=s in (2, 4),
                bag=False,
                face=f,
                tone="ochre76 brick20" if s in (2, 4) else None,
            )
        p.line(poly([(-118, -90), (-250, 70)], False), "ochre60 navy50", 8)
        hull = smooth(
            [(-290, -26), (-262, 44), (-200, 62), (200, 62), (286, 30), (320, -46), (240, -22), (-200, -10)],
            k=1 / 10,
        )
        p.mass(hull, "ochre80 brick24", "ochre30", "brick70 navy50", 8, 50)
        p.line(smooth([(-286, -20), (-200, -2), (240, -14), (318, -42)], False), "navy80", 9)
        p.fill(many([lens(-330 + i * 60, 66 + (i % 2) * 8, 150, 13) for i in range(11)]), "fog10")
    with p.layer(1):
        X = 130
        p.fill(rect(X - 16, 560, 32, 800), "navy92 slate20")
        p.fill(rect(X - 16, 560, 8, 800), "fog50")
        p.fill(many([lens(X, 1180 + i * 26, 190 - i * 20, 13) for i in range(4)]), "fog20")
        poly([(X - 104, 600), (X + 104, 600), (X + 104, 480), (X - 104, 480)])
        p.mass(poly([(X, 390), (X + 112, 580), (X - 112, 580)]), "brick84", None, None)
        p.fill(poly([(X, 430), (X + 78, 562), (X - 78, 562)]), "fog8")
        p.fill(many([lens(X, 510 + k * 24, 66, 16) for k in range(2)]), "navy85")
    rain(p, "fog30", 150, 8, 0.12, 0.4, 60, 1.6)
