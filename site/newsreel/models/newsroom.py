"""What the newsroom says of itself: name, logo, contact, policies, navigation."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from newsreel.blocks.links import NavigationBlock, SocialLinksBlock
from newsreel.colour import contrast

PAPER, INK_GROUND, MINIMUM_CONTRAST = "#FBFAF7", "#121315", 4.5


def _image(label, help_text: str = "") -> models.ForeignKey:
    return models.ForeignKey(
        "newsreel.EditorialImage",
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


def _policy(label, help_text: str) -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


@register_setting(icon="site")
class NewsroomSettings(BaseSiteSetting):
    """One newsroom, one row."""

    name = models.CharField(_("name"), max_length=80, default="Newsreel")
    description = models.TextField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence on what you publish; search engines and feeds print it."),
    )
    logo_light = _image(_("logo on light paper"), _("Left empty, the name is set in type."))
    logo_dark = _image(_("logo on dark paper"))
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#B3261E",
        validators=[
            RegexValidator(r"^#[0-9A-Fa-f]{6}$", _("Write it as # and six digits, for example #B3261E."))
        ],
        help_text=_("For labels and marks. It must stand out from the paper (4.5:1)."),
    )
    social_image = _image(_("picture for sharing"), _("Used when a page has no picture of its own."))

    publisher = models.CharField(
        _("publisher"), max_length=120, blank=True, help_text=_("The company or body behind the newsroom.")
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    about_page = _policy(_("about us"), _("Who you are."))
    ethics_page = _policy(_("ethics"), _("The principles you publish by."))
    corrections_page = _policy(_("corrections policy"), _("How you correct mistakes."))
    contact_page = _policy(_("contact"), _("How to reach you."))
    privacy_page = _policy(_("privacy"), _("What you know of your readers."))

    social_links = StreamField(SocialLinksBlock(), blank=True, verbose_name=_("social links"))
    footer_note = models.CharField(_("footer note"), max_length=200, blank=True)
    navigation = StreamField(
        NavigationBlock(),
        blank=True,
        verbose_name=_("navigation"),
        help_text=_(
            "The row under the name, and the menu on phones. Left empty, it lists the feeds and topics."
        ),
    )

    identity_panels = [
        MultiFieldPanel(["name", "description"], heading=_("Name")),
        MultiFieldPanel(
            [FieldRowPanel(["logo_light", "logo_dark"]), "accent", "social_image"], heading=_("Look")
        ),
    ]
    contact_panels = [
        MultiFieldPanel(["publisher", "address", "email", "phone"], heading=_("Publisher")),
        MultiFieldPanel(
            ["about_page", "ethics_page", "corrections_page", "contact_page", "privacy_page"],
            heading=_("Policies"),
        ),
        MultiFieldPanel([FieldPanel("social_links"), "footer_note"], heading=_("Footer")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(identity_panels, heading=_("Identity")),
            ObjectList(["navigation"], heading=_("Navigation")),
            ObjectList(contact_panels, heading=_("Contact and policies")),
        ]
    )

    class Meta:
        verbose_name = _("newsroom")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            ratio = contrast(self.accent, PAPER)
        except ValueError:
            return  # the field's own validator has said so
        if ratio < MINIMUM_CONTRAST:
            raise ValidationError(
                {
                    "accent": _(
                        "%(colour)s on paper has a contrast of %(ratio).1f to 1; readers need at least 4.5. "
                        "Choose a darker colour."
                    )
                    % {"colour": self.accent, "ratio": ratio}
                }
            )
