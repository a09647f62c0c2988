"""The Assembly's chamber."""

import math

from ..catalogue import scene
from ..geo import lerp, many, oval, poly, rect, smooth
from ..light import glow
from ..people import person
from ..press import mix


@scene("navy brick ochre bone plum slate", 6)
def parliament_chamber(p):
    """The chamber from the gallery: rows of benches around a lit floor."""
    p.fill(rect(0, 0, 1920, 1280), "plum62 navy50")
    cx, _cy = 960, 560
    p.fill(
        smooth([(-100, 620), (200, 120), (960, -40), (1720, 120), (2020, 620)]),
        "plum44 brick20 navy20",
        to="plum60 navy40",
    )
    for i in range(9):
        a = math.pi * (0.08 + 0.105 * i)
        x, w = cx - 860 * math.cos(a), 44
        top = 500 - 330 * math.sin(a)
        p.mass(
            rect(x - w / 2, top, w, 560 - top + 40),
            "ochre30 brick20 plum10",
            "ochre30 bone20",
            "plum60 brick20",
            6,
            18,
        )
        p.fill(rect(x - w * 0.8, top - 14, w * 1.6, 16), "ochre40 bone10")
        if 0 < i < 8:
            p.fill(
                rect(x + 46, max(top, 150) + 30, 74, 200, 37), "ochre22 bone20" if i < 4 else "plum66 navy40"
            )
    p.fill(
        smooth([(-100, 560), (300, 420), (960, 372), (1620, 420), (2020, 560), (2020, 640), (-100, 640)]),
        "brick44 plum44",
    )
    p.line(
        smooth([(-100, 556), (300, 418), (960, 370), (1620, 418), (2020, 556)], False), "ochre40 bone20", 7
    )
    for i in range(46):
        a = i / 45
        x = lerp(20, 1900, a)
        y = 400 + 150 * (abs(a - 0.5) * 2) ** 2 + 24
        person(
            p,
            x,
            y + 62,
            92,
            ["plum70 navy50", "navy80", "brick70 navy40", "slate70 plum30"][i % 4],
            "ochre30",
            seed=i,
            hat=False,
            bag=False,
        )
    p.fill(
        smooth([(-100, 616), (300, 484), (960, 440), (1620, 484), (2020, 616), (2020, 760), (-100, 760)]),
        "brick60 plum50 navy14",
    )
    p.fill(oval(cx, 800, 1120, 330), "plum50 brick40")
    p.fill(oval(cx, 860, 1000, 300), "ochre30 brick30", radial=(cx, 740, 900), to="plum60 brick40")
    dais = poly([(690, 470), (1230, 470), (1280, 640), (640, 640)])
    p.mass(dais, "brick60 ochre20 plum20", "ochre44", "plum70 brick40", 7, 60)
    p.mass(rect(800, 380, 320, 120, 4), "brick66 plum36", "ochre50", "plum80 brick30", 6, 40)
    for x, s in ((850, 2), (1075, 5)):
        person(p, x, 560, 190, "navy84 plum40", "ochre40", seed=s, hat=False, coat=True, bag=False)
    person(p, 960, 540, 210, "navy90 plum40", "ochre50 bone10", seed=8, hat=False, coat=True, bag=False)
    p.fill(rect(780, 478, 360, 90), "brick50 ochre30 plum16")
    p.fill(rect(780, 474, 360, 10), "ochre44 bone10")
    glow(p, 960, 700, 420, "ochre20", 0.6)
    p.mass(
        poly([(880, 690), (1040, 690), (1026, 790), (894, 790)]), "brick70 plum30", "ochre50", "plum80", 6, 30
    )
    person(
        p,
        960,
        780,
        240,
        "navy92 plum30",
        "ochre34 bone20",
        "plum70",
        17,
        pose="point",
        hat=False,
        coat=False,
        bag=False,
        slant=0.6,
    )
    p.mass(
        poly([(900, 660), (1020, 660), (1010, 770), (910, 770)]), "brick74 plum30", "ochre50", "plum80", 6, 26
    )
    for r in range(6):
        k = r / 5
        ry, rx, yc = 210 + 150 * k, 620 + 620 * k, 790 + 190 * k**1.15
        H = 52 + 70 * k
        spec, face = (
            mix("brick62 plum30", "brick60 plum62 navy30", k),
            mix("ochre36 brick30", "plum50 brick30", k * 0.7),
        )
        seats, n = [], 13 + r
        for i in range(n + 1):
            a = math.pi * (0.06 + 0.88 * i / n)
            seats.append((cx - rx * math.cos(a), yc + ry * math.sin(a)))
        for i, (x, y) in enumerate(seats):
            if (i * 7 + r * 3) % 9 != 0:
                person(
                    p,
                    x,
                    y + H * 0.75,
                    H * 2.5,
                    ["navy88 plum40", "plum80 navy40", "navy76 slate30", "brick66 navy44"][(i + r) % 4],
                    mix("ochre40 bone14", "ochre30 plum20", k),
                    seed=i + r * 31,
                    hat=False,
                    bag=False,
                )
        band = smooth(seats, False)
        p.line(band, spec, H * 1.1, cap=False)
        with p.layer(y=-H * 0.55):
            p.line(band, face, 10 + 5 * k, cap=False)
            p.line(
                many([poly([(x, y), (x + (x - cx) * 0.012, y + H)], False) for x, y in seats]),
                mix(spec, "navy80 plum60", 0.6),
                4,
            )
    for x in (300, 960, 1620):
        p.line(poly([(x, -10), (x, 90 + (40 if x == 960 else 0))], False), "navy80", 5)
        y = 100 + (40 if x == 960 else 0)
        p.fill(
            smooth([(x - 90, y + 20), (x - 60, y), (x + 60, y), (x + 90, y + 20), (x, y + 44)]),
            "ochre40 bone20",
        )
        glow(p, x, y + 20, 260, "ochre24", 0.55)
