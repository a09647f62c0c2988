"""`fields=`: the columns that keep these fields, and a look into the fields where a column keeps others too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from wagtail.search.index import RelatedFields, SearchField

from search.analysis.texts import plain_words, stems_of
from search.entries import NAMES, column_of, language_in, text_of
from search.matching.tree import All, Any, Everything, Node, Not, Phrase, Term


def columns_of(model: type[models.Model], fields: Sequence[str], is_typed: bool) -> tuple[str, ...]:
    """The columns in which these fields of a model stand."""
    if is_typed:
        return tuple(dict.fromkeys("names" if name in NAMES else "hints" for name in fields))
    return tuple(
        dict.fromkeys(
            column_of(field) for field in model.get_searchable_search_fields() if field.field_name in fields
        )
    )


def _columns_are_shared(model: type[models.Model], fields: Sequence[str], is_typed: bool) -> bool:
    """Whether other fields stand in the same columns."""
    columns = columns_of(model, fields, is_typed)
    if is_typed:
        others = {field.field_name for field in model.get_autocomplete_search_fields()} - set(fields)
        return any(("names" if name in NAMES else "hints") in columns for name in others)
    for field in model.get_search_fields():
        if isinstance(field, RelatedFields) and "head" in columns:
            return True
        if isinstance(field, SearchField) and field.field_name not in fields and column_of(field) in columns:
            return True
    # A subclass may keep more there than its base says.
    return any(column != "title" for column in columns) and bool(model.__subclasses__())


@dataclass(frozen=True)
class FieldCheck:
    """Whether the words really stand in the fields that were named."""

    fields: tuple[object, ...]
    node: Node
    default_language: str
    is_typed: bool

    @classmethod
    def needed(
        cls,
        model: type[models.Model],
        fields: Sequence[str] | None,
        node: Node,
        language: str,
        is_typed: bool,
    ) -> FieldCheck | None:
        """A check, if the columns of the index do not tell."""
        if not fields or not _columns_are_shared(model, fields, is_typed):
            return None
        known = model.get_autocomplete_search_fields() if is_typed else model.get_searchable_search_fields()
        return cls(tuple(one for one in known if one.field_name in fields), node, language, is_typed)

    def holds(self, thing: models.Model) -> bool:
        """Whether a thing has what the query wants in these fields."""
        language = language_in(thing)
        texts = [text_of(field.get_value(thing)) for field in self.fields]
        if self.is_typed:
            return _holds(self.node, [f" {' '.join(plain_words(text))} " for text in texts])
        return _holds(self.node, [f" {stems_of(text, language)} " for text in texts])


def _holds(node: Node, texts: list[str]) -> bool:
    if isinstance(node, Term):
        end = "" if node.is_prefix else " "
        return any(f" {stem}{end}" in text for stem in node.variants for text in texts)
    if isinstance(node, Phrase):
        return any(_is_row(node, text.split()) for text in texts)
    if isinstance(node, All):
        return all(_holds(part, texts) for part in node.parts)
    if isinstance(node, Any):
        return any(_holds(part, texts) for part in node.parts)
    if isinstance(node, Not):
        return not _holds(node.part, texts)
    return isinstance(node, Everything)


def _is_row(phrase: Phrase, tokens: list[str]) -> bool:
    size = len(phrase.terms)
    return any(
        all(
            token in term.variants
            for token, term in zip(tokens[start : start + size], phrase.terms, strict=True)
        )
        for start in range(len(tokens) - size + 1)
    )
