"""Body blocks with a form of their own: facts, dates, questions, figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from newsreel.blocks.text import WordsBlock
from newsreel.blocks.worded import WordedStructBlock

FACTS = _("Facts and figures")


class FactBlock(WordedStructBlock):
    """A term and what is to be known of it."""

    term = blocks.CharBlock(max_length=80)
    text = blocks.CharBlock(max_length=300)

    class Meta:
        icon = "tag"
        label = _("Fact")
        wording = {"term": (_("Term"), ""), "text": (_("Fact"), "")}


class FactBoxBlock(WordedStructBlock):
    """Background in a box: words, a list of facts, or both."""

    heading = blocks.CharBlock(required=False, max_length=120)
    text = WordsBlock(required=False)
    facts = blocks.ListBlock(FactBlock(), default=[])
    source = blocks.CharBlock(required=False, max_length=200)

    class Meta:
        icon = "help"
        label = _("Fact box")
        group = FACTS
        description = _("Background beside the story: a short text, a list of facts, or both.")
        wording = {
            "heading": (_("Heading"), ""),
            "text": (_("Text"), _("A short background, if a list of facts is not enough.")),
            "facts": (_("Facts"), ""),
            "source": (_("Source"), _("Where the facts are from.")),
        }
        template = "blocks/fact_box_block.html"
        preview_value = {
            "heading": _("The route in figures"),
            "text": "",
            "facts": [
                {"term": _("Distance"), "text": _("34 nautical miles, Ostra Quay to Little Skarn")},
                {"term": _("People"), "text": _("2,860 residents on five islands")},
                {"term": _("Fare"), "text": _("41 marks return for residents")},
            ],
            "source": "",
        }


class TimelineEventBlock(WordedStructBlock):
    """One moment: when and what."""

    date = blocks.CharBlock(max_length=60)
    headline = blocks.CharBlock(required=False, max_length=160)
    text = blocks.TextBlock(required=False, rows=2)

    class Meta:
        icon = "date"
        label = _("Event")
        wording = {
            "date": (_("When"), _("As readers shall see it: “2019”, “3 May”.")),
            "headline": (_("What"), ""),
            "text": (_("More"), _("One or two sentences.")),
        }


class TimelineBlock(WordedStructBlock):
    """What happened when."""

    heading = blocks.CharBlock(required=False, max_length=120)
    events = blocks.ListBlock(TimelineEventBlock(), min_num=1)

    class Meta:
        icon = "history"
        label = _("Timeline")
        group = FACTS
        description = _("What happened when, in the order you give.")
        wording = {"heading": (_("Heading"), ""), "events": (_("Events"), "")}
        template = "blocks/timeline_block.html"
        preview_value = {
            "heading": _("From the first mast to the quarrel"),
            "events": [
                {
                    "date": "2019",
                    "headline": _("The village votes for the wind farm"),
                    "text": _("It was close."),
                },
                {"date": "2022", "headline": _("The first turbine turns"), "text": ""},
                {"date": "2025", "headline": _("The fund pays for a school roof"), "text": ""},
            ],
        }


class QuestionBlock(WordedStructBlock):
    """A question with its answer."""

    question = blocks.CharBlock(max_length=240)
    answer = WordsBlock()

    class Meta:
        icon = "help"
        label = _("Question and answer")
        wording = {"question": (_("Question"), ""), "answer": (_("Answer"), "")}


class QABlock(WordedStructBlock):
    """Questions and answers: an interview or an explainer."""

    heading = blocks.CharBlock(required=False, max_length=120)
    pairs = blocks.ListBlock(QuestionBlock(), min_num=1)

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = FACTS
        description = _("For interviews and explainers.")
        wording = {"heading": (_("Heading"), ""), "pairs": (_("Questions and answers"), "")}
        template = "blocks/qa_block.html"
        preview_value = {
            "heading": "",
            "pairs": [
                {
                    "question": _("Can I have the test now?"),
                    "answer": "<p>Not outside the study. The medicines office will decide in the spring.</p>",
                },
                {
                    "question": _("Will my employer be told?"),
                    "answer": "<p>No. The samples carry a number, and the hospital keeps the key.</p>",
                },
            ],
        }


class FiguresBlock(TypedTableBlock):
    """Columns of words or of numbers; numbers stand to the right in tabular figures."""

    text = blocks.CharBlock(required=False)
    number = blocks.CharBlock(required=False)


class TableBlock(WordedStructBlock):
    """A table with a caption."""

    caption = blocks.CharBlock(max_length=240)
    table = FiguresBlock()
    note = blocks.CharBlock(required=False, max_length=240)

    class Meta:
        icon = "table"
        label = _("Table")
        group = FACTS
        description = _("Words and figures in columns. On phones it scrolls sideways.")
        wording = {
            "caption": (_("Caption"), _("What the table shows; screen readers announce it.")),
            "table": (_("Table"), ""),
            "note": (_("Note or source"), ""),
        }
        template = "blocks/table_block.html"
        preview_value = {
            "caption": _("Days on which no sailing reached the islands, October to March"),
            "table": {
                "columns": [
                    {"type": "text", "heading": _("Winter")},
                    {"type": "number", "heading": _("Days without a boat")},
                ],
                "rows": [
                    {"values": ["2023/24", "38"]},
                    {"values": ["2024/25", "51"]},
                    {"values": ["2025/26", "63"]},
                ],
                "caption": "",
            },
            "note": _("Source: Ostra Quay harbour log"),
        }
