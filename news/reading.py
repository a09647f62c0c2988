"""How long a story takes to read."""

from __future__ import annotations

from wagtail.blocks.stream_block import StreamValue

from newsreel.blocks.choosers import PictureChooserBlock
from newsreel.blocks.walking import leaves, plain_text

WORDS_PER_MINUTE = 230
SECONDS_PER_PICTURE = 5


def reading_minutes(body: StreamValue) -> int:
    """Whole minutes, at least one. Words are what stands between spaces, in any script."""
    words = len(plain_text(body).split())
    pictures = sum(isinstance(block, PictureChooserBlock) for block, _raw in leaves(body))
    seconds = words * 60 / WORDS_PER_MINUTE + pictures * SECONDS_PER_PICTURE
    return max(1, round(seconds / 60))
