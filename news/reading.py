"""What can be told of a body without printing it: how long it takes to read, whether there is something to watch."""

from __future__ import annotations

from wagtail.blocks.stream_block import StreamValue

from news.blocks.video import ExternalEmbedBlock, VideoBlock, VideoStripBlock, VideoTeaserBlock
from newsreel.blocks.choosers import PictureChooserBlock
from newsreel.blocks.walking import leaves, plain_text

WORDS_PER_MINUTE = 230
SECONDS_PER_PICTURE = 5
MOVING = (VideoBlock, VideoTeaserBlock, VideoStripBlock, ExternalEmbedBlock)


def reading_minutes(body: StreamValue) -> int:
    """Whole minutes, at least one. Words are what stands between spaces, in any script."""
    words = len(plain_text(body).split())
    pictures = sum(isinstance(block, PictureChooserBlock) for block, _raw in leaves(body))
    seconds = words * 60 / WORDS_PER_MINUTE + pictures * SECONDS_PER_PICTURE
    return max(1, round(seconds / 60))


def shows_video(body: StreamValue) -> bool:
    """Whether a block of the body is a video, of ours or of a provider."""
    blocks = body.stream_block.child_blocks
    return any(isinstance(blocks.get(item["type"]), MOVING) for item in body.get_prep_value())
