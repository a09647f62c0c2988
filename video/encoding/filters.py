"""The filters between an original and its rungs: even pictures, square pixels, one colour space, sound in step."""

from __future__ import annotations

from fractions import Fraction

# ISO 23091-2, table 4, in ffmpeg's words. What is not tagged is BT.709 if it is large, else BT.601.
_MATRICES = {1: "bt709", 4: "fcc", 5: "bt601", 6: "bt601", 7: "smpte240m", 9: "bt2020", 10: "bt2020"}
_TRANSFERS = {"pq": "smpte2084", "hlg": "arib-std-b67"}
PEAK_NITS = 100
SOUND_GAIN_STEP = 0.1


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
        chain.append(_tone_map(picture["hdr"], largest["width"], largest["height"]))
    return ",".join(chain)


def _tone_map(hdr: str, width: int, height: int) -> str:
    """High dynamic range to what every screen shows; made smaller first, to save work."""
    return ",".join(
        [
            f"zscale=w={width}:h={height}:tin={_TRANSFERS[hdr]}:pin=bt2020:min=bt2020nc:t=linear:npl={PEAK_NITS}",
            "format=gbrpf32le",
            "zscale=p=bt709",
            "tonemap=tonemap=hable:desat=0",
            "zscale=t=bt709:m=bt709:r=tv",
            "format=yuv420p",
        ]
    )


def size_chain(recipe: dict[str, object], step: dict[str, object], *, tone_mapped: bool) -> str:
    """From the common picture to one rung."""
    picture = recipe["picture"]
    source = "bt709" if picture["high"] else "bt601"
    matrix = "bt709" if tone_mapped else _MATRICES.get(picture["matrix"], source)
    wide = "pc" if picture["full_range"] and not tone_mapped else "tv"
    return (
        f"scale=w={step['width']}:h={step['height']}:flags=bicubic"
        f":in_color_matrix={matrix}:out_color_matrix=bt709:in_range={wide}:out_range=tv,"
        "setsar=1,format=yuv420p"
    )


def split_graph(
    recipe: dict[str, object], steps: list[dict[str, object]], *, deinterlace: bool, tone_map: bool
) -> str:
    """One decoding, many sizes: the graph for -filter_complex, its outputs named [v0], [v1] …"""
    first = picture_chain(recipe, deinterlace=deinterlace, tone_map=tone_map)
    tone_mapped = bool(recipe["picture"]["hdr"]) and tone_map
    sizes = [size_chain(recipe, step, tone_mapped=tone_mapped) for step in steps]
    start = f"[0:{recipe['picture']['stream']}]{first}"
    if len(sizes) == 1:
        return f"{start},{sizes[0]}[v0]"
    names = "".join(f"[s{index}]" for index in range(len(sizes)))
    branches = [f"[s{index}]{chain}[v{index}]" for index, chain in enumerate(sizes)]
    return ";".join([f"{start},split={len(sizes)}{names}", *branches])


def still_chain(
    facts: dict[str, object], longest: int, look_at: int, *, tone_map: bool, deinterlace: bool
) -> str:
    """One picture as it is seen: the most usual of the next `look_at`, at most `longest` pixels on its long side."""
    width, height = int(facts.get("width") or 0), int(facts.get("height") or 0)
    factor = min(1.0, longest / max(width, height, 1))
    wide, high = (max(2, round(side * factor)) for side in (width, height))
    chain = ["bwdif=mode=send_frame"] if facts.get("interlaced") and deinterlace else []
    if look_at > 1:
        chain.append(f"thumbnail=n={look_at}")
    if facts.get("hdr") and tone_map:
        chain.append(_tone_map(str(facts["hdr"]), wide, high))
    chain.append(f"scale={wide}:{high}:flags=bicubic" if width and height else "scale=iw*sar:ih")
    return ",".join([*chain, "setsar=1"])


def sound_chain(sound: dict[str, object], gain: float) -> str:
    """Sound from the beginning on, in step with the picture, in at most two channels, as loud as wanted (dB)."""
    layout = "mono" if sound["channels"] == 1 else "stereo"
    chain = [f"aresample={sound['rate']}:async=1000:first_pts=0", f"aformat=channel_layouts={layout}"]
    if abs(gain) >= SOUND_GAIN_STEP:
        chain.append(f"volume={gain:.2f}dB")
    return ",".join(chain)
