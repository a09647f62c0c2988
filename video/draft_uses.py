"""Drafts that name a video. Wagtail's reference index knows what is saved of a page, not what its latest draft says."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Field, ForeignKey, Model, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision
from wagtail.rich_text import extract_references_from_rich_text

from newsreel.blocks.walking import leaves

# More drafts than this are not read; the newest are.
MOST_DRAFTS = 100


def drafts_naming(page: Page, model: type[Page] = Page) -> list[Revision]:
    """The latest drafts of pages of a model that name a page in their body, a field or a link. One query."""
    changed = model.objects.filter(has_unpublished_changes=True).exclude(pk=page.pk).order_by()
    latest = Revision.page_revisions.filter(pk__in=changed.values("latest_revision"))
    # Most are left out by the database, which finds the digits of the key; what they mean is looked up here.
    likely = latest.alias(text=Cast("content", TextField())).filter(text__contains=str(page.pk))
    found = likely.select_related("content_type").order_by("-created_at", "-pk")[:MOST_DRAFTS]
    return [revision for revision in found if _names(revision, page.pk)]


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
