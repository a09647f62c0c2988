"""Readers at a desk and their lamp."""

from ..geo import many, oval, poly, rect, smooth, union


def reader(p, x, y, s, spec, f):
    """Someone bent over the papers, seen across the desk: head, shoulders, forearms."""
    with p.layer(x=x, y=y, sx=s * f, sy=s):
        body = union(
            [
                smooth(
                    [
                        (-150, 60),
                        (-138, -120),
                        (-90, -190),
                        (-10, -214),
                        (70, -180),
                        (112, -90),
                        (200, 0),
                        (190, 60),
                    ],
                    k=1 / 8,
                ),
                oval(30, -252, 62, 74),
                smooth([(70, -120), (150, -60), (236, 20), (230, 60), (120, 40)], k=1 / 8),
            ]
        )
        p.fill(body, spec)
        with p.clip(body):
            p.fill(smooth([(40, -200), (84, -196), (112, -90), (84, -104), (56, -150)], k=1 / 9), "bone10")
            p.fill(smooth([(10, -310), (96, -320), (112, -190), (62, -178), (22, -214)]), "ochre44 rust26")
        p.edge(body, "ochre40 bone16", -7, 3)
        if f > 0:
            p.fill(
                smooth(
                    [
                        (-40, -250),
                        (-30, -316),
                        (40, -340),
                        (92, -300),
                        (88, -270),
                        (40, -286),
                        (24, -236),
                        (0, -200),
                    ]
                ),
                "navy90 rust50",
            )
        else:
            p.fill(oval(-34, -300, 34), "slate50 bone34")
            p.fill(
                smooth(
                    [
                        (-34, -236),
                        (-32, -300),
                        (10, -328),
                        (64, -326),
                        (88, -296),
                        (60, -286),
                        (30, -262),
                        (14, -214),
                        (-14, -204),
                    ]
                ),
                "slate44 bone30",
            )
        p.fill(oval(236, 44, 28, 20), "ochre44 rust26")
        p.line(many([oval(82, -246, 16, 13), poly([(66, -246), (24, -244)], False)]), "navy95", 5)


def lamp(p, x, y):
    """The green glass desk lamp."""
    p.fill(smooth([(x - 76, y), (x - 60, y - 22), (x + 60, y - 22), (x + 76, y)], k=1 / 9), "ochre60 rust40")
    p.fill(rect(x - 8, y - 150, 16, 140), "ochre66 rust30")
    p.fill(rect(x - 8, y - 150, 5, 140), "ochre20")
    p.fill(
        poly([(x - 130, y - 138), (x + 130, y - 138), (x + 310, y + 100), (x - 310, y + 100)]),
        "ochre20 bone10",
        alpha=0.5,
        to_alpha=0,
    )
    shade = smooth(
        [
            (x - 150, y - 136),
            (x - 126, y - 190),
            (x - 60, y - 214),
            (x + 60, y - 214),
            (x + 126, y - 190),
            (x + 150, y - 136),
        ],
        k=1 / 8,
    )
    p.mass(shade, "moss84 navy20", "moss30 ochre30", "moss80 navy60", 10, 40)
    p.fill(rect(x - 148, y - 142, 296, 12, 5), "ochre10")
    p.fill(rect(x - 12, y - 228, 24, 18, 4), "ochre60 rust30")
