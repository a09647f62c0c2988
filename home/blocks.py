"""The blocks of the front page."""

from wagtail import blocks


class FrontPageBlock(blocks.StreamBlock):
    """Everything the front page may contain."""

    text = blocks.RichTextBlock(features=["bold", "italic", "link"])
