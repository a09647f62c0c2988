"""The blocks of an article's body."""

from news.blocks.story import StoryBlock

__all__ = ["StoryBlock"]
