"""What cards and pages read of a story: words prepared once, so that templates only print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsreel.languages import is_right_to_left
from newsreel.metadata.addresses import absolute

if TYPE_CHECKING:
    from newsreel.metadata.description import EmbeddedPlayer
    from newsreel.models import Byline, Topic

CARD_WORDS = 30


class StoryCard:
    """The reading side of StoryPage. Nothing here queries after newsreel.cards.prepare_cards()."""

    @property
    def is_video(self) -> bool:
        return self.kind == "video"

    @property
    def is_opinion(self) -> bool:
        return self.story_type == "opinion"

    @property
    def type_label(self) -> str:
        """The story type as readers see it; nothing for plain news."""
        if self.story_type == "news":
            return ""
        # Django's get_story_type_display() translates every choice to find one.
        labels = dict(self._meta.get_field("story_type").choices)
        return str(labels.get(self.story_type, self.story_type))

    @property
    def direction(self) -> str:
        """Which way the story's words run, for `dir`: the page around them may run the other way."""
        return "rtl" if is_right_to_left(self.language) else "ltr"

    @property
    def excerpt(self) -> str:
        return self.standfirst or Truncator(self.body_text()).words(CARD_WORDS)

    def body_text(self) -> str:
        """The words of the story without markup. Subclasses with a body answer it."""
        return ""

    # --- Address ---------------------------------------------------------------------------------

    def get_url(self, request=None, current_site=None) -> str | None:
        """The path below the front page. There is one site; Wagtail would read the cache anew for every card."""
        segments = (self.url_path or "").split("/", 2)
        return f"/{segments[2]}" if len(segments) > 2 and segments[2] else None

    url = property(get_url)

    def get_full_url(self, request=None) -> str | None:
        """With scheme and host, as copied, shared and mailed: the same that the canonical link says."""
        return absolute(self.url) if self.url else None

    full_url = property(get_full_url)

    # --- Picture ----------------------------------------------------------------------------------

    @property
    def lead_caption(self) -> str:
        return self.lead_image_caption or (self.lead_image.caption if self.lead_image else "")

    @property
    def lead_credit(self) -> str:
        return self.lead_image_credit or (self.lead_image.credit if self.lead_image else "")

    @property
    def lead_alt(self) -> str:
        return self.lead_image_alt or (self.lead_image.description if self.lead_image else "")

    # --- Label ------------------------------------------------------------------------------------

    @property
    def label(self) -> str:
        """The title of the feed that the story stands in."""
        return self.section_label

    @cached_property
    def label_url(self) -> str:
        """The address of that feed: the story's own without its last segment."""
        return (self.url or "/").rstrip("/").rpartition("/")[0] + "/"

    @property
    def card_label(self) -> str:
        """On a card the first topic says more than the feed, which is the same for its neighbours."""
        return self.topic_list[0].name if self.topic_list and not self.is_opinion else self.label

    @property
    def card_label_url(self) -> str:
        return self.topic_list[0].url if self.topic_list and not self.is_opinion else self.label_url

    # --- People and subjects ----------------------------------------------------------------------

    @cached_property
    def byline_list(self) -> list[Byline]:
        """Bylines in their order, without those that name nobody."""
        return [byline for byline in self.bylines.all() if byline.name]

    @property
    def byline_text(self) -> str:
        """“A”, “A and B” or “A, B and C”."""
        names = [byline.name for byline in self.byline_list]
        if len(names) < 2:
            return "".join(names)
        return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}

    @cached_property
    def topic_list(self) -> list[Topic]:
        return [entry.topic for entry in self.story_topics.all() if entry.topic]

    # --- Time -------------------------------------------------------------------------------------

    @property
    def shows_update(self) -> bool:
        """Whether readers are told of an update: one in the first minute is still the first version."""
        return bool(
            self.updated_at
            and self.published_at
            and (self.updated_at - self.published_at).total_seconds() >= 60
        )

    @property
    def reading_time_text(self) -> str:
        if not self.reading_time:
            return ""
        return ngettext("%(count)d min read", "%(count)d min read", self.reading_time) % {
            "count": self.reading_time
        }

    @property
    def duration_text(self) -> str:
        """“4:18”, or “1:02:40” from an hour on."""
        if self.duration is None:
            return ""
        minutes, seconds = divmod(self.duration, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def duration_iso(self) -> str:
        """ISO 8601, as schema.org/duration and <time> want it."""
        if self.duration is None:
            return ""
        minutes, seconds = divmod(self.duration, 60)
        hours, minutes = divmod(minutes, 60)
        return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{seconds}S"

    # --- For machines -----------------------------------------------------------------------------

    def json_ld(self) -> list[dict[str, object]]:
        """The structured data of this story (see newsreel.metadata.json_ld)."""
        from newsreel.metadata.json_ld import article

        return [article(self)]

    @property
    def offers_oembed(self) -> bool:
        """Whether other sites get something for this story's address; it is false only for some videos."""
        return True

    def embedded_player(self) -> EmbeddedPlayer | None:
        """The player that other sites may show, if the story has one."""
        return None
