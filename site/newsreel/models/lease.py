"""A lease: which process does a thing that only one may do at a time."""

from django.db import models


class Lease(models.Model):
    """Held by one process until it expires; taken over by another if the holder died."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=80)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
