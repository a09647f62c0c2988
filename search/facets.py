"""The filters of the search page: links with counts, each leading to a state that has an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsreel.models import StoryKind, StoryType
from search.engine import MOST_COUNTED
from search.engine import Facets as Counts
from search.engine import Names as Named
from search.labels import Label, labels
from search.narrowing import Narrowing, address

# How many topics and authors are offered.
MOST_NAMES = 8
PERIOD_LABELS = {
    "day": gettext_lazy("Past 24 hours"),
    "week": gettext_lazy("Past week"),
    "month": gettext_lazy("Past month"),
    "year": gettext_lazy("Past year"),
}


@dataclass(frozen=True)
class Facet:
    """One line of a filter. `count` is None where the engine does not count. `key` tells it from all others."""

    label: str
    url: str
    is_current: bool
    count: int | None
    key: str

    @property
    def is_capped(self) -> bool:
        return (self.count or 0) >= MOST_COUNTED


@dataclass(frozen=True)
class Filter:
    """One filter: its name in the address, its heading, its lines."""

    name: str
    heading: str
    facets: tuple[Facet, ...]

    @property
    def current(self) -> Facet | None:
        return next((facet for facet in self.facets if facet.is_current), None)


class _Lines:
    """Makes the lines of one filter."""

    def __init__(self, query: str, narrowing: Narrowing, name: str) -> None:
        self.query, self.narrowing, self.name = query, narrowing, name
        self.chosen = narrowing.chosen()[name]

    def line(self, value: str, label: object, count: int | None) -> Facet:
        changes = {self.name: value}
        if self.name == "kind":
            # A type of story says nothing of people, nor does a date.
            changes |= _only_for_stories(value)
        return Facet(
            label=str(label),
            url=address(self.query, self.narrowing, **changes),
            is_current=self.chosen == value,
            count=count,
            key=f"{self.name}-{value or 'any'}",
        )

    def filter(self, heading: str, lines: Iterable[tuple[str, object, int | None]]) -> Filter | None:
        """Nothing where there is no choice: a single line that is not chosen."""
        values = [line for line in lines if line[2] != 0 or line[0] == self.chosen]
        if not self.chosen and len(values) < 2:
            return None
        if not values and self.chosen:
            return None
        everything = self.line("", _("All"), None)
        return Filter(self.name, heading, (everything, *(self.line(*line) for line in values)))


def _only_for_stories(kind: str) -> dict[str, str]:
    if kind in ("author", "topic"):
        return dict.fromkeys(("type", "topic", "author", "when", "from", "to", "video", "sort"), "")
    return {}


def filters(query: str, narrowing: Narrowing, counts: Counts, named: Named) -> list[Filter]:
    """All filters that leave a choice, in the order of the page."""
    found = [_kinds(query, narrowing, counts, named)]
    if not narrowing.of_names:
        found += [
            _types(query, narrowing, counts),
            _topics(query, narrowing, counts),
            _authors(query, narrowing, counts),
            _ages(query, narrowing, counts),
            _videos(query, narrowing, counts),
        ]
    return [one for one in found if one is not None]


def _kinds(query: str, narrowing: Narrowing, counts: Counts, named: Named) -> Filter | None:
    lines = _Lines(query, narrowing, "kind")
    labels = {StoryKind.ARTICLE.value: _("Articles"), StoryKind.VIDEO.value: _("Video")}
    values = [(kind, labels.get(kind, kind), counts.kinds.get(kind, 0)) for kind in labels]
    values.append(("author", _("Authors"), len(named.authors)))
    values.append(("topic", _("Topics"), len(named.topics)))
    return lines.filter(_("Kind"), values)


def _types(query: str, narrowing: Narrowing, counts: Counts) -> Filter | None:
    labels = dict(StoryType.choices)
    occurring = sorted(counts.types.items(), key=lambda item: -item[1])
    values = [(value, labels[value], count) for value, count in occurring if value in labels]
    if narrowing.story_type and narrowing.story_type not in counts.types:
        values.append((narrowing.story_type, labels[narrowing.story_type], 0))
    return _Lines(query, narrowing, "type").filter(_("Type"), values)


def _topics(query: str, narrowing: Narrowing, counts: Counts) -> Filter | None:
    values = _of_names(counts.topics, "topic", narrowing.topic)
    return _Lines(query, narrowing, "topic").filter(_("Topic"), values)


def _authors(query: str, narrowing: Narrowing, counts: Counts) -> Filter | None:
    values = _of_names(counts.authors, "author", narrowing.author)
    return _Lines(query, narrowing, "author").filter(_("Author"), values)


def _of_names(counts: dict[int, int], kind: str, chosen: Label | None) -> list[tuple[str, str, int | None]]:
    """The most frequent ones; the chosen one is among them, so that it can be left again."""
    known = labels(kind) if counts else {}
    values = [(known[pk].slug, known[pk].name, count) for pk, count in counts.items() if pk in known]
    values = values[:MOST_NAMES]
    if chosen and chosen.slug not in [slug for slug, _name, _count in values]:
        values.append((chosen.slug, chosen.name, counts.get(chosen.pk) or (0 if counts else None)))
    return values


def _ages(query: str, narrowing: Narrowing, counts: Counts) -> Filter | None:
    values = [
        (period, label, counts.ages.get(period, 0) if counts.ages else None)
        for period, label in PERIOD_LABELS.items()
    ]
    return _Lines(query, narrowing, "when").filter(_("Published"), values)


def _videos(query: str, narrowing: Narrowing, counts: Counts) -> Filter | None:
    count = counts.with_video or None
    if not count and not narrowing.has_video:
        return None
    lines = _Lines(query, narrowing, "video")
    any_, with_video = lines.line("", _("All"), None), lines.line("1", _("With video"), count)
    return Filter("video", _("To watch"), (any_, with_video))


def chips(query: str, narrowing: Narrowing) -> list[Facet]:
    """What is chosen, each as a link to the same results without it."""
    labels = {
        "kind": {**dict(StoryKind.choices), "author": _("Authors"), "topic": _("Topics")}.get(narrowing.kind),
        "type": dict(StoryType.choices).get(narrowing.story_type),
        "topic": narrowing.topic and narrowing.topic.name,
        "author": narrowing.author and narrowing.author.name,
        "when": PERIOD_LABELS.get(narrowing.when),
        "from": narrowing.first_day
        and _("from %(day)s") % {"day": date_format(narrowing.first_day, "j E Y")},
        "to": narrowing.last_day and _("to %(day)s") % {"day": date_format(narrowing.last_day, "j E Y")},
        "video": narrowing.has_video and _("With video"),
    }
    return [
        Facet(str(label), address(query, narrowing, **{name: ""}), True, None, name)
        for name, label in labels.items()
        if label
    ]
