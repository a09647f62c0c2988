"""Clips as cameras, phones and attackers make them: a few seconds, small, from nothing but ffmpeg."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av

from video.encoding.engine import find_encoder

BARS = "testsrc2=s={size}:r={rate}:d={seconds}"
QUICK = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]


def make(path: Path, *arguments: str) -> Path:
    """Run ffmpeg for one clip."""
    command = [find_encoder().path, "-nostdin", "-y", "-v", "error", *arguments, f"file:{path}"]
    subprocess.run(command, check=True, timeout=120)
    return path


def bars(size: str = "320x180", rate: str = "30", seconds: float = 3.0) -> list[str]:
    """A moving test picture as input."""
    return ["-f", "lavfi", "-i", BARS.format(size=size, rate=rate, seconds=seconds)]


def tone(seconds: float = 3.0, layout: str = "stereo", level: float = 0.1) -> list[str]:
    """A tone as input."""
    source = f"sine=frequency=440:sample_rate=44100:duration={seconds},volume={level}"
    return ["-f", "lavfi", "-i", f"{source},aformat=channel_layouts={layout}"]


def plain(path: Path, size: str = "320x180", rate: str = "30", seconds: float = 3.0, **sound: object) -> Path:
    """Picture with a tone."""
    return make(path, *bars(size, rate, seconds), *tone(seconds, **sound), *QUICK, "-c:a", "aac")


def silent(path: Path, size: str = "320x180", seconds: float = 3.0, *extra: str) -> Path:
    """Picture alone."""
    return make(path, *bars(size, "30", seconds), *QUICK, *extra)


def rotated(path: Path, degrees: int = 90) -> Path:
    """Held another way: the picture lies, and a note says how to turn it. Two seconds, white at its upper left."""
    mark = "drawbox=w=60:h=40:c=white:t=fill"
    lying = make(
        path.with_suffix(".lying.mp4"), *bars(seconds=2), *tone(2), "-vf", mark, *QUICK, "-c:a", "aac"
    )
    with av.open(str(lying)) as camera, av.open(str(path), "w") as upright:
        streams = {stream.index: upright.add_stream_from_template(stream) for stream in camera.streams}
        upright.streams.video[0].set_display_rotation(degrees)
        for packet in camera.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                upright.mux(packet)
    return path


def uneven(path: Path) -> Path:
    """Pictures that come when something moves, as in a recording of a screen."""
    source = "testsrc2=s=320x180:r=30:d=4,select='lt(n,40)+not(mod(n,5))'"
    return make(path, "-f", "lavfi", "-i", source, *tone(4), "-fps_mode", "vfr", *QUICK, "-c:a", "aac")


def anamorphic(path: Path) -> Path:
    """Pixels that are not square, as in standard definition: 16:9 in 720 × 576 by a quarter."""
    return make(path, *bars("180x144"), *tone(), "-vf", "setsar=64/45", *QUICK, "-c:a", "aac")


def interlaced(path: Path) -> Path:
    """Two half pictures in each, in the transport stream of a camcorder."""
    woven = ["-vf", "tinterlace=interleave_top,fieldorder=tff", "-flags", "+ildct+ilme"]
    return make(path, *bars(rate="50"), *tone(), *woven, "-c:v", "mpeg2video", "-c:a", "mp2", "-f", "mpegts")


def hdr(path: Path) -> Path:
    """Ten bits with the curve of SMPTE ST 2084, in HEVC."""
    tags = "log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
    codec = ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", tags, "-pix_fmt", "yuv420p10le"]
    return make(path, *bars(seconds=2), *tone(2), *codec, "-c:a", "aac")


def located(path: Path) -> Path:
    """With the place and the owner's name in it, in every field that phones use."""
    tags = ["location=+50.4501+030.5234/", "location-eng=+50.4501+030.5234/", "artist=Olena Private"]
    tags += ["comment=IMEI 356938035643809", "com.apple.quicktime.location.ISO6709=+50.4501+030.5234/"]
    notes = [part for tag in tags for part in ("-metadata", tag)]
    stream_notes = ["-metadata:s:v", "title=Olena Private", "-metadata:s:a", "handler_name=Olena Private"]
    chapters = path.with_suffix(".txt")
    chapters.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Olena Private\n")
    inputs = [*bars(), *tone(), "-i", str(chapters), "-map_chapters", "2"]
    flags = ["-movflags", "+use_metadata_tags"]
    return make(path, *inputs, *QUICK, "-c:a", "aac", *notes, *stream_notes, *flags)


def claims_ten_hours(path: Path) -> Path:
    """Two pictures, the second of which is to come after ten hours."""
    return silent(path, "64x64", 2.0, "-vf", "select='lt(n,2)',setpts='N*36000/TB'", "-fps_mode", "vfr")


def conformant(path: Path, seconds: float = 5.0) -> Path:
    """Just what we would make ourselves, with a camera's notes between the pictures."""
    keys = [
        "-g",
        "60",
        "-keyint_min",
        "60",
        "-sc_threshold",
        "0",
        "-b:v",
        "500k",
        "-maxrate",
        "600k",
        "-bufsize",
        "1M",
    ]
    codec = ["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", *keys]
    return make(path, *bars("640x360", "30", seconds), *tone(seconds), *codec, "-c:a", "aac")


def coloured(path: Path, matrix: str, size: str) -> Path:
    """One green in the words of a colour matrix."""
    tags = ["-colorspace", "bt709" if matrix == "bt709" else "smpte170m"]
    chain = f"format=rgb24,scale=out_color_matrix={matrix}:out_range=tv,format=yuv420p"
    source = ["-f", "lavfi", "-i", f"color=c=0x28A03C:s={size}:r=25:d=1"]
    return make(path, *source, "-vf", chain, *QUICK, *tags)
