"""Which rows belong to the demo newsroom, so that it can be removed and nothing else with it."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class DemoRecord(models.Model):
    """One object that load_demo made, in the order of making."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    content_object = GenericForeignKey("content_type", "object_id")

    class Meta:
        app_label = "home"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="one_demo_record")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}"

    @classmethod
    def note(cls, *objects: models.Model) -> None:
        """Remember that these belong to the demo."""
        for thing in objects:
            content_type = ContentType.objects.get_for_model(thing, for_concrete_model=True)
            cls.objects.get_or_create(content_type=content_type, object_id=str(thing.pk))
