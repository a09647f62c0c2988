"""The front page as its templates print it: rows of sections, every story ready for its card."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.rich_text import RichText

from home.layout import ALSO, LEAD, SECONDARY, VIDEOS, Part, Source
from home.slots import Seating, seat, seat_parts
from newsreel.blocks.targets import Targets
from newsreel.cards import prepare_cards
from newsreel.models import StoryPage

TEMPLATES = {
    "lead_package": "blocks/front_lead_package.html",
    "story_list": "blocks/front_story_list.html",
    "news_feed": "blocks/front_news_feed.html",
    "video_strip": "blocks/front_video_strip.html",
    "topic_row": "blocks/front_topic_row.html",
    "text": "blocks/front_text.html",
}
TOP_KINDS = {"lead_package", "news_feed"}


@dataclass
class Card:
    """A story in its place: how large, and whether its label would only repeat the section's heading."""

    story: StoryPage
    size: str = "medium"
    hide_label: bool = False


@dataclass
class Section:
    """One block, ready to print. Which of the lists are filled depends on its kind."""

    kind: str
    id: str
    heading: str = ""
    url: str = ""
    lead: Card | None = None
    cards: list[Card] = field(default_factory=list)
    beside: list[Card] = field(default_factory=list)
    under: list[Card] = field(default_factory=list)
    stories: list[StoryPage] = field(default_factory=list)
    words: RichText | None = None
    is_flipped: bool = False
    stands_alone: bool = True

    @property
    def template(self) -> str:
        return TEMPLATES[self.kind]

    @property
    def is_empty(self) -> bool:
        return not (self.lead or self.cards or self.beside or self.under or self.stories or self.words)


@dataclass
class Row:
    """What stands side by side: the lead package with the News Feed, else one section."""

    sections: list[Section]

    @property
    def is_top(self) -> bool:
        return self.sections[0].kind in TOP_KINDS


@dataclass
class FrontPage:
    """The whole page; empty while nothing at all has been published."""

    rows: list[Row]
    seating: Seating

    @property
    def is_empty(self) -> bool:
        return not any(row.is_top for row in self.rows)

    @property
    def lead(self) -> StoryPage | None:
        leads = (section.lead for row in self.rows for section in row.sections if section.lead)
        return next((card.story for card in leads), None)


def front_page(body: StreamValue) -> FrontPage:
    """Everything that home_page.html prints, in a fixed number of queries."""
    seating = seat(body.raw_data)
    has_text = any(part.kind == "text" for part in seating.parts)
    as_text = Targets(body).text if has_text else RichText
    sections = build_sections(seating, load_stories(seating.story_keys), as_text)
    return FrontPage(_rows(sections), seating)


def load_stories(keys: Iterable[int]) -> dict[int, StoryPage]:
    """The seated stories with everything their cards read. One that was withdrawn just now is left out."""
    stories = {
        story.pk: story for story in StoryPage.objects.published().for_cards().filter(pk__in=keys).order_by()
    }
    prepare_cards(stories.values())
    return stories


def section_alone(part: Part, examples: Iterable[StoryPage] = ()) -> Section:
    """One block as if the page held nothing else; examples stand in while the newsroom has too few stories."""
    seating = seat_parts([part])
    stories = load_stories(seating.story_keys)
    for slot, example in zip((slot for slot in part.slots if slot.story is None), examples, strict=False):
        slot.story = example.pk
        stories[example.pk] = example
    sections = build_sections(seating, stories, RichText)
    return sections[0] if sections else Section(part.kind, "front-1")


# --- Sections by kind ---------------------------------------------------------------------------------


def build_sections(
    seating: Seating, stories: Mapping[int, StoryPage], as_text: Callable[[str], RichText]
) -> list[Section]:
    """One section for each part that has something to show."""
    sections = []
    topic_rows = 0
    for number, part in enumerate(seating.parts, 1):
        section = Section(part.kind, f"front-{number}", part.value.get("heading") or "")
        _BUILDERS[part.kind](section, part, _Seated(seating, stories), as_text)
        if section.is_empty:
            continue
        if section.kind == "topic_row":
            section.is_flipped = bool(topic_rows % 2)
            topic_rows += 1
        sections.append(section)
    return sections


@dataclass(frozen=True)
class _Seated:
    """Looks up who sits in a part's places, and what the part is about."""

    seating: Seating
    stories: Mapping[int, StoryPage]

    def of(self, part: Part, *roles: str) -> list[StoryPage]:
        slots = [slot for slot in part.slots if not roles or slot.role in roles]
        return [self.stories[slot.story] for slot in slots if slot.story in self.stories]

    def name(self, source: Source) -> str:
        subject = self.seating.sources.subject(source)
        return getattr(subject, "name", None) or getattr(subject, "title", "")

    def url(self, source: Source) -> str:
        subject = self.seating.sources.subject(source)
        return (subject.url if subject else "") or ""


def _lead_package(section: Section, part: Part, seated: _Seated, as_text: Callable) -> None:
    leads = seated.of(part, LEAD)
    section.lead = Card(leads[0], "lead") if leads else None
    for slot in part.group(SECONDARY):
        if slot.story in seated.stories:
            section.beside.append(Card(seated.stories[slot.story], "small" if slot.text_only else "medium"))
    section.under = [Card(story, "text") for story in seated.of(part, ALSO)]


def _story_list(section: Section, part: Part, seated: _Seated, as_text: Callable) -> None:
    section.url = seated.url(part.source) if part.source.kind != "latest" else ""
    name = seated.name(part.source)
    section.cards = [
        Card(story, hide_label=story.card_label in (name, section.heading)) for story in seated.of(part)
    ]


def _news_feed(section: Section, part: Part, seated: _Seated, as_text: Callable) -> None:
    section.heading = section.heading or seated.name(part.source) or _("News Feed")
    section.url = seated.url(part.source)
    section.stories = seated.of(part)


def _video_strip(section: Section, part: Part, seated: _Seated, as_text: Callable) -> None:
    section.heading = section.heading or _("Watch")
    section.url = seated.url(Source(VIDEOS))
    # The large place and those under each other are wide; upright films stand beside them in their own shape.
    section.stories = sorted(seated.of(part), key=lambda film: film.shape == "portrait")


def _topic_row(section: Section, part: Part, seated: _Seated, as_text: Callable) -> None:
    name = seated.name(part.source)
    section.heading = section.heading or name
    section.url = seated.url(part.source)
    stories = seated.of(part)
    if stories:
        section.lead = Card(stories[0], "large", hide_label=stories[0].card_label in (name, section.heading))
        section.cards = [Card(story, "small") for story in stories[1:]]


def _text(section: Section, part: Part, seated: _Seated, as_text: Callable) -> None:
    section.words = as_text(part.value.get("text") or "")


_BUILDERS = {
    "lead_package": _lead_package,
    "story_list": _story_list,
    "news_feed": _news_feed,
    "video_strip": _video_strip,
    "topic_row": _topic_row,
    "text": _text,
}


def _rows(sections: list[Section]) -> list[Row]:
    """The News Feed stands beside the lead package if it is its neighbour."""
    rows: list[Row] = []
    for section in sections:
        before = rows[-1].sections if rows else []
        kinds = {section.kind, *(other.kind for other in before)}
        if len(before) == 1 and kinds == TOP_KINDS:
            pair = sorted([*before, section], key=lambda one: one.kind != "lead_package")
            for one in pair:
                one.stands_alone = False
            rows[-1] = Row(pair)
        else:
            rows.append(Row([section]))
    return rows
