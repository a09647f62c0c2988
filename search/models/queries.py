"""What readers look for: one number a query and day. No address, no cookie, no moment, no person.

The text itself is Wagtail's own `Query` (wagtail.contrib.search_promotions), so that an editor who makes a pick
chooses among what readers really asked. See docs/decisions for how the two fit.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.search_promotions.models import Query


class QueryDay(models.Model):
    """How often something was looked for on a day, how often nothing was found, and how often not all of the words."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(_("day"))
    searches = models.PositiveIntegerField(_("searches"), default=0)
    nothing = models.PositiveIntegerField(_("nothing found"), default=0)
    partly = models.PositiveIntegerField(_("found in part"), default=0)
    # Of the latest search of that day.
    results = models.PositiveIntegerField(_("results"), default=0)

    class Meta:
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches by day")
        constraints = [models.UniqueConstraint(fields=["query", "day"], name="one_query_day_each")]
        indexes = [models.Index(fields=["day", "query"], name="query_day_period")]

    def __str__(self) -> str:
        return f"{self.day} {self.query}: {self.searches}"


class QueryReport(Query):
    """The same queries as the report lists them: with their searches summed over a period."""

    class Meta:
        proxy = True
        verbose_name = _("reader's search")
        verbose_name_plural = _("readers' searches")
