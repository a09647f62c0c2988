"""What Django cannot know and this project may not forget: run by `manage.py check` and before every start."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import DraftStateMixin, Page, RevisionMixin

OUR_APPS = ("newsreel", "video", "news", "search", "home")


@register(Tags.models)
def check_foreign_keys(app_configs: object, **kwargs: object) -> list[Error]:
    """Whatever a draft points to may be deleted meanwhile; with PROTECT or CASCADE the draft answers 500 for ever."""
    models_of_ours = [model for label in OUR_APPS for model in _models(label)]
    return [_error(field) for model in models_of_ours if _is_drafted(model) for field in _unsafe(model)]


def _models(label: str) -> list[type[models.Model]]:
    return list(apps.get_app_config(label).get_models()) if apps.is_installed(label) else []


def _is_drafted(model: type[models.Model]) -> bool:
    """Whether rows are kept in revisions: pages, snippets with revisions, and children of either."""
    if issubclass(model, (Page, DraftStateMixin, RevisionMixin)):
        return True
    return any(isinstance(field, ParentalKey) for field in model._meta.local_fields)


def _unsafe(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    for field in model._meta.local_fields:
        if not isinstance(field, models.ForeignKey) or isinstance(field, ParentalKey):
            continue
        if field.remote_field.parent_link:
            continue
        if not field.null or field.remote_field.on_delete is not models.SET_NULL:
            yield field


def _error(field: models.ForeignKey) -> Error:
    return Error(
        f"{field.model._meta.label}.{field.name} may break drafts when what it points to is deleted.",
        hint="Give it null=True, on_delete=SET_NULL, and let the admin refuse to delete what is in use.",
        obj=field.model,
        id="newsreel.E001",
    )


@register(Tags.models)
def check_urls_are_reserved(app_configs: object, **kwargs: object) -> list[Error]:
    """Every first segment that the site answers itself is refused as the slug of a page."""
    from django.urls import get_resolver

    from newsreel.models.addresses import RESERVED_SEGMENTS

    segments = {str(entry.pattern).lstrip("^").split("/")[0] for entry in get_resolver().url_patterns}
    words = {segment for segment in segments if segment.isalpha()}
    return [
        Error(f"The address /{word}/ is the site's own, but a page may take it.", id="newsreel.E002")
        for word in sorted(words - RESERVED_SEGMENTS)
    ]
