"""Pictures are made ready when an editor chooses them: on every saved draft, long before a reader asks.

Whatever is saved, a page, a revision (each draft and autosave is one), an author, a topic, the settings, its
pictures are looked up and what they still lack is queued, once per picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.db import models
from django.db.models.signals import post_save
from wagtail.fields import StreamField
from wagtail.models import Revision

from newsreel.cards import prepare_renditions
from newsreel.pictures import existing_renditions
from newsreel.renditions import PORTRAIT_ROLES, STORY_ROLES, TALL_VIDEO_ROLES, specs_for
from newsreel.tasks import queue_renditions

# What a picture is chosen for, by the name of the field that holds it.
FIELD_ROLES: dict[str, tuple[str, ...]] = {
    "lead_image": STORY_ROLES,
    "social_image": ("social",),
    "portrait": PORTRAIT_ROLES,
    "picture": ("social", "card"),
    "poster": STORY_ROLES,
}
# The first of these is made within the upload, so that a page never lacks a picture altogether.
FALLBACK_SPEC = "format-jpeg|width-640"

Uses = dict[int, set[str]]


def uses_of(instance: models.Model) -> Uses:
    """The pictures that a model instance names, with the roles they are needed in."""
    values = {field.attname: getattr(instance, field.attname) for field in _picture_fields(type(instance))}
    return _uses(type(instance), values, shape=getattr(instance, "shape", ""))


def uses_in_revision(revision: Revision) -> Uses:
    """The same of a draft, from its stored content; nothing is loaded."""
    model = revision.content_type.model_class()
    if model is None:
        return {}
    values = {field.attname: revision.content.get(field.name) for field in _picture_fields(model)}
    return _uses(model, values, shape=revision.content.get("shape") or "")


def queue_missing(uses: Uses) -> None:
    """Queue the renditions that do not exist yet; pictures that have all are left alone."""
    from newsreel.models import EditorialImage

    if not uses:
        return
    images = EditorialImage.objects.in_bulk(uses)
    prepare_renditions(images.values())
    for pk, image in images.items():
        roles = sorted(uses[pk])
        existing = existing_renditions(image)
        if any(spec not in existing for spec in specs_for(roles)):
            queue_renditions([pk], roles)


@cache
def _picture_fields(model: type[models.Model]) -> tuple[models.Field, ...]:
    """Nothing for models of migrations, which only look like ours."""
    from newsreel.models import EditorialImage

    if model.__module__ == "__fake__":
        return ()
    return tuple(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, StreamField)
        or (field.name in FIELD_ROLES and field.related_model is EditorialImage)
    )


def _uses(model: type[models.Model], values: dict[str, object], shape: str) -> Uses:
    uses: Uses = {}
    for field in _picture_fields(model):
        value = values[field.attname]
        if isinstance(field, StreamField):
            for pk, roles in _stream_uses(field, value):
                uses.setdefault(pk, set()).update(roles)
        elif value:
            roles = FIELD_ROLES[field.name]
            if field.name == "lead_image" and shape == "portrait":
                roles = TALL_VIDEO_ROLES
            uses.setdefault(value, set()).update(roles)
    return uses


def _stream_uses(field: StreamField, value: object) -> Iterator[tuple[int, tuple[str, ...]]]:
    from newsreel.blocks.choosers import PictureChooserBlock
    from newsreel.blocks.walking import leaves

    for block, raw in leaves(field.to_python(value)):
        if isinstance(block, PictureChooserBlock) and isinstance(raw, int):
            yield raw, block.image_roles


# --- Signals ------------------------------------------------------------------------------------


def _saved(sender: type[models.Model], instance: models.Model, raw: bool = False, **kwargs: object) -> None:
    if raw:
        return
    if isinstance(instance, Revision):
        queue_missing(uses_in_revision(instance))
    elif _picture_fields(sender):
        queue_missing(uses_of(instance))


def _uploaded(instance: models.Model, created: bool, raw: bool = False, **kwargs: object) -> None:
    if created and not raw:
        instance.get_rendition(FALLBACK_SPEC)


def connect() -> None:
    """Wire the signals; called when the app is ready."""
    from newsreel.models import EditorialImage

    post_save.connect(_saved, dispatch_uid="chosen-images-saved")
    post_save.connect(_uploaded, sender=EditorialImage, dispatch_uid="chosen-images-uploaded")
