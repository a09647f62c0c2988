"""Struct blocks whose wording stands in Meta, so that a changed label or help text makes no migration."""

from __future__ import annotations

from wagtail import blocks


class WordedStructBlock(blocks.StructBlock):
    """A struct whose Meta says what its fields are called: `wording = {"field": (label, help text or "")}`."""

    def __init__(self, local_blocks=None, **kwargs) -> None:
        super().__init__(local_blocks, **kwargs)
        for name, (label, help_text) in self.meta.wording.items():
            _word(self.child_blocks[name], label, help_text)

    class Meta:
        wording: dict[str, tuple] = {}


def _word(block: blocks.Block, label, help_text) -> None:
    block.meta.label = block.label = label
    if not help_text:
        return
    if hasattr(block, "field_options"):
        block.field_options["help_text"] = help_text
    elif isinstance(block, blocks.ChooserBlock):
        block._help_text = help_text
    elif isinstance(block, blocks.FieldBlock):
        block.field.help_text = help_text
    else:
        block.meta.help_text = help_text
