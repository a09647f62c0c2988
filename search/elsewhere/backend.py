"""The backend for WAGTAILSEARCH_BACKENDS where SEARCH_URL names an engine: Wagtail's for it, and ours around that.

What is saved is sent after the commit, by a task (search.elsewhere.following): an engine that hangs must not hold a
transaction, and with it the other editors.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from importlib import import_module
from urllib.parse import ParseResult, unquote

from django.db import models
from modelsearch.backends.elasticsearchbase import ElasticsearchBaseSearchBackend
from modelsearch.utils import deep_update

from search.elsewhere import following
from search.elsewhere.answering import AnsweringMixin
from search.elsewhere.compiling import TogetherMixin, TypedMixin

# Words as search.analysis.words parts them: apostrophes join in Cyrillic, mark the owner in English, part elsewhere;
# so does every other sign. Regular expressions of Java.
_APOSTROPHES = "['’‘`´ʹʼ′＇]"
_CYRILLIC = "[\u0400-\u052f]"
_SIGNS = {
    "joining": {"pattern": f"(?<={_CYRILLIC}){_APOSTROPHES}(?={_CYRILLIC})", "replacement": ""},
    "owner": {"pattern": rf"(?<=\p{{L}}){_APOSTROPHES}[sS](?![\p{{L}}\p{{N}}])", "replacement": ""},
    "words": {"pattern": r"[^\p{L}\p{N}\p{M}\u200c\u200d]", "replacement": " "},
}
ANALYSIS = {
    "char_filter": {name: {"type": "pattern_replace", **signs} for name, signs in _SIGNS.items()},
    "analyzer": {
        "default": {
            "type": "custom",
            "char_filter": list(_SIGNS),
            "tokenizer": "standard",
            "filter": ["asciifolding", "lowercase"],
        },
        "edgengram_analyzer": {"char_filter": list(_SIGNS)},
    },
}


def SearchBackend(params: dict[str, object]) -> ElasticsearchBaseSearchBackend:
    """What Wagtail calls with the options of the setting. Raises ImportError without the engine's client."""
    return ours(wagtails(str(params.pop("ENGINE"))))(params)


def wagtails(engine: str) -> type[ElasticsearchBaseSearchBackend]:
    """Wagtail's own backend, as “opensearch3”."""
    return import_module(f"wagtail.search.backends.{engine}").SearchBackend


@cache
def ours(base: type[ElasticsearchBaseSearchBackend]) -> type[ElasticsearchBaseSearchBackend]:
    """The backend of an engine with our seams: words, compilers, and what is sent when."""

    class Mapping(base.mapping_class):
        edgengram_analyzer_config = {"analyzer": "edgengram_analyzer", "search_analyzer": "default"}

    class Compiler(TogetherMixin, base.query_compiler_class):
        mapping_class = Mapping

    class TypedCompiler(TypedMixin, base.autocomplete_query_compiler_class):
        mapping_class = Mapping

    class Index(base.index_class):
        def add_items(self, model: type[models.Model], items: Sequence[models.Model]) -> None:
            following.go_on_rebuilding()
            super().add_items(model, items)

    class Rebuilder(base.atomic_rebuilder_class):
        def start(self) -> Index:
            following.begin_rebuilding()
            return super().start()

        def finish(self) -> None:
            super().finish()
            following.end_rebuilding()

    class Results(AnsweringMixin, base.results_class):
        pass

    class Backend(BackendMixin, base):
        mapping_class, index_class, atomic_rebuilder_class = Mapping, Index, Rebuilder
        query_compiler_class, autocomplete_query_compiler_class = Compiler, TypedCompiler
        results_class = Results
        settings = deep_update(deepcopy(base.settings), {"settings": {"analysis": ANALYSIS}})

    return Backend


class BackendMixin:
    """Sends what was saved later, and reads an address as addresses are written."""

    def add(self, thing: models.Model) -> None:
        following.queue(thing)

    def delete(self, thing: models.Model) -> None:
        following.queue(thing)

    def index_now(self, model: type[models.Model], pk: str) -> None:
        """Send a thing as it stands in the database, or take it out if it is none to be found any more."""
        index = self.get_index_for_model(model)
        if not self.es.indices.exists(index=index.name):
            # update_index makes it, with the right fields, and brings everything.
            return
        thing = model.get_indexed_objects().filter(pk=pk).first()
        if thing is None:
            index.delete_item(model(pk=pk))
        else:
            index.add_item(thing)

    def _get_host_config_from_url(self, url: ParseResult) -> dict[str, object]:
        return super()._get_host_config_from_url(_Address(*url))

    def _get_options_from_host_urls(self, urls: list[ParseResult]) -> dict[str, object]:
        return super()._get_options_from_host_urls([_Address(*url) for url in urls])


class _Address(ParseResult):
    """An address whose name and password may have signs that are written as %40 in it (RFC 3986, section 2.1)."""

    @property
    def username(self) -> str | None:
        return super().username and unquote(super().username)

    @property
    def password(self) -> str | None:
        return super().password and unquote(super().password)
