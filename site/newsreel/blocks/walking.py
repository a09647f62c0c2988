"""Reading a stream's stored form without loading anything that it names."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.rich_text import get_text_for_indexing

WORD_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)
LISTS = (blocks.BaseStreamBlock, blocks.ListBlock)
MAPPINGS = (blocks.BaseStructBlock, BaseTypedTableBlock)


def leaves(stream: StreamValue) -> Iterator[tuple[blocks.Block, object]]:
    """Every innermost block of a stream with its stored value, in reading order."""
    return _walk(stream.stream_block, stream.get_prep_value())


def _walk(block: blocks.Block, raw: object) -> Iterator[tuple[blocks.Block, object]]:
    """What does not fit its block, as a value that an earlier version or an import wrote, has no leaves."""
    if raw is None or not isinstance(raw, _stored_as(block)):
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for item in raw:
            if item["type"] in block.child_blocks:
                yield from _walk(block.child_blocks[item["type"]], item["value"])
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _walk(child, raw.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _walk(block.child_block, item["value"] if _is_list_item(item) else item)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _walk_table(block, raw)
    else:
        yield block, raw


def _stored_as(block: blocks.Block) -> type:
    if isinstance(block, LISTS):
        return list
    return dict if isinstance(block, MAPPINGS) else object


def _is_list_item(item: object) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def _walk_table(block: BaseTypedTableBlock, raw: dict) -> Iterator[tuple[blocks.Block, object]]:
    columns = [block.child_blocks[column["type"]] for column in raw.get("columns", ())]
    for row in raw.get("rows", ()):
        for column, value in zip(columns, row["values"], strict=False):
            yield from _walk(column, value)


def plain_text(stream: StreamValue) -> str:
    """The words of a stream, without markup, on one line."""
    words = []
    for block, raw in leaves(stream):
        if isinstance(block, blocks.RichTextBlock):
            words.append(get_text_for_indexing(raw))
        elif isinstance(block, WORD_BLOCKS):
            words.append(str(raw))
    return " ".join(" ".join(words).split())
