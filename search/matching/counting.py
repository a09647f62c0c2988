"""How often words occur, remembered for a while: it changes slowly, and each search asks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from django.core.cache import cache

REMEMBERED_SECONDS = 600
# What stands in so many entries takes longest to count, and is hardly more an hour later.
COMMON, COMMON_SECONDS = 1000, 3600


def remembered(
    things: Sequence[str], count: Callable[[list[str]], list[int]], even_none: bool = False
) -> list[int]:
    """The count of each thing; `count` is asked for those that are not known. `even_none`: a zero is remembered, too,
    as it must not be of a word, which a new story may have."""
    keys = {thing: f"search.count.{_digest(thing)}" for thing in things}
    known: dict[str, int] = cache.get_many(keys.values())
    missing = [thing for thing in keys if keys[thing] not in known]
    if missing:
        new = {keys[thing]: number for thing, number in zip(missing, count(missing), strict=True)}
        common = {key: number for key, number in new.items() if number >= COMMON}
        rare = {key: number for key, number in new.items() if number < COMMON and (number or even_none)}
        cache.set_many(common, COMMON_SECONDS)
        cache.set_many(rare, REMEMBERED_SECONDS)
        known |= new
    return [known[keys[thing]] for thing in things]


def _digest(thing: str) -> str:
    return hashlib.blake2b(thing.encode(), digest_size=12).hexdigest()
