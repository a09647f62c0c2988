"""The words that mean the same in this newsroom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from search.synonyms import forget_groups, validate_groups


@register_setting(icon="search")
class SearchWords(BaseGenericSetting):
    """What the newsroom teaches its search. One row."""

    synonyms = models.TextField(
        _("words that mean the same"),
        blank=True,
        max_length=20_000,
        validators=[validate_groups],
        help_text=_(
            "One group on each line, with commas between: “Kyiv, Kiev, Київ”. "
            "Whoever looks for one of them finds the others too. Several words in a row are allowed."
        ),
    )

    panels = [FieldPanel("synonyms")]

    class Meta:
        verbose_name = _("search words")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        forget_groups()
