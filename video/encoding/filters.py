"""The filters between an original and its rungs: even pictures, square pixels, one colour space, sound in step."""

from __future__ import annotations

from fractions import Fraction

# ISO 23091-2, table 4, in ffmpeg's words. What is not tagged is BT.709 if it is large, else BT.601.
_MATRICES = {1: "bt709", 4: "fcc", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
# Some cameras write HLG in the colours of BT.709, some editing programs PQ in those of P3.
_GAMUTS = {1: "bt709", 9: "bt2020", 12: "smpte432"}
_HDR_MATRICES = {1: "bt709", 9: "bt2020nc", 10: "bt2020c"}
_TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}
# HDR's white paper (ITU-R BT.2408, 2.2) is ours; what is brighter than half of it is bent, not cut off.
WHITE_NITS = 203
BENT_FROM = 0.5
SOUND_GAIN_STEP = 0.1
MUCH_LARGER = 1.9
HIGH = 720


def picture_chain(recipe: dict[str, object], *, deinterlace: bool, tone_map: bool) -> str:
    """What happens once to each picture, before it is made small: turned by ffmpeg itself, then woven and evened."""
    picture = recipe["picture"]
    rate = Fraction(*recipe["frame_rate"])
    chain = []
    if picture["interlaced"] and deinterlace:
        chain.append("bwdif=mode=send_frame")
    # From the beginning, so that sound and picture start together, and in even steps.
    chain.append(f"fps=fps={rate.numerator}/{rate.denominator}:start_time=0")
    if picture["hdr"] and tone_map:
        largest = max(recipe["steps"], key=lambda step: step["width"] * step["height"])
        chain.append(_tone_map(picture, largest["width"], largest["height"]))
    return ",".join(chain)


def _tone_map(picture: dict[str, object], width: int, height: int) -> str:
    """High dynamic range to what every screen shows; made smaller first, to save work.

    `picture` names the curve (hdr), the matrix and the primaries; what is not said is BT.2020.
    """
    source = [
        f"tin={_TRANSFERS[picture['hdr']]}",
        f"pin={_GAMUTS.get(picture.get('primaries'), 'bt2020')}",
        f"min={_HDR_MATRICES.get(picture.get('matrix'), 'bt2020nc')}",
    ]
    return ",".join(
        [
            f"zscale=w={width}:h={height}:{':'.join(source)}:t=linear:npl={WHITE_NITS}",
            "format=gbrpf32le",
            "zscale=p=bt709",
            f"tonemap=tonemap=mobius:param={BENT_FROM}:desat=0",
            "zscale=t=bt709:m=bt709:r=tv",
            "format=yuv420p",
        ]
    )


def split_graph(
    recipe: dict[str, object], steps: list[dict[str, object]], *, deinterlace: bool, tone_map: bool
) -> str:
    """One decoding, many sizes: the graph for -filter_complex, its outputs named [v0], [v1] … in the order of steps.

    A size is made from the smallest other that is about twice as large; one sees no difference, and it saves work.
    """
    tone_mapped = bool(recipe["picture"]["hdr"]) and tone_map
    parents = [_parent(step, steps) for step in steps]
    first = picture_chain(recipe, deinterlace=deinterlace, tone_map=tone_map)
    graph = [f"[0:{recipe['picture']['stream']}]{first}{_split(None, parents)}"]
    for index, (step, parent) in enumerate(zip(steps, parents, strict=True)):
        size = f"scale=w={step['width']}:h={step['height']}:flags=bicubic"
        if parent is None:
            size += "" if tone_mapped else _colours(recipe["picture"])
        place = "s" if parent is None else str(parent)
        graph.append(f"[{place}_{index}]{size},setsar=1,format=yuv420p{_split(index, parents)}")
    return ";".join(graph)


def _parent(step: dict[str, object], steps: list[dict[str, object]]) -> int | None:
    """Which of the other sizes a size is made from; None for the original."""
    larger = [index for index, other in enumerate(steps) if other["width"] >= step["width"] * MUCH_LARGER]
    return min(larger, key=lambda index: steps[index]["width"], default=None)


def _split(place: int | None, parents: list[int | None]) -> str:
    """Where a picture goes: to those made from it, and out if it is a size itself."""
    name = "s" if place is None else str(place)
    outputs = [f"[{name}_{child}]" for child, parent in enumerate(parents) if parent == place]
    outputs += [f"[v{place}]"] if place is not None else []
    return "".join(outputs) if len(outputs) == 1 else f",split={len(outputs)}{''.join(outputs)}"


def _colours(picture: dict[str, object]) -> str:
    """What brings other colours to BT.709 in studio range; nothing where they are that already."""
    matrix = _MATRICES.get(picture["matrix"], _guess(picture["short"]))
    wide = bool(picture["full_range"])
    if matrix == "bt709" and not wide:
        return ""
    return f":in_color_matrix={matrix}:out_color_matrix=bt709:in_range={'pc' if wide else 'tv'}:out_range=tv"


def still_chain(
    facts: dict[str, object], longest: int, look_at: int, *, tone_map: bool, deinterlace: bool
) -> str:
    """One picture as it is seen: the most usual of the next `look_at`, at most `longest` pixels on its long side."""
    width, height = int(facts.get("width") or 0), int(facts.get("height") or 0)
    factor = min(1.0, longest / max(width, height, 1))
    wide, high = (max(2, round(side * factor)) for side in (width, height))
    chain = ["bwdif=mode=send_frame"] if facts.get("interlaced") and deinterlace else []
    # Made smaller before they are compared: the pictures of a 4K camera would fill the memory.
    chain.append(f"scale={wide}:{high}:flags=bicubic" if width and height else "scale=iw*sar:ih")
    if look_at > 1:
        chain.append(f"thumbnail=n={look_at}")
    matrix, wide_range = (
        _MATRICES.get(facts.get("matrix"), _guess(min(width, height))),
        bool(facts.get("full_range")),
    )
    if facts.get("hdr") and tone_map:
        chain.append(_tone_map(facts, wide, high))
        matrix, wide_range = "bt709", False
    # A JPEG's colours are always BT.601 in full range (JFIF 1.02).
    colours = f"in_color_matrix={matrix}:in_range={'pc' if wide_range else 'tv'}:out_color_matrix=bt601:out_range=pc"
    return ",".join([*chain, f"scale={colours}", "format=yuvj420p", "setsar=1"])


def _guess(short: int) -> str:
    """What an untagged picture is: as it is usual for its size."""
    return "bt709" if short >= HIGH else "bt601"


def sound_chain(sound: dict[str, object], gain: float) -> str:
    """Sound from the beginning on, in step with the picture, in at most two channels, as loud as wanted (dB)."""
    layout = "mono" if sound["channels"] == 1 else "stereo"
    return ",".join([_in_step(sound, layout), *_louder(gain)])


def pair_graph(sound: dict[str, object], gain: float) -> str:
    """Two mono streams as left and right, for -filter_complex; its output is named [heard]."""
    left, right = sound["mix"]
    ears = [
        f"[0:{stream}]{_in_step(sound, 'mono')}[{ear}]" for stream, ear in ((left, "left"), (right, "right"))
    ]
    together = ",".join(
        ["[left][right]join=inputs=2:channel_layout=stereo:map=0.0-FL|1.0-FR", *_louder(gain)]
    )
    return ";".join([*ears, f"{together}[heard]"])


def _in_step(sound: dict[str, object], layout: str) -> str:
    return f"aresample={sound['rate']}:async=1000:first_pts=0,aformat=channel_layouts={layout}"


def _louder(gain: float) -> list[str]:
    return [f"volume={gain:.2f}dB"] if abs(gain) >= SOUND_GAIN_STEP else []
