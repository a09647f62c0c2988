"""What is typed into the search fields of lists: found by the engine, or word by word where nothing is indexed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from wagtail.search.backends import get_search_backend
from wagtail_modeladmin.helpers import DjangoORMSearchHandler

MOST_CHARACTERS, MOST_WORDS = 200, 12
# Whoever finds more writes another word.
MOST_FOUND = 1000


class FoundByEngine:
    """For an IndexView, before it: the engine finds, the list keeps its order and its filters, whatever they ask."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.is_searching:
            return queryset
        things = queryset.model.objects.all()
        found = get_search_backend().autocomplete(self.search_query, things, order_by_relevance=False)
        return queryset.filter(pk__in=[thing.pk for thing in found[:MOST_FOUND]])


def words_of(typed: str) -> list[str]:
    """The words, as far as they are looked for: a database takes no condition of a thousand parts."""
    return typed[:MOST_CHARACTERS].split()[:MOST_WORDS]


def with_every_word(rows: QuerySet, fields: Iterable[str], typed: str) -> QuerySet:
    """The rows that have each word, or the beginning of it, somewhere in these fields."""
    names = sorted(fields)
    for word in words_of(typed):
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return rows


class RegisterSearch(DjangoORMSearchHandler):
    """The search of a register, however much is typed."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs: object) -> QuerySet:
        return super().search_queryset(queryset, " ".join(words_of(search_term)), **kwargs)
