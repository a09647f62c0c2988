"""What the newsroom teaches its search: words that mean the same, and words that are never suggested."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from search.synonyms import validate_groups
from search.withheld import MOST_CHARACTERS, validate_withheld


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

    never_suggested = models.TextField(
        _("words that are never suggested"),
        blank=True,
        default="",
        max_length=MOST_CHARACTERS,
        validators=[validate_withheld],
        help_text=_(
            "One entry on each line: a word, a name, several words. A reader's search that has all of them, in any "
            "form and order, is suggested to nobody. It can still be made, and finds what it finds."
        ),
    )

    panels = [FieldPanel("synonyms"), FieldPanel("never_suggested")]

    class Meta:
        verbose_name = _("search words")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
