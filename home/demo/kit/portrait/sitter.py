"""How a sitter is put together: setting, body, head and the light on them."""

from ..geo import cut, many, smooth
from ..press import Press
from .dress import dress
from .ground import ground
from .hair import hair
from .head import head


def sitter(
    A,
    B,
    style,
    clothes,
    back,
    skin,
    seed=1,
    glasses=None,
    beard=None,
    age=0,
    flip=False,
    brow=9,
    lips=0.0,
    tint=None,
    fx=1.0,
    fy=1.0,
    earring=False,
):
    """Draw one bust and return the press."""
    p = Press(f"{A} {B}", (1200, 1200), (0, 0, 1200, 1200), seed)
    S = {
        "pale": (f"{B}16", f"{B}48 {A}14", f"{B}2"),
        "fair": (f"{B}32", f"{B}62 {A}20", f"{B}8"),
        "tan": (f"{B}46 {A}8", f"{B}68 {A}34", f"{B}14"),
        "brown": (f"{B}62 {A}24", f"{B}74 {A}54", f"{B}24"),
        "deep": (f"{B}66 {A}46", f"{B}70 {A}74", f"{B}34"),
    }[skin]
    feat, hr = f"{A}96 {B}30", tint or f"{A}96 {B}16"
    with p.layer(x=1200 if flip else 0, sx=-1 if flip else 1, sy=1):
        ground(p, back, A, B, seed)
        behind, front = hair(style)
        with p.layer(x=620 - 610 * fx * 1.2, y=774 - 716 * fy * 1.2, sx=fx * 1.2, sy=fy * 1.2):
            for q in behind:
                p.fill(q, hr)
        neck = smooth(
            [(536, 700), (538, 790), (500, 860), (600, 1000), (700, 980), (800, 850), (748, 780), (736, 620)],
            k=1 / 7,
        )
        p.fill(neck, S[1])
        with p.clip(neck):
            p.fill(
                smooth([(480, 850), (540, 812), (620, 836), (654, 900), (630, 1010), (480, 1010)], k=1 / 8),
                S[0],
            )
        dress(p, clothes, A, B)
        with p.layer(x=620 - 610 * fx * 1.2, y=774 - 716 * fy * 1.2, sx=fx * 1.2, sy=fy * 1.2):
            head(p, A, B, S, feat, hr, glasses, beard, age, brow, lips, style, earring, seed)
            for q in front:
                p.fill(q, hr)
                with p.clip(q):
                    shine(p, B, A, style, tint)
            if style == "hijab":
                veil(p, A, B, hr)
    return p


def shine(p, B, A, style, tint):
    """Lit strands on the left of the hair."""
    if style == "afro":
        p.line(
            many(
                [
                    smooth(
                        [
                            (486 + i * 30 - 8, 330 - k * 46 + i * 4),
                            (500 + i * 30, 312 - k * 46),
                            (520 + i * 30, 318 - k * 46),
                        ],
                        False,
                    )
                    for k in range(4)
                    for i in range(6 - k)
                ]
            ),
            f"{B}60 {A}56",
            5,
        )
        return
    c = f"{B}66 {A}52" if not tint else f"{B}8"
    for i in range(5):
        p.line(
            smooth(
                [
                    (474 + i * 24, 372 - i * 10),
                    (492 + i * 30, 280 - i * 10),
                    (572 + i * 30, 226 + i * 4),
                    (660 + i * 26, 232 + i * 12),
                ],
                False,
            ),
            c,
            7 - i,
            alpha=0.85,
        )


def veil(p, A, B, hr):
    """Headscarf framing the face, with a few confident folds."""
    inner = smooth(
        [
            (508, 318),
            (486, 380),
            (484, 470),
            (482, 560),
            (498, 640),
            (540, 716),
            (600, 724),
            (668, 676),
            (706, 590),
            (716, 470),
            (700, 370),
            (650, 310),
            (570, 290),
        ]
    )
    outer = smooth(
        [
            (470, 420),
            (466, 310),
            (540, 216),
            (660, 192),
            (772, 262),
            (818, 400),
            (822, 560),
            (806, 700),
            (880, 830),
            (900, 960),
            (720, 1030),
            (540, 990),
            (440, 900),
            (470, 780),
            (474, 640),
            (464, 520),
        ]
    )
    q = cut(outer, inner)
    p.fill(q, hr)
    p.edge(q, f"{B}56", 10, 8)
    with p.clip(q):
        for pts in (
            ((520, 736), (600, 790), (720, 740), (806, 640)),
            ((480, 800), (600, 880), (740, 830), (850, 760)),
            ((560, 930), (700, 930), (860, 860)),
            ((560, 262), (680, 240), (770, 330)),
        ):
            p.line(smooth(pts, False), f"{B}50 {A}50", 6)
