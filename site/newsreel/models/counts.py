"""First-party counts: how often something was seen, per day and never per person."""

from __future__ import annotations

from django.db import models


class DailyCount(models.Model):
    """One number: how often a thing did something on one day at one place. No cookie, no address, no identity."""

    day = models.DateField()
    subject = models.CharField(max_length=20)  # “video”, later “story” and “search”
    subject_id = models.PositiveBigIntegerField()
    metric = models.CharField(max_length=20)  # “view”, “quartile_25” …, “seconds”
    place = models.CharField(
        max_length=120, blank=True
    )  # the host it was embedded on; empty on our own pages
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "subject_id", "metric", "day", "place"], name="one_daily_count_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.subject} {self.subject_id} {self.metric}: {self.value}"
