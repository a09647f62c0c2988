"""Drafts that name a video. Wagtail's reference index knows what is saved of a page, not what its latest draft says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from django.db.models import Field, ForeignKey, Model, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision, get_page_models
from wagtail.rich_text import extract_references_from_rich_text

from newsreel.blocks.walking import leaves

# More drafts than this are not read; the newest are.
MOST_DRAFTS = 100


def drafts_naming(page: Page, model: type[Page] = Page) -> list[Revision]:
    """The latest drafts of pages of a model that name a page in their body, a field or a link. One query."""
    changed = model.objects.filter(has_unpublished_changes=True).exclude(pk=page.pk).order_by()
    latest = Revision.page_revisions.filter(pk__in=changed.values("latest_revision"))
    # The database leaves out what cannot name the page, so that the limit is one of drafts that do.
    stored = latest.alias(text=Cast("content", TextField()))
    likely = stored.filter(text__contains=str(page.pk), text__regex=_written(page.pk, model))
    found = likely.select_related("content_type").order_by("-created_at", "-pk")[:MOST_DRAFTS]
    return [revision for revision in found if _names(revision, page.pk)]


def _written(key: int, model: type[Page]) -> str:
    """A regular expression of how stored drafts name a page: in a field or a block, and in a link of rich text.

    A stream is kept as text within the text, so its quotation marks are escaped, and those of its links twice.
    """
    names = "|".join(sorted(map(re.escape, _naming(model))))
    return rf'"({names})\\?": ?(\\?")?{key}\D|id=\\+"{key}\\+"'


@cache
def _naming(model: type[Page]) -> frozenset[str]:
    """What the fields and blocks of a page model that name pages are called: “video”, “teaser_video”, “value”."""
    models = get_page_models() if model is Page else [model]
    return frozenset(name for one in models for name in _naming_in_model(one))


def _naming_in_model(model: type[Model]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from _naming_in_block(field.stream_block, field.name)
        elif isinstance(field, ForeignKey) and issubclass(field.related_model, Page):
            yield field.name
    for relation in get_all_child_relations(model):
        yield from _naming_in_model(relation.related_model)


def _naming_in_block(block: blocks.Block, name: str) -> Iterator[str]:
    """Members of streams and lists stand under “value”, those of structures under their own names.

    Tables of ours hold no pages.
    """
    if isinstance(block, blocks.PageChooserBlock):
        yield name
    elif isinstance(block, blocks.ListBlock):
        yield from _naming_in_block(block.child_block, "value")
    else:
        in_structure = isinstance(block, blocks.BaseStructBlock)
        for own, child in getattr(block, "child_blocks", {}).items():
            yield from _naming_in_block(child, own if in_structure else "value")


def _names(revision: Revision, key: int) -> bool:
    model = revision.content_type.model_class()
    try:
        return model is not None and key in _pages_in(model, revision.content)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False  # it was written when the page had other fields or blocks


def _pages_in(model: type[Model], content: dict[str, object]) -> Iterator[int]:
    """The keys of all pages that a stored draft names; nothing is loaded."""
    for field in model._meta.concrete_fields:
        if value := content.get(field.name):
            yield from _pages_in_field(field, value)
    for relation in get_all_child_relations(model):
        for child in content.get(relation.get_accessor_name()) or ():
            yield from _pages_in(relation.related_model, child)


def _pages_in_field(field: Field, value: object) -> Iterator[int]:
    if isinstance(field, StreamField):
        for block, raw in leaves(field.to_python(value)):
            if isinstance(block, blocks.PageChooserBlock) and raw:
                yield int(raw)
            elif isinstance(block, blocks.RichTextBlock):
                yield from _linked(raw)
    elif isinstance(field, RichTextField):
        yield from _linked(value)
    elif isinstance(field, ForeignKey) and issubclass(field.related_model, Page):
        yield int(value)


def _linked(text: str) -> Iterator[int]:
    for model, key, _path, _content_path in extract_references_from_rich_text(text):
        if issubclass(model, Page):
            yield int(key)
