"""The public archive."""

import numpy as np

from ..catalogue import scene
from ..geo import View, lerp, many, oval, pane, poly, quad_uv, rect, smooth, union
from ..light import glow
from ..people import person
from ..press import mix
from ..rooms import room
from .readers import lamp, reader


@scene("navy rust ochre bone moss slate", 31)
def archive_room(p):
    """Shelves of boxes run into the dark; two auditors read under a green lamp."""
    v = View(960, 500, 1080, 2.1)
    room(
        p,
        v,
        5.2,
        5.2,
        30,
        "navy70 rust20",
        "navy66 rust26 slate10",
        "bone40 ochre30",
        "rust50 ochre26 navy20",
        "navy84 slate20",
    )
    for i in range(12):
        z = 2.6 + i * 2.4
        k = min(0.7, i / 14)
        p.fill(
            poly(v.quad((-0.5, 5.18, z), (0.5, 5.18, z), (0.5, 5.18, z + 1.1), (-0.5, 5.18, z + 1.1))),
            mix("ochre10", "bone30", k),
        )
    window = arch_window(v)
    p.fill(window, "ochre10")
    q = v.quad((-1.5, 4.6, 29.9), (1.5, 4.6, 29.9), (1.5, 0.9, 29.9), (-1.5, 0.9, 29.9))
    p.line(
        many(
            [
                window,
                poly([quad_uv(q, 0.5, 0), quad_uv(q, 0.5, 1)], False),
                poly([quad_uv(q, 0, 0.5), quad_uv(q, 1, 0.5)], False),
            ]
        ),
        "slate60 rust20",
        4,
    )
    glow(p, 960, 440, 420, "ochre30 bone10", 0.6)
    tiles = [poly([v(x, 0, 30), v(x, 0, 1)], False) for x in (-3, -1.5, 0, 1.5, 3)] + [
        poly([v(-4, 0, z), v(4, 0, z)], False) for z in (3, 4.5, 6.5, 9, 12, 17, 24)
    ]
    p.line(many(tiles), "rust60 navy40", 2.4, alpha=0.6)
    p.fill(poly([v(-0.9, 0, 30), v(0.9, 0, 30), v(1.3, 0, 2), v(-1.3, 0, 2)]), "ochre40 bone26", alpha=0.5)
    for z in (25, 21, 17, 13.6, 10.6, 8, 5.7):
        for s in (-1, 1):
            shelf(p, v, s, z, 2.2 if z > 6 else 1.9)
    ladder(p, v)
    X, Y = v(-1.15, 0, 12.5)
    person(
        p,
        X,
        Y,
        1.7 * v.f / 12.5,
        "navy80 rust24",
        "ochre30 bone10",
        "navy50 rust30",
        8,
        pose="work",
        coat=True,
        hat=False,
        bag=False,
    )
    desk(p)


def arch_window(v):
    """The tall window that closes the aisle."""
    a, b = v(-1.5, 3.4, 29.9), v(1.5, 0.9, 29.9)
    w = b[0] - a[0]
    return union([rect(a[0], a[1], w, b[1] - a[1]), oval((a[0] + b[0]) / 2, a[1], w / 2, w * 0.42)])


def shelf(p, v, s, z, depth):
    """One rack: uprights, five boards, boxes and bundles with their labels."""
    r = np.random.default_rng(int(z * 10) + (s > 0) * 7)
    k = min(0.72, max(0, (z - 5) / 27))
    hz = lambda c: mix(c, "ochre34 bone40 rust10", k)
    x = s * 2.35
    f = v.f / z
    p.fill(poly(v.quad((x, 4.6, z + depth), (x, 4.6, z), (x, 0, z), (x, 0, z + depth))), hz("navy84 rust40"))
    end = v.quad((x, 4.6, z), (x + s * 2.8, 4.6, z), (x + s * 2.8, 0, z), (x, 0, z))
    p.fill(poly(end), hz("slate60 navy30" if s < 0 else "slate44 bone16 navy16"))
    card = v.quad(
        (x + s * 0.25, 2.9, z), (x + s * 0.85, 2.9, z), (x + s * 0.85, 2.3, z), (x + s * 0.25, 2.3, z)
    )
    p.fill(poly(card), hz("bone10"))
    p.line(
        many([poly([lerp(card[0], card[3], t), lerp(card[1], card[2], t)], False) for t in (0.35, 0.65)]),
        hz("navy60"),
        max(1.5, 0.03 * f),
    )
    for j in range(6):
        y = 0.12 + j * 0.76
        zz = z + 0.05
        while zz < z + depth - 0.15:
            w, h = r.uniform(0.24, 0.44), r.uniform(0.42, 0.64)
            w = min(w, z + depth - zz - 0.05)
            q = v.quad(
                (x - s * 0.02, y + h, zz + w),
                (x - s * 0.02, y + h, zz),
                (x - s * 0.02, y, zz),
                (x - s * 0.02, y, zz + w),
            )
            c = [
                "ochre50 bone30",
                "rust50 ochre30",
                "moss60 bone20",
                "bone40 slate10",
                "slate60 bone10",
                "rust70 navy20",
            ][int(r.integers(6))]
            if r.random() < 0.93:
                p.fill(poly(q), hz(mix(c, "navy60 rust40", 0.14 if s > 0 else 0.34)))
                p.fill(pane(q, 0.22, 0.26, 0.78, 0.5), hz("bone10" if s > 0 else "bone40 rust10"))
                p.line(poly([q[1], q[2]], False), hz("navy70 rust50"), max(1, 0.016 * f))
            zz += w + 0.015
        p.fill(
            poly(v.quad((x, y, z + depth), (x, y, z), (x, y - 0.07, z), (x, y - 0.07, z + depth))),
            hz("slate46 ochre14" if s > 0 else "slate60 navy26"),
        )
    for zz in (z, z + depth):
        p.line(poly([v(x, 4.6, zz), v(x, 0, zz)], False), hz("slate60 navy40"), max(2, 0.06 * f))


def ladder(p, v):
    """A rolling ladder against the left-hand racks."""
    a, b, c, d = v(-2.2, 4.1, 7.6), v(-2.2, 4.1, 7.0), v(-1.35, 0, 7.0), v(-1.35, 0, 7.6)
    p.line(many([poly([a, d], False), poly([b, c], False)]), "rust60 ochre40", 13)
    p.line(
        many([poly([lerp(a, d, k), lerp(b, c, k)], False) for k in np.linspace(0.08, 0.95, 10)]),
        "ochre46 bone20",
        8,
    )


def desk(p):
    """The reading desk in front: lamp, open ledger, boxes, and two readers."""
    glow(p, 900, 980, 560, "ochre40 bone10", 0.6)
    reader(p, 690, 1010, 1.0, "navy92 rust24", 1)
    reader(p, 1230, 1000, 0.98, "rust66 navy44", -1)
    top = poly([(250, 1010), (1680, 1010), (1960, 1300), (-60, 1300)])
    p.fill(top, "rust60 ochre30 navy10", to="rust74 navy44")
    p.fill(poly([(560, 1012), (1330, 1012), (1480, 1250), (420, 1250)]), "ochre46 bone26", alpha=0.75)
    p.line(poly([(250, 1011), (1680, 1011)], False), "ochre40 bone20", 6)
    left = smooth(
        [
            (960, 1080),
            (860, 1056),
            (740, 1062),
            (690, 1076),
            (620, 1196),
            (700, 1180),
            (830, 1176),
            (950, 1206),
        ],
        k=1 / 11,
    )
    right = smooth(
        [
            (960, 1080),
            (1060, 1056),
            (1180, 1062),
            (1230, 1076),
            (1300, 1196),
            (1220, 1180),
            (1090, 1176),
            (970, 1206),
        ],
        k=1 / 11,
    )
    for page, c in ((left, "bone8"), (right, "bone24 ochre6")):
        with p.layer(y=12):
            p.fill(page, "rust70 navy50")
        p.fill(page, c)
    lines = [poly([(700 - i * 11, 1092 + i * 17), (925 - i * 2, 1098 + i * 18)], False) for i in range(5)]
    lines += [poly([(995 + i * 2, 1098 + i * 18), (1215 + i * 11, 1092 + i * 17)], False) for i in range(5)]
    p.line(many(lines), "slate60 navy20", 4)
    p.line(
        many([poly([(850, 1072), (824, 1172)], False), poly([(1090, 1072), (1116, 1172)], False)]),
        "rust60",
        3,
    )
    for x, y, w, h, c in (
        (250, 1120, 230, 120, "ochre50 bone24"),
        (270, 1010, 200, 112, "moss60 bone14"),
        (1490, 1130, 250, 116, "rust56 ochre26"),
    ):
        q = rect(x, y, w, h, 4)
        p.mass(q, c, mix(c, "", 0.5), mix(c, "navy80", 0.5), 7, 30)
        p.fill(rect(x - 6, y, w + 12, 26, 4), mix(c, "", 0.2))
        p.fill(rect(x + w * 0.3, y + 48, w * 0.4, 40, 3), "bone8")
        p.line(
            many(
                [
                    poly(
                        [(x + w * 0.34, y + 60 + k * 13), (x + w * (0.64 - 0.1 * k), y + 60 + k * 13)], False
                    )
                    for k in range(2)
                ]
            ),
            "navy60",
            4,
        )
    lamp(p, 960, 1056)
