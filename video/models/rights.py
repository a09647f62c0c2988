"""What a newsroom may do with a video, and what it lets others do."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel


class Embedding(models.TextChoices):
    """Who may show the player on their own pages."""

    EVERYWHERE = "everywhere", _("On every site")
    LISTED = "listed", _("Only on the sites listed")
    NOWHERE = "nowhere", _("Nowhere but here")


class Rights(models.Model):
    """Source, licence and their limits. A part of VideoPage."""

    rights_source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Who made it, if not this newsroom.")
    )
    rights_licence = models.CharField(
        _("licence"), max_length=300, blank=True, help_text=_("What was agreed: “Agency, 30 days, web only”.")
    )
    rights_from = models.DateTimeField(
        _("rights from"),
        null=True,
        blank=True,
        help_text=_("It is not public before, whatever is scheduled."),
    )
    rights_until = models.DateTimeField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("Then it ends everywhere by itself, as if it expired."),
    )
    embedding = models.CharField(
        _("may be embedded"), max_length=12, choices=Embedding.choices, default=Embedding.EVERYWHERE
    )
    embed_sites = models.TextField(
        _("sites that may embed it"),
        blank=True,
        help_text=_("One a line: partner.example or *.partner.example."),
    )
    download_allowed = models.BooleanField(
        _("readers may download it"), default=False, help_text=_("A link to the MP4 stands below the player.")
    )

    rights_panel = MultiFieldPanel(
        [
            "rights_source",
            "rights_licence",
            FieldRowPanel(["rights_from", "rights_until"]),
            "embedding",
            "embed_sites",
            "download_allowed",
        ],
        heading=_("Rights"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        from video.rights import check_rights

        super().clean()
        check_rights(self)
