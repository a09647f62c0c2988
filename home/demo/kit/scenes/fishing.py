"""The fishing fleet."""

import math

from ..catalogue import scene
from ..geo import blob, lens, many, oval, poly, rect, smooth
from ..nature import gull, hills, sea, sky, streaks, sun
from ..people import person
from ..press import mix


@scene("navy plum brick ochre fog bone", 16)
def fishing_dawn(p):
    """The small fleet goes out before sunrise; nets on the mole."""
    sky(p, "navy62 plum30", "brick40 ochre40 bone10", 700)
    sun(p, 1180, 630, 110, "ochre26 brick6", "ochre34 brick24")
    for i, (x, y, w, h) in enumerate(((400, 250, 1100, 90), (1500, 200, 1000, 80), (900, 420, 1300, 60))):
        streaks(p, x, y, w, mix("plum50 navy20", "brick50 ochre20", i / 2), 6, i + 5, 0.8, 18)
    hills(p, 9, 680, 50, "plum50 navy30 brick10", "plum30 brick40", waves=3)
    sea(
        p,
        700,
        1300,
        "brick34 ochre30 plum20",
        "navy84 plum46",
        "navy74 plum40",
        8,
        34,
        "ochre40 brick10",
        1180,
        130,
    )
    for x, y, s, k in (
        (1500, 742, 0.34, 0.6),
        (890, 752, 0.42, 0.5),
        (1740, 790, 0.6, 0.3),
        (470, 830, 0.86, 0.16),
        (1270, 960, 1.5, 0),
    ):
        with p.layer(
            0.3 + s * 0.3,
            x - p.t * 12 * s,
            y + 3 * math.sin(p.t * 2 + x),
            s,
            rot=1.6 * math.sin(p.t * 1.7 + x),
        ):
            trawler(p, lambda c, k=k: mix(c, "plum50 brick30", k), int(x))
    with p.layer(1):
        mole = smooth(
            [(-300, 1000), (60, 1010), (420, 1060), (640, 1150), (720, 1300), (-300, 1400)], k=1 / 9
        )
        p.fill(mole, "navy88 plum50", to="navy96 plum60")
        p.edge(mole, "brick50 ochre30", -8, 10)
        for i in range(7):
            q = blob(i + 4, 40 + i * 60, 1030 + 10 * math.sin(i) - (14 if i in (2, 3) else 0), 66, 44, 0.16)
            p.fill(q, ["brick70 plum40", "plum80 navy40", "navy84 plum20"][i % 3])
            with p.clip(q):
                p.line(
                    many(
                        [
                            smooth(
                                [
                                    (i * 60 - 40 + k * 16, 970),
                                    (i * 60 - 10 + k * 18, 1030),
                                    (i * 60 - 60 + k * 22, 1090),
                                ],
                                False,
                            )
                            for k in range(9)
                        ]
                    ),
                    "ochre50 brick30",
                    2,
                )
        p.fill(
            many([oval(130 + i * 58, 1050 + 8 * math.sin(i * 2), 14, 11) for i in range(6)]),
            "ochre80 brick10",
        )
        person(
            p,
            330,
            1078,
            330,
            "navy94 plum50",
            "ochre50 brick24",
            None,
            6,
            pose="point",
            coat=False,
            hat=True,
            bag=False,
        )
        person(
            p,
            180,
            1066,
            310,
            "navy92 plum40",
            "ochre50 brick24",
            None,
            15,
            pose="work",
            coat=True,
            hat=False,
            bag=False,
            face=-1,
        )
    for x, y, s in ((820, 520, 26), (760, 470, 18), (1450, 420, 22), (1500, 480, 15), (640, 560, 20)):
        gull(p, x + p.t * 10, y + 7 * math.sin(p.t * 2 + x), s, "navy70 plum40")


def trawler(p, tint, seed):
    """Small wooden fishing boat, bow to the left."""
    p.fill(many([lens(0, 74 + i * 15, 440 - i * 70, 11) for i in range(5)]), tint("navy86 plum40"))
    hull = smooth(
        [
            (-250, -70),
            (-214, 20),
            (-170, 62),
            (180, 62),
            (218, 10),
            (226, -40),
            (120, -24),
            (-60, -28),
            (-170, -46),
        ],
        k=1 / 11,
    )
    p.fill(hull, tint("brick80 navy20") if seed % 2 else tint("navy90 plum20"))
    with p.clip(hull):
        p.fill(rect(-300, 34, 600, 50), tint("navy92 plum50"))
    p.edge(hull, tint("ochre44 brick20"), -6, 7)
    p.line(
        smooth([(-246, -64), (-168, -36), (-60, -18), (120, -14), (224, -32)], False),
        tint("bone20 ochre10"),
        7,
    )
    cab = poly([(40, -24), (46, -130), (150, -130), (164, -24)])
    p.fill(cab, tint("bone20 fog20"))
    p.edge(cab, tint("plum50 navy40"), 40, 0)
    p.fill(many([rect(58, -112, 30, 36, 3), rect(104, -112, 30, 36, 3)]), tint("navy80 plum40"))
    p.fill(rect(34, -142, 132, 14, 3), tint("brick80 plum30"))
    p.line(
        many(
            [
                poly([(-70, -26), (-60, -300)], False),
                poly([(100, -140), (100, -250)], False),
                poly([(-62, -280), (-220, -120)], False),
                poly([(-62, -200), (30, -250)], False),
            ]
        ),
        tint("navy92 plum40"),
        7,
    )
    p.line(
        many(
            [
                poly([(-60, -298), (-248, -70)], False),
                poly([(-60, -298), (224, -40)], False),
                poly([(100, -250), (-60, -290)], False),
            ]
        ),
        tint("navy84 plum40"),
        2.4,
    )
    p.fill(oval(100, -256, 9), tint("ochre30"))
    p.fill(smooth([(200, -40), (260, 10), (250, 60), (190, 20)]), tint("plum60 navy40"), alpha=0.7)
    person(
        p,
        -10,
        -22,
        118,
        tint("navy92 plum40"),
        tint("ochre50 brick20"),
        seed=seed,
        pose="work",
        hat=True,
        coat=False,
        bag=False,
    )
