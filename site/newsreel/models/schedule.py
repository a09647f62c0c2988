"""What the schedule could not do, kept until it succeeds."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduleAction(models.TextChoices):
    """What falls due."""

    PUBLISH = "publish", _("Publish")
    EXPIRE = "expire", _("Expire")


class ScheduleProblem(models.Model):
    """A scheduled publication or expiry that failed: what, why, how often, and when it is tried again."""

    action = models.CharField(_("action"), max_length=10, choices=ScheduleAction.choices)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    target = GenericForeignKey()
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"))
    next_attempt_at = models.DateTimeField(_("next attempt"))

    class Meta:
        verbose_name = _("schedule problem")
        verbose_name_plural = _("schedule problems")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "content_type", "object_id"], name="schedule_problem_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.content_type.model} {self.object_id}"
