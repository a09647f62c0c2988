"""The bakery before the town is up."""

from ..catalogue import scene
from ..geo import lens, many, oval, poly, rect, smooth, union
from ..people import figure, person
from .bakehouse import floor, oven, shelves, walls, window


@scene("navy rust ochre brick bone plum", 41)
def bakery_dawn(p):
    """The baker draws the first loaves from the oven; outside the window the street is still blue."""
    p.fill(rect(0, 0, 1920, 1280), "plum60 navy40 rust10", to="rust60 navy50")
    walls(p)
    window(p)
    shelves(p)
    oven(p)
    floor(p)
    baker(p)
    table(p)
    loaves(p)


def baker(p):
    """The baker from the side, white cap and apron, with the long peel in the oven."""
    x, y, h = 1130, 1120, 610
    p.fill(
        poly([(x - 60, y), (x + 60, y), (x - 420, y + 110), (x - 560, y + 90)]), "navy80 rust30", alpha=0.6
    )
    person(
        p,
        x,
        y,
        h,
        "navy84 plum40 rust10",
        None,
        None,
        14,
        pose="work",
        coat=True,
        hat=False,
        bag=False,
        face=1,
    )
    with p.layer(x=x, y=y):
        body = figure(h, 14, "work", True, False, False, 1)
        p.edge(body, "ochre50 brick30", -7, 3)
        apron = smooth(
            [(20, -470), (64, -480), (84, -380), (92, -230), (70, -150), (10, -150), (-10, -260), (2, -380)],
            k=1 / 8,
        )
        p.fill(apron, "bone10 ochre14")
        p.edge(apron, "rust40 plum20 bone20", 34, 0)
        p.line(smooth([(-62, -352), (0, -340), (80, -346)], False), "bone24 rust20", 9)
        p.fill(oval(16, -572, 38, 44), "ochre40 brick34")
        p.fill(
            smooth([(-24, -560), (-34, -600), (-6, -622), (40, -616), (50, -590), (20, -594), (0, -560)]),
            "navy90 rust40",
        )
        cap = smooth([(-40, -596), (-54, -650), (-10, -676), (48, -668), (64, -634), (52, -594)], k=1 / 7)
        p.mass(cap, "bone8", "", None, 0, 0)
        p.edge(cap, "rust40 plum30 bone20", 16, -4)
        for a, b, c in (((60, -466), (116, -372), (186, -356)), ((-20, -462), (60, -350), (122, -330))):
            arm = union(
                [
                    poly(
                        [
                            (a[0] - 22, a[1]),
                            (a[0] + 22, a[1] - 6),
                            (b[0] + 16, b[1] - 12),
                            (b[0] - 14, b[1] + 16),
                        ]
                    ),
                    oval(*b, 20),
                ]
            )
            p.fill(arm, "bone16 ochre10 rust10")
            p.edge(arm, "ochre30", -5, 4)
            p.fill(
                union(
                    [
                        poly(
                            [(b[0], b[1] - 15), (b[0] + 4, b[1] + 16), (c[0], c[1] + 12), (c[0], c[1] - 12)]
                        ),
                        oval(*c, 17),
                    ]
                ),
                "ochre44 brick34",
            )
        p.line(poly([(-250, -250), (420, -372)], False), "ochre50 rust40", 15)
        p.line(poly([(-250, -255), (420, -377)], False), "ochre24 bone10", 4)
        blade = poly([(410, -386), (520, -402), (524, -382), (414, -356)])
        p.fill(blade, "ochre56 rust40")


def table(p):
    """The floury table in front."""
    p.fill(poly([(-20, 1090), (760, 1090), (960, 1300), (-20, 1300)]), "navy80 rust30", mode="add", alpha=0.6)
    top = poly([(-20, 980), (720, 980), (900, 1120), (-20, 1120)])
    p.fill(top, "rust40 ochre40 bone10", to="ochre46 bone16 rust24")
    p.fill(poly([(-20, 1120), (900, 1120), (900, 1166), (-20, 1166)]), "rust66 navy30")
    p.line(poly([(-20, 1121), (900, 1121)], False), "ochre30 bone16", 5)
    p.fill(many([rect(60, 1166, 60, 140), rect(770, 1166, 60, 140)]), "rust70 navy50")
    p.fill(
        smooth([(120, 1030), (330, 1004), (600, 1016), (700, 1060), (560, 1096), (280, 1090)], k=1 / 7),
        "bone8",
        alpha=0.75,
    )


def loaves(p):
    """Dough under the baker's cloth, shaped loaves, a scale and a sack of flour."""
    for i, (x, y, s) in enumerate(
        (
            (190, 1030, 0.9),
            (330, 1018, 0.85),
            (460, 1040, 1.0),
            (610, 1030, 0.95),
            (260, 1090, 1.15),
            (420, 1098, 1.2),
            (580, 1094, 1.15),
        )
    ):
        q = smooth(
            [
                (x - 62 * s, y),
                (x - 56 * s, y - 40 * s),
                (x, y - 64 * s),
                (x + 56 * s, y - 40 * s),
                (x + 62 * s, y),
            ],
            k=1 / 7,
        )
        p.fill(lens(x, y + 2, 150 * s, 12), "rust60 plum30", alpha=0.6)
        p.fill(q, "ochre30 bone24" if i > 1 else "ochre62 rust36")
        p.edge(q, "rust50 plum20 ochre20", 16 * s, 0)
        p.edge(q, "ochre10", -6, 7)
        p.line(
            many(
                [
                    smooth(
                        [(x + (k - 1) * 28 * s - 10, y - 50 * s), (x + (k - 1) * 28 * s + 8, y - 34 * s)],
                        False,
                    )
                    for k in range(3)
                ]
            ),
            "rust50 ochre40",
            4,
        )
    sack = smooth(
        [(-30, 1130), (-40, 900), (20, 850), (100, 846), (140, 900), (150, 1010), (130, 1100)], k=1 / 8
    )
    p.mass(sack, "bone30 ochre24", None, None)
    p.edge(sack, "rust50 plum30 bone16", 16, 0)
    p.edge(sack, "ochre24 bone10", -7, 6)
    p.line(smooth([(0, 872), (60, 884), (120, 870)], False), "rust60 ochre30", 7)
    p.fill(poly([(46, 960), (60, 1010), (40, 1010)]), "rust60")
    p.line(smooth([(30, 1040), (52, 980), (60, 930)], False), "rust60", 5)
    p.fill(many([oval(60 + (-1) ** k * 9, 936 + k * 12, 6, 10) for k in range(6)]), "rust60")
