"""The blocks of the front page. What stands in their places is worked out for the whole page: see home.slots."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from home.layout import FEED, LATEST, NOTHING, TOPIC
from newsreel.blocks.text import WordsBlock
from newsreel.blocks.worded import WordedStructBlock

SOURCES = [
    (LATEST, _("The newest stories")),
    (TOPIC, _("The newest on a topic")),
    (FEED, _("The newest of a feed")),
]
LIST_SOURCES = [*SOURCES, (NOTHING, _("Nothing: only the chosen stories"))]

STORIES, WORDS = _("Stories"), _("Words")
FILL_HELP = _(
    "Where stories come from when a place is empty, or when its story is withdrawn or not yet public."
)
TOPIC_WORDS = (_("Topic"), _("For “The newest on a topic”."))
FEED_WORDS = (_("Feed"), _("For “The newest of a feed”."))


class StoryField(blocks.PageChooserBlock):
    """A story. It may be a draft: its place falls back until the story is public."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"page_type": ["newsreel.StoryPage"], "required": False, **kwargs})

    def deconstruct(self):
        return "wagtail.blocks.PageChooserBlock", [], {"page_type": ["newsreel.StoryPage"], "required": False}

    class Meta:
        icon = "doc-full-inverse"
        label = _("Story")


class FrontBlock(WordedStructBlock):
    """A block of the front page. In the block picker it is worked out as if the page held nothing else."""

    def get_context(self, value, parent_context=None):
        from home.previews import preview_section

        context = super().get_context(value, parent_context=parent_context)
        context["section"] = preview_section(self.name, self.get_prep_value(value))
        return context

    def clean(self, value):
        """Whoever fills from a topic or a feed has to say from which."""
        result = super().clean(value)
        missing = {TOPIC: _("Choose the topic."), FEED: _("Choose the feed.")}
        source = result.get("fill")
        if source in missing and not result.get(source):
            raise StructBlockValidationError({source: ValidationError(missing[source])})
        return result

    class Meta:
        preview_template = "home/admin/block_preview.html"


class SecondaryBlock(WordedStructBlock):
    """A story beside the lead."""

    story = StoryField()
    text_only = blocks.BooleanBlock(required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Story beside the lead")
        wording = {
            "story": (_("Story"), ""),
            "text_only": (
                _("Without its picture"),
                _("For the third story, or when the picture says nothing."),
            ),
        }


class LeadPackageBlock(FrontBlock):
    """The lead with what belongs to it."""

    lead = StoryField()
    secondaries = blocks.ListBlock(SecondaryBlock(), max_num=3, default=[])
    also = blocks.ListBlock(StoryField(), max_num=3, default=[])
    fill_up = blocks.BooleanBlock(required=False, default=True)
    fill = blocks.ChoiceBlock(choices=SOURCES, default=LATEST)
    topic = SnippetChooserBlock("newsreel.Topic", required=False)
    feed = blocks.PageChooserBlock(page_type="news.NewsFeedPage", required=False)

    class Meta:
        icon = "pick"
        label = _("Lead package")
        label_format = _("Lead package: {lead}")
        group = STORIES
        description = _("The most important story, up to three beside it and three headlines under it.")
        template = "blocks/front_lead_package.html"
        form_layout = blocks.BlockGroup(
            children=["lead", "secondaries", "also"], settings=["fill_up", "fill", "topic", "feed"]
        )
        preview_value = {"secondaries": [], "also": [None, None, None], "fill_up": True, "fill": LATEST}
        wording = {
            "lead": (
                _("Lead story"),
                _("Left empty, the newest leads. If it is withdrawn, the first story beside it takes over."),
            ),
            "secondaries": (
                _("Beside the lead"),
                _("Up to three stories. Two with pictures and one without end level with the lead."),
            ),
            "also": (
                _("Under the lead"),
                _(
                    "Up to three headlines, for example the explainer and the interview that go with the lead."
                ),
            ),
            "fill_up": (
                _("Fill empty places beside the lead"),
                _("When fewer than three stories are chosen, the newest take the places left."),
            ),
            "fill": (_("Fall back to"), FILL_HELP),
            "topic": TOPIC_WORDS,
            "feed": FEED_WORDS,
        }


class StoryListBlock(FrontBlock):
    """Stories side by side."""

    heading = blocks.CharBlock(max_length=60)
    stories = blocks.ListBlock(StoryField(), default=[], max_num=12)
    fill = blocks.ChoiceBlock(choices=LIST_SOURCES, default=LATEST)
    topic = SnippetChooserBlock("newsreel.Topic", required=False)
    feed = blocks.PageChooserBlock(page_type="news.NewsFeedPage", required=False)
    count = blocks.IntegerBlock(min_value=1, max_value=12, default=4)

    class Meta:
        icon = "list-ul"
        label = _("Story list")
        group = STORIES
        description = _("A row of stories: those you choose, filled up by topic, by feed or with the newest.")
        template = "blocks/front_story_list.html"
        label_format = _("Story list: {heading}")
        preview_value = {"heading": _("Today"), "stories": [], "fill": LATEST, "count": 4}
        wording = {
            "heading": (_("Heading"), ""),
            "stories": (
                _("Chosen stories"),
                _("They come first, in this order. The places left are filled as you say below."),
            ),
            "fill": (_("Fill with"), FILL_HELP),
            "topic": TOPIC_WORDS,
            "feed": FEED_WORDS,
            "count": (_("How many stories"), _("Four make a row on a desk screen.")),
        }


class NewsFeedBlock(FrontBlock):
    """The stream of what is new."""

    heading = blocks.CharBlock(required=False, max_length=60)
    feed = blocks.PageChooserBlock(page_type="news.NewsFeedPage", required=False)
    count = blocks.IntegerBlock(min_value=3, max_value=20, default=10)

    class Meta:
        icon = "time"
        label = _("News Feed")
        label_format = _("News Feed: {heading}")
        group = STORIES
        description = _(
            "The newest stories with their times. Next to the lead package it stands in its right column."
        )
        template = "blocks/front_news_feed.html"
        preview_value = {"heading": _("News Feed"), "count": 8}
        wording = {
            "heading": (_("Heading"), _("Left empty, it is the feed's name.")),
            "feed": (_("Feed"), _("Left empty, it is the feed of everything that the newsroom publishes.")),
            "count": (_("How many stories"), _("Ten reach the foot of the lead package.")),
        }


class VideoStripBlock(FrontBlock):
    """Videos on the dark ground of the cinema."""

    heading = blocks.CharBlock(max_length=60)
    videos = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="video.VideoPage", required=False), default=[], max_num=8
    )
    count = blocks.IntegerBlock(min_value=1, max_value=8, default=4)

    class Meta:
        icon = "media"
        label = _("Video strip")
        group = STORIES
        description = _("Videos from edge to edge on a dark ground, the first one large.")
        template = "blocks/front_video_strip.html"
        label_format = _("Video strip: {heading}")
        preview_value = {"heading": _("Watch"), "videos": [], "count": 4}
        wording = {
            "heading": (_("Heading"), _("For example “Watch”.")),
            "videos": (
                _("Chosen videos"),
                _(
                    "They come first, in this order; the first is large. The places left take the newest videos."
                ),
            ),
            "count": (_("How many videos"), _("Four end level: one large, two small and an upright one.")),
        }


class TopicRowBlock(FrontBlock):
    """One subject: a large story and headlines."""

    heading = blocks.CharBlock(required=False, max_length=60)
    topic = SnippetChooserBlock("newsreel.Topic")
    large = StoryField()
    count = blocks.IntegerBlock(min_value=1, max_value=8, default=4)

    class Meta:
        icon = "tag"
        label = _("Topic row")
        group = STORIES
        description = _("One topic: a large story of your choice, and the newest headlines beside it.")
        template = "blocks/front_topic_row.html"
        label_format = _("Topic row: {heading}")
        preview_value = {"heading": _("Economy and work"), "count": 4}
        wording = {
            "heading": (_("Heading"), _("Left empty, it is the topic's name.")),
            "topic": (_("Topic"), ""),
            "large": (_("Large story"), _("Left empty, it is the newest on the topic.")),
            "count": (_("How many headlines"), _("Beside the large story. Four end level with its picture.")),
        }


class FrontTextBlock(FrontBlock):
    """A word from the newsroom."""

    heading = blocks.CharBlock(required=False, max_length=60)
    text = WordsBlock(features=["bold", "italic", "link", "ol", "ul"])

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = WORDS
        description = _("A word from the newsroom: how you work, whom to write to.")
        template = "blocks/front_text.html"
        label_format = _("Text: {heading}")
        preview_value = {
            "heading": _("When we are wrong"),
            "text": "<p>A mistake is mended where it was made, and a dated note says what the story used to say.</p>",
        }
        wording = {"heading": (_("Heading"), ""), "text": (_("Text"), "")}


class FrontPageBlock(blocks.StreamBlock):
    """Everything the front page may contain."""

    lead_package = LeadPackageBlock()
    news_feed = NewsFeedBlock()
    story_list = StoryListBlock()
    video_strip = VideoStripBlock()
    topic_row = TopicRowBlock()
    text = FrontTextBlock()

    class Meta:
        required = False
        block_counts = {"lead_package": {"max_num": 1}, "news_feed": {"max_num": 1}}
