"""The border bridge and its checkpoint."""

from ..catalogue import scene
from ..geo import cut, lens, lerp, many, oval, poly, rect, smooth
from ..light import shimmer
from ..nature import hills, sea, sky, sun
from ..people import person
from ..press import mix


@scene("navy slate teal bone brick ochre", 14)
def border_bridge(p):
    """A long arched bridge between two shores, a checkpoint at its near end."""
    sky(p, "teal30 slate34", "bone50 brick12 ochre10", 640)
    sun(p, 1500, 430, 70, "brick40 ochre30", "brick16 ochre20")
    hills(p, 41, 520, 90, "slate40 teal20", "bone40 brick8", sharp=0.4, waves=2)
    hills(p, 44, 590, 66, "slate56 teal30 navy10", "slate30 bone30", rim="bone30 ochre16", sharp=0.3, waves=2)
    hills(p, 47, 640, 40, "navy54 teal34", "slate40 teal20", rim="ochre30 bone10", waves=3)
    sea(
        p,
        690,
        1400,
        "slate36 bone30 teal16",
        "teal66 navy60",
        "teal56 navy44",
        3,
        30,
        "brick20 bone30",
        1500,
        150,
    )
    yb = lambda x: lerp(1010, 704, min(1, max(0, (x + 100) / 2000)) ** 0.75)
    yt = lambda x: lerp(560, 650, min(1, max(0, (x + 200) / 2160)) ** 0.8)
    xs = [-420, 260, 760, 1130, 1400, 1600, 1750, 1860]
    for a, b in zip(xs, xs[1:]):
        s = b - a
        span = poly([(a, yt(a)), (b, yt(b)), (b, yb(b)), (a, yb(a))])
        arch = smooth(
            [
                (a + s * 0.09, yb(a) + 60),
                (a + s * 0.1, lerp(yt(a), yb(a), 0.52)),
                (a + s * 0.3, lerp(yt(a), yb(a), 0.24)),
                (a + s * 0.5, lerp(yt((a + b) / 2), yb(b), 0.2)),
                (a + s * 0.72, lerp(yt(b), yb(b), 0.25)),
                (a + s * 0.91, lerp(yt(b), yb(b), 0.52)),
                (a + s * 0.92, yb(b) + 60),
            ],
            k=1 / 6,
        )
        poly([(a + s * 0.03, yt(a)), (a + s * 0.14, yb(a) + 10), (a + s * 0.16, yt(a) + 10)])
        body = cut(span, arch)
        k = (a + 420) / 2300
        p.fill(body, mix("bone50 ochre20 brick10", "slate40 bone30", k))
        moved = cut(arch, poly([(a + s * 0.17, 0), (a + s * 2, 0), (a + s * 2, 1300), (a + s * 0.17, 1300)]))
        p.fill(cut(moved, rect(-900, yb(b) + 6, 4000, 900)), mix("navy66 slate40", "slate60", k))
        p.fill(lens(a + s * 0.02, yb(a) + 10, s * 0.5, 10), "bone20", alpha=0.8)
        shimmer(
            p,
            a + s * 0.03,
            yb(a) + 20,
            yb(a) + 60 + s * 0.5,
            s * 0.26,
            mix("navy70 slate30", "slate60 teal20", k),
            int(a) + 500,
            10,
            0.7,
        )
    p.fill(
        poly(
            [
                (-420, yt(-420) - 26),
                *[(x, yt(x) - 26 + 18 * k / 8) for k, x in enumerate(xs)],
                *[(x, yt(x) + 10) for x in xs[::-1]],
            ]
        ),
        "navy74 slate30",
    )
    p.fill(
        poly(
            [
                (-420, yt(-420) - 26),
                *[(x, yt(x) - 26 + 18 * k / 8) for k, x in enumerate(xs)],
                *[(x, yt(x) - 20 + 17 * k / 8) for k, x in reversed(list(enumerate(xs)))],
            ]
        ),
        "ochre30 bone30",
    )
    for i, x in enumerate((1560, 1430, 1270, 1060, 820)):
        s = lerp(1.1, 0.28, (x - 400) / 1300)
        truck(
            p,
            x - p.t * 22 * s,
            yt(x) - 22 + 4 * i / 5,
            s * 0.86,
            ["brick80 navy20", "slate60 navy30", "ochre60 brick10"][i % 3],
            "bone20 slate10",
            "navy84 slate20",
        )
    with p.layer(0.9):
        bank = smooth([(-300, 850), (120, 868), (460, 990), (700, 1130), (860, 1400), (-300, 1400)], k=1 / 8)
        p.fill(bank, "navy80 teal40", to="navy95 teal40")
        p.edge(bank, "ochre36 teal20", -8, 9)
        p.fill(rect(36, 640, 250, 226), "bone30 ochre16")
        p.fill(poly([(286, 640), (360, 660), (360, 856), (286, 866)]), "slate70 navy40")
        p.fill(poly([(6, 616), (318, 616), (392, 650), (392, 668), (318, 646), (6, 646)]), "navy86 slate20")
        p.fill(many([rect(64, 690, 80, 76), rect(170, 690, 90, 176)]), "navy76 teal30")
        p.fill(rect(176, 698, 36, 100), "ochre50")
        p.fill(rect(410, 764, 26, 120), "navy88 slate20")
        p.line(poly([(424, 780), (800, 700)], False), "bone10", 17, cap=False)
        p.line(
            many(
                [
                    poly([lerp((424, 780), (800, 700), u), lerp((424, 780), (800, 700), u + 0.09)], False)
                    for u in (0.05, 0.25, 0.45, 0.65, 0.85)
                ]
            ),
            "brick88",
            17,
            cap=False,
        )
        person(p, 330, 1010, 300, "navy92 slate30", "ochre40 bone10", seed=2, hat=True, coat=True, bag=False)
        person(
            p,
            470,
            1060,
            300,
            "brick66 navy40",
            "ochre40 bone10",
            seed=6,
            hat=False,
            coat=True,
            bag=True,
            face=-1,
        )
        person(
            p,
            570,
            1096,
            210,
            "ochre50 navy40",
            "ochre40 bone10",
            seed=16,
            hat=False,
            coat=False,
            bag=False,
            face=-1,
        )


def truck(p, x, y, s, cab, box, dark):
    """Lorry seen from the side, heading left."""
    with p.layer(x=x, y=y, sx=s):
        p.mass(rect(0, -150, 250, 120, 4), box, "", mix(box, dark, 0.6), 4, 30)
        p.mass(
            smooth([(-84, -30), (-86, -80), (-64, -128), (-8, -130), (-6, -30)], k=1 / 14),
            cab,
            "",
            mix(cab, dark, 0.5),
            3,
            14,
        )
        p.fill(poly([(-74, -82), (-58, -118), (-28, -118), (-28, -82)]), dark)
        p.fill(rect(-86, -32, 336, 14), dark)
        p.fill(many([oval(q, -14, 21) for q in (-46, 150, 204)]), dark)
