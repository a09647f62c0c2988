"""The arguments that ffmpeg is given: for reading hostile files safely, and for writing each kind of output.

Never a shell, and every file name as `file:/absolute/path`: no name can be taken for an option, a protocol or a
pattern. Nothing private of the original (place, device, names, chapters, other streams) is carried over.
"""

from __future__ import annotations

import os
from pathlib import Path

from video.encoding.filters import pair_graph, sound_chain, split_graph

FRAGMENTS = "+frag_keyframe+empty_moov+default_base_moof+negative_cts_offsets+skip_trailer"
# With an edit list that says how much of the first sound is only the codec's run-up.
SOUND_FRAGMENTS = "+empty_moov+delay_moov+default_base_moof+skip_trailer"
SEGMENT_SECONDS = 6
BUFFER_SECONDS = 2
MOST_THREADS = 8
# Copied pictures lose their SEI messages (NAL unit type 6): cameras write places and serial numbers into them.
STRIP_SEI = "filter_units=remove_types=6"


def address(path: Path) -> str:
    """How ffmpeg is told of a file."""
    return f"file:{path.resolve()}"


def source_arguments(source: Path, demuxer: str, *, roughly: bool = False) -> list[str]:
    """Open an original: with one demuxer, from this disk only.

    `roughly`: without smoothing the blocks of pictures between others, which nobody sees once they are made small.
    """
    decoding = ["-skip_loop_filter", "bidir"] if roughly else []
    return [*decoding, "-protocol_whitelist", "file", "-f", demuxer, "-i", address(source)]


def private_nothing() -> list[str]:
    """What keeps places, names and chapters out of an output."""
    return ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact"]


def picture_arguments(recipe: dict[str, object], step: dict[str, object]) -> list[str]:
    """How one rung is encoded: capped quality, and key pictures just where all its sisters have them."""
    group, threads = str(recipe["group"]), _threads(recipe)
    kbps = step["max_kbps"]
    return [
        *["-c:v", "libx264", "-preset", str(recipe["preset"]), "-profile:v", "high", "-pix_fmt", "yuv420p"],
        *["-crf", str(step["crf"]), "-maxrate", f"{kbps}k", "-bufsize", f"{kbps * BUFFER_SECONDS}k"],
        *["-g", group, "-keyint_min", group, "-sc_threshold", "0", "-flags", "+cgop", "-forced-idr", "1"],
        *["-threads", threads, "-a53cc", "0", "-color_range", "tv"],
        *["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"],
        *["-flags:v", "+bitexact"],
    ]


def _threads(recipe: dict[str, object]) -> str:
    """As many as were set; else as the encoder likes, but not all of a large machine: each takes memory."""
    wanted = int(recipe.get("threads") or 0)
    return str(wanted or (MOST_THREADS if (os.cpu_count() or 1) > MOST_THREADS else 0))


def ladder_arguments(
    recipe: dict[str, object],
    steps: list[tuple[dict[str, object], Path]],
    sound: tuple[Path, float] | None,
    *,
    deinterlace: bool,
    tone_map: bool,
    fragmented: bool = True,
) -> list[str]:
    """One decoding of the source into a file for each step; `sound` is the file and the gain (dB) of the sound."""
    graph = steps and split_graph(
        recipe, [step for step, _path in steps], deinterlace=deinterlace, tone_map=tone_map
    )
    arguments = ["-filter_complex", graph] if steps else []
    if sound is not None and sound_is_a_pair(recipe["audio"]):
        arguments += ["-filter_complex", pair_graph(recipe["audio"], sound[1])]
    flags = FRAGMENTS if fragmented else "+faststart"
    for index, (step, path) in enumerate(steps):
        arguments += ["-map", f"[v{index}]", *private_nothing(), *picture_arguments(recipe, step)]
        arguments += ["-movflags", flags, "-f", "mp4", address(path)]
    if sound is not None:
        arguments += sound_arguments(recipe["audio"], *sound)
    return arguments


def sound_is_a_pair(sound: dict[str, object]) -> bool:
    """Whether two mono streams are left and right; recipes of before know only one stream."""
    return bool(sound.get("mix"))


def sound_arguments(sound: dict[str, object], path: Path, gain: float) -> list[str]:
    """The shared sound: AAC-LC, in fragments as long as a segment. That of a pair comes out of a graph."""
    one_stream = ["-map", f"0:{sound['stream']}", "-af", sound_chain(sound, gain)]
    return [
        *(["-map", "[heard]"] if sound_is_a_pair(sound) else one_stream),
        *private_nothing(),
        *["-c:a", "aac", "-profile:a", "aac_low", "-b:a", f"{sound['kbps']}k", "-ar", str(sound["rate"])],
        *["-ac", str(sound["channels"]), "-flags:a", "+bitexact"],
        *["-frag_duration", str(SEGMENT_SECONDS * 1_000_000), "-movflags", SOUND_FRAGMENTS],
        *["-f", "mp4", address(path)],
    ]


def copy_arguments(recipe: dict[str, object], path: Path, *, fragmented: bool) -> list[str]:
    """The original's own picture, without a word of what else it carries."""
    flags = FRAGMENTS if fragmented else "+faststart"
    return [
        *["-map", f"0:{recipe['picture']['stream']}", *private_nothing()],
        *["-c:v", "copy", "-bsf:v", STRIP_SEI, "-movflags", flags, "-f", "mp4", address(path)],
    ]


def one_file_arguments(picture: Path, sound: tuple[Path, float] | None, path: Path) -> list[str]:
    """A finished rung and the finished sound in one file that plays from its first byte.

    With the sound comes the length of its run-up (seconds), which every version of ffmpeg reads in its own way:
    so the edit list is passed over, and the time given by us.
    """
    arguments = ["-protocol_whitelist", "file", "-f", "mov", "-i", address(picture)]
    maps = ["-map", "0:v"]
    if sound is not None:
        arguments += ["-itsoffset", f"{-sound[1]:.6f}", "-ignore_editlist", "1"]
        arguments += ["-protocol_whitelist", "file", "-f", "mov", "-i", address(sound[0])]
        maps += ["-map", "1:a"]
    return [
        *arguments, *maps, *private_nothing(), "-c", "copy", "-movflags", "+faststart", "-f", "mp4", address(path),
    ]  # fmt: skip


def loudness_arguments(sound: dict[str, object]) -> list[str]:
    """Listen to the whole sound and say how loud it is (EBU R128), as readers will hear it."""
    one_ear = ":dualmono=true" if sound["channels"] == 1 else ""
    meter = f"ebur128=framelog=verbose:peak=true{one_ear}"
    if sound_is_a_pair(sound):
        graph = f"{pair_graph(sound, 0.0)};[heard]{meter}[measured]"
        listening = ["-filter_complex", graph, "-map", "[measured]"]
    else:
        listening = ["-map", f"0:{sound['stream']}", "-af", f"{sound_chain(sound, 0.0)},{meter}"]
    return ["-loglevel", "info", *listening, "-vn", "-f", "null", "-"]
