"""A ferry and its harbour."""

import math

from ..buildings import house
from ..catalogue import scene
from ..geo import blob, lens, many, poly, rect, smooth
from ..nature import gull, hills, sea, sky, streaks, sun
from ..people import person


@scene("teal navy brick ochre bone fog", 3)
def ferry_harbour(p):
    """A ferry leaves a small harbour in the early light; quay and bollard close by."""
    sky(p, "fog55 teal22", "ochre30 bone60 brick6", 560)
    sun(p, 470, 420, 84, "ochre72 brick20", "ochre34 bone20 brick6")
    streaks(p, 1300, 120, 1300, "bone80 ochre8", 7, 4, 0.8, 13)
    with p.layer(0.15):
        hills(p, 5, 520, 62, "teal34 fog40", "fog45 bone40 ochre10", 640, waves=2)
    with p.layer(0.25):
        hills(p, 11, 560, 34, "teal55 navy22", "teal30 fog40", 640, rim="ochre40 bone20", waves=3)
        for i in range(26):
            x, w = 1010 + i * 42 + 9 * math.sin(i * 2.3), 34 + 12 * math.sin(i * 1.7)
            h = 34 + 22 * math.sin(i * 3.1) ** 2 + (70 if i == 11 else 0)
            house(
                p,
                x,
                606,
                w,
                h,
                ["bone70", "ochre35 bone40", "brick35 bone30", "fog70"][i % 4],
                "brick70 navy10",
                "teal55 navy25",
                "teal60 navy20",
                2 if h < 50 else 3,
                2,
                i,
                pitch=0.35 if i != 11 else 0.9,
            )
    sea(
        p,
        604,
        1280,
        "teal36 fog30 ochre8",
        "teal78 navy34",
        "teal70 navy22",
        2,
        34,
        "ochre25 bone40",
        470,
        120,
    )
    drift = p.t * 9
    with p.layer(0.5, 1110 - drift, 742 + 3 * math.sin(p.t * 1.6), 1.14, rot=0.35 * math.sin(p.t * 1.6)):
        p.fill(many([lens(0, 62 + i * 16, 900 - i * 120, 9) for i in range(6)]), "navy60 teal60")
        hull = poly([(-470, -44), (-420, 58), (380, 58), (428, 30), (440, -66), (330, -60)])
        p.fill(hull, "navy92 teal30")
        with p.clip(hull):
            p.fill(rect(-500, 22, 1000, 50), "brick85 navy20")
            p.fill(rect(-500, 14, 1000, 8), "bone30")
        deck = poly([(-400, -44), (-352, -116), (350, -124), (372, -62)])
        p.mass(deck, "bone35", "", "fog70 teal20", 6, 40)
        p.fill(many([rect(-338 + i * 46, -94, 26, 24, 4) for i in range(14)]), "navy62 teal40")
        up = poly([(-300, -118), (-272, -178), (230, -184), (250, -122)])
        p.mass(up, "bone20", "", "fog65 teal22", 5, 46)
        p.fill(many([rect(-262 + i * 42, -160, 26, 22, 3) for i in range(11)]), "navy62 teal40")
        p.mass(poly([(-270, -178), (-252, -236), (-118, -238), (-96, -179)]), "", None, "fog60 teal18", 4, 26)
        p.fill(poly([(-262, -200), (-252, -228), (-124, -230), (-112, -202)]), "navy80 teal40")
        fun = poly([(60, -182), (70, -286), (150, -290), (172, -184)])
        p.mass(fun, "brick88", "brick50 ochre45", "brick90 navy40", 10, 26)
        with p.clip(fun):
            p.fill(rect(40, -300, 160, 26), "navy85")
            p.fill(rect(40, -250, 160, 22), "")
        p.fill(many([rect(-196, -330, 5, 96), rect(290, -240, 4, 70), rect(-226, -300, 66, 4)]), "navy80")
        p.line(poly([(-194, -326), (120, -286)], False), "navy60", 1.6)
        for i in range(9):
            person(
                p,
                -66 + i * 15 + 70 * (i > 3) + 9 * math.sin(i * 5),
                -178,
                38,
                "navy85 teal20",
                "ochre30",
                seed=i,
            )
        p.fill(
            many(
                [
                    blob(40 + i, 150 + i * 46 + p.t * 5, -312 - i * 20, 30 + i * 12, 15 + i * 4)
                    for i in range(5)
                ]
            ),
            "fog45 navy8",
            alpha=0.75,
        )
        foam = many([lens(-440 + i * 34, 60 + (i % 3) * 7, 92, 12) for i in range(24)])
        p.fill(foam, "", alpha=0.9)
        p.fill(many([lens(-520 - i * 30, 64 + i * 9, 170 - i * 20, 10) for i in range(4)]), "bone10")
    with p.layer(0.6):
        for x, y, s in ((420, 300, 30), (560, 250, 22), (700, 330, 26), (330, 200, 18), (980, 210, 20)):
            gull(p, x + p.t * 12, y + 6 * math.sin(p.t * 2 + x), s, "navy60 teal30")
    with p.layer(1.0):
        quay = poly([(-300, 1090), (640, 1118), (820, 1300), (-300, 1300)])
        p.mass(quay, "navy86 brick24", "ochre50 brick18", None, 0, 0)
        p.fill(poly([(-300, 1090), (640, 1118), (668, 1146), (-300, 1120)]), "brick40 ochre40 navy18")
        with p.clip(quay):
            p.fill(
                many(
                    [
                        poly(
                            [
                                (-300 + i * 150, 1122),
                                (-296 + i * 150, 1122),
                                (-250 + i * 160, 1300),
                                (-256 + i * 160, 1300),
                            ]
                        )
                        for i in range(8)
                    ]
                ),
                "navy98 brick30",
            )
        bol = smooth(
            [
                (470, 1108),
                (470, 1046),
                (452, 1024),
                (476, 1004),
                (530, 1004),
                (552, 1024),
                (534, 1046),
                (538, 1110),
            ]
        )
        p.mass(bol, "navy96 teal20", "ochre60", None, 9, 0)
        p.line(
            smooth([(478, 1060), (380, 1098), (250, 1076), (60, 1110), (-120, 1092)], False),
            "bone60 ochre30",
            10,
        )
        person(
            p,
            180,
            1106,
            310,
            "navy92 teal28",
            "ochre55",
            seed=4,
            pose="raise",
            coat=True,
            hat=False,
            bag=False,
        )
        person(
            p,
            290,
            1110,
            214,
            "brick70 navy52",
            "ochre55",
            seed=9,
            pose="stand",
            coat=False,
            hat=True,
            bag=False,
        )
