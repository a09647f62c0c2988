"""Whether another engine has as many things as the newsroom. What it says of them is not compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db import models
from modelsearch.query import MATCH_ALL
from wagtail.search.backends import get_search_backend
from wagtail.search.index import get_indexed_models


class Difference(NamedTuple):
    """How many things of a model there are, and how many the engine has."""

    label: str
    wanted: int
    found: int


def find_differences() -> list[Difference]:
    """Raises what the client of the engine raises if that does not answer."""
    return [one for one in map(_counted, get_indexed_models()) if one.wanted != one.found]


def _counted(model: type[models.Model]) -> Difference:
    backend = get_search_backend()
    index = backend.get_index_for_model(model)
    is_there = backend.es.indices.exists(index=index.name)
    found = backend.search(MATCH_ALL, model).count() if is_there else 0
    return Difference(
        model._meta.label, sum(one.get_indexed_objects().count() for one in _kinds(model)), found
    )


def _kinds(model: type[models.Model]) -> Iterator[type[models.Model]]:
    """The model and those that are one of it: each counts its own things only."""
    return (one for one in get_indexed_models() if issubclass(one, model))
