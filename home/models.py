"""The front page and standard pages."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.blocks import FrontPageBlock
from home.demo.models import DemoRecord  # noqa: F401 - the app's model, kept with the demo
from home.panels import FallbackPanel
from home.routing import route_below
from home.sections import front_page
from home.standard_blocks import StandardPageBlock
from newsreel.blocks.targets import CONTEXT_NAME, Targets
from newsreel.cards import prepare_cards
from newsreel.forms import PublicPageForm
from newsreel.models.addresses import TopLevelAddress
from newsreel.querysets import PublicPageManager
from newsreel.visibility import RememberedPrivacy


class HomePage(RememberedPrivacy, Page):
    """The front page: its body is the only record of it, and its revisions are its history."""

    body = StreamField(FrontPageBlock(), blank=True, verbose_name=_("blocks"))

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    objects = PublicPageManager()

    content_panels = [
        FallbackPanel(),
        FieldPanel(
            "body",
            help_text=_(
                "From top to bottom. Left empty: the newest story leads, with the News Feed and videos."
            ),
        ),
        TitleFieldPanel("title", help_text=_("For lists in the admin; readers see the newsroom's name.")),
    ]

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "front": front_page(self.body)}

    def route(self, request, path_components):
        return route_below(self, request, path_components) or super().route(request, path_components)


class StandardPage(TopLevelAddress, RememberedPrivacy, Page):
    """A page that is not news: about us, ethics, contact."""

    standfirst = models.TextField(
        _("introduction"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences under the title."),
    )
    body = StreamField(StandardPageBlock(), blank=True, verbose_name=_("text"))

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    base_form_class = PublicPageForm
    objects = PublicPageManager()

    content_panels = [*Page.content_panels, "standfirst", FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        verbose_name = _("standard page")

    def get_context(self, request, *args, **kwargs):
        targets = Targets(self.body)
        prepare_cards(targets.card_stories())
        targets.settle()
        return {
            **super().get_context(request, *args, **kwargs),
            CONTEXT_NAME: targets,
            "updated_at": self.last_published_at,
            "subpages": StandardPage.objects.child_of(self).published().order_by("path"),
        }
