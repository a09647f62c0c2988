"""Keyset pagination of stories: page 500 costs what page 1 costs, and a new story shifts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.translation import gettext as _

from newsreel.cards import prepare_cards
from newsreel.models import StoryPage
from newsreel.querysets import StoryQuerySet

WINDOW = 20
# Microseconds count backwards before 1970, where an archive may begin.
_CURSOR = re.compile(r"(-?\d{1,17})-(\d{1,18})\Z", re.ASCII)


@dataclass(frozen=True)
class Cursor:
    """A place in a stream: just after the story with this time and primary key."""

    published_at: datetime
    pk: int

    @classmethod
    def after(cls, story: StoryPage) -> Cursor:
        return cls(story.published_at, story.pk)

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read “microseconds-pk”. Raises BadRequest (a designed 400) for anything else."""
        match = _CURSOR.match(text)
        try:
            if match is None:
                raise ValueError(text)
            microseconds, pk = (int(part) for part in match.groups())
            return cls(datetime.fromtimestamp(microseconds / 1_000_000, UTC), pk)
        except (ValueError, OverflowError, OSError) as error:
            raise BadRequest(_("This address names no place in the stream.")) from error

    def __str__(self) -> str:
        return f"{round(self.published_at.timestamp() * 1_000_000)}-{self.pk}"

    def older(self) -> Q:
        """The condition for stories after this place, newest first."""
        return Q(published_at__lt=self.published_at) | Q(published_at=self.published_at, pk__lt=self.pk)


@dataclass
class StoryWindow:
    """A stretch of a stream: its stories, and the cursor of what follows (empty at the end)."""

    stories: list[StoryPage] = field(default_factory=list)
    next_cursor: str = ""


def story_window(
    stories: StoryQuerySet, before: str = "", size: int = WINDOW, beside: Iterable[StoryPage | None] = ()
) -> StoryWindow:
    """Published stories newest first, after the cursor `before`, prepared for cards (with those `beside`).

    Raises BadRequest if `before` is no cursor.
    """
    queryset = stories.published().newest_first().for_cards()
    if before:
        queryset = queryset.filter(Cursor.parse(before).older())
    found = list(queryset[: size + 1])
    shown = found[:size]
    prepare_cards(shown, beside)
    return StoryWindow(shown, str(Cursor.after(shown[-1])) if len(found) > size else "")
