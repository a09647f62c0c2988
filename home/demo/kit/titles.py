"""Lower thirds: a strip of ink with one line of title and one line of place, faded in and out."""

from PIL import Image, ImageDraw, ImageFont

INK, PAPER, QUIET, ACCENT = (20, 22, 26), (248, 244, 234), (201, 197, 186), (204, 74, 58)


def lower_third(size, title, place, left=0.035):
    """The strip as an RGBA layer the size of a frame."""
    w, h = size
    unit = min(w, h) / 720
    big, small = ImageFont.load_default(round(31 * unit)), ImageFont.load_default(round(22 * unit))
    layer = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    width = max(draw.textlength(title, big), draw.textlength(place, small)) + 52 * unit
    left, top = left * w, h - (136 if h <= w else 150) * unit
    draw.rectangle((left, top, left + width, top + 92 * unit), fill=(*INK, 224))
    draw.rectangle((left, top, left + 7 * unit, top + 92 * unit), fill=(*ACCENT, 255))
    draw.text((left + 28 * unit, top + 12 * unit), title, font=big, fill=(*PAPER, 255))
    draw.text((left + 28 * unit, top + 54 * unit), place, font=small, fill=(*QUIET, 255))
    return layer


def visible(t, start, end, fade=0.4):
    """How much of a title shows at time t, from 0 to 1."""
    return max(0.0, min(1.0, (t - start) / fade, (end - t) / fade))


class Titles:
    """All the lower thirds of one clip, drawn once and laid over frames."""

    def __init__(self, spec):
        size, left = spec["size"], spec.get("left", 0.035)
        lines = spec["titles"]
        self.layers = [
            (start, end, lower_third(size, title, place, left)) for start, end, title, place in lines
        ]

    def over(self, img, t):
        """The frame at time t with the title that belongs to it."""
        for start, end, layer in self.layers:
            k = visible(t, start, end)
            if k:
                img.paste(layer, (0, 0), layer.getchannel("A").point(lambda a, k=k: round(a * k)))
        return img
