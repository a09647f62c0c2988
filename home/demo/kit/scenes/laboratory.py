"""A laboratory bench."""

import math

import numpy as np

from ..buildings import house
from ..catalogue import scene
from ..geo import lens, many, oval, poly, rect, smooth, union
from ..nature import hills, sun
from ..press import mix


@scene("teal navy ochre fog brick bone", 10)
def laboratory(p):
    """A researcher at the bench, looking into the microscope."""
    p.fill(rect(0, 0, 1920, 1280), "teal46 fog30")
    w = [(90, 60), (1010, 60), (1010, 720), (90, 720)]
    p.fill(poly(w), "fog16 ochre14", to="ochre30 bone20")
    with p.clip(poly(w)):
        sun(p, 260, 300, 66, "ochre44", "ochre26")
        hills(p, 4, 560, 50, "teal30 fog40", "fog40", waves=2)
        hills(p, 6, 610, 40, "teal50 fog20", "teal34 fog30", waves=2)
        for i in range(9):
            x = 140 + i * 104
            house(
                p,
                x,
                724,
                74,
                60 + 50 * math.sin(i * 2.2) ** 2,
                "fog40 teal20",
                "teal60 navy14",
                "teal60 navy20",
                "teal70 navy20",
                3,
                2,
                i,
            )
    p.line(
        many([poly(w), poly([(550, 60), (550, 720)], False), poly([(90, 280), (1010, 280)], False)]),
        "navy70 teal40",
        18,
    )
    p.fill(poly([(1010, 60), (1060, 60), (1060, 760), (1010, 720)]), "teal62 fog10")
    for y in (150, 330, 510):
        p.fill(rect(1180, y, 760, 20), "navy70 teal40")
        p.fill(rect(1180, y + 20, 760, 10), "teal84 navy60")
        x, r = 1200, np.random.default_rng(y)
        while x < 1900:
            k, h, ww = int(r.integers(4)), r.uniform(60, 120), r.uniform(36, 72)
            c = ["ochre70", "brick76", "fog30", "teal80 navy20", "bone30"][int(r.integers(5))]
            if k == 0:
                q = smooth(
                    [
                        (x + ww * 0.38, y - h),
                        (x + ww * 0.38, y - h * 0.6),
                        (x, y - 6),
                        (x + ww, y - 6),
                        (x + ww * 0.62, y - h * 0.6),
                        (x + ww * 0.62, y - h),
                    ],
                    k=1 / 16,
                )
            elif k == 1:
                q = rect(x, y - h * 0.8, ww, h * 0.8, 10)
            else:
                q = union(
                    [
                        rect(x, y - h * 0.7, ww, h * 0.7, 12),
                        rect(x + ww * 0.28, y - h * 0.86, ww * 0.44, h * 0.2),
                    ]
                )
            p.mass(q, "fog26", "", "teal50", 4, 12)
            with p.clip(q):
                p.fill(rect(x, y - h * 0.42, ww, h), c)
                p.edge(q, "navy50 teal30", -10, -3)
            x += ww + r.uniform(14, 40)
    bench = poly([(-20, 960), (1940, 900), (1940, 1300), (-20, 1300)])
    # the researcher
    coat = smooth(
        [
            (930, 1300),
            (900, 1040),
            (930, 800),
            (1010, 660),
            (1130, 600),
            (1290, 640),
            (1400, 760),
            (1450, 1000),
            (1480, 1300),
        ],
        k=1 / 7,
    )
    p.mass(coat, "fog14", "", None, 12, 0)
    with p.clip(coat):
        p.fill(
            smooth([(1180, 600), (1220, 800), (1190, 1000), (1240, 1320), (1600, 1320), (1600, 560)]),
            "teal40 fog40",
        )
        p.line(smooth([(1016, 700), (1040, 860), (1012, 1000)], False), "teal50 fog20", 6)
    headp = smooth(
        [
            (906, 520),
            (888, 440),
            (900, 360),
            (960, 300),
            (1060, 290),
            (1130, 340),
            (1150, 430),
            (1120, 520),
            (1060, 590),
            (1000, 610),
            (940, 592),
            (916, 556),
            (896, 548),
        ],
        k=1 / 7,
    )
    p.fill(
        smooth([(1030, 540), (1010, 640), (1060, 700), (1160, 660), (1140, 480)]), "brick44 ochre40 navy16"
    )
    p.fill(headp, "ochre36 brick24")
    with p.clip(headp):
        p.fill(
            smooth([(1010, 400), (1030, 520), (990, 590), (1060, 640), (1200, 560), (1180, 380)]),
            "brick50 ochre40 navy22",
        )
    hairp = smooth(
        [
            (902, 410),
            (886, 340),
            (930, 270),
            (1030, 236),
            (1130, 262),
            (1190, 340),
            (1196, 440),
            (1150, 520),
            (1090, 540),
            (1060, 470),
            (1050, 400),
            (980, 380),
        ],
        k=1 / 7,
    )
    p.mass(hairp, "navy92 brick30", "brick50 ochre40", None, 8, 0)
    p.mass(oval(1214, 320, 66, 60), "navy92 brick30", "brick50 ochre40", None, 7, 0)
    p.fill(oval(1064, 484, 20, 32), "brick56 ochre40 navy10")
    p.line(poly([(1058, 452), (930, 450)], False), "navy90", 8)
    p.fill(rect(884, 428, 70, 50, 16), "fog10 teal24")
    p.line(rect(884, 428, 70, 50, 16), "navy90", 7)
    p.fill(poly(w := [(-20, 960), (1940, 900), (1940, 930), (-20, 996)]), "bone10 fog10")
    p.fill(bench, "teal66 navy50", to="navy88 teal50")
    p.fill(poly([(-20, 940), (1940, 880), (1940, 930), (-20, 1000)]), "bone16 fog16", to="fog50 teal10")
    p.line(
        many(
            [
                poly([(380, 1000), (380, 1300)], False),
                poly([(1000, 982), (1000, 1300)], False),
                poly([(1560, 960), (1560, 1300)], False),
            ]
        ),
        "navy94 teal40",
        7,
    )
    p.fill(
        many([rect(150, 1060, 100, 14, 7), rect(640, 1052, 100, 14, 7), rect(1240, 1040, 100, 14, 7)]),
        "fog40 teal20",
    )
    # microscope
    with p.layer(x=-24, y=8):
        base = union(
            [
                smooth([(700, 944), (690, 916), (760, 900), (930, 898), (960, 938)], k=1 / 9),
                poly([(900, 910), (952, 910), (962, 640), (930, 560), (880, 560), (906, 640)]),
            ]
        )
        p.mass(base, "navy90 teal30", "fog40", None, 7, 0)
        p.mass(rect(700, 804, 226, 24, 5), "navy84 teal40", "fog30", None, 5, 0)
        with p.layer(x=830, y=640, rot=-24):
            p.mass(rect(-44, -120, 88, 250, 12), "fog24", "", "teal56 navy14", 6, 34)
            p.mass(rect(-30, 130, 60, 56, 6), "ochre70 brick10", "ochre30", "brick60 ochre50", 5, 20)
            p.mass(rect(-34, -196, 68, 84, 8), "navy92 teal30", "fog40", None, 6, 0)
        p.fill(oval(930, 770, 40), "navy92 teal30")
        p.line(oval(930, 770, 24), "fog40 teal20", 6)
    arm = smooth(
        [
            (1090, 700),
            (1150, 820),
            (1090, 900),
            (960, 900),
            (820, 872),
            (806, 840),
            (900, 838),
            (1000, 838),
            (1020, 760),
        ],
        k=1 / 7,
    )
    p.mass(arm, "fog8", "", None, 10, 0)
    p.edge(arm, "teal46 fog30", -8, -16)
    p.fill(smooth([(826, 872), (780, 868), (752, 846), (776, 826), (830, 836)]), "ochre40 brick28")
    for x, y, h, c in (
        (300, 950, 210, "brick80"),
        (470, 946, 150, "ochre86"),
        (1560, 904, 240, "teal90 navy10"),
    ):
        q = smooth(
            [
                (x - 22, y - h),
                (x - 22, y - h * 0.56),
                (x - h * 0.4, y - 10),
                (x - h * 0.36, y),
                (x + h * 0.36, y),
                (x + h * 0.4, y - 10),
                (x + 22, y - h * 0.56),
                (x + 22, y - h),
            ],
            k=1 / 14,
        )
        p.fill(q, "fog20", alpha=0.8)
        with p.clip(q):
            p.fill(rect(x - h, y - h * 0.36, h * 2, h), c)
            p.fill(lens(x, y - h * 0.355, h * 0.62, 9), mix(c, "", 0.5))
            p.edge(q, mix(c, "navy60", 0.4), -22, -4)
        p.line(q, "navy70 teal40", 4)
        p.line(
            smooth([(x - h * 0.25, y - 26), (x - h * 0.16, y - h * 0.3), (x - 14, y - h * 0.56)], False),
            "",
            7,
        )
    p.fill(poly([(560, 930), (640, 930), (650, 940), (556, 942)]), "navy80")
    for i in range(6):
        p.mass(rect(1330 + i * 30, 812 - 0.9 * i, 18, 98, 9), "fog20", "", None, 3, 0)
        p.fill(rect(1331 + i * 30, 856, 16, 50, 8), ["ochre80", "brick80", "teal80"][i % 3])
    p.fill(rect(1316, 868, 206, 20), "navy80 teal40")
    p.fill(rect(1316, 900, 206, 14), "navy86 teal40")
