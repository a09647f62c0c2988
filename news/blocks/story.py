"""Everything an article body may contain, in the order of the block picker."""

from __future__ import annotations

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from news.blocks.video import ExternalEmbedBlock, VideoBlock, VideoStripBlock, VideoTeaserBlock
from newsreel.blocks.media import DownloadBlock, GalleryBlock, ImageBlock
from newsreel.blocks.stories import RelatedStoryBlock
from newsreel.blocks.structured import FactBoxBlock, QABlock, TableBlock, TimelineBlock
from newsreel.blocks.text import (
    HeadingBlock,
    KeyPointsBlock,
    NoticeBlock,
    ParagraphBlock,
    PullQuoteBlock,
    QuoteBlock,
)


class StoryBlock(blocks.StreamBlock):
    """The body of a story."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    pull_quote = PullQuoteBlock()
    key_points = KeyPointsBlock()
    notice = NoticeBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    video_teaser = VideoTeaserBlock()
    video_strip = VideoStripBlock()
    external_embed = ExternalEmbedBlock()
    related_story = RelatedStoryBlock()
    fact_box = FactBoxBlock()
    timeline = TimelineBlock()
    qa = QABlock()
    table = TableBlock()
    download = DownloadBlock()

    class Meta:
        template = "blocks/stream_block.html"

    def clean(self, value):
        try:
            return super().clean(value)
        except StreamBlockValidationError as error:
            # What the form says at its top; Wagtail would say “Validation error in StreamBlock”.
            error.message = (
                _("A block is not ready: look for the red words in it.")
                if error.block_errors
                else _("Write the story: add at least one block.")
            )
            raise
