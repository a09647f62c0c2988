"""What a reader chose beside the words, read from an address and written into one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from newsreel.models import StoryKind, StoryType
from newsreel.models.addresses import SLUG_LENGTH
from search.engine import Filters
from search.labels import Label, label_of

# What a reader may look for. Authors and topics are found by name only.
STORY_KINDS = tuple(StoryKind.values)
NAME_KINDS = ("author", "topic")
PERIODS = {"day": 1, "week": 7, "month": 31, "year": 366}
# The names in an address, in the order in which every address has them.
PARAMETERS = ("q", "kind", "type", "topic", "author", "when", "from", "to", "video", "sort")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
# 2026-11-22, as browsers send it, or 22.11.2026, 22/11/2026, as people write it.
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z", re.ASCII)
_WRITTEN = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})\Z", re.ASCII)
_SLUG = re.compile(rf"[\w-]{{1,{SLUG_LENGTH}}}\Z", re.ASCII)


@dataclass(frozen=True)
class Narrowing:
    """One state of the search page without its words and page number. `problems` are sentences for the reader."""

    kind: str = ""
    story_type: str = ""
    topic: Label | None = None
    author: Label | None = None
    when: str = ""
    first_day: date | None = None
    last_day: date | None = None
    has_video: bool = False
    newest_first: bool = False
    problems: tuple[str, ...] = ()

    @property
    def of_names(self) -> bool:
        """Whether authors or topics are looked for, not stories."""
        return self.kind in NAME_KINDS

    @property
    def is_narrow(self) -> bool:
        """Whether anything is chosen that leaves results out."""
        return any(value for name, value in self.chosen().items() if name != "sort")

    def chosen(self) -> dict[str, str]:
        """The parameters that stand for this state; empty where nothing is chosen."""
        return {
            "kind": self.kind,
            "type": self.story_type,
            "topic": self.topic.slug if self.topic else "",
            "author": self.author.slug if self.author else "",
            "when": self.when,
            "from": self.first_day.isoformat() if self.first_day else "",
            "to": self.last_day.isoformat() if self.last_day else "",
            "video": "1" if self.has_video else "",
            "sort": "new" if self.newest_first else "",
        }

    def to_filters(self) -> Filters:
        """The same for an engine: days begin and end at midnight in the newsroom's zone."""
        since = _midnight(self.first_day)
        if self.when:
            since = timezone.now() - timedelta(days=PERIODS[self.when])
        return Filters(
            kind=self.kind if self.kind in STORY_KINDS else "",
            story_type=self.story_type,
            topic=self.topic.pk if self.topic else None,
            author=self.author.pk if self.author else None,
            since=since,
            until=_midnight(self.last_day + timedelta(days=1)) if self.last_day else None,
            has_video=self.has_video,
        )


def read_narrowing(parameters: Mapping[str, str]) -> Narrowing:
    """Any parameters give a state: what is unknown is passed over, a date that is none is said to be none."""
    first_day, first_problem = read_day(parameters.get("from", ""))
    last_day, last_problem = read_day(parameters.get("to", ""))
    problems = [problem for problem in (first_problem, last_problem) if problem]
    if first_day and last_day and first_day > last_day:
        first_day, last_day = last_day, first_day
        problems.append(_("The first day came after the last: they were exchanged."))
    when = _one_of(PERIODS, parameters.get("when", ""))
    return Narrowing(
        kind=_one_of((*STORY_KINDS, *NAME_KINDS), parameters.get("kind", "")),
        story_type=_one_of(StoryType.values, parameters.get("type", "")),
        topic=_named("topic", parameters.get("topic", "")),
        author=_named("author", parameters.get("author", "")),
        when="" if first_day or last_day else when,
        first_day=first_day,
        last_day=last_day,
        has_video=parameters.get("video", "") == "1",
        newest_first=parameters.get("sort", "") == "new",
        problems=tuple(problems),
    )


def read_day(text: str) -> tuple[date | None, str]:
    """The day, or what is wrong with it; nothing at all for an empty text."""
    text = text.strip()
    if not text:
        return None, ""
    numbers = _numbers(text)
    try:
        day = date(*numbers) if numbers else None
    except ValueError:
        day = None
    if day is None:
        return None, _("“%(text)s” is no day. Write it as in 2026-11-22.") % {"text": text[:30]}
    if not EARLIEST <= day <= LATEST:
        return None, _("“%(text)s” is outside the years that can be searched.") % {"text": text[:30]}
    return day, ""


def _numbers(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.match(text):
        return tuple(map(int, match.groups()))
    if match := _WRITTEN.match(text):
        return tuple(map(int, reversed(match.groups())))
    return None


def address(query: str, narrowing: Narrowing, **changes: str) -> str:
    """“?q=…” with what is chosen, in a fixed order and without what is empty."""
    values = {"q": query, **narrowing.chosen(), **changes}
    if "when" in changes:
        values |= {"from": "", "to": ""}
    parameters = QueryDict(mutable=True)
    for name in (*PARAMETERS, "page"):
        if values.get(name) or name == "q":
            parameters[name] = values.get(name, "")
    return f"?{parameters.urlencode()}"


def _one_of(values: object, value: str) -> str:
    return value if value in values else ""


def _named(kind: str, slug: str) -> Label | None:
    return label_of(kind, slug) if _SLUG.match(slug) else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
