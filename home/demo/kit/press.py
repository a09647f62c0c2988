"""Ink plates and the press: every picture is 4-6 separate plates, multiplied onto paper.

A colour is a *recipe* such as "navy80 ochre20": how much of each ink a shape lays down.
Painting a shape replaces all plates under it (a knock-out); mode="add" overprints instead.
"""

import contextlib
import math

import numpy as np
import skia
from PIL import Image
from scipy.ndimage import gaussian_filter, shift

PAPER = (248, 242, 229)
INKS = {
    "navy": (33, 56, 96),
    "brick": (190, 66, 48),
    "ochre": (226, 160, 44),
    "slate": (88, 106, 122),
    "moss": (92, 116, 70),
    "bone": (236, 222, 194),
    "fog": (196, 208, 210),
    "rust": (146, 76, 40),
    "teal": (26, 124, 128),
    "plum": (98, 50, 86),
    "sand": (224, 190, 136),
    "night": (20, 28, 48),
}
W, H = 1920, 1280
MODES = {"over": skia.BlendMode.kSrcOver, "add": skia.BlendMode.kScreen, "lift": skia.BlendMode.kMultiply}


def ink(spec):
    """'navy80 ochre' -> {'navy': .8, 'ochre': 1}; '' is bare paper; dicts pass through."""
    if isinstance(spec, dict):
        return spec
    out = {}
    for word in (spec or "").split():
        name = word.rstrip("0123456789")
        out[name] = int(word[len(name) :] or 100) / 100
    return out


def mix(a, b, k):
    """Blend two recipes; used for haze (k = share of b)."""
    a, b = ink(a), ink(b)
    return {n: a.get(n, 0) * (1 - k) + b.get(n, 0) * k for n in {*a, *b}}


class Press:
    """A set of plates drawn through one camera window, then printed with grain and misregister."""

    def __init__(self, inks, size=(W, H), window=(0, 0, W, H), seed=1, t=0.0, cam=0.0):
        self.names, self.size, self.seed, self.t, self.cam = inks.split(), size, seed, t, cam
        self.rng = np.random.default_rng(seed)
        self.surfaces = [skia.Surface(*size) for _ in range((len(self.names) + 2) // 3)]
        self.canvases = [s.getCanvas() for s in self.surfaces]
        for c in self.canvases:
            c.clear(skia.ColorBLACK)
            c.scale(size[0] / window[2], size[1] / window[3])
            c.translate(-window[0], -window[1])

    # -- drawing -------------------------------------------------------------------------
    def _colour(self, recipe, k, alpha):
        vals = [recipe.get(n, 0.0) for n in self.names[3 * k : 3 * k + 3]] + [0, 0]
        return skia.Color4f(vals[0], vals[1], vals[2], alpha)

    def fill(
        self,
        shape,
        spec,
        to=None,
        axis=None,
        radial=None,
        mode="over",
        alpha=1.0,
        to_alpha=None,
        blur=0,
        width=0,
        cap=True,
    ):
        """Fill (or stroke, width>0) a path with a recipe, optionally grading into `to`."""
        a = ink(spec)
        for k, c in enumerate(self.canvases):
            paint = skia.Paint(AntiAlias=True, BlendMode=MODES[mode])
            if width:
                paint.setStyle(skia.Paint.kStroke_Style)
                paint.setStrokeWidth(width)
                paint.setStrokeJoin(skia.Paint.kRound_Join)
                paint.setStrokeCap(skia.Paint.kRound_Cap if cap else skia.Paint.kButt_Cap)
            if blur:
                paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
            c0 = self._colour(a, k, alpha)
            if to is None and to_alpha is None:
                paint.setColor4f(c0)
            else:
                c1 = self._colour(ink(spec if to is None else to), k, alpha if to_alpha is None else to_alpha)
                cols = [c0.toColor(), c1.toColor()]
                if radial:
                    sh = skia.GradientShader.MakeRadial(radial[:2], radial[2], cols)
                else:
                    b = shape.getBounds()
                    x0, y0, x1, y1 = axis or (b.left(), b.top(), b.left(), b.bottom())
                    sh = skia.GradientShader.MakeLinear([(x0, y0), (x1, y1)], cols)
                paint.setShader(sh)
            c.drawPath(shape, paint)

    def line(self, shape, spec, width=3, **kw):
        """Stroke a path."""
        self.fill(shape, spec, width=width, **kw)

    def edge(self, shape, spec, dx=5, dy=4, **kw):
        """Crescent of light (or shade, with negative offsets) along one side of a mass."""
        moved = skia.Path(shape)
        moved.offset(dx, dy)
        rim = skia.Op(shape, moved, skia.PathOp.kDifference_PathOp)
        if rim:
            self.fill(rim, spec, **kw)

    def mass(self, shape, base, light=None, shade=None, lit=6, dark=14, **kw):
        """A solid mass with a lit left edge and a shaded right side: the house style."""
        self.fill(shape, base, **kw)
        if shade:
            self.edge(shape, shade, -dark, -dark * 0.25)
        if light:
            self.edge(shape, light, lit, lit * 0.7)

    @contextlib.contextmanager
    def clip(self, shape):
        """Draw only inside a shape."""
        for c in self.canvases:
            c.save()
            c.clipPath(shape, skia.ClipOp.kIntersect, True)
        yield
        for c in self.canvases:
            c.restore()

    @contextlib.contextmanager
    def layer(self, depth=0.0, x=0, y=0, sx=1, sy=None, rot=0):
        """Parallax layer (depth 0 = far, 1 = near) or any local transform."""
        for c in self.canvases:
            c.save()
            c.translate(x - self.cam * depth, y)
            c.rotate(rot)
            c.scale(sx, sx if sy is None else sy)
        yield
        for c in self.canvases:
            c.restore()

    # -- printing ------------------------------------------------------------------------
    def plates(self):
        """The raw plates as float arrays, one per ink."""
        arrs = [s.toarray(colorType=skia.kRGBA_8888_ColorType) for s in self.surfaces]
        return [arrs[i // 3][..., i % 3].astype(np.float32) / 255 for i in range(len(self.names))]

    def print(self, grain=1.0, register=1.0):
        """Screen each plate, shift it a little, multiply onto textured paper; returns a PIL image."""
        w, h = self.size
        key = (w, h, self.seed % 7)
        noise, mottle, fibre, dots = _texture(*key)
        img = np.empty((h, w, 3), np.float32)
        for ch in range(3):
            img[..., ch] = PAPER[ch] / 255 * (1 + 0.016 * grain * fibre)
        rng = np.random.default_rng(self.seed * 31 + 7)
        for i, (name, cov) in enumerate(zip(self.names, self.plates())):
            ang, d = rng.uniform(0, 2 * math.pi), rng.uniform(1.0, 2.4) * register * w / W
            cov = shift(cov, (d * math.sin(ang), d * math.cos(ang)), order=1, mode="nearest")
            n = np.roll(noise, (97 * i + 13, 61 * i + 29), (0, 1))
            tone = 4 * cov * (1 - cov)
            cov = cov + grain * (
                tone * (0.052 * n + 0.036 * dots[i % 2])
                - cov * (0.035 + 0.028 * np.roll(mottle, 211 * i, 1) + 0.008 * n)
            )
            np.clip(cov, 0, 1, cov)
            for ch in range(3):
                img[..., ch] *= 1 - cov * (1 - INKS[name][ch] / 255)
        return Image.fromarray((np.clip(img, 0, 1) * 255 + 0.5).astype(np.uint8))


_cache = {}


def _texture(w, h, seed):
    """Grain, ink mottle, paper fibre and two halftone screens, cached per size."""
    if (w, h, seed) not in _cache:
        r = np.random.default_rng(seed + 5)
        base = r.standard_normal((h, w)).astype(np.float32)
        s = max(0.6, 1.15 * w / W)
        noise = gaussian_filter(base, s)
        noise /= noise.std()
        mottle = gaussian_filter(np.roll(base, 99, 1), 9) + 0.35 * gaussian_filter(base, 60) * 6
        mottle /= mottle.std()
        fibre = gaussian_filter(r.standard_normal((h, w)).astype(np.float32), (0.6, 3.2))
        fibre /= fibre.std()
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        pitch, dots = 6.2, []
        for a in (math.radians(15), math.radians(75)):
            u, v = x * math.cos(a) + y * math.sin(a), -x * math.sin(a) + y * math.cos(a)
            dots.append(np.cos(u * 2 * math.pi / pitch) * np.cos(v * 2 * math.pi / pitch))
        _cache[(w, h, seed)] = noise, mottle, fibre, dots
    return _cache[(w, h, seed)]
