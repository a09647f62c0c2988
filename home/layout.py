"""What an editor has laid out: the stream of the front page read as parts with places. No story is looked up here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# What a part is filled from; the blocks offer these to editors.
LATEST, TOPIC, FEED, NOTHING = "latest", "topic", "feed", "none"
VIDEOS = "videos"
LEAD, SECONDARY, ALSO, STORY, VIDEO, LARGE, HEADLINE, ITEM = (
    "lead",
    "secondary",
    "also",
    "story",
    "video",
    "large",
    "headline",
    "item",
)
SECONDARY_PLACES = 3


@dataclass(frozen=True)
class Source:
    """Where a part takes stories from when nobody chose one: the newest, a topic, a feed, the videos, nowhere."""

    kind: str
    pk: int | None = None


@dataclass
class Slot:
    """One place on the page: which story an editor wants there, and which one stands there in the end."""

    role: str
    wanted: int | None = None
    text_only: bool = False
    story: int | None = None


@dataclass
class Part:
    """One block of the front page with its places."""

    kind: str
    value: dict
    source: Source
    slots: list[Slot] = field(default_factory=list)

    def group(self, role: str) -> list[Slot]:
        return [slot for slot in self.slots if slot.role == role]

    def groups(self) -> list[list[Slot]]:
        return [self.group(role) for role in dict.fromkeys(slot.role for slot in self.slots)]


def read_layout(raw_blocks: Iterable[dict]) -> list[Part]:
    """The parts of a page. A page without a lead package leads with the newest all the same."""
    parts = [_READERS[raw["type"]](raw.get("value") or {}) for raw in raw_blocks if raw["type"] in _READERS]
    if not parts:
        return [_lead_package({}), _news_feed({}), _video_strip({})]
    if not any(part.kind == "lead_package" for part in parts):
        parts.insert(0, _lead_package({}))
    return parts


def read_part(kind: str, value: dict) -> Part:
    """One block by itself."""
    return _READERS[kind](value)


# --- The kinds of blocks ------------------------------------------------------------------------------


def _lead_package(value: dict) -> Part:
    secondaries = [
        Slot(SECONDARY, _pk(item.get("story")), bool(item.get("text_only")))
        for item in _items(value.get("secondaries"))
        if isinstance(item, dict)
    ]
    if value.get("fill_up", True):
        empty = range(len(secondaries), SECONDARY_PLACES)
        secondaries += [Slot(SECONDARY, text_only=place == SECONDARY_PLACES - 1) for place in empty]
    slots = [Slot(LEAD, _pk(value.get("lead"))), *secondaries, *_chosen(ALSO, value.get("also"))]
    return Part("lead_package", value, _source(value), slots)


def _story_list(value: dict) -> Part:
    return Part("story_list", value, _source(value), _filled(STORY, value, "stories", 4))


def _news_feed(value: dict) -> Part:
    source = Source(FEED, _pk(value.get("feed")))
    return Part("news_feed", value, source, [Slot(ITEM) for _ in range(_count(value, 10))])


def _video_strip(value: dict) -> Part:
    return Part("video_strip", value, Source(VIDEOS), _filled(VIDEO, value, "videos", 4))


def _topic_row(value: dict) -> Part:
    slots = [Slot(LARGE, _pk(value.get("large"))), *(Slot(HEADLINE) for _ in range(_count(value, 4)))]
    return Part("topic_row", value, Source(TOPIC, _pk(value.get("topic"))), slots)


def _text(value: dict) -> Part:
    return Part("text", value, Source(NOTHING))


_READERS = {
    "lead_package": _lead_package,
    "story_list": _story_list,
    "news_feed": _news_feed,
    "video_strip": _video_strip,
    "topic_row": _topic_row,
    "text": _text,
}


# --- Stored values ------------------------------------------------------------------------------------


def _source(value: dict) -> Source:
    kind = value.get("fill") or LATEST
    return Source(kind, _pk(value.get(kind)) if kind in (TOPIC, FEED) else None)


def _filled(role: str, value: dict, name: str, default: int) -> list[Slot]:
    """The chosen ones first, then empty places up to the count."""
    chosen = _chosen(role, value.get(name))
    return chosen + [Slot(role) for _ in range(_count(value, default) - len(chosen))]


def _chosen(role: str, stored: list | None) -> list[Slot]:
    return [Slot(role, _pk(item)) for item in _items(stored)]


def _items(stored: list | None) -> Iterator[object]:
    """The values of a list block, in the present form with ids or the bare one."""
    for item in stored or ():
        yield item["value"] if isinstance(item, dict) and item.get("type") == "item" else item


def _pk(stored: object) -> int | None:
    return stored if isinstance(stored, int) else None


def _count(value: dict, default: int) -> int:
    count = value.get("count")
    return count if isinstance(count, int) and count > 0 else default
