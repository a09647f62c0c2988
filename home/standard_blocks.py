"""The body of a page that is not news: the words and figures of an article, without what belongs to a story."""

from __future__ import annotations

from wagtail import blocks

from newsreel.blocks.media import DownloadBlock, GalleryBlock, ImageBlock
from newsreel.blocks.stories import RelatedStoryBlock
from newsreel.blocks.structured import FactBoxBlock, QABlock, TableBlock, TimelineBlock
from newsreel.blocks.text import HeadingBlock, KeyPointsBlock, NoticeBlock, ParagraphBlock, QuoteBlock


class StandardPageBlock(blocks.StreamBlock):
    """Everything such a page may contain, under the same names as in an article."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    quote = QuoteBlock()
    key_points = KeyPointsBlock()
    notice = NoticeBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    fact_box = FactBoxBlock()
    timeline = TimelineBlock()
    qa = QABlock()
    table = TableBlock()
    download = DownloadBlock()
    related_story = RelatedStoryBlock()

    class Meta:
        required = False
