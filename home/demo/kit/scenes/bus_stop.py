"""A bus stop on the coast road at dawn."""

import math

from ..buildings import house
from ..catalogue import scene
from ..geo import (
    lens,
    lerp,
    many,
    oval,
    poly,
    rect,
    smooth,
    union,
)
from ..light import glow
from ..nature import (
    gull,
    sky,
    streaks,
    stubble,
    sun,
)
from ..people import person
from ..press import mix


@scene("navy teal brick ochre bone plum", 39)
def bus_stop_dawn(p):
    """Three people wait at a shelter on the coast road; the first bus comes over the rise."""
    sky(p, "navy46 teal26 plum10", "ochre44 brick24 bone10", 720)
    sun(p, 1256, 600, 78, "ochre62 brick26", "ochre34 brick16")
    for i, (x, y, w) in enumerate(((500, 200, 1500), (1400, 130, 1300), (1000, 430, 1700))):
        streaks(p, x, y, w, mix("plum40 brick20 navy10", "brick40 ochre34", i / 2), 6, i + 4, 0.75, 12)
    p.fill(rect(-100, 700, 2200, 300), "brick24 ochre34 plum14", to="teal60 navy36")
    glints = [
        lens(1160 + (i * 53 % 300 - 150) * (0.3 + i / 40), 706 + i * 2.8, 60 + i * 3, 4 + i * 0.1)
        for i in range(40)
    ]
    p.fill(many(glints), "ochre22 bone10")
    waves = [lens((i * 271) % 2000, 716 + (i * 37) % 190, 60 + (i * 37) % 190 * 0.6, 4) for i in range(70)]
    p.fill(many(waves), "teal60 navy40", alpha=0.6)
    headland = smooth(
        [
            (1180, 712),
            (1330, 640),
            (1500, 600),
            (1680, 520),
            (1900, 470),
            (2300, 440),
            (2300, 900),
            (1180, 900),
        ],
        k=1 / 8,
    )
    p.fill(headland, "navy60 plum34 teal20", to="plum34 brick20 navy20", axis=(0, 470, 0, 800))
    p.edge(headland, "ochre44 brick20", 8, 9)
    for i in range(7):
        x = 1500 + i * 46
        house(
            p,
            x,
            640 - i * 14,
            40,
            26 + 8 * math.sin(i * 2),
            "plum44 brick20 bone20",
            "brick50 plum30",
            "navy60 plum40",
            "ochre40",
            1,
            2,
            i,
            "ochre40",
            0.7,
        )
    verge(p)
    road(p)
    bus(p, 1480, 842)
    shelter(p)
    waiting(p)
    foreground(p)


def verge(p):
    """The grassy slope that falls to the sea."""
    land_ = smooth(
        [
            (-300, 900),
            (260, 880),
            (760, 860),
            (1180, 800),
            (1500, 770),
            (1760, 782),
            (2300, 850),
            (2300, 1500),
            (-300, 1500),
        ],
        k=1 / 8,
    )
    p.fill(land_, "teal60 navy46 ochre14", to="navy80 teal50")
    p.edge(land_, "ochre50 brick20", 0, 8)
    stubble(p, land_, "ochre50 teal30 navy14", 520, -60, 1980, 860, 1000, 44, 4, 0.4)
    poles = ((1120, 806, 150), (960, 838, 230), (700, 866, 380))
    tops = []
    for x, y, h in poles:
        p.line(poly([(x, y), (x, y - h)], False), "navy84 plum30", max(3, h * 0.022))
        p.line(
            poly([(x - h * 0.11, y - h * 0.92), (x + h * 0.11, y - h * 0.92)], False),
            "navy84 plum30",
            max(3, h * 0.018),
        )
        tops.append([(x - h * 0.1, y - h * 0.94), (x + h * 0.1, y - h * 0.94)])
    for a, b in zip(tops, tops[1:]):
        for q, w in zip(a, b):
            p.line(
                smooth([q, (lerp(q[0], w[0], 0.5), lerp(q[1], w[1], 0.5) + 26), w], False), "navy80 plum40", 2
            )
    for q in tops[-1]:
        p.line(smooth([q, (300, q[1] - 70), (-60, q[1] - 330)], False), "navy80 plum40", 2.6)


def road(p):
    """The road: down from the rise at the right, past the shelter to the viewer."""
    way = smooth(
        [
            (1452, 800),
            (1560, 800),
            (1680, 850),
            (1720, 930),
            (1690, 1050),
            (1560, 1300),
            (300, 1320),
            (900, 1130),
            (1330, 960),
            (1452, 880),
            (1440, 830),
        ],
        k=1 / 8,
    )
    p.fill(way, "plum40 brick20 bone10 navy10", to="navy74 plum40")
    p.edge(way, "ochre44 bone10", 7, 5)
    dashes = [
        ((1506, 850), (1490, 882)),
        ((1460, 922), (1412, 972)),
        ((1352, 1022), (1260, 1086)),
        ((1160, 1150), (1000, 1252)),
    ]
    for i, (a, b) in enumerate(dashes):
        w = 4 + i * 4
        p.fill(
            poly([(a[0] - w, a[1]), (a[0] + w, a[1]), (b[0] + w * 1.6, b[1]), (b[0] - w * 1.6, b[1])]),
            "bone16 ochre14",
        )
    for x, y, w in ((1400, 980, 190), (1250, 1080, 260), (1480, 1150, 240)):
        p.fill(lens(x, y, w, w * 0.08), "ochre40 brick14", alpha=0.7)


def bus(p, x, y):
    """The country bus with its lamps lit."""
    glow(p, x + 16, y + 4, 330, "ochre30 bone10", 0.7)
    p.fill(
        poly([(x - 70, y + 30), (x + 86, y + 30), (x - 60, y + 300), (x - 460, y + 300)]),
        "ochre20 bone10",
        alpha=0.34,
        to_alpha=0,
    )
    p.fill(lens(x + 30, y + 58, 300, 22), "navy70 plum30", mode="add")
    side = poly([(x + 82, y - 130), (x + 176, y - 104), (x + 176, y + 24), (x + 82, y + 44)])
    p.fill(side, "brick70 navy50")
    p.fill(
        many(
            [
                poly(
                    [
                        (x + 92 + k * 28, y - 96 + k * 7),
                        (x + 114 + k * 28, y - 90 + k * 7),
                        (x + 114 + k * 28, y - 44 + k * 4),
                        (x + 92 + k * 28, y - 48 + k * 4),
                    ]
                )
                for k in range(3)
            ]
        ),
        "ochre40 brick10",
    )
    front = rect(x - 82, y - 134, 166, 178, 16)
    p.mass(front, "brick84", "brick50 ochre40", None, 6, 0)
    p.fill(rect(x - 68, y - 98, 138, 76, 8), "ochre24 bone10")
    p.fill(rect(x - 68, y - 56, 138, 34), "ochre40 brick14")
    p.fill(union([oval(x + 34, y - 68, 12, 14), rect(x + 16, y - 54, 36, 32, 10)]), "navy92 plum20")
    p.fill(rect(x - 2, y - 98, 5, 76), "brick80 navy40")
    p.fill(rect(x - 52, y - 126, 104, 22, 4), "navy88")
    p.fill(many([rect(x - 44 + k * 15, y - 121, 10, 12) for k in range(6)]), "ochre40")
    p.fill(rect(x - 82, y - 8, 166, 10), "bone10")
    p.fill(rect(x - 78, y + 30, 158, 16, 4), "navy90")
    p.fill(many([rect(x - 72, y + 42, 34, 24, 6), rect(x + 40, y + 42, 34, 24, 6)]), "navy96")
    for dx in (-52, 54):
        glow(p, x + dx, y + 15, 90, "ochre20", 0.8)
        p.fill(oval(x + dx, y + 15, 15), "")


def shelter(p):
    """A stone and glass shelter with a bench, a lit timetable and the stop's flag."""
    p.fill(
        poly([(180, 1100), (1010, 1100), (1190, 1172), (280, 1190)]), "navy70 plum30", mode="add", alpha=0.6
    )
    p.fill(poly([(150, 1060), (960, 1040), (1040, 1108), (110, 1130)]), "plum34 bone26 brick10")
    p.line(poly([(110, 1130), (1040, 1108)], False), "ochre40 bone10", 7)
    p.fill(rect(214, 640, 560, 420), "ochre30 bone24 teal10", alpha=0.5)
    p.fill(poly([(240, 660), (420, 660), (300, 1050), (240, 1050)]), "bone10", alpha=0.5)
    p.line(
        many([poly([(400, 640), (400, 1056)], False), poly([(588, 640), (588, 1056)], False)]),
        "navy80 teal30",
        9,
    )
    wall = poly([(774, 628), (880, 650), (880, 1054), (774, 1060)])
    p.fill(wall, "plum50 navy44 bone10")
    p.line(
        many([poly([(774, 690 + k * 54), (880, 702 + k * 51)], False) for k in range(7)]), "navy80 plum40", 3
    )
    p.mass(rect(196, 630, 34, 440), "plum50 bone20 brick10", "ochre50 bone10", "navy70 plum40", 6, 10)
    roof = poly([(150, 588), (830, 572), (940, 612), (940, 650), (800, 632), (150, 646)])
    p.mass(roof, "navy84 plum34", "ochre50 brick20", None, 5, 0)
    p.fill(poly([(150, 646), (800, 632), (800, 644), (150, 658)]), "ochre30 bone10")
    p.fill(rect(616, 720, 122, 170), "bone6")
    p.fill(rect(616, 720, 122, 34), "brick80")
    p.line(
        many(
            [
                poly([(630, 778 + k * 22), (630 + (92, 70, 84, 60, 78)[k], 778 + k * 22)], False)
                for k in range(5)
            ]
        ),
        "navy70",
        5,
    )
    glow(p, 677, 800, 190, "ochre20 bone10", 0.4)
    p.mass(rect(250, 960, 320, 26, 4), "brick60 navy30 ochre10", "ochre50 bone10", None, 4, 0)
    p.fill(many([rect(270, 986, 20, 76), rect(530, 986, 20, 76)]), "navy88 plum30")
    p.fill(rect(1000, 560, 17, 560), "navy90 plum30")
    p.fill(rect(1000, 560, 6, 560), "ochre44 bone10")
    flag = rect(1017, 566, 132, 112, 8)
    p.mass(flag, "brick84", "ochre50 bone10", "brick80 navy40", 5, 12)
    p.fill(rect(1048, 590, 68, 48, 8), "bone6")
    p.fill(many([rect(1056, 598, 23, 18, 2), rect(1084, 598, 23, 18, 2)]), "brick84")
    p.fill(many([oval(1064, 642, 8), oval(1100, 642, 8)]), "bone6")


def waiting(p):
    """A nurse, a pupil on the bench's end and an old man who has stepped out to look."""
    for x, y, h, s, c, pose, f, hat, coat in (
        (330, 1062, 300, 6, "navy92 plum20", "stand", 1, False, True),
        (500, 1064, 218, 31, "brick76 navy30", "stand", 1, False, False),
        (900, 1092, 330, 2, "navy90 teal20", "point", 1, True, True),
    ):
        person(
            p,
            x,
            y,
            h,
            c,
            "ochre52 brick10 bone10",
            "navy60 plum30",
            s,
            pose=pose,
            face=f,
            hat=hat,
            coat=coat,
            bag=s == 6,
            slant=0.9,
        )
    p.mass(rect(466, 902, 44, 70, 12), "ochre66 brick20", "ochre30 bone10", "brick60 navy40", 4, 12)


def foreground(p):
    """Tall grass and a mile-stone close to the viewer."""
    bank = smooth([(-300, 1180), (200, 1190), (520, 1240), (800, 1330), (-300, 1400)], k=1 / 8)
    p.fill(bank, "navy88 teal40", to="navy95 teal30")
    stubble(p, rect(-100, 900, 1200, 500), "navy90 teal40 ochre10", 200, -60, 720, 1220, 1320, 130, 6, 0.5, 5)
    stubble(p, rect(-100, 900, 1200, 500), "ochre50 teal30 navy20", 120, -60, 700, 1230, 1320, 120, 7, 0.5, 4)
    stubble(
        p, rect(1500, 900, 600, 500), "navy90 teal40 ochre10", 130, 1640, 1990, 1230, 1330, 170, 8, 0.5, 5
    )
    stubble(p, rect(1500, 900, 600, 500), "ochre50 teal30 navy20", 70, 1650, 1990, 1240, 1330, 150, 9, 0.5, 4)
    for x, y, s in ((980, 380, 24), (1060, 350, 17), (360, 420, 20)):
        gull(p, x, y, s, "navy70 plum40")
