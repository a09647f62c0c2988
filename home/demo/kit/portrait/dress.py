"""What the sitters wear."""

import math

from ..geo import many, oval, poly, smooth


def dress(p, kind, A, B):
    """Shoulders and clothes; returns nothing, drawn behind the chin."""
    body = smooth(
        [
            (120, 1290),
            (150, 1060),
            (240, 948),
            (400, 890),
            (520, 840),
            (640, 900),
            (770, 832),
            (900, 884),
            (1010, 960),
            (1076, 1090),
            (1100, 1290),
        ],
        k=1 / 7,
    )
    dark, mid, lit = f"{A}94 {B}20", f"{A}66 {B}30", f"{B}52"
    base = {
        "coat": dark,
        "blazer": dark,
        "shirt": f"{B}30",
        "knit": f"{B}84 {A}22",
        "polo": f"{A}80 {B}46",
        "denim": f"{A}62",
        "scarf": mid,
        "hijab": dark,
    }[kind]
    p.fill(body, base)
    with p.clip(body):
        p.fill(
            smooth([(820, 850), (760, 1000), (800, 1300), (1200, 1300), (1200, 860)]),
            f"{A}60",
            mode="add",
            alpha=0.55,
        )
    p.edge(body, lit if kind != "shirt" else "", 12, 10)
    if kind in ("coat", "blazer", "denim"):
        p.fill(
            poly([(506, 850), (640, 1210), (790, 836), (640, 900)]), f"{B}16" if kind != "coat" else f"{B}70"
        )
        if kind == "blazer":
            p.fill(
                poly([(612, 930), (640, 912), (668, 930), (660, 990), (684, 1220), (600, 1220), (622, 990)]),
                f"{B}90 {A}30",
            )
        for pts in (
            ((486, 852), (404, 900), (470, 1010), (428, 1040), (630, 1260), (560, 1010)),
            ((800, 836), (882, 896), (820, 1004), (866, 1040), (650, 1260), (716, 1010)),
        ):
            q = poly(pts)
            p.fill(q, base if kind != "denim" else f"{A}74")
            p.line(q, f"{B}56" if kind != "denim" else f"{B}30", 4, alpha=0.8)
    elif kind == "shirt":
        for pts in (
            ((520, 820), (590, 960), (640, 1000), (560, 1030), (462, 880)),
            ((770, 812), (690, 950), (640, 1000), (728, 1030), (840, 870)),
        ):
            p.fill(poly(pts), f"{B}14")
            p.line(poly(pts), f"{A}60", 4)
        p.line(poly([(640, 1000), (648, 1260)], False), f"{A}60", 4)
        p.fill(many([oval(660, y, 8) for y in (1070, 1160)]), f"{A}70")
    elif kind == "knit":
        p.fill(
            smooth(
                [
                    (486, 852),
                    (560, 950),
                    (650, 974),
                    (750, 940),
                    (806, 838),
                    (828, 880),
                    (770, 990),
                    (650, 1030),
                    (540, 1004),
                    (462, 890),
                ],
                k=1 / 7,
            ),
            f"{B}60 {A}50",
        )
        p.line(
            many(
                [
                    smooth(
                        [(170 + i * 62, 1010 + 30 * math.sin(i)), (180 + i * 60, 1120), (166 + i * 64, 1290)],
                        False,
                    )
                    for i in range(15)
                ]
            ),
            f"{A}50 {B}80",
            5,
            alpha=0.6,
        )
    elif kind == "polo":
        nk = smooth(
            [(520, 770), (640, 812), (776, 740), (798, 850), (730, 930), (630, 950), (540, 914), (508, 850)]
        )
        p.mass(nk, f"{A}80 {B}46", f"{B}60", f"{A}96 {B}30", 8, 50)
    elif kind == "scarf":
        for i, pts in enumerate(
            (
                ((470, 800), (600, 870), (800, 780), (842, 856), (760, 950), (600, 970), (470, 900)),
                ((560, 930), (680, 950), (720, 1110), (700, 1290), (560, 1290), (590, 1100)),
            )
        ):
            q = smooth(pts)
            p.mass(q, f"{B}80", f"{B}34", f"{B}80 {A}50", 10, 44)
            with p.clip(q):
                p.line(
                    many(
                        [
                            smooth(
                                [
                                    (430, 850 + k * 40 + i * 90),
                                    (600, 910 + k * 40 + i * 90),
                                    (860, 810 + k * 40 + i * 90),
                                ],
                                False,
                            )
                            for k in range(-2, 10)
                        ]
                    ),
                    f"{A}60 {B}60",
                    6,
                )
