"""2 GB of upright video from a phone, over a connection that drops twice: real browser, real server, bounded memory.

Leave it out with `make test ARGS='-m "not large"'`: it moves gigabytes.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from tests import factories, processes
from tests.e2e.desks import log_in
from tests.e2e.lines import BadLine
from tests.video.encoding import clips
from video.encoding.engine import encoder_available
from video.models import Upload, VideoFile

GB = 1024**3
LENGTH = 2 * GB + 12_345
ROOM = 8 * GB
CHUNK = 8 * 1024 * 1024
# What the server may grow by, whatever is uploaded: some parts of 8 MiB in its buffers, and what it had not imported.
# It has been 27 MB.
MOST_GROWTH = 160 * 1024 * 1024
PATIENCE_MS = 900_000

pytestmark = [
    pytest.mark.large,
    pytest.mark.skipif(not encoder_available(), reason="needs ffmpeg"),
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures memory as Linux tells it"),
]


def phone_film(path: Path, length: int) -> Path:
    """A film as a phone writes it: lying, with a note to turn it, its index at the end. Padded to this length.

    Between picture and index comes a box of nothing (ISO 14496-12, 8.1.2), a hole in the file: it takes no room here.
    """
    content = clips.rotated(path.with_suffix(".short.mp4")).read_bytes()
    place = content.index(b"moov") - 4
    before, after = content[:place], content[place:]
    padding = length - len(content)
    with path.open("wb") as file:
        file.write(before + (1).to_bytes(4, "big") + b"free" + padding.to_bytes(8, "big"))
        file.seek(len(before) + padding)
        file.write(after)
    return path


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@pytest.fixture
def server(db):
    if connection.vendor != "sqlite":
        pytest.skip("once is enough: it runs with SQLite")
    free = shutil.disk_usage(settings.MEDIA_ROOT).free
    if free < ROOM:
        pytest.skip(f"needs {ROOM // GB} GB of free disk, there are {free / GB:.1f}")
    port = processes.free_port()
    with processes.web_server(port) as process:
        yield process, port
    for file in VideoFile.objects.all():
        Path(file.file.path).unlink(missing_ok=True)


def test_a_phones_2_gb_arrive_whole_over_a_line_that_drops_twice(
    tree, server, chromium, tmp_path, drain, record_property
):
    process, port = server
    film = phone_film(tmp_path / "IMG_2041.mp4", LENGTH)
    assert film.stat().st_size == LENGTH
    line = BadLine(port, drops=[LENGTH // 3, LENGTH * 2 // 3 + 1_000_000])
    context = chromium.new_context(base_url=f"http://127.0.0.1:{line.port}")
    tab = context.new_page()
    log_in(tab, factories.user("Producers"))
    tab.goto(reverse("video_files:add"))
    before = processes.peak_memory(process)
    states = watch_states(tab)
    tab.locator("[data-upload-input]").set_input_files(film)
    tab.locator(".newsroom-upload__row[data-state=done]").wait_for(timeout=PATIENCE_MS)
    growth = processes.peak_memory(process) - before
    record_property("server memory growth in MB", growth // 1024**2)
    assert line.dropped == 2
    assert states().count("broken") >= 2, "the producer was told each time"
    assert line.sent < LENGTH + 4 * CHUNK, "what had arrived is not sent again"
    assert before > 0
    assert growth < MOST_GROWTH, f"{growth / 1024**2:.0f} MB"
    context.close()
    line.close()

    drain()
    file = VideoFile.objects.get()
    assert Upload.objects.get().video_file == file
    assert (file.problem, file.file_size) == ("", LENGTH)
    assert file.checksum == sha256(film)
    assert (file.width, file.height, file.shape) == (180, 320, "portrait"), "turned as it is held"


def watch_states(tab):
    """Note each state that the row of the upload is in; the function says them."""
    tab.evaluate("""() => {
      window.states = [];
      const note = (row) => row.dataset.state !== window.states.at(-1) && window.states.push(row.dataset.state);
      new MutationObserver(() => document.querySelectorAll(".newsroom-upload__row").forEach(note))
        .observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
    }""")
    return lambda: tab.evaluate("() => window.states")
