"""Clips with what single cameras do to colours, sound and time; beside tests.video.encoding.clips."""

from __future__ import annotations

from pathlib import Path

from tests.video.encoding.clips import QUICK, bars, make, tone

# Patches as sRGB, from the left: white paper, light grey, grey, red, green, blue, skin.
PATCHES = ["ffffff", "c8c8c8", "808080", "c84632", "28a03c", "2850c8", "e0b090"]
PATCH_WIDTH, PATCH_HEIGHT = 48, 96
# ISO 23091-2 in ffmpeg's words; what a Dolby Vision stream for Dolby's own players says is nothing.
CURVES = {"pq": "smpte2084", "hlg": "arib-std-b67"}


def patches(path: Path, curve: str, gamut: str = "bt2020") -> Path:
    """The patches in ten bits, white paper at 203 nits (ITU-R BT.2408)."""
    matrix = "bt2020nc" if gamut == "bt2020" else gamut
    colours = [
        f"color=c=0x{name}:s={PATCH_WIDTH}x{PATCH_HEIGHT}:r=25:d=0.4[p{i}]" for i, name in enumerate(PATCHES)
    ]
    beside = "".join(f"[p{i}]" for i in range(len(PATCHES)))
    linear = f"zscale=tin=iec61966-2-1:pin=bt709:min=gbr:rin=full:t=linear:p={gamut}:m=gbr:npl=203"
    light = f"format=gbrpf32le,{linear}"
    bent = f"zscale=tin=linear:pin={gamut}:min=gbr:rin=full:t={CURVES[curve]}:m={matrix}:r=limited:npl=203"
    graph = f"{';'.join(colours)};{beside}hstack={len(PATCHES)},{light},{bent},format=yuv420p10le[out]"
    return make(path, "-filter_complex", graph, "-map", "[out]", *hevc(CURVES[curve], gamut, matrix))


def hevc(curve: str, gamut: str, matrix: str) -> list[str]:
    tags = f"log-level=none:colorprim={gamut}:transfer={curve}:colormatrix={matrix}"
    return ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "12", "-x265-params", tags, "-tag:v", "hvc1"]


def dolby(path: Path, curve: str, profile: int, base: int) -> Path:
    """The patches with the box of a Dolby Vision stream: what its base layer is, by bl_signal_compatibility_id."""
    plain = patches(path.with_suffix(f".{curve}.mp4"), curve).read_bytes()
    record = bytes([1, 0, profile << 1, 0b00001101, base << 4]) + bytes(19)
    box = (8 + len(record)).to_bytes(4, "big") + (b"dvcC" if profile < 8 else b"dvvC") + record
    path.write_bytes(_with_box(plain, [b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"hvc1"], box))
    return path


def _with_box(data: bytes, inside: list[bytes], box: bytes) -> bytes:
    """Put a box behind the content of the innermost of these, and make all of them larger. “moov” stands last."""
    place, end = 0, len(data)
    sizes = []
    for kind in inside:
        while data[place + 4 : place + 8] != kind:
            place += int.from_bytes(data[place : place + 4], "big")
        sizes.append(place)
        end = place + int.from_bytes(data[place : place + 4], "big")
        place += 16 if kind == b"stsd" else 8
    changed = bytearray(data[:end] + box + data[end:])
    for place in sizes:
        size = int.from_bytes(data[place : place + 4], "big") + len(box)
        changed[place : place + 4] = size.to_bytes(4, "big")
    return bytes(changed)


def dolby_in_matroska(path: Path) -> Path:
    """The head of a Matroska file with such a record, as far as it matters."""
    record = bytes([1, 0, 5 << 1, 0b00001101, 0]) + bytes(19)
    mapping = b"\x41\xf0\x81\x01\x41\xe7\x84dvcC\x41\xed\x98" + record
    path.write_bytes(b"\x1a\x45\xdf\xa3\x42\x82\x88matroska" + mapping)
    return path


def broadcast(path: Path, tracks: int = 4, *, rate: str = "50") -> Path:
    """ProRes in ten bits of 4:2:2, fifty pictures a second, and microphones as mono tracks of a pitch of their own."""
    sounds = [part for track in range(tracks) for part in pitch(400 * 2**track, 1.2)]
    maps = [part for track in range(tracks + 1) for part in ("-map", str(track))]
    codec = ["-c:v", "prores_ks", "-profile:v", "2", "-pix_fmt", "yuv422p10le", "-c:a", "pcm_s24le"]
    return make(path, *bars("320x180", rate, 1.2), *sounds, *maps, *codec)


def pitch(hertz: int, seconds: float, layout: str = "mono") -> list[str]:
    source = f"sine=frequency={hertz}:sample_rate=48000:duration={seconds},volume=0.3"
    return ["-f", "lavfi", "-i", f"{source},aformat=channel_layouts={layout}"]


def several_stereo(path: Path, default: int) -> Path:
    """A mono and three stereo sounds, one of which is marked to be heard."""
    sounds = [*pitch(300, 1), *[part for hertz in (600, 1200, 2400) for part in pitch(hertz, 1, "stereo")]]
    maps = [part for track in range(5) for part in ("-map", str(track))]
    marks = [
        part
        for track in range(4)
        for part in (f"-disposition:a:{track}", "default" if track == default else "0")
    ]
    return make(path, *bars(seconds=1), *sounds, *maps, *QUICK, "-c:a", "aac", *marks)


def sound_in_the_middle(path: Path) -> Path:
    """A centre channel alone, as speech is in a film mixed for the cinema."""
    voice = "sine=frequency=440:sample_rate=48000:duration=1.5,volume=0.5,pan=5.1|FC=c0"
    return make(path, *bars(seconds=1.5), "-f", "lavfi", "-i", voice, *QUICK, "-c:a", "ac3")


def silence(path: Path) -> Path:
    """A sound track in which nothing is heard."""
    quiet = ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo", "-shortest"]
    return make(path, *bars(seconds=1.5), *quiet, *QUICK, "-c:a", "aac")


def shifted(path: Path, picture: float = 0.0, sound: float = 0.0) -> Path:
    """Picture or sound that begins later than the other (seconds); an edit list says so."""
    inputs = ["-itsoffset", str(picture), *bars(seconds=2), "-itsoffset", str(sound), *tone(2, level=0.5)]
    return make(path, *inputs, "-map", "0", "-map", "1", *QUICK, "-c:a", "aac")


def cut_in_front(path: Path) -> Path:
    """Without its first second, which the file still holds: an edit list begins in the middle of a group."""
    whole = make(
        path.with_suffix(".whole.mp4"), *bars(seconds=3), *tone(3), *QUICK, "-g", "90", "-c:a", "aac"
    )
    return make(path, "-ss", "1", "-i", f"file:{whole}", "-c", "copy")


def longer_sound(path: Path) -> Path:
    """Sound that goes on after the last picture."""
    return make(path, *bars(seconds=1), *tone(3.5), *QUICK, "-c:a", "aac")


def one_picture(path: Path) -> Path:
    """A film of a single frame."""
    return make(path, *bars(seconds=1), "-frames:v", "1", *QUICK)


def fast(path: Path, rate: str, size: str = "180x320") -> Path:
    """Many pictures a second, held upright."""
    return make(path, *bars(size, rate, 1), *QUICK)


def moving_bar(path: Path) -> Path:
    """A white bar that moves quickly, in half pictures: where it has moved, lines stand out like a comb."""
    bar = "color=c=black:s=320x180:r=50:d=1[b];color=c=white:s=40x180:r=50:d=1[w];[b][w]overlay=x=mod(n*16\\,280)"
    woven = f"{bar},tinterlace=interleave_top,fieldorder=tff[out]"
    codec = ["-flags", "+ildct+ilme", "-c:v", "mpeg2video", "-q:v", "2", "-f", "mpegts"]
    return make(path, "-filter_complex", woven, "-map", "[out]", *codec)
