"""Wagtail's PostgreSQL backend on our index."""

from __future__ import annotations

from wagtail.search.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
    PostgresSearchResults,
)

from search.backends.shared import CompilerMixin, IndexMixin, Rebuilder, ResultsMixin
from search.matching.postgres import PostgresStore


class NewsroomIndex(IndexMixin, PostgresIndex):
    pass


class NewsroomCompiler(CompilerMixin, PostgresSearchQueryCompiler):
    store_class = PostgresStore


class NewsroomAutocompleteCompiler(CompilerMixin, PostgresAutocompleteQueryCompiler):
    store_class = PostgresStore
    is_typed = True


class NewsroomResults(ResultsMixin, PostgresSearchResults):
    pass


class SearchBackend(PostgresSearchBackend):
    """See search.backends.shared."""

    query_compiler_class = NewsroomCompiler
    autocomplete_query_compiler_class = NewsroomAutocompleteCompiler
    index_class = NewsroomIndex
    results_class = NewsroomResults
    rebuilder_class = atomic_rebuilder_class = Rebuilder
