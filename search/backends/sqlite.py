"""Wagtail's SQLite backend on our index."""

from __future__ import annotations

from wagtail.search.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
    SQLiteSearchResults,
)

from search.backends.shared import CompilerMixin, IndexMixin, Rebuilder, ResultsMixin
from search.matching.sqlite import SQLiteStore


class NewsroomIndex(IndexMixin, SQLiteIndex):
    pass


class NewsroomCompiler(CompilerMixin, SQLiteSearchQueryCompiler):
    store_class = SQLiteStore


class NewsroomAutocompleteCompiler(CompilerMixin, SQLiteAutocompleteQueryCompiler):
    store_class = SQLiteStore
    is_typed = True


class NewsroomResults(ResultsMixin, SQLiteSearchResults):
    pass


class SearchBackend(SQLiteSearchBackend):
    """See search.backends.shared."""

    query_compiler_class = NewsroomCompiler
    autocomplete_query_compiler_class = NewsroomAutocompleteCompiler
    index_class = NewsroomIndex
    results_class = NewsroomResults
    rebuilder_class = atomic_rebuilder_class = Rebuilder
