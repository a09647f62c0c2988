"""A block of the front page by itself, as the block picker shows it, even before anything has been published."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from home.layout import LEAD, SECONDARY, TOPIC, Part, Source, read_part
from home.sections import Section, section_alone
from newsreel.models import Byline, StoryPage, Topic


def preview_section(kind: str, value: dict) -> Section:
    """The block with the newsroom's newest stories, filled up with examples."""
    part = read_part(kind, value)
    if part.source.kind == TOPIC and part.source.pk is None:
        part.source = Source(TOPIC, Topic.objects.values_list("pk", flat=True).first())
    _choose_pictures(part)
    section = section_alone(part, example_stories("video" if kind == "video_strip" else "article"))
    section.stands_alone = True
    return section


def _choose_pictures(part: Part) -> None:
    """The lead package is shown with pictures, as editors would lay it out."""
    slots = [*part.group(LEAD), *part.group(SECONDARY)]
    stories = StoryPage.objects.published().filter(lead_image__isnull=False).newest_first()
    for slot, pk in zip(slots, stories.values_list("pk", flat=True)[: len(slots)], strict=False):
        slot.wanted = pk


def example_stories(kind: str = "article") -> list[StoryPage]:
    """Stories that exist in no database; their keys are negative, so that they meet no real one."""
    headlines = (
        _("Assembly takes the island ferries back into public hands"),
        _("High Court orders the Water Board to publish its flood maps"),
        _("Second mainland cable fails its test and delays the winter plan"),
        _("Court of Audit: the state cannot say what its ferry money bought"),
        _("What the vote changes for islanders, timetable by timetable"),
        _("How six winters of cancelled sailings emptied a school"),
        _("Sixteen members broke ranks. Three of them tell us why"),
        _("Late rain saves the wheat, but the new insurance will not pay"),
        _("The cannery town that bought its own cannery, one share at a time"),
        _("Four villages sue over a sea wall that ends one field too early"),
    )
    return [_example(-number, kind, headline) for number, headline in enumerate(headlines, 1)]


def _example(pk: int, kind: str, headline: str) -> StoryPage:
    story = StoryPage(
        pk=pk,
        title=headline,
        kind=kind,
        standfirst=_("One or two sentences that say what happened and why it matters."),
        section_label=_("News Feed"),
        published_at=timezone.now(),
        duration=260 if kind == "video" else None,
    )
    story.bylines = [Byline(printed_name=_("Neva Strand"))]
    story.story_topics = []
    return story
