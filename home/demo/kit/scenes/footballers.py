"""Football players as jointed figures."""

import math

from ..geo import (
    lerp,
    many,
    oval,
    poly,
    smooth,
    union,
)
from ..press import mix

STRIKE = {
    "head": (8, -262),
    "neck": (0, -226),
    "hip": (-10, -120),
    "near": [(-14, -218), (-62, -180), (-98, -196)],
    "far": [(16, -216), (66, -196), (92, -236)],
    "stand": [(-8, -118), (4, -62), (-14, -8), (16, -2)],
    "swing": [(-4, -120), (-48, -92), (-112, -96), (-130, -70)],
}
TACKLE = {
    "head": (-66, -206),
    "neck": (-50, -172),
    "hip": (10, -92),
    "near": [(-52, -164), (-6, -128), (30, -140)],
    "far": [(-44, -168), (-88, -124), (-128, -120)],
    "stand": [(8, -90), (66, -70), (96, -14), (124, -10)],
    "swing": [(0, -92), (-70, -44), (-150, -14), (-180, -24)],
}
RUN = {
    "head": (20, -262),
    "neck": (10, -226),
    "hip": (-6, -122),
    "near": [(-2, -216), (-44, -176), (-20, -140)],
    "far": [(18, -214), (56, -178), (88, -204)],
    "stand": [(-4, -120), (40, -74), (20, -14), (48, -8)],
    "swing": [(-8, -120), (-40, -64), (-92, -52), (-104, -28)],
}
DIVE = {
    "head": (-128, -150),
    "neck": (-94, -134),
    "hip": (20, -96),
    "near": [(-92, -140), (-150, -176), (-206, -206)],
    "far": [(-96, -128), (-158, -142), (-214, -166)],
    "stand": [(18, -98), (84, -78), (150, -60), (176, -74)],
    "swing": [(18, -92), (70, -44), (128, -18), (152, -30)],
}


def body_part(pts, w0, w1):
    """A tapering limb through two or three joints."""
    out = []
    for i in range(len(pts) - 1):
        (ax, ay), (bx, by) = pts[i], pts[i + 1]
        a, b = lerp(w0, w1, i / (len(pts) - 1)), lerp(w0, w1, (i + 1) / (len(pts) - 1))
        d = math.hypot(bx - ax, by - ay) or 1
        nx, ny = -(by - ay) / d, (bx - ax) / d
        out += [
            poly(
                [
                    (ax + nx * a, ay + ny * a),
                    (bx + nx * b, by + ny * b),
                    (bx - nx * b, by - ny * b),
                    (ax - nx * a, ay - ny * a),
                ]
            ),
            oval(ax, ay, a),
            oval(bx, by, b),
        ]
    return union(out)


def player(p, x, y, s, pose, shirt, shorts, dark, flip=1, stripes=None):
    """One player, feet about the origin, lit from the left-hand floodlights."""
    with p.layer(x=x, y=y, sx=s * flip, sy=s):
        skin = "ochre40 brick30"
        p.fill(body_part(pose["far"], 13, 8), shirt)
        p.fill(oval(*pose["far"][-1], 11), skin)
        for leg in ("swing", "stand"):
            hip, knee, ankle, toe = pose[leg]
            p.fill(body_part([hip, knee, ankle], 19, 9), skin)
            p.fill(body_part([lerp(knee, ankle, 0.28), ankle], 12, 9), dark)
            p.fill(body_part([ankle, toe], 10, 7), "navy95")
            p.fill(body_part([hip, lerp(hip, knee, 0.62)], 25, 24), shorts)
        torso = body_part([pose["neck"], lerp(pose["neck"], pose["hip"], 0.55), pose["hip"]], 30, 22)
        p.fill(torso, shirt)
        if stripes:
            with p.clip(torso):
                p.line(
                    many(
                        [
                            poly(
                                [
                                    (pose["neck"][0] + k, pose["neck"][1] - 40),
                                    (pose["hip"][0] + k, pose["hip"][1] + 40),
                                ],
                                False,
                            )
                            for k in (-24, 0, 24)
                        ]
                    ),
                    stripes,
                    11,
                )
        p.edge(torso, "bone4", 5 * flip, 4)
        p.fill(body_part(pose["near"], 15, 9), mix(shirt, dark, 0.25))
        p.fill(oval(*pose["near"][-1], 11), skin)
        hx, hy = pose["head"]
        p.fill(body_part([(hx, hy + 10), pose["neck"]], 13, 13), skin)
        p.fill(oval(hx, hy, 22, 26), skin)
        p.fill(
            smooth(
                [
                    (hx - 24, hy + 6),
                    (hx - 22, hy - 22),
                    (hx + 2, hy - 32),
                    (hx + 22, hy - 18),
                    (hx + 16, hy - 8),
                    (hx - 6, hy - 8),
                    (hx - 12, hy + 14),
                ]
            ),
            "navy92",
        )
