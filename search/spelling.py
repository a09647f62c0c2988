"""Words of the newsroom that a misspelt one may mean: out of names and headlines, by shared parts and few changes."""

from __future__ import annotations

from django.db.models import Count

from search.models import WordPart
from search.writing import parts_of

MOST = 8
_CANDIDATES = 60
_LEAST_LENGTH = 4


def similar_words(word: str, most: int = MOST) -> tuple[str, ...]:
    """Folded words one change away, in longer words two, the nearest first; never the word itself."""
    if len(word) < _LEAST_LENGTH:
        return ()
    allowed = 1 if len(word) < 8 else 2
    candidates = (
        WordPart.objects.filter(
            part__in=parts_of(word), length__range=(len(word) - allowed, len(word) + allowed)
        )
        .values_list("word_id")
        .annotate(shared=Count("id"))
        .order_by("-shared", "word_id")[:_CANDIDATES]
    )
    distances = [(distance(word, other), -shared, other) for other, shared in candidates if other != word]
    return tuple(other for far, _shared, other in sorted(distances) if far <= allowed)[:most]


def distance(first: str, second: str) -> int:
    """Optimal string alignment: letters put in, left out, changed, or two neighbours swapped."""
    before: list[int] = []
    last = list(range(len(second) + 1))
    for row, left in enumerate(first, start=1):
        current = [row]
        for column, right in enumerate(second, start=1):
            cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == second[column - 2] and first[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
