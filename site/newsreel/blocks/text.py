"""Body blocks made of words."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from newsreel.blocks.targets import targets_in
from newsreel.blocks.worded import WordedStructBlock
from newsreel.models.addresses import ascii_slug

# What an editor may mark in running text. Everything else that is pasted becomes plain words.
TEXT_FEATURES = ("bold", "italic", "link", "document-link", "ol", "ul", "superscript")
INLINE_FEATURES = ("bold", "italic", "link", "superscript")

WORDS = _("Words")


class WordsBlock(blocks.RichTextBlock):
    """Running text with the newsroom's few formats. Its template gets `words`, with links that readers may follow."""

    allowed_features: tuple[str, ...] = TEXT_FEATURES

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("features", list(self.allowed_features))
        super().__init__(**kwargs)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        targets = targets_in(context)
        context["words"] = targets.text(value.source) if targets else value
        return context

    class Meta:
        template = "blocks/words_block.html"


class ParagraphBlock(WordsBlock):
    """One or many paragraphs."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _(
            "One or many paragraphs, with bold, italic, links and lists. Paste the whole story here."
        )
        template = "blocks/paragraph_block.html"
        preview_value = (
            "<p>The Speaker read out the figures twice, because nobody in the gallery believed them the first time. "
            "<b>Seventy-one in favour, sixty-four against.</b></p>"
            "<p>On the benches below, sixteen members had just voted against their own minister.</p>"
        )


class InlineWordsBlock(WordsBlock):
    """A short text inside another block: no lists."""

    allowed_features = INLINE_FEATURES


class HeadingBlock(WordedStructBlock):
    """A heading between paragraphs. Its anchor is made from its words."""

    text = blocks.CharBlock(max_length=120)

    class Meta:
        icon = "title"
        label = _("Heading")
        group = WORDS
        description = _("A heading between paragraphs. Readers can link to it.")
        wording = {"text": (_("Heading"), "")}
        template = "blocks/heading_block.html"
        preview_value = {"text": _("What broke, and when")}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        targets = targets_in(context)
        known = targets.anchors.get(str(context.get("id"))) if targets else None
        context["anchor"] = known or ascii_slug(str(value.get("text") or ""), fallback="section")
        return context


class QuoteBlock(WordedStructBlock):
    """What someone said, at length."""

    text = blocks.TextBlock(rows=3)
    speaker = blocks.CharBlock(required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = WORDS
        description = _("A longer quotation, set apart from the text, with its speaker.")
        wording = {
            "text": (_("Quotation"), _("With its quotation marks, as in the story.")),
            "speaker": (_("Speaker"), _("Who said it: “Ines Calloway, hydrologist”.")),
        }
        template = "blocks/quote_block.html"
        preview_value = {
            "text": _("“They were kind about it. But I would have liked to hear that word from a face.”"),
            "speaker": _("Rasmus Tield, retired docker"),
        }


class PullQuoteBlock(WordedStructBlock):
    """A sentence of the story, repeated large."""

    text = blocks.TextBlock(rows=2, max_length=280)
    speaker = blocks.CharBlock(required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("Pull quote")
        group = WORDS
        description = _("One sentence of the story, repeated large between two rules.")
        wording = {
            "text": (_("Sentence"), _("Under 25 words works best.")),
            "speaker": (_("Speaker"), _("Only if the sentence is someone’s.")),
        }
        template = "blocks/pull_quote_block.html"
        preview_value = {
            "text": _(
                "We were asked to plan our births and our funerals around a promise nobody intended to keep."
            ),
            "speaker": _("Hanne Tolk, member for the Outer Skarns"),
        }


NOTICE_KINDS = [("note", _("Note")), ("update", _("Update")), ("warning", _("Warning"))]


class NoticeValue(blocks.StructValue):
    """Answers the CSS class of its kind."""

    @cached_property
    def style(self) -> str:
        return "info" if self.get("kind") == "note" else self.get("kind") or "info"

    @property
    def kind_label(self) -> str:
        return dict(NOTICE_KINDS).get(self.get("kind"), "")


class NoticeBlock(WordedStructBlock):
    """A word from the newsroom to the reader."""

    kind = blocks.ChoiceBlock(choices=NOTICE_KINDS, default="note")
    text = InlineWordsBlock()

    class Meta:
        icon = "info-circle"
        label = _("Notice")
        group = WORDS
        description = _(
            "A word from the newsroom: how we reported this, what has changed, what to beware of."
        )
        wording = {"kind": (_("Kind"), ""), "text": (_("Text"), _("One or two sentences."))}
        template = "blocks/notice_block.html"
        value_class = NoticeValue
        preview_value = {
            "kind": "update",
            "text": "<p>This story was updated after the harbour master’s statement.</p>",
        }


class KeyPointsBlock(WordedStructBlock):
    """The story in a few sentences."""

    points = blocks.ListBlock(blocks.CharBlock(max_length=240), min_num=1, max_num=6)

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        group = WORDS
        description = _("The story in two to five sentences, for those who read nothing else.")
        wording = {"points": (_("Points"), _("One sentence each, the most important first."))}
        template = "blocks/key_points_block.html"
        preview_value = {
            "points": [
                _("The ferry contract for the islands ends in the spring, three years early."),
                _("The state will lease four ships and order two."),
                _("Islanders win a legal minimum of two return crossings a day."),
            ]
        }
