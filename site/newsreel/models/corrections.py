"""Corrections: what a story got wrong, said in public."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class Correction(Orderable):
    """One correction under a story. The uuid names it for ever; ids of page children change with revisions."""

    story = ParentalKey("newsreel.StoryPage", on_delete=models.CASCADE, related_name="corrections")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    corrected_at = models.DateTimeField(_("time"), default=timezone.now)
    text = models.TextField(
        _("correction"),
        max_length=1000,
        help_text=_("What was wrong and what is right: “An earlier version said seventeen. It was sixteen.”"),
    )

    panels = ["corrected_at", "text"]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def anchor(self) -> str:
        """The part of the address after “#”."""
        return f"correction-{self.uuid}"
