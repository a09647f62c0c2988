"""Who stands where on the front page: all places are given out at once, so that no story stands twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from home.layout import LATEST, LEAD, Part, Slot, Source, read_layout
from home.sources import Candidates, Sources, find_candidates


@dataclass(frozen=True)
class Fallback:
    """A chosen story that readers do not see in its place, and what they see there instead."""

    part: Part
    role: str
    wanted: int
    shown: int | None
    stands_elsewhere: bool


@dataclass
class Seating:
    """The parts of a page with a story, or none, in every place."""

    parts: list[Part]
    sources: Sources
    fallbacks: list[Fallback]

    @property
    def story_keys(self) -> set[int]:
        return {slot.story for part in self.parts for slot in part.slots if slot.story is not None}


def seat(raw_blocks: Iterable[dict]) -> Seating:
    """Read the stream and give out its places."""
    return seat_parts(read_layout(raw_blocks))


def seat_parts(parts: list[Part]) -> Seating:
    """Give out the places of parts that have been read already."""
    sources = Sources.of(parts)
    slots = [slot for part in parts for slot in part.slots]
    chosen = {slot.wanted for slot in slots if slot.wanted is not None}
    pools = [Source(LATEST), *(sources.pool(part.source) for part in parts if part.slots)]
    # Whatever the other places take, this many newest are enough for every place.
    candidates = find_candidates(sources, pools, chosen, limit=len(slots) + 1)
    usher = _Usher(parts, sources, candidates)
    usher.seat_everyone()
    return Seating(parts, sources, list(_fallbacks(parts)))


class _Usher:
    """Gives out the places: what editors chose, then the lead, then empty places from top to bottom."""

    def __init__(self, parts: list[Part], sources: Sources, candidates: Candidates) -> None:
        self.parts = parts
        self.sources = sources
        self.candidates = candidates
        self.seats: dict[int, Slot] = {}

    def seat_everyone(self) -> None:
        for part in self.parts:
            for slot in part.slots:
                if slot.wanted in self.candidates.public and slot.wanted not in self.seats:
                    self.put(slot, slot.wanted)
        for part in self.parts:
            for slot in part.group(LEAD):
                if slot.story is None:
                    self.find_lead(part, slot)
        for part in self.parts:
            for group in part.groups():
                self.close_ranks(group)
            self.fill(part)

    def put(self, slot: Slot, story: int) -> None:
        """Seat a story; if it had another place, that one is empty now."""
        if story in self.seats:
            self.seats[story].story = None
        slot.story = story
        self.seats[story] = slot

    def find_lead(self, part: Part, lead: Slot) -> None:
        """A withdrawn lead gives way to the first beside it; else the newest of the source leads; else anything."""
        package = [slot.story for slot in part.slots if slot.story is not None]
        newest = [*self.pool(part), *self.candidates.of(Source(LATEST))]
        others = [story for story in newest if story not in package]
        order = [*package, *others] if lead.wanted and _beside(part) else [*others, *package]
        if order:
            self.put(lead, order[0])

    def close_ranks(self, group: list[Slot]) -> None:
        """Chosen stories move up, so that empty places are the last."""
        present = [slot.story for slot in group if slot.story is not None]
        for place, slot in enumerate(group):
            slot.story = present[place] if place < len(present) else None
            if slot.story is not None:
                self.seats[slot.story] = slot

    def fill(self, part: Part) -> None:
        waiting = iter(self.pool(part))
        for slot in part.slots:
            if slot.story is None:
                story = next((pk for pk in waiting if pk not in self.seats), None)
                if story is None:
                    return
                self.put(slot, story)

    def pool(self, part: Part) -> list[int]:
        return self.candidates.of(self.sources.pool(part.source))


def _beside(part: Part) -> bool:
    return any(slot.story is not None for slot in part.group("secondary"))


def _fallbacks(parts: list[Part]) -> Iterable[Fallback]:
    shown = {slot.story for part in parts for slot in part.slots}
    for part in parts:
        here = {slot.story for slot in part.slots}
        for group in part.groups():
            wanted = [slot.wanted for slot in group if slot.wanted is not None]
            missing = [slot.wanted for slot in group if slot.wanted is not None and slot.wanted not in here]
            stand_ins = [slot.story for slot in group if slot.story is not None and slot.story not in wanted]
            for place, pk in enumerate(missing):
                stand_in = stand_ins[place] if place < len(stand_ins) else None
                yield Fallback(part, group[0].role, pk, stand_in, pk in shown)
