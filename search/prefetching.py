"""Reading what the search fields of things say of related things, in a query for each list and not for each thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Prefetch
from wagtail.search.index import RelatedFields


def prefetches(model: type[models.Model]) -> list[Prefetch | str]:
    """What prefetch_related() wants for the search fields of a model."""
    return list(_lookups(model, model.get_search_fields()))


def _lookups(
    model: type[models.Model], fields: Iterable[object], before: str = ""
) -> Iterator[Prefetch | str]:
    for name, inner in _related(fields).items():
        path, relation = f"{before}{name}", _relation(model, name)
        other = relation.related_model if relation is not None else None
        ones: list[str] = []
        if other and relation.one_to_many and not relation.concrete:
            # The rows of a list with what each of them points to, as bylines with their authors, in one query.
            ones = [
                name
                for name, deeper in _related(inner).items()
                if _is_one(other, name) and not _related(deeper)
            ]
            yield Prefetch(path, other._default_manager.select_related(*ones) if ones else None)
        else:
            yield path
        if other:
            deeper = [field for field in inner if getattr(field, "field_name", "") not in ones]
            yield from _lookups(other, deeper, f"{path}__")


def _related(fields: Iterable[object]) -> dict[str, list[object]]:
    """The fields that are wanted of each relation. A class may say more of one that its base has, too."""
    related: dict[str, list[object]] = {}
    for field in fields:
        if isinstance(field, RelatedFields):
            related.setdefault(field.field_name, []).extend(field.fields)
    return related


def _is_one(model: type[models.Model], name: str) -> bool:
    relation = _relation(model, name)
    return relation is not None and relation.concrete and bool(relation.many_to_one or relation.one_to_one)


def _relation(model: type[models.Model], name: str) -> models.Field | None:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
