"""A reader who never stops: asks for pages, the playlists they name and every segment of these, and plays them.

`python -m tests.video.reader_process REPORT ORIGIN PATH…` writes a line for each round into REPORT: how many rungs
were played, or what was broken. Whatever is offered must be there, whole, and playable.
"""

from __future__ import annotations

import io
import re
import sys
import time
import urllib.request
from pathlib import Path

import av

PAUSE_SECONDS = 0.2


class Broken(AssertionError):
    """Something that was offered cannot be had, or not be played."""


def fetch(url: str, first: int | None = None, last: int | None = None) -> bytes:
    """The whole answer; an answer that ends early is an error."""
    headers = {} if first is None else {"Range": f"bytes={first}-{last}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:
            content = response.read()
            status = response.status
    except OSError as error:
        raise Broken(f"{url}: {error}") from error
    if first is not None and (status != 206 or len(content) != last - first + 1):
        raise Broken(f"{url}: {status} with {len(content)} bytes of {first}-{last}")
    return content


def play(content: bytes, url: str) -> None:
    try:
        with av.open(io.BytesIO(content)) as media:
            pictures = sum(1 for _frame in media.decode(media.streams[0]))
    except av.FFmpegError as error:
        raise Broken(f"{url}: {error}") from error
    if not pictures:
        raise Broken(f"{url}: nothing to play")


def play_all_of(origin: str, path: str) -> int:
    """Play all that a page offers; how many rungs and files that were."""
    html = fetch(origin + path).decode()
    played = 0
    for address in re.findall(r'data-hls="([^"]+)"', html):
        master = fetch(origin + address).decode()
        if not master.startswith("#EXTM3U"):
            raise Broken(f"{address}: no playlist")
        names = re.findall(r'^([\w-]+\.m3u8)$|TYPE=AUDIO.*URI="([\w-]+\.m3u8)"', master, re.MULTILINE)
        for name in filter(None, (part for pair in names for part in pair)):
            play_rung(origin + address.replace("master.m3u8", name))
            played += 1
    for address in re.findall(r'<source src="([^"]+)"', html):
        play(fetch(origin + address), address)
        played += 1
    return played


def play_rung(url: str) -> None:
    """Put a rung together from the ranges of its playlist, as a player does."""
    playlist = fetch(url).decode()
    if "#EXT-X-ENDLIST" not in playlist:
        raise Broken(f"{url}: it ends early")
    ranges = re.findall(r'BYTERANGE:?="?(\d+)@(\d+)|BYTERANGE:(\d+)@(\d+)', playlist)
    media = url.replace(".m3u8", ".mp4")
    pieces = []
    for found in ranges:
        length, offset = (int(part) for part in found if part)
        pieces.append(fetch(media, offset, offset + length - 1))
    play(b"".join(pieces), url)


def main(report: Path, origin: str, paths: list[str]) -> None:
    while True:
        with report.open("a") as lines:
            try:
                lines.write(f"{sum(play_all_of(origin, path) for path in paths)}\n")
            except Broken as error:
                lines.write(f"{error}\n")
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])
