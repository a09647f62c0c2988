"""By which rules the index was made."""

from __future__ import annotations

from django.db import models


class IndexRules(models.Model):
    """One row: the rules that texts are read by, and how far everything has been read again since they changed.

    `model` and `last` are the label and the primary key of what was read last.
    """

    rules = models.CharField(max_length=32)
    model = models.CharField(max_length=100, blank=True)
    last = models.CharField(max_length=50, blank=True)
    is_done = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "rules of the search index"

    def __str__(self) -> str:
        return self.rules
