"""The steps of the High Court."""

import math

from ..catalogue import scene
from ..geo import many, oval, poly, rect, union
from ..people import crowd, person


@scene("navy ochre bone slate brick", 4)
def court_steps(p):
    """Court steps in raking light; an advocate comes down past the columns."""
    p.fill(rect(0, 0, 1920, 1280), "navy86 slate40")
    p.fill(rect(860, 210, 300, 560), "ochre58 brick20")
    p.fill(rect(880, 236, 124, 530), "navy80 brick30")
    p.fill(rect(1016, 236, 124, 530), "navy72 brick34")
    p.fill(
        many([rect(898 + i % 2 * 136, 270 + i // 2 * 165, 88, 130, 3) for i in range(6)]), "navy92 brick20"
    )
    p.fill(rect(0, 0, 1920, 96), "bone40 ochre22")
    p.fill(rect(0, 96, 1920, 26), "slate60 ochre18")
    p.fill(rect(0, 122, 1920, 34), "bone50 ochre30")
    p.fill(many([rect(i * 62, 160, 36, 22) for i in range(32)]), "slate60 navy20")
    p.fill(rect(0, 156, 1920, 6), "slate70 navy30")
    for i, x in enumerate((-70, 290, 650, 1230, 1590, 1950)):
        w = 150
        col = poly([(x - w * 0.44, 200), (x + w * 0.44, 200), (x + w * 0.5, 766), (x - w * 0.5, 766)])
        p.fill(col, "bone18 ochre8")
        with p.clip(col):
            for k in range(9):
                u0 = x - w * 0.5 + w * (0.5 - 0.5 * math.cos(math.pi * (k + 0.62) / 9))
                p.fill(rect(u0, 190, w * 0.035 + 2, 580), "slate42 ochre12" if k < 5 else "navy66 slate30")
            p.fill(
                rect(x + w * 0.06, 190, w, 600),
                "slate60 navy34",
                axis=(x + w * 0.02, 0, x + w * 0.3, 0),
                alpha=0,
                to_alpha=0.85,
            )
        p.mass(rect(x - w * 0.62, 178, w * 1.24, 30, 6), "bone30 ochre20", "", "slate70 navy30", 4, 50)
        p.mass(rect(x - w * 0.62, 752, w * 1.24, 26, 5), "bone30 ochre20", "", "slate70 navy30", 4, 50)
    y, h, i = 778, 15.0, 0
    while y < 1290:
        p.fill(rect(0, y, 1920, h * 0.62), "bone34 ochre16")
        p.fill(rect(0, y + h * 0.62, 1920, h * 0.9), "slate52 ochre14")
        y, h, i = y + h * 1.5, h * 1.115, i + 1
    p.fill(
        poly([(690, 778), (1920, 778), (1920, 1280), (1700, 1280)]), "navy70 slate30", mode="add", alpha=0.78
    )
    p.fill(
        poly([(-10, 778), (86, 778), (720, 1290), (330, 1290), (-10, 1010)]),
        "navy60 slate24",
        mode="add",
        alpha=0.6,
    )
    crowd(
        p,
        1180,
        1560,
        858,
        168,
        6,
        ["navy90 slate30", "brick60 navy40", "navy80 slate50"],
        "slate30 bone30",
        None,
        8,
    )
    crowd(
        p,
        1640,
        1900,
        960,
        236,
        3,
        ["navy95 slate30", "navy85 brick30"],
        "slate30 bone30",
        None,
        15,
        ("stand",),
    )
    person(
        p,
        690,
        1052,
        372,
        "navy94 slate30",
        "bone20 ochre26",
        "navy60 slate30",
        21,
        pose="walk",
        coat=True,
        hat=False,
        bag=True,
        slant=1.2,
    )
    person(
        p,
        842,
        1024,
        344,
        "brick72 navy30",
        "bone20 ochre26",
        "navy60 slate30",
        31,
        pose="walk",
        coat=False,
        hat=False,
        bag=False,
        slant=1.2,
    )
    for x, y, s in ((520, 846, 9), (556, 858, 8), (250, 1010, 13)):
        p.fill(
            union(
                [
                    oval(x, y, s * 1.6, s),
                    oval(x + s * 1.4, y - s * 0.9, s * 0.7),
                    poly([(x - s * 3, y + s * 0.2), (x, y - s * 0.6), (x, y + s * 0.6)]),
                ]
            ),
            "slate70 navy50",
        )
