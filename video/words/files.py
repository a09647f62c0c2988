"""Caption files as they come from people's disks: bytes in any of the usual encodings, WebVTT and SRT in and out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from video.cues import CaptionError, Cue, plain, stamp
from video.webvtt import MAX_FILE

# Each of two million characters takes up to four bytes, but no caption file comes near that.
MAX_BYTES = 2 * MAX_FILE
EXTENSIONS = (".vtt", ".srt", ".txt")

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>]+)>", re.ASCII)
_SRT_TAG = re.compile(r"</?[biu](?:\.[\w-]+)*>")
# A run of letters above ASCII: in Windows-1251 whole words are, in Windows-1252 single letters of a word.
_HIGH_RUN = re.compile(rb"[\xa8\xaa\xaf\xb2-\xb4\xb8\xba\xbf\xc0-\xff]+")


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and what its owner shall know of how it was read (empty if nothing was guessed)."""

    text: str
    notice: str = ""


def decode(data: bytes) -> Decoded:
    """The text of a caption file. Raises CaptionError if it is too large or no text at all.

    UTF-8 and UTF-16 are known by their marks or by reading; else Windows-1251 or 1252 is guessed, with a notice.
    """
    if len(data) > MAX_BYTES:
        raise CaptionError([too_large(len(data))])
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"))
    half = _utf_16_without_mark(data)
    if half:
        return Decoded(data.decode(half, "replace"))
    if b"\0" in data[:4096]:
        raise CaptionError([_("This is no caption file. Choose a WebVTT (.vtt) or SRT (.srt) file.")])
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _guess(data)


def too_large(size: int) -> str:
    """What is said of a file of so many bytes."""
    return _("The file has %(size).1f MB. A caption file has less than %(most)d MB: is it the video?") % {
        "size": size / 1_000_000,
        "most": MAX_BYTES // 1_000_000,
    }


def _utf_16_without_mark(data: bytes) -> str:
    """“utf-16-le” or “-be” if every other byte of the beginning is empty, as Latin letters and digits make it."""
    head = data[:200]
    if len(head) < 8:
        return ""
    even, odd = head[::2].count(0) / len(head[::2]), head[1::2].count(0) / len(head[1::2])
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.1 else ""


def _guess(data: bytes) -> Decoded:
    runs = _HIGH_RUN.findall(data)
    in_words = sum(len(run) for run in runs if len(run) > 1)
    is_cyrillic = in_words > sum(len(run) for run in runs) / 2
    encoding, name = ("cp1251", "Windows-1251") if is_cyrillic else ("cp1252", "Windows-1252")
    words = _("The file is not in UTF-8. It was read as %(encoding)s: check letters with accents and quotes.")
    return Decoded(data.decode(encoding, "replace"), words % {"encoding": name})


def write_srt(cues: list[Cue]) -> str:
    """Cues as SRT: numbered, commas in times, voices as “Ann: …”, positions left out. Bold, italic, underline stay."""
    blocks = []
    for number, cue in enumerate(cues, 1):
        times = f"{stamp(cue.start)} --> {stamp(cue.end)}".replace(".", ",")
        blocks.append(f"{number}\n{times}\n{_srt_text(cue.text)}\n")
    return "\n".join(blocks)


def _srt_text(text: str) -> str:
    lines = (_srt_line(_VOICE.sub(r"\1: ", line)) for line in text.split("\n"))
    # A lone line of dots or dashes is as good as none; an empty line would end the caption.
    return "\n".join(line for line in lines if line)


def _srt_line(line: str) -> str:
    pieces, place = [], 0
    for tag in _SRT_TAG.finditer(line):
        pieces += [_words(line[place : tag.start()]), re.sub(r"\..*>", ">", tag[0])]
        place = tag.end()
    return "".join([*pieces, _words(line[place:])]).strip()


def _words(text: str) -> str:
    """Cue text without markup, its spaces kept at the edges."""
    left = " " if text[:1].isspace() else ""
    right = " " if text[-1:].isspace() and text.strip() else ""
    return f"{left}{plain(text)}{right}"
