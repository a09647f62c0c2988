"""Words that only drafts have: in the index, and yet no reader may know them.

The counts of the index are those of everything in it. Whether a seldom word is published is asked only where a reader
found little, and none of it has the word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from django.db.models import Value
from django.db.models.expressions import RawSQL

from newsreel.querysets import StoryQuerySet
from search.entries import LIVE_MARK
from search.matching.store import Store
from search.matching.tree import All, Mark, Node, Not, Term
from search.spelling import Spelling

# Of the stories that have a word, so many are looked at.
MOST_LOOKED_AT = 300


def doubt(
    spelling: Spelling,
    seen: Collection[Term],
    unwanted: Iterable[Not],
    store: Store,
    published: StoryQuerySet,
) -> None:
    """Have the words corrected that no published story has. Two queries where there is any doubt, else none.

    `unwanted`: what a corrected query will still exclude, so that what is offered finds something.
    """
    doubtful = spelling.doubtful(seen)
    candidates = spelling.doubt(doubtful) if doubtful else []
    if not doubtful or not (candidates or any(spelling.found.values())):
        return
    wanted = [All((term, *unwanted)) for term in candidates]
    found = stories_with([*doubtful.values(), *wanted], store, published)
    for word, numbers in zip(doubtful, found, strict=False):
        if numbers:
            spelling.trust(word)
        else:
            # Like a word that nobody ever wrote, so that nobody learns what is in a draft.
            spelling.unpublished.add(word)
    spelling.found |= dict(zip(candidates, found[len(doubtful) :], strict=True))


def stories_with(nodes: Sequence[Node], store: Store, published: StoryQuerySet) -> list[list[int]]:
    """Published stories that match each, of those that were written last, the newest first. One query."""
    parts = []
    for place, node in enumerate(nodes):
        latest = RawSQL(*store.latest_sql(All((node, Mark(LIVE_MARK))), MOST_LOOKED_AT))  # noqa: S611
        parts.append(published.filter(pk__in=latest).values_list(Value(place), "pk"))
    found: list[list[int]] = [[] for _ in nodes]
    for place, number in sorted(parts[0].union(*parts[1:], all=True), reverse=True):
        found[place].append(number)
    return found
