"""What both databases have in common: Wagtail's seams (compiler, results, index, rebuilder) on our index.

Wagtail's compiler still checks fields and filters, and the queryset still decides what may be seen: everything that
matches goes through it. docs/decisions names the methods that are replaced.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property

from django.conf import settings
from django.db import connections, models, router, transaction
from django.db.models import Count
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import FilterFieldError
from wagtail.models import Page

from newsreel.locking import locked
from newsreel.models import StoryPage
from search.backends.fields import FieldCheck, columns_of
from search.entries import LIVE_MARK, model_mark
from search.languages import index_languages
from search.matching.gathering import MOST_CANDIDATES
from search.matching.question import Question
from search.matching.ranking import WIDENING, Ranked, rank, rank_typed
from search.matching.recency import among_newest
from search.matching.store import Hit, Store, Wanted
from search.matching.tree import (
    All,
    Any,
    Everything,
    Mark,
    Node,
    Not,
    Nothing,
    Phrase,
    Term,
    Wording,
    simplified,
    tree_of,
    wanted_terms,
)
from search.prefetching import prefetches
from search.refreshing import refresh
from search.writing import has_numbers, remove, remove_leftovers, write

# Who types wants few lines, and quickly: of the newest stories, if so many of these begin so, and of drafts.
TYPED_PART, DRAFTS_PART = 4, 12
TYPED_SHARE = 1 / 8


class IndexMixin:
    """Wagtail's index, kept in search.models.Document."""

    def add_item(self, obj: models.Model) -> None:
        """One thing: as it stands in memory for who has just saved it in this transaction, else as it is by now."""
        alias = router.db_for_write(type(obj))
        if connections[alias].in_atomic_block:
            _write(obj)
            return
        # Two workers may have read it at different times. It is locked, so that the last to write has read it last.
        with transaction.atomic(using=alias):
            if (thing := locked(type(obj), obj.pk, alias)) is not None:
                _write(thing)

    def add_items(self, model: type[models.Model], objs: Sequence[models.Model]) -> None:
        """Many things as they stand in the database: since they were read, somebody may have saved them."""
        refresh(model, [thing.pk for thing in objs if thing is not None])

    def delete_item(self, item: models.Model) -> None:
        remove(item)

    def delete_stale_entries(self) -> None:
        remove_leftovers()

    def reset(self) -> None:
        from search.models import Document

        Document.objects.all()._raw_delete(self.write_connection.alias)

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing to refresh: lengths are weighed when a query is ranked."""


class Rebuilder:
    """Brings entries up to date in place, in short transactions, while search goes on; then drops what is gone."""

    def __init__(self, index: IndexMixin) -> None:
        self.index = index

    def start(self) -> IndexMixin:
        return self.index

    def finish(self) -> None:
        self.index.delete_stale_entries()


class CompilerMixin:
    """Turns a query into a question to our index. Subclasses say in `store_class` which database answers it."""

    store_class: type[Store]
    is_typed = False

    def __init__(self, queryset, query, fields=None, operator=None, order_by_relevance=True):
        # Words alone, without a word on how to join them, mean: all of them, or else the most telling.
        self.allows_some = isinstance(query, str) and operator is None
        super().__init__(queryset, query, fields, operator, order_by_relevance)

    @cached_property
    def store(self) -> Store:
        return self.store_class(model_mark(self.queryset.model))

    @cached_property
    def wording(self) -> Wording:
        from search.spelling import similar_words

        return Wording(index_languages(), is_typed=self.is_typed, similar=similar_words)

    @cached_property
    def node(self) -> Node:
        return simplified(tree_of(self.query, self.wording))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return columns_of(self.queryset.model, self.fields, self.is_typed) if self.fields else ()

    @cached_property
    def is_negative(self) -> bool:
        """Whether the query says only what is not wanted, so that nothing is better than another."""
        return not any(wanted_terms(self.node))

    @cached_property
    def is_dated(self) -> bool:
        """Whether the newest things are those of the newest months."""
        return issubclass(self.queryset.model, StoryPage)

    @cached_property
    def ranked(self) -> Ranked:
        """The best of what matches and what the queryset lets through."""
        ranked = self._rank(MOST_CANDIDATES)
        if ranked.is_capped and len(ranked.hits) < MOST_CANDIDATES // 10:
            ranked = self._rank(MOST_CANDIDATES * WIDENING)
        return ranked

    def _rank(self, most: int) -> Ranked:
        if self.is_typed:
            is_first = self.is_dated and most == MOST_CANDIDATES
            recent = among_newest(self.node, TYPED_SHARE) if is_first else None
            wanted = [Wanted(self.node, max(1, most // TYPED_PART), self.columns, recent=recent)]
            if issubclass(self.queryset.model, Page):
                # They, and pages that are no stories, are of no month.
                drafts = simplified(All((self.node, Not(Mark(LIVE_MARK)))))
                wanted.append(Wanted(drafts, max(1, most // DRAFTS_PART), self.columns))
            return rank_typed(self.store, wanted, self.survivors)
        return rank(self.store, self.question, self.survivors, most)

    @cached_property
    def question(self) -> Question:
        text = getattr(self.query, "query_string", None)
        whole = Phrase(self.wording.terms(text)) if isinstance(text, str) else None
        node, is_loose = self.node, False
        if isinstance(node, Any) and all(isinstance(part, Term) for part in node.parts):
            node, is_loose = All(node.parts), True
        return Question(
            node,
            whole,
            self.allows_some or is_loose,
            is_loose=is_loose,
            columns=self.columns,
            is_dated=self.is_dated,
        )

    def survivors(self, hits: list[Hit]) -> list[Hit]:
        """Those that the queryset has too."""
        if not hits:
            return []
        keys = {hit.id: self.pk_of(hit) for hit in hits}
        wanted = self.among(self.queryset.order_by(), keys.values())
        check = FieldCheck.needed(
            self.queryset.model, self.fields, self.node, settings.LANGUAGE_CODE, self.is_typed
        )
        if check:
            alive = {thing.pk for thing in wanted if check.holds(thing)}
        else:
            alive = set(wanted.values_list("pk", flat=True))
        return [hit for hit in hits if keys[hit.id] in alive]

    def among(self, queryset: models.QuerySet, keys: Iterable[object]) -> models.QuerySet:
        """Those of a queryset with one of these keys, however many."""
        if not self.has_numbers:
            return queryset.filter(pk__in=list(keys))
        return queryset.filter(pk__in=_subquery(*self.store.numbers_sql(list(keys))))

    def matching(self, queryset: models.QuerySet) -> models.QuerySet:
        """Those of a queryset that match: all of them, in its own order."""
        if isinstance(self.node, Everything):
            return queryset
        if isinstance(self.node, Nothing):
            return queryset.none()
        key = "number" if self.has_numbers else "object_id"
        return queryset.filter(
            pk__in=_subquery(*self.store.ids_sql(self.node, self.columns, self.is_typed, key))
        )

    @cached_property
    def has_numbers(self) -> bool:
        return has_numbers(self.queryset.model)

    def pk_of(self, hit: Hit) -> object:
        """The primary key of what a hit stands for."""
        return hit.number if self.has_numbers else self.queryset.model._meta.pk.to_python(hit.object_id)


class ResultsMixin:
    """Wagtail's results from our ranking."""

    supports_facet = True

    def get_queryset(self) -> models.QuerySet:
        """All that was found, as a queryset in its own or no particular order."""
        compiler = self.query_compiler
        if self._has_ranked_only():
            return compiler.among(compiler.queryset, map(compiler.pk_of, compiler.ranked.hits))
        return compiler.matching(compiler.queryset)

    def _do_search(self) -> list[models.Model]:
        compiler = self.query_compiler
        if isinstance(compiler.node, Nothing):
            return []
        if not compiler.order_by_relevance or compiler.is_negative:
            found = self.get_queryset()
            return list((found if found.ordered else found.order_by("-pk"))[self.start : self.stop])
        hits = compiler.ranked.hits
        keys = [compiler.pk_of(hit) for hit in hits[self.start : self.stop]]
        scores = {compiler.pk_of(hit): compiler.ranked.scores.get(hit.id, 0.0) for hit in hits}
        found = {thing.pk: thing for thing in compiler.among(compiler.queryset.order_by(), keys)}
        things = [found[key] for key in keys if key in found]
        if compiler.ranked.is_capped and (self.stop is None or self.stop > len(hits)):
            things += self._beyond(hits)
        for thing in things if self._score_field else ():
            setattr(thing, self._score_field, scores.get(thing.pk, 0.0))
        return things

    def _beyond(self, hits: list[Hit]) -> list[models.Model]:
        """What matches beside the ranked ones, the newest first."""
        compiler = self.query_compiler
        known = compiler.among(compiler.queryset.model._default_manager.all(), map(compiler.pk_of, hits))
        rest = compiler.matching(compiler.queryset).exclude(pk__in=known.values("pk")).order_by("-pk")
        stop = None if self.stop is None else self.stop - len(hits)
        return list(rest[max(0, self.start - len(hits)) : stop])

    def _has_ranked_only(self) -> bool:
        """Whether the ranked ones are all there is: some words were enough, or fields were looked into."""
        compiler = self.query_compiler
        if isinstance(compiler.node, Nothing | Everything) or compiler.is_negative:
            return False
        if compiler.fields:
            return not compiler.ranked.is_capped
        if compiler.is_typed or not compiler.question.allows_some:
            return False
        return not compiler.ranked.is_capped

    def _do_count(self) -> int:
        compiler = self.query_compiler
        if self._has_ranked_only():
            count = len(compiler.ranked.hits)
        else:
            count = compiler.matching(compiler.queryset.order_by()).count()
        stop = count if self.stop is None else min(self.stop, count)
        return max(0, stop - self.start)

    def facet(self, field_name: str) -> OrderedDict[object, int]:
        compiler = self.query_compiler
        if compiler._get_filterable_field(field_name) is None:
            model = compiler.queryset.model.__name__
            raise FilterFieldError(
                f'Cannot facet search results with field "{field_name}". '
                f"Please add index.FilterField('{field_name}') to {model}.search_fields.",
                field_name=field_name,
            )
        rows = (
            self.get_queryset().order_by().values(field_name).annotate(count=Count("pk")).order_by("-count")
        )
        return OrderedDict((row[field_name], row["count"]) for row in rows)


def _write(thing: models.Model) -> None:
    # What is read beforehand is remembered by a copy alone: to the caller it may be out of date soon.
    thing = copy(thing)
    vars(thing).pop("_prefetched_objects_cache", None)
    models.prefetch_related_objects([thing], *prefetches(type(thing)))
    write([thing])


def _subquery(statement: str, parameters: list[object]) -> RawSQL:
    """SQL of the stores: words are in its parameters only."""
    return RawSQL(statement, parameters)  # noqa: S611
