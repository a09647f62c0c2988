"""Addresses that never break: a changed slug of an author or topic leaves a redirect behind."""

from __future__ import annotations

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

# First segments that belong to the site itself; no page below the front page may take one.
RESERVED_SEGMENTS = frozenset(
    [
        "accent",
        "admin",
        "authors",
        "topics",
        "search",
        "series",
        "count",
        "embed",
        "oembed",
        "media",
        "documents",
        "health",
        "metrics",
        "feeds",
        "static",
        "django-admin",
    ]
)


# The root is 1, the front page 2: what stands below that one owns a first segment of the address.
FRONT_PAGE_DEPTH = 2

# What the columns of authors and topics hold.
SLUG_LENGTH = 80


def reserved_segment_message(slug: str) -> str:
    return _("“%(slug)s” is an address of the site itself. Choose another slug.") % {"slug": slug}


def ascii_slug(text: str, fallback: str = "untitled") -> str:
    """A slug in plain ASCII for any script: “Київ” becomes “kiiv”."""
    return slugify(anyascii(text))[:SLUG_LENGTH].strip("-") or fallback


class PublicSnippet:
    """A snippet with a page of its own: `slug`, `get_absolute_url()`, and a redirect when the slug changes."""

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        with transaction.atomic():
            super().save(*args, **kwargs)
            if before is not None and before.slug != self.slug:
                _redirect(before.url, self.url)

    def _free_slug(self) -> str:
        stem = slug = ascii_slug(str(self))
        number = 2
        while type(self).objects.filter(slug=slug).exclude(pk=self.pk).exists():
            slug = f"{stem[: SLUG_LENGTH - 1 - len(str(number))]}-{number}"
            number += 1
        return slug


def _redirect(old: str, new: str) -> None:
    """Send readers of `old` to `new`, and stop any redirect that would lead away from `new`."""
    new_path, old_path = Redirect.normalise_path(new), Redirect.normalise_path(old)
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.update_or_create(
        old_path=old_path, site=None, defaults={"redirect_link": new, "is_permanent": True}
    )


class TopLevelAddress:
    """For pages that may stand directly below the front page: they leave the site's own first segments alone."""

    def clean(self) -> None:
        super().clean()
        parent = self.get_parent() if self.path else None
        if parent is not None and parent.depth == FRONT_PAGE_DEPTH and self.slug in RESERVED_SEGMENTS:
            raise ValidationError({"slug": reserved_segment_message(self.slug)})
