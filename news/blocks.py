"""The body of an article."""

from wagtail import blocks


class StoryBlock(blocks.StreamBlock):
    """Everything an article body may contain."""

    paragraph = blocks.RichTextBlock(
        features=["bold", "italic", "link", "document-link", "ol", "ul", "superscript"]
    )
