"""A face: features, glasses, beard and age."""

from ..geo import cut, many, oval, poly, rect, smooth

FACE = [
    (520, 300),
    (484, 350),
    (472, 410),
    (470, 440),
    (480, 474),
    (470, 520),
    (474, 566),
    (488, 618),
    (504, 664),
    (530, 700),
    (572, 716),
    (620, 704),
    (672, 668),
    (712, 610),
    (730, 540),
    (738, 440),
    (722, 350),
    (660, 290),
    (590, 276),
]


SHADE = [
    (668, 270),
    (662, 360),
    (676, 430),
    (650, 486),
    (664, 540),
    (640, 590),
    (618, 640),
    (604, 690),
    (590, 730),
    (780, 760),
    (800, 280),
]


def head(p, A, B, S, feat, hr, glasses, beard, age, brow, lips, style, earring, seed):
    """Face, ear and features: few, firm shapes."""
    ear = smooth([(712, 470), (730, 446), (760, 452), (766, 500), (752, 556), (728, 574), (712, 540)])
    face = smooth(FACE)
    p.fill(face, S[0])
    with p.clip(face):
        p.fill(smooth(SHADE, k=1 / 9), S[1])
        p.fill(oval(500, 560, 60, 46), f"{B}60", radial=(500, 560, 60), alpha=0.35, to_alpha=0, mode="add")
    p.fill(ear, S[1])
    p.line(smooth([(726, 480), (748, 470), (752, 510), (736, 546)], False), feat, 4, alpha=0.6)
    nose = smooth(
        [
            (536, 452),
            (544, 500),
            (536, 540),
            (548, 572),
            (538, 590),
            (514, 590),
            (508, 582),
            (526, 576),
            (528, 540),
            (534, 500),
        ],
        k=1 / 8,
    )
    p.fill(nose, S[1])
    p.fill(smooth([(512, 588), (526, 582), (546, 590), (530, 597)]), feat, alpha=0.8)
    for x, w in ((506, 25), (612, 34)):
        p.fill(
            smooth(
                [
                    (x - w, 482),
                    (x - w * 0.3, 469),
                    (x + w * 0.5, 469),
                    (x + w, 482),
                    (x + w * 0.3, 490),
                    (x - w * 0.4, 490),
                ]
            ),
            S[2],
        )
        p.fill(oval(x - w * 0.1, 479, 11.5, 11), feat)
        p.fill(oval(x - w * 0.1 - 3, 476, 2.4), S[2])
        p.line(
            smooth(
                [(x - w * 1.05, 484), (x - w * 0.35, 466), (x + w * 0.45, 465), (x + w * 1.1, 482)], False
            ),
            feat,
            6,
        )
        p.line(smooth([(x - w * 0.7, 456), (x, 446), (x + w * 0.85, 456)], False), S[1], 4)
        if age > 1:
            p.line(smooth([(x - w * 0.6, 506), (x + w * 0.1, 513), (x + w * 0.9, 504)], False), S[1], 4)
    bc = hr if style not in ("bald", "hijab") else feat
    p.line(smooth([(478, 440), (502, 425), (532, 436)], False), bc, brow)
    p.line(smooth([(570, 436), (612, 420), (656, 440)], False), bc, brow)
    lip = smooth(
        [(510, 634), (530, 627), (542, 631), (556, 627), (596, 632), (560, 641), (534, 641)], k=1 / 8
    )
    low = smooth([(518, 638), (545, 642), (588, 635), (566, 658), (536, 660)], k=1 / 7)
    p.fill(low, f"{B}{int(60 + 30 * lips)} {A}{int(14 + 30 * lips)}")
    p.fill(lip, f"{B}70 {A}{int(50 + 20 * lips)}")
    p.line(smooth([(504, 633), (530, 636), (545, 638), (566, 636), (604, 628)], False), feat, 4)
    p.fill(smooth([(532, 672), (552, 668), (574, 672), (552, 679)]), S[1])
    if age:
        p.line(smooth([(566, 588), (600, 612), (612, 646)], False), S[1], 4)
        p.line(smooth([(664, 474), (684, 466)], False), S[1], 4)
        p.line(smooth([(664, 486), (688, 488)], False), S[1], 4)
    if age > 1:
        p.line(many([smooth([(510, y), (560, y - 8), (626, y)], False) for y in (366, 390)]), S[1], 4)
    if beard == "full":
        q = cut(
            smooth(
                [
                    (480, 590),
                    (500, 612),
                    (540, 604),
                    (600, 606),
                    (650, 600),
                    (716, 520),
                    (734, 560),
                    (716, 640),
                    (680, 704),
                    (620, 756),
                    (556, 762),
                    (512, 726),
                    (490, 660),
                ],
                k=1 / 8,
            ),
            smooth([(514, 634), (545, 626), (596, 630), (570, 658), (534, 660)]),
        )
        p.fill(q, hr)
        p.edge(q, f"{B}40 {A}30", 7, 5)
    elif beard == "stubble":
        q = smooth(
            [
                (484, 600),
                (520, 612),
                (600, 612),
                (660, 590),
                (722, 540),
                (716, 620),
                (672, 672),
                (620, 708),
                (572, 720),
                (528, 702),
                (504, 664),
            ],
            k=1 / 8,
        )
        p.fill(q, f"{A}36", mode="add", alpha=0.5)
    elif beard == "moustache":
        p.fill(
            smooth(
                [
                    (496, 626),
                    (520, 604),
                    (546, 606),
                    (580, 602),
                    (620, 630),
                    (584, 622),
                    (548, 620),
                    (522, 622),
                ]
            ),
            hr,
        )
    if glasses:
        rr = {"round": (46, 44), "square": (50, 36)}[glasses]
        for x, k in ((504, 0.74), (614, 1)):
            g = (
                oval(x, 480, rr[0] * k, rr[1])
                if glasses == "round"
                else rect(x - rr[0] * k, 480 - rr[1], rr[0] * 2 * k, rr[1] * 2, 14)
            )
            p.fill(g, "", alpha=0.16)
            p.line(g, feat, 7)
        p.line(smooth([(540, 474), (556, 466), (568, 472)], False), feat, 7)
        p.line(poly([(662, 472), (728, 478)], False), feat, 7)
    if earring:
        p.fill(oval(734, 592, 13, 18), f"{B}90")
