"""The players of an orchestra, in rows."""

from ..geo import oval, poly, rect, smooth, union
from ..people import person


def player(p, x, y, h, seed, kind):
    """A seated player with an instrument: v violin, c cello, b bass, w wind, t timpani."""
    dark = ["navy90 plum40", "plum88 navy50", "navy84 rust20"][seed % 3]
    if kind == "b":
        neck = union(
            [
                rect(x - 4, y - h * 1.5, 8, h),
                smooth(
                    [
                        (x - h * 0.2, y - h * 0.1),
                        (x - h * 0.13, y - h * 0.45),
                        (x - h * 0.17, y - h * 0.75),
                        (x, y - h * 0.88),
                        (x + h * 0.17, y - h * 0.75),
                        (x + h * 0.13, y - h * 0.45),
                        (x + h * 0.2, y - h * 0.1),
                        (x, y),
                    ]
                ),
            ]
        )
        person(
            p,
            x - h * 0.2,
            y,
            h * 1.2,
            dark,
            "ochre30 bone10",
            None,
            seed,
            pose="work",
            coat=False,
            hat=False,
            bag=False,
        )
        p.mass(neck, "rust70 brick40", "ochre50", None, 4, 0)
        return
    person(
        p,
        x,
        y + h * 0.3,
        h * 1.15,
        dark,
        "ochre34 bone16",
        None,
        seed,
        pose="work",
        coat=False,
        hat=False,
        bag=False,
        face=1 if x < 960 else -1,
    )
    s = 1 if x < 960 else -1
    if kind == "v":
        with p.layer(x=x + s * h * 0.16, y=y - h * 0.48, rot=s * 24):
            p.fill(
                union(
                    [
                        oval(-h * 0.05, 0, h * 0.09, h * 0.055),
                        oval(h * 0.07, 0, h * 0.075, h * 0.045),
                        rect(h * 0.08, -2, h * 0.2, 4),
                    ]
                ),
                "rust60 brick50",
            )
        p.line(
            poly([(x + s * h * 0.02, y - h * 0.66), (x + s * h * 0.36, y - h * 0.3)], False), "bone10", 2.4
        )
    elif kind == "c":
        body = smooth(
            [
                (x - h * 0.16, y + h * 0.16),
                (x - h * 0.1, y - h * 0.1),
                (x - h * 0.13, y - h * 0.3),
                (x, y - h * 0.4),
                (x + h * 0.13, y - h * 0.3),
                (x + h * 0.1, y - h * 0.1),
                (x + h * 0.16, y + h * 0.16),
                (x, y + h * 0.26),
            ]
        )
        p.fill(rect(x - 3, y - h * 0.8, 6, h * 0.5), "rust80 plum30")
        p.mass(body, "rust66 brick40", "ochre50", None, 4, 0)
        p.line(poly([(x - h * 0.24, y - h * 0.04), (x + h * 0.26, y - h * 0.14)], False), "bone10", 2.6)
    else:
        p.line(
            poly([(x + s * h * 0.06, y - h * 0.62), (x + s * h * 0.3, y - h * 0.26)], False),
            "ochre40 bone10",
            6,
        )


def orchestra(p):
    """Rows of players in a fan, the basses on the right, winds and timpani behind."""
    for i in range(3):
        x = 780 + i * 180
        person(
            p,
            x + 10,
            640,
            120,
            "navy88 plum40",
            "ochre30",
            None,
            60 + i,
            pose="work",
            coat=False,
            hat=False,
            bag=False,
        )
        p.fill(
            union(
                [oval(x, 640, 62, 16), smooth([(x - 62, 640), (x - 44, 692), (x + 44, 692), (x + 62, 640)])]
            ),
            "rust60 brick30 ochre20",
        )
        p.fill(oval(x, 640, 62, 15), "bone16")
    for r, (n, y, h, spread) in enumerate(((10, 730, 108, 470), (12, 800, 124, 590), (12, 880, 146, 690))):
        for i in range(n):
            u = (i + 0.5) / n * 2 - 1
            if r == 2 and abs(u) < 0.2:
                continue
            x, yy = 960 + u * spread, y + 34 * (abs(u) ** 1.6) * (r - 0.4)
            kind = "w" if r == 0 else ("v" if u < 0.28 else "c")
            player(p, x, yy, h, r * 20 + i, kind)
            if r and i % 2 == 0:
                X, Y = x + (30 if x < 960 else -30), yy + h * 0.1
                p.line(poly([(X, Y), (X, Y + h * 0.36)], False), "navy90 plum40", 4)
                p.fill(poly([(X - 22, Y - 6), (X + 22, Y - 6), (X + 19, Y - 34), (X - 19, Y - 34)]), "bone8")
    for i in range(3):
        player(p, 1570 + i * 82, 880 + i * 26, 150, 90 + i, "b")
