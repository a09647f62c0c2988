"""The dry dock at Ostra Quay."""

import numpy as np

from ..catalogue import scene
from ..geo import View, lens, many, oval, poly, rect, smooth, union
from ..nature import (
    sky,
    streaks,
    sun,
)
from ..people import person
from ..press import mix


@scene("navy brick slate ochre bone fog", 23)
def dry_dock(p):
    """A ferry stands on blocks in the dry dock, seen from below her bow."""
    sky(p, "fog56 slate20", "bone40 ochre18", 640)
    sun(p, 380, 300, 70, "ochre40 brick8", "ochre24 bone10")
    streaks(p, 1300, 140, 1500, "bone20 fog20", 7, 4, 0.8, 14)
    gantry(p)
    v = View(960, 560, 900, 4.5)
    floor = -9.0
    for s in (-1, 1):
        x0 = 15.5
        for k in range(4):
            x, y0, y1 = s * (x0 - k * 1.15), 2 - k * 2.75, 2 - (k + 1) * 2.75
            wall = v.quad((x, y0, 90), (x, y0, 5), (x, y1, 5), (x, y1, 90))
            p.fill(
                poly(wall),
                mix("bone44 ochre10 slate14" if s > 0 else "slate60 navy40", "navy70 slate40", k / 8),
            )
            step = v.quad((x, y1, 90), (x, y1, 5), (x - s * 1.15, y1, 5), (x - s * 1.15, y1, 90))
            p.fill(poly(step), "bone10" if s > 0 else "slate34 bone20")
            for z in range(8, 88, 6):
                p.line(poly([v(x, y0, z), v(x, y1, z)], False), "navy70 slate30", 3, alpha=0.5)
        p.fill(
            poly(v.quad((s * x0, 2, 90), (s * x0, 2, 5), (s * 60, 2, 5), (s * 60, 2, 90))),
            "slate46 bone30",
            to="slate60 bone20 navy10",
        )
        rail = [poly([v(s * (x0 + 0.4), 3.1, z), v(s * (x0 + 0.4), 2, z)], False) for z in range(9, 90, 4)]
        p.line(
            many([*rail, poly([v(s * (x0 + 0.4), 3.1, 90), v(s * (x0 + 0.4), 3.1, 8)], False)]),
            "navy80 slate20",
            3,
        )
    end = v.quad((-15.5, 2, 90), (15.5, 2, 90), (15.5, floor, 90), (-15.5, floor, 90))
    p.fill(poly(end), "slate60 navy20")
    bed = poly([v(-11, floor, 90), v(11, floor, 90), (2300, 1290), (-380, 1290)])
    p.fill(bed, "slate64 navy20 bone10", to="navy76 slate50")
    p.fill(
        poly([v(-1, floor, 40), v(11, floor, 40), (2300, 1290), (1160, 1290)]),
        "navy60 slate30",
        mode="add",
        alpha=0.5,
    )
    puddles = ((420, 1200, 300), (1500, 1160, 260), (1680, 1240, 330), (250, 1120, 170))
    for x, y, w in puddles:
        p.fill(lens(x, y, w, w * 0.13), "fog40 ochre10")
        p.line(lens(x, y - 2, w * 0.6, w * 0.05), "bone6", 2)
    ferry(p)
    yard(p)


def gantry(p):
    """The yard's portal crane behind the ship."""
    p.line(
        many(
            [
                poly([(1500, 640), (1540, 190)], False),
                poly([(1760, 640), (1720, 190)], False),
                poly([(1524, 420), (1738, 420)], False),
            ]
        ),
        "slate50 brick24",
        15,
        cap=False,
    )
    p.fill(rect(1180, 166, 760, 34), "brick50 slate30")
    p.fill(rect(1180, 192, 760, 8), "slate60 navy20")
    p.line(
        many([poly([(1190 + i * 40, 200), (1210 + i * 40, 166)], False) for i in range(18)]),
        "slate60 navy20",
        3,
    )
    p.fill(rect(1700, 120, 90, 50), "brick46 slate30")
    p.line(poly([(1300, 200), (1300, 380)], False), "slate70 navy20", 4)
    p.fill(rect(1286, 376, 28, 24), "slate70 navy30")


def ferry(p):
    """The bow, drawn straight on: red under water, navy above, white house on top."""
    cx = 960
    house_ = poly([(cx - 300, 250), (cx + 300, 250), (cx + 330, 470), (cx - 330, 470)])
    p.mass(house_, "bone12", "", "fog60 slate30", 8, 150)
    p.mass(
        poly([(cx - 240, 150), (cx + 240, 150), (cx + 270, 256), (cx - 270, 256)]),
        "bone8",
        "",
        "fog60 slate30",
        8,
        120,
    )
    p.fill(poly([(cx - 232, 172), (cx + 232, 172), (cx + 244, 220), (cx - 244, 220)]), "navy80 slate20")
    p.fill(many([rect(cx - 216 + i * 56, 176, 6, 44) for i in range(9)]), "bone10")
    p.fill(many([rect(cx - 250 + i * 74, 330, 46, 40, 5) for i in range(7)]), "navy72 slate30")
    p.fill(rect(cx - 60, 90, 120, 64), "bone16 fog10")
    p.line(
        many([poly([(cx, 90), (cx, -10)], False), poly([(cx - 50, 40), (cx + 50, 40)], False)]), "navy80", 7
    )
    hull = smooth(
        [
            (cx - 440, 430),
            (cx - 452, 640),
            (cx - 400, 840),
            (cx - 250, 980),
            (cx - 40, 1056),
            (cx + 40, 1056),
            (cx + 250, 980),
            (cx + 400, 840),
            (cx + 452, 640),
            (cx + 440, 430),
            (cx + 120, 468),
            (cx, 486),
            (cx - 120, 468),
        ],
        k=1 / 8,
    )
    p.fill(hull, "navy86 slate16")
    with p.clip(hull):
        p.fill(
            smooth(
                [
                    (cx - 600, 690),
                    (cx - 200, 730),
                    (cx, 742),
                    (cx + 200, 730),
                    (cx + 600, 690),
                    (cx + 600, 1200),
                    (cx - 600, 1200),
                ],
                k=1 / 8,
            ),
            "brick84 navy6",
            to="brick80 navy30",
        )
        p.line(
            smooth([(cx - 600, 686), (cx - 200, 726), (cx, 738), (cx + 200, 726), (cx + 600, 686)], False),
            "bone10",
            12,
        )
        p.fill(
            poly([(cx + 8, 380), (cx + 600, 380), (cx + 600, 1100), (cx, 1100)]),
            "navy60 slate20",
            mode="add",
            alpha=0.55,
        )
        p.fill(
            smooth(
                [
                    (cx - 470, 420),
                    (cx - 380, 430),
                    (cx - 400, 640),
                    (cx - 350, 820),
                    (cx - 300, 900),
                    (cx - 430, 860),
                ],
                k=1 / 8,
            ),
            "slate40 bone20",
            alpha=0.35,
        )
        r = np.random.default_rng(7)
        stain = [
            smooth([(x - 7, y), (x + 7, y), (x + 3, y + h), (x - 3, y + h)])
            for x, y, h in zip(
                r.uniform(cx - 380, cx + 380, 16), r.uniform(760, 860, 16), r.uniform(40, 130, 16)
            )
        ]
        p.fill(many(stain), "ochre40 brick60 navy30", alpha=0.45)
        seams = [smooth([(cx - 500, y), (cx, y + 46), (cx + 500, y)], False) for y in (560, 640, 800, 880)]
        p.line(many(seams), "navy70", 2.4, alpha=0.5)
        marks = [rect(cx - 132, 800 + i * 30, 24, 8) for i in range(7)] + [
            rect(cx + 108, 800 + i * 30, 24, 8) for i in range(7)
        ]
        p.fill(many(marks), "bone6")
    p.edge(hull, "ochre34 bone20", 9, 4)
    p.line(poly([(cx, 486), (cx, 1056)], False), "navy92", 7)
    p.line(poly([(cx - 6, 490), (cx - 6, 1050)], False), "ochre40 bone20", 3)
    for s in (-1, 1):
        p.fill(oval(cx + s * 210, 590, 32, 26), "navy97")
        anchor = union(
            [
                rect(cx + s * 210 - 6, 600, 12, 70),
                smooth(
                    [
                        (cx + s * 210 - 44, 640),
                        (cx + s * 210 - 26, 680),
                        (cx + s * 210, 688),
                        (cx + s * 210 + 26, 680),
                        (cx + s * 210 + 44, 640),
                        (cx + s * 210 + 20, 664),
                        (cx + s * 210 - 20, 664),
                    ]
                ),
            ]
        )
        p.fill(anchor, "slate60 navy30")
        p.edge(anchor, "bone20", 3, 3)
    p.line(
        smooth([(cx - 436, 424), (cx - 120, 462), (cx, 480), (cx + 120, 462), (cx + 436, 424)], False),
        "bone10",
        9,
    )


def yard(p):
    """Blocks and shores under the keel, a scaffold, and the people who work there."""
    for x, y, s in (
        (960, 1070, 1.2),
        (800, 1050, 0.85),
        (1120, 1050, 0.85),
        (640, 1010, 0.7),
        (1280, 1010, 0.7),
    ):
        for k in range(3):
            q = rect(x - (60 - k * 9) * s, y + (40 - k * 26) * s, (120 - k * 18) * s, 25 * s)
            p.mass(
                q,
                "ochre50 slate30" if k % 2 else "ochre40 brick20 slate20",
                "ochre26 bone20",
                "navy60 slate40",
                4,
                12,
            )
    for s in (-1, 1):
        a, b = (960 + s * 430, 700), (960 + s * 660, 905)
        p.line(poly([a, b], False), "ochre50 brick20 slate20", 17)
        p.line(poly([(a[0], a[1] - 5), (b[0], b[1] - 5)], False), "ochre20 bone20", 4)
    x0 = 380
    posts = [poly([(x0 + i * 74, 620), (x0 + i * 74, 1130)], False) for i in range(3)]
    rails = [poly([(x0 - 14, 660 + j * 118), (x0 + 164, 660 + j * 118)], False) for j in range(4)]
    braces = [poly([(x0, 778 + j * 118), (x0 + 148, 660 + j * 118)], False) for j in range(4)]
    p.line(many([*posts, *braces]), "bone20 slate34", 7)
    p.line(many(rails), "ochre50 slate30", 12, cap=False)
    person(
        p,
        x0 + 108,
        774,
        132,
        "brick76 navy20",
        "bone10 ochre10",
        None,
        5,
        pose="work",
        coat=False,
        hat=True,
        bag=False,
        tone="ochre76 brick10",
    )
    person(
        p,
        x0 + 40,
        892,
        130,
        "navy88 slate20",
        "bone10 ochre10",
        None,
        9,
        pose="raise",
        coat=False,
        hat=True,
        bag=False,
    )
    for x, y, h, s, pose, f, tone in (
        (1400, 1150, 236, 3, "point", -1, "ochre76 brick20"),
        (1500, 1166, 244, 8, "stand", -1, None),
        (1740, 1120, 190, 17, "walk", 1, None),
        (700, 1140, 190, 12, "stand", 1, None),
    ):
        person(
            p,
            x,
            y,
            h,
            ["navy90 slate20", "brick70 navy40", "navy80 slate40"][s % 3],
            "ochre34 bone20",
            "navy60 slate30",
            s,
            pose=pose,
            face=f,
            coat=False,
            hat=True,
            bag=False,
            tone=tone,
            slant=0.9,
        )
